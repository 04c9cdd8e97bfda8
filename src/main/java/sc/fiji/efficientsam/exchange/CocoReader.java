// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.exchange;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.mask.Polygons;
import sc.fiji.efficientsam.mask.RunLengths;
import sc.fiji.efficientsam.util.ResultNames;

/**
 * Reads objects from COCO's annotations (cocodataset.org, "Data format"): polygons, and run lengths, compressed or not.
 * Of a file with many images those annotations are read that belong to the image, which is known by its file's name; a
 * file with one image of the same size is taken to be about the image whatever it is called. Annotation by annotation, so
 * that large files need little memory.
 */
final class CocoReader {

	static final String CROWD = "Left out, as crowds (iscrowd) are no single objects";

	static final String BOX = "Filled boxes, as the file has no outlines of them";

	static final String EMPTY = "Left out, as they have no pixel in the image";

	private final File file;
	private final ExchangeImage image;
	private final ExchangeFile found;

	/** Names and sizes of the file's images by number. */
	private final Map< String, JsonObject > images = new LinkedHashMap<>();
	private final Map< String, String > categories = new HashMap<>();

	private CocoReader( final File file, final ExchangeImage image, final ExchangeFile found )
	{
		this.file = file;
		this.image = image;
		this.found = found;
	}

	private interface Action {

		void accept( JsonObject o );
	}

	static void read( final File file, final ExchangeImage image, final ExchangeFile found ) throws IOException
	{
		final CocoReader reader = new CocoReader( file, image, found );
		// NB: in two passes, as nothing says in which order the lists come.
		reader.forEach( "images", o -> reader.images.put( JsonValues.text( o, "id" ), o ) );
		reader.forEach( "categories", o -> reader.categories.put( JsonValues.text( o, "id" ), JsonValues.text( o, "name" ) ) );
		final Map< String, int[] > wanted = reader.wanted();
		reader.forEach( "annotations", o -> reader.annotation( o, wanted.get( JsonValues.text( o, "image_id" ) ) ) );
	}

	private void forEach( final String list, final Action action ) throws IOException
	{
		try ( JsonReader json = ExchangeFile.json( file ) )
		{
			json.beginObject();
			while ( json.hasNext() )
				if ( json.nextName().equals( list ) )
				{
					json.beginArray();
					while ( json.hasNext() )
						action.accept( JsonParser.parseReader( json ).getAsJsonObject() );
					json.endArray();
				}
				else
					json.skipValue();
		}
	}

	/** The numbers of the images that are planes of the image, with {slice, frame}. */
	private Map< String, int[] > wanted()
	{
		final Map< String, int[] > planes = image.planes(), wanted = new LinkedHashMap<>();
		images.forEach( ( id, o ) -> {
			final String name = name( o );
			final int[] plane = planes.get( name ), alike = plane == null ? planes.get( ResultNames.stem( name ) ) : plane;
			if ( alike == null )
				return;
			for ( final int[] other : wanted.values() )
				if ( Arrays.equals( other, alike ) )
					throw new IllegalArgumentException( "\"" + file + "\" is about several images called \"" + name +
							"\", so that it is not clear which one is \"" + image.name() + "\". Make a file of the right one." );
			wanted.put( id, alike );
		} );
		if ( wanted.isEmpty() && images.size() == 1 && isOfSize( images.values().iterator().next() ) )
			return Collections.singletonMap( images.keySet().iterator().next(), new int[] { 0, 0 } );
		if ( wanted.isEmpty() )
			throw new IllegalArgumentException( "\"" + file + "\" is about " + ( images.isEmpty() ? "no image" : images.values().stream()
					.limit( 5 ).map( CocoReader::name ).collect( Collectors.joining( ", " ) ) + ( images.size() > 5 ? ", ... (" +
							images.size() + " images)" : "" ) ) + ", not about \"" + image.name() + "\". Open the image that it belongs " +
					"to, or rename it (Image > Rename...)." );
		for ( final String id : wanted.keySet() )
			if ( !isOfSize( images.get( id ) ) )
				throw new IllegalArgumentException( "\"" + file + "\" describes \"" + name( images.get( id ) ) + "\" with " +
						JsonValues.text( images.get( id ), "width" ) + " x " + JsonValues.text( images.get( id ), "height" ) +
						" pixels, but \"" + image.name() + "\" has " + image.width() + " x " + image.height() +
						". Open the image that it belongs to." );
		return wanted;
	}

	private static String name( final JsonObject o )
	{
		return JsonValues.text( o, "file_name" ).replaceAll( ".*[/\\\\]", "" );
	}

	private boolean isOfSize( final JsonObject o )
	{
		return JsonValues.number( o, "width" ) == image.width() && JsonValues.number( o, "height" ) == image.height();
	}

	private void annotation( final JsonObject a, final int[] plane )
	{
		if ( plane == null )
			return;
		final JsonElement crowd = a.get( "iscrowd" );
		if ( JsonValues.number( crowd ) == 1 )
		{
			found.leaveOut( CROWD );
			return;
		}
		final ExchangeObject o = new ExchangeObject();
		try
		{
			o.mask = mask( a );
		}
		catch ( final IllegalArgumentException e )
		{
			throw new BrokenFileException( "annotation " + JsonValues.text( a, "id" ) + " has " + e.getMessage() );
		}
		if ( o.mask.isEmpty() )
		{
			found.leaveOut( EMPTY );
			return;
		}
		final String category = categories.getOrDefault( JsonValues.text( a, "category_id" ), "" );
		// NB: what our own files call objects without a class.
		o.objectClass = category.equals( "object" ) ? "" : category;
		o.label = JsonValues.whole( JsonValues.number( a, "label" ) );
		o.score = JsonValues.number( a, "score" );
		o.z = plane[ 0 ];
		o.t = plane[ 1 ];
		found.objects.add( o );
	}

	private Mask mask( final JsonObject a )
	{
		final JsonElement s = a.get( "segmentation" );
		if ( s != null && s.isJsonObject() )
			return runs( s.getAsJsonObject() );
		if ( s != null && s.isJsonArray() && s.getAsJsonArray().size() > 0 )
		{
			Mask all = Mask.EMPTY;
			for ( final JsonElement polygon : s.getAsJsonArray() )
				all = all.union( fill( ring( polygon.getAsJsonArray() ) ) );
			return all;
		}
		final JsonElement box = a.get( "bbox" );
		if ( box == null || !box.isJsonArray() || box.getAsJsonArray().size() != 4 )
			throw new IllegalArgumentException( "neither an outline nor a box" );
		found.leaveOut( BOX );
		final double[] at = JsonValues.corner( box.getAsJsonArray().get( 0 ), box.getAsJsonArray().get( 1 ) ),
				size = JsonValues.corner( box.getAsJsonArray().get( 2 ), box.getAsJsonArray().get( 3 ) );
		final List< double[] > ring = new ArrayList<>();
		for ( final int[] c : new int[][] { { 0, 0 }, { 1, 0 }, { 1, 1 }, { 0, 1 } } )
			ring.add( new double[] { at[ 0 ] + c[ 0 ] * size[ 0 ], at[ 1 ] + c[ 1 ] * size[ 1 ] } );
		return fill( ring );
	}

	private Mask fill( final List< double[] > ring )
	{
		return Polygons.fill( Collections.singletonList( ring ), image.width(), image.height() );
	}

	private static List< double[] > ring( final JsonArray numbers )
	{
		if ( numbers.size() % 2 != 0 )
			throw new IllegalArgumentException( "a polygon with an odd number of coordinates" );
		final List< double[] > ring = new ArrayList<>();
		for ( int i = 0; i < numbers.size(); i += 2 )
			ring.add( JsonValues.corner( numbers.get( i ), numbers.get( i + 1 ) ) );
		return ring;
	}

	private Mask runs( final JsonObject rle )
	{
		final JsonElement size = rle.get( "size" ), counts = rle.get( "counts" );
		if ( counts == null )
			throw new IllegalArgumentException( "no run lengths" );
		if ( size != null && ( JsonValues.number( size.getAsJsonArray().get( 0 ) ) != image.height()
				|| JsonValues.number( size.getAsJsonArray().get( 1 ) ) != image.width() ) )
			throw new IllegalArgumentException( "run lengths of another size (height and width) than the image: " + size );
		if ( counts.isJsonPrimitive() )
			return RunLengths.toMask( RunLengths.parse( counts.getAsString() ), image.width(), image.height() );
		final List< Long > runs = new ArrayList<>();
		for ( final JsonElement run : counts.getAsJsonArray() )
			runs.add( run.getAsLong() );
		return RunLengths.toMask( runs, image.width(), image.height() );
	}
}
