// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.exchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.zarr.ZarrArray;
import sc.fiji.efficientsam.zarr.ZarrException;

/**
 * Reads the labels of OME-Zarr images, OME-NGFF 0.4 (Zarr 2) and 0.5 (Zarr 3), ngff.openmicroscopy.org: the full resolution
 * of one label image, which is named by its folder, or is the only one of its image.
 */
final class ZarrLabels {

	private final Path folder;
	private final ExchangeImage image;
	private final ExchangeFile found;

	/** What the file says of each label. */
	private final Map< Integer, JsonObject > properties = new TreeMap<>();
	private String axes = "tczyx";

	private ZarrLabels( final Path folder, final ExchangeImage image, final ExchangeFile found )
	{
		this.folder = folder;
		this.image = image;
		this.found = found;
	}

	/** The folder of a Zarr array or group that a path names, itself or by a file of its description; null if it names none. */
	static Path folder( final Path path )
	{
		if ( Files.isDirectory( path ) )
			return path;
		final String name = path.getFileName() == null ? "" : path.getFileName().toString();
		return Arrays.asList( ".zattrs", ".zgroup", ".zarray", "zarr.json" ).contains( name ) && Files.isRegularFile( path )
				? path.toAbsolutePath().getParent() : null;
	}

	static void read( final Path folder, final ExchangeImage image, final ExchangeFile found ) throws IOException
	{
		new ZarrLabels( folder, image, found ).read();
	}

	private void read() throws IOException
	{
		Path array = folder;
		if ( !ZarrArray.isArray( folder ) )
		{
			Path group = folder;
			JsonObject o = attributes( group );
			if ( !o.has( "image-label" ) )
			{
				group = only( folder );
				o = attributes( group );
			}
			final JsonArray scales = o.getAsJsonArray( "multiscales" );
			if ( scales == null || scales.size() == 0 )
				throw new ZarrException( "there is no OME-Zarr image in " + group );
			describe( scales.get( 0 ).getAsJsonObject(), JsonValues.object( o, "image-label" ) );
			array = below( group, JsonValues.text( scales.get( 0 ).getAsJsonObject().getAsJsonArray( "datasets" ).get( 0 )
					.getAsJsonObject(), "path" ) );
		}
		read( ZarrArray.open( array ) );
	}

	/** NB: a path of a file must not lead out of its folder. */
	private static Path below( final Path folder, final String path ) throws IOException
	{
		final Path inside = folder.resolve( path ).normalize();
		if ( path.isEmpty() || !inside.startsWith( folder.normalize() ) )
			throw new ZarrException( "the path \"" + path + "\" is not in it" );
		return inside;
	}

	/** The attributes of a group; of NGFF 0.5 those that it keeps below "ome". */
	private static JsonObject attributes( final Path group ) throws IOException
	{
		final Path two = group.resolve( ".zattrs" ), three = group.resolve( "zarr.json" );
		try
		{
			if ( Files.isRegularFile( two ) )
				return json( two );
			return Files.isRegularFile( three ) ? JsonValues.object( JsonValues.object( json( three ), "attributes" ), "ome" )
					: new JsonObject();
		}
		catch ( final JsonParseException e )
		{
			throw new ZarrException( "the description of " + group + " is broken" );
		}
	}

	private static JsonObject json( final Path file ) throws IOException
	{
		return JsonParser.parseString( new String( Files.readAllBytes( file ), StandardCharsets.UTF_8 ) ).getAsJsonObject();
	}

	/** The only label image of an image, or of its folder "labels". */
	private Path only( final Path of ) throws IOException
	{
		final Path labels = attributes( of ).has( "labels" ) ? of : of.resolve( "labels" );
		final JsonElement names = attributes( labels ).get( "labels" );
		if ( names == null || !names.isJsonArray() || names.getAsJsonArray().size() == 0 )
			throw new ZarrException( "there are no labels in it; an image alone has no objects" );
		if ( names.getAsJsonArray().size() > 1 )
			throw new IllegalArgumentException( "\"" + folder + "\" has several label images: " + names +
					". Choose one by its folder, for example \"" + labels.resolve( names.getAsJsonArray().get( 0 ).getAsString() ) +
					"\"." );
		return below( labels, names.getAsJsonArray().get( 0 ).getAsString() );
	}

	private void describe( final JsonObject scale, final JsonObject label )
	{
		if ( scale.has( "axes" ) )
		{
			final StringBuilder names = new StringBuilder();
			for ( final JsonElement axis : scale.getAsJsonArray( "axes" ) )
				names.append( axis.isJsonObject() ? JsonValues.text( axis.getAsJsonObject(), "name" ) : axis.getAsString() );
			axes = names.toString();
		}
		final JsonElement all = label.get( "properties" );
		if ( all != null && all.isJsonArray() )
			for ( final JsonElement p : all.getAsJsonArray() )
				properties.put( JsonValues.whole( JsonValues.number( p.getAsJsonObject(), "label-value" ) ), p.getAsJsonObject() );
	}

	private void read( final ZarrArray array ) throws IOException
	{
		final long[] shape = array.shape();
		final String names = axes.equals( "tczyx" ) ? axes.substring( 5 - shape.length ) : axes;
		if ( !names.matches( "t?c?z?yx" ) || names.length() != shape.length )
			throw new ZarrException( "its axes are " + axes + " with " + shape.length +
					" dimensions; t, c, z, y, x are read, in this order" );
		final long[] size = { 1, 1, 1, 1, 1 };
		for ( int d = 0; d < shape.length; d++ )
			size[ "tczyx".indexOf( names.charAt( d ) ) ] = shape[ d ];
		if ( size[ 1 ] != 1 )
			throw new ZarrException( "its labels have " + size[ 1 ] + " channels in the place of one" );
		if ( size[ 4 ] != image.width() || size[ 3 ] != image.height() || size[ 2 ] != image.slices() || size[ 0 ] != image.frames() )
			throw new IllegalArgumentException( "The labels of \"" + folder + "\" have " + describe( size[ 4 ], size[ 3 ], size[ 2 ],
					size[ 0 ] ) + ", but \"" + image.name() + "\" has " + describe( image.width(), image.height(), image.slices(), image
							.frames() ) + ". Open the image that they belong to." );
		for ( int t = 0; t < size[ 0 ]; t++ )
			for ( int z = 0; z < size[ 2 ]; z++ )
			{
				final long[] at = new long[ shape.length - 2 ];
				for ( int d = 0; d < at.length; d++ )
					at[ d ] = names.charAt( d ) == 't' ? t : names.charAt( d ) == 'z' ? z : 0;
				objects( array.plane( at ), z + 1, t + 1 );
			}
	}

	private static String describe( final long width, final long height, final long slices, final long frames )
	{
		return width + " x " + height + " pixels" + ( slices * frames == 1 ? "" : ", " + slices + " slice(s) and " + frames + " frame(s)" );
	}

	private void objects( final double[] plane, final int z, final int t ) throws IOException
	{
		final int w = image.width();
		/** {left, top, right, bottom} by label. */
		final Map< Integer, int[] > boxes = new TreeMap<>();
		for ( int i = 0; i < plane.length; i++ )
			if ( plane[ i ] != 0 )
			{
				if ( JsonValues.whole( plane[ i ] ) == 0 )
					throw new ZarrException( "it holds the value " + plane[ i ] + ", which is no label" );
				final int x = i % w, y = i / w;
				final int[] box = boxes.computeIfAbsent( ( int ) plane[ i ], l -> new int[] { x, y, x, y } );
				box[ 0 ] = Math.min( box[ 0 ], x );
				box[ 2 ] = Math.max( box[ 2 ], x );
				box[ 3 ] = y;
			}
		final List< ExchangeObject > objects = new ArrayList<>();
		boxes.forEach( ( label, b ) -> {
			final BitSet bits = new BitSet();
			final int bw = b[ 2 ] - b[ 0 ] + 1;
			for ( int y = b[ 1 ]; y <= b[ 3 ]; y++ )
				for ( int x = b[ 0 ]; x <= b[ 2 ]; x++ )
					if ( plane[ y * w + x ] == label )
						bits.set( ( y - b[ 1 ] ) * bw + x - b[ 0 ] );
			objects.add( object( label, Mask.of( b[ 0 ], b[ 1 ], bw, b[ 3 ] - b[ 1 ] + 1, bits ), z, t ) );
		} );
		found.objects.addAll( objects );
	}

	private ExchangeObject object( final int label, final Mask mask, final int z, final int t )
	{
		final ExchangeObject o = new ExchangeObject();
		o.label = label;
		o.mask = mask;
		o.z = z;
		o.t = t;
		final JsonObject p = properties.getOrDefault( label, new JsonObject() );
		o.name = JsonValues.text( p, "name" );
		o.objectClass = JsonValues.text( p, "class" );
		o.score = JsonValues.number( p, "score" );
		return o;
	}
}
