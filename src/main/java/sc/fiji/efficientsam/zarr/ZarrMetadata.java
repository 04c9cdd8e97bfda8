// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.zarr;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** What {@code .zarray} (version 2) or {@code zarr.json} (version 3) say of an array; see zarr-specs.readthedocs.io. */
final class ZarrMetadata {

	long[] shape;
	int[] chunk;
	/** u, i, f or b, as numpy has them. */
	char kind;
	int bytes;
	boolean bigEndian;
	double fill;
	/** In the order of decoding. */
	final List< String > codecs = new ArrayList<>();
	/** Chunks in a shard, by dimension; null without shards. */
	int[] perShard;
	/** Whether a shard's list of chunks is at its end, and whether a checksum follows it. */
	boolean indexAtEnd = true;
	boolean indexChecked;
	/** Strides in values, by dimension. */
	private int[] strides;
	private String prefix = "";
	private String separator = ".";

	static boolean isArray( final Path folder ) throws IOException
	{
		return Files.isRegularFile( folder.resolve( ".zarray" ) ) || Files.isRegularFile( folder.resolve( "zarr.json" ) ) && "array"
				.equals( text( json( folder.resolve( "zarr.json" ) ), "node_type" ) );
	}

	static JsonObject json( final Path file ) throws IOException
	{
		try
		{
			return JsonParser.parseString( new String( Files.readAllBytes( file ), StandardCharsets.UTF_8 ) ).getAsJsonObject();
		}
		catch ( final JsonParseException | IllegalStateException | StackOverflowError e )
		{
			throw new ZarrException( file.getFileName() + " is broken" );
		}
	}

	static String text( final JsonObject o, final String name )
	{
		return o.has( name ) && o.get( name ).isJsonPrimitive() ? o.get( name ).getAsString() : "";
	}

	static ZarrMetadata read( final Path folder ) throws IOException
	{
		final ZarrMetadata m = new ZarrMetadata();
		try
		{
			if ( Files.isRegularFile( folder.resolve( ".zarray" ) ) )
				m.readVersion2( json( folder.resolve( ".zarray" ) ) );
			else if ( isArray( folder ) )
				m.readVersion3( json( folder.resolve( "zarr.json" ) ) );
			else
				throw new ZarrException( "there is no Zarr array in " + folder );
			m.check();
			return m;
		}
		catch ( final NullPointerException | IllegalStateException | UnsupportedOperationException | ClassCastException
				| NumberFormatException | IndexOutOfBoundsException e )
		{
			throw new ZarrException( "its description is broken" );
		}
	}

	private void readVersion2( final JsonObject o ) throws IOException
	{
		lengths( o.getAsJsonArray( "shape" ), o.getAsJsonArray( "chunks" ) );
		final String type = o.get( "dtype" ).getAsString();
		if ( !type.matches( "[<>|][uifb][1248]" ) )
			throw new ZarrException( "its values are of type " + type + ", which is not read here" );
		bigEndian = type.charAt( 0 ) == '>';
		kind = type.charAt( 1 );
		bytes = type.charAt( 2 ) - '0';
		fill( o.get( "fill_value" ) );
		if ( o.has( "filters" ) && !o.get( "filters" ).isJsonNull() && o.getAsJsonArray( "filters" ).size() > 0 )
			throw new ZarrException( "it has the filter " + o.getAsJsonArray( "filters" ).get( 0 ) + ", which is not read here" );
		if ( o.has( "compressor" ) && !o.get( "compressor" ).isJsonNull() )
		{
			final String id = o.getAsJsonObject( "compressor" ).get( "id" ).getAsString();
			// NB: numcodecs' lz4 begins with a length of its own.
			codecs.add( id.equals( "lz4" ) || id.equals( "snappy" ) ? id + " of numcodecs" : id );
		}
		if ( o.has( "dimension_separator" ) )
			separator = o.get( "dimension_separator" ).getAsString();
		final int n = shape.length;
		final int[] order = new int[ n ];
		final boolean fortran = "F".equals( text( o, "order" ) );
		for ( int d = 0; d < n; d++ )
			order[ d ] = fortran ? n - 1 - d : d;
		order( order );
	}

	private void readVersion3( final JsonObject o ) throws IOException
	{
		final JsonObject grid = o.getAsJsonObject( "chunk_grid" ), keys = o.getAsJsonObject( "chunk_key_encoding" );
		if ( !"regular".equals( text( grid, "name" ) ) )
			throw new ZarrException( "its chunks are \"" + text( grid, "name" ) + "\", which is not read here" );
		lengths( o.getAsJsonArray( "shape" ), grid.getAsJsonObject( "configuration" ).getAsJsonArray( "chunk_shape" ) );
		final String type = o.get( "data_type" ).isJsonPrimitive() ? o.get( "data_type" ).getAsString() : o.get( "data_type" ).toString();
		if ( !type.matches( "bool|u?int(8|16|32|64)|float(32|64)" ) )
			throw new ZarrException( "its values are of type " + type + ", which is not read here" );
		kind = type.charAt( 0 );
		bytes = kind == 'b' ? 1 : Integer.parseInt( type.replaceAll( "[a-z]", "" ) ) / 8;
		fill( o.get( "fill_value" ) );
		prefix = "default".equals( text( keys, "name" ) ) ? "c" : "";
		separator = prefix.isEmpty() ? "." : "/";
		if ( keys.has( "configuration" ) && keys.getAsJsonObject( "configuration" ).has( "separator" ) )
			separator = keys.getAsJsonObject( "configuration" ).get( "separator" ).getAsString();
		JsonArray all = o.getAsJsonArray( "codecs" );
		if ( all.size() == 1 && "sharding_indexed".equals( text( all.get( 0 ).getAsJsonObject(), "name" ) ) )
		{
			final JsonObject shards = all.get( 0 ).getAsJsonObject().getAsJsonObject( "configuration" );
			shards( shards );
			all = shards.getAsJsonArray( "codecs" );
		}
		codecs( all );
	}

	/** The chunks are parts of what was taken for chunks. */
	private void shards( final JsonObject o ) throws IOException
	{
		final int[] shard = chunk;
		lengths( shape, o.getAsJsonArray( "chunk_shape" ) );
		perShard = new int[ shard.length ];
		for ( int d = 0; d < shard.length; d++ )
		{
			perShard[ d ] = shard[ d ] / chunk[ d ];
			if ( perShard[ d ] * chunk[ d ] != shard[ d ] )
				throw new ZarrException( "its shards do not consist of whole chunks" );
		}
		indexAtEnd = !"start".equals( text( o, "index_location" ) );
		for ( final JsonElement e : o.getAsJsonArray( "index_codecs" ) )
		{
			final String name = e.getAsJsonObject().get( "name" ).getAsString();
			indexChecked |= name.equals( "crc32c" );
			if ( !name.equals( "crc32c" ) && ( !name.equals( "bytes" ) || e.toString().contains( "big" ) ) )
				throw new ZarrException( "the list of chunks in its shards is written as " + e + ", which is not read here" );
		}
	}

	private void codecs( final JsonArray all ) throws IOException
	{
		int[] order = new int[ shape.length ];
		for ( int d = 0; d < order.length; d++ )
			order[ d ] = d;
		for ( final JsonElement e : all )
		{
			final JsonObject codec = e.getAsJsonObject(), c = codec.has( "configuration" ) ? codec.getAsJsonObject( "configuration" )
					: new JsonObject();
			final String name = codec.get( "name" ).getAsString();
			switch ( name )
			{
			case "bytes":
				bigEndian = "big".equals( text( c, "endian" ) );
				break;
			case "transpose":
				final JsonArray axes = c.getAsJsonArray( "order" );
				final int[] before = order;
				order = new int[ before.length ];
				for ( int d = 0; d < order.length; d++ )
					order[ d ] = before[ axes.get( d ).getAsInt() ];
				break;
			case "sharding_indexed":
				throw new ZarrException( "its chunks are in shards of shards, which are not read here; save it with chunks alone" );
			default:
				codecs.add( 0, name );
			}
		}
		order( order );
	}

	private void lengths( final JsonArray shapes, final JsonArray chunks ) throws IOException
	{
		final long[] all = new long[ shapes.size() ];
		for ( int d = 0; d < all.length; d++ )
			all[ d ] = shapes.get( d ).getAsLong();
		lengths( all, chunks );
	}

	private void lengths( final long[] all, final JsonArray chunks ) throws IOException
	{
		shape = all;
		chunk = new int[ all.length ];
		for ( int d = 0; d < shape.length; d++ )
		{
			chunk[ d ] = chunks.get( d ).getAsInt();
			if ( shape[ d ] < 1 || chunk[ d ] < 1 )
				throw new ZarrException( "a dimension has the length " + Math.min( shape[ d ], chunk[ d ] ) );
		}
	}

	private void fill( final JsonElement e )
	{
		fill = e == null || e.isJsonNull() ? 0 : e.getAsJsonPrimitive().isBoolean() ? e.getAsBoolean() ? 1 : 0 : e.getAsDouble();
	}

	/** @param order the dimensions of the image from the slowest one of a chunk to its fastest one */
	private void order( final int[] order )
	{
		strides = new int[ order.length ];
		int stride = 1;
		for ( int i = order.length - 1; i >= 0; i-- )
		{
			strides[ order[ i ] ] = stride;
			stride = ( int ) Math.min( Integer.MAX_VALUE, ( long ) stride * chunk[ order[ i ] ] );
		}
	}

	private void check() throws IOException
	{
		if ( shape.length < 2 || shape.length > 5 )
			throw new ZarrException( "it has " + shape.length + " dimensions; 2 to 5 are read" );
		long size = bytes;
		for ( final int length : chunk )
			size = Math.min( Long.MAX_VALUE / Integer.MAX_VALUE, size * length );
		if ( size > Codecs.MAX )
			throw new ZarrException( "a chunk of it has more than " + ( Codecs.MAX >> 20 ) + " MB; save it with smaller chunks" );
	}

	int chunkBytes()
	{
		int size = bytes;
		for ( final int length : chunk )
			size *= length;
		return size;
	}

	/** The place of a value in its chunk. */
	int index( final int[] inside )
	{
		int index = 0;
		for ( int d = 0; d < inside.length; d++ )
			index += inside[ d ] * strides[ d ];
		return index;
	}

	/** The file of a chunk. */
	String key( final long[] place )
	{
		final StringBuilder key = new StringBuilder( prefix );
		for ( final long p : place )
			key.append( key.length() == 0 ? "" : separator ).append( p );
		return key.toString();
	}
}
