// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.zarr;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/** Writes groups and arrays of five dimensions (t, c, z, y, x) as Zarr 2 or 3, compressed by gzip. */
public final class ZarrWriter {

	/** Pixels along the side of a chunk. */
	private static final int SIDE = 1024;

	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeNulls().create();

	private final Path root;
	private final int version;

	/** Gives the planes of an array. */
	public interface Planes {

		/** The values of a plane row by row, the lowest byte first; positions are counted from 0. */
		byte[] plane( int t, int c, int z ) throws IOException;
	}

	/**
	 * @param root
	 *            an empty folder
	 * @param version
	 *            of Zarr: 2 or 3
	 */
	public ZarrWriter( final Path root, final int version )
	{
		this.root = root;
		this.version = version;
	}

	/** Writes a group, "" for the root, with its attributes. */
	public void group( final String path, final JsonObject attributes ) throws IOException
	{
		final Path folder = Files.createDirectories( root.resolve( path ) );
		final JsonObject group = new JsonObject();
		group.addProperty( "zarr_format", version );
		if ( version == 2 )
		{
			write( folder.resolve( ".zgroup" ), group );
			write( folder.resolve( ".zattrs" ), attributes );
			return;
		}
		group.addProperty( "node_type", "group" );
		group.add( "attributes", attributes );
		write( folder.resolve( "zarr.json" ), group );
	}

	/**
	 * Writes an array. Chunks of zeros are left out: that is the fill value.
	 *
	 * @param shape
	 *            lengths of t, c, z, y, x
	 * @param type
	 *            uint8, uint16, uint32 or float32
	 */
	public void array( final String path, final int[] shape, final String type, final Planes planes ) throws IOException
	{
		final Path folder = Files.createDirectories( root.resolve( path ) );
		final int h = shape[ 3 ], w = shape[ 4 ], ch = Math.min( SIDE, h ), cw = Math.min( SIDE, w );
		final int bytes = Integer.parseInt( type.replaceAll( "[a-z]", "" ) ) / 8;
		describe( folder, shape, new int[] { 1, 1, 1, ch, cw }, type, bytes );
		for ( int t = 0; t < shape[ 0 ]; t++ )
			for ( int c = 0; c < shape[ 1 ]; c++ )
				for ( int z = 0; z < shape[ 2 ]; z++ )
				{
					final byte[] plane = planes.plane( t, c, z );
					for ( int cy = 0; cy * ch < h; cy++ )
						for ( int cx = 0; cx * cw < w; cx++ )
						{
							// NB: chunks at the border are whole, too.
							final byte[] chunk = new byte[ ch * cw * bytes ];
							for ( int y = 0; y < ch && cy * ch + y < h; y++ )
								System.arraycopy( plane, ( ( cy * ch + y ) * w + cx * cw ) * bytes, chunk, y * cw * bytes, Math.min( cw, w -
										cx * cw ) * bytes );
							write( folder.resolve( ( version == 2 ? "" : "c/" ) + t + "/" + c + "/" + z + "/" + cy + "/" + cx ), chunk );
						}
				}
	}

	private void describe( final Path folder, final int[] shape, final int[] chunk, final String type, final int bytes ) throws IOException
	{
		final JsonObject a = new JsonObject(), gzip = new JsonObject();
		a.addProperty( "zarr_format", version );
		a.add( "shape", GSON.toJsonTree( shape ) );
		a.addProperty( "fill_value", 0 );
		if ( version == 2 )
		{
			a.add( "chunks", GSON.toJsonTree( chunk ) );
			a.addProperty( "dtype", ( bytes == 1 ? "|" : "<" ) + type.charAt( 0 ) + bytes );
			a.addProperty( "order", "C" );
			a.add( "filters", JsonNull.INSTANCE );
			a.addProperty( "dimension_separator", "/" );
			gzip.addProperty( "id", "gzip" );
			gzip.addProperty( "level", 5 );
			a.add( "compressor", gzip );
			write( folder.resolve( ".zarray" ), a );
			return;
		}
		a.addProperty( "node_type", "array" );
		a.addProperty( "data_type", type );
		final JsonObject shapes = new JsonObject(), slash = new JsonObject(), little = new JsonObject(), level = new JsonObject();
		shapes.add( "chunk_shape", GSON.toJsonTree( chunk ) );
		a.add( "chunk_grid", named( "regular", shapes ) );
		slash.addProperty( "separator", "/" );
		a.add( "chunk_key_encoding", named( "default", slash ) );
		little.addProperty( "endian", "little" );
		level.addProperty( "level", 5 );
		final JsonArray codecs = new JsonArray();
		codecs.add( named( "bytes", little ) );
		codecs.add( named( "gzip", level ) );
		a.add( "codecs", codecs );
		a.add( "attributes", new JsonObject() );
		a.add( "dimension_names", GSON.toJsonTree( new String[] { "t", "c", "z", "y", "x" } ) );
		write( folder.resolve( "zarr.json" ), a );
	}

	private static JsonObject named( final String name, final JsonObject configuration )
	{
		final JsonObject o = new JsonObject();
		o.addProperty( "name", name );
		o.add( "configuration", configuration );
		return o;
	}

	private static void write( final Path file, final JsonObject json ) throws IOException
	{
		Files.write( file, GSON.toJson( json ).getBytes( StandardCharsets.UTF_8 ) );
	}

	private static void write( final Path file, final byte[] chunk ) throws IOException
	{
		boolean empty = true;
		for ( int i = 0; i < chunk.length && empty; i++ )
			empty = chunk[ i ] == 0;
		if ( empty )
			return;
		Files.createDirectories( file.getParent() );
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try ( GZIPOutputStream gzip = new GZIPOutputStream( bytes ) )
		{
			gzip.write( chunk );
		}
		Files.write( file, bytes.toByteArray() );
	}
}
