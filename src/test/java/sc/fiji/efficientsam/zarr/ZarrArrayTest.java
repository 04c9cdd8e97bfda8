// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;

/** Arrays that another library has written (make-golden.py, beside golden.zip), and broken ones. */
public class ZarrArrayTest {

	@TempDir
	Path folder;

	@BeforeEach
	public void unzip() throws IOException
	{
		try ( InputStream in = getClass().getResourceAsStream( "golden.zip" ); ZipInputStream zip = new ZipInputStream( in ) )
		{
			for ( ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry() )
			{
				final Path file = folder.resolve( e.getName() );
				Files.createDirectories( file.getParent() );
				Files.copy( zip, file );
			}
		}
	}

	@Test
	public void everyKindIsRead() throws IOException
	{
		final List< Path > all;
		try ( Stream< Path > list = Files.list( folder ) )
		{
			all = list.sorted().collect( Collectors.toList() );
		}
		assertEquals( 21, all.size() );
		for ( final Path path : all )
		{
			final ZarrArray array = ZarrArray.open( path );
			assertArrayEquals( new long[] { 2, 1, 3, 18, 41 }, array.shape() );
			for ( int t = 0; t < 2; t++ )
				for ( int z = 0; z < 3; z++ )
				{
					final double[] plane = array.plane( t, 0, z );
					for ( int i = 0; i < plane.length; i++ )
						assertEquals( z == 2 && path.toString().endsWith( "-missing" ) ? 3
								: ( i % 41 / 7 + 3 * ( i / 205 ) + 2 * z + t ) % 6, plane[ i ], path + " " + i );
				}
		}
	}

	@Test
	public void whatIsWrittenIsRead() throws IOException
	{
		final byte[] plane = new byte[ 2 * 1500 * 7 ];
		for ( int i = 0; i < plane.length; i++ )
			plane[ i ] = ( byte ) ( i % 251 );
		for ( final int version : new int[] { 2, 3 } )
		{
			final Path root = Files.createDirectory( folder.resolve( "w" + version ) );
			final ZarrWriter writer = new ZarrWriter( root, version );
			writer.group( "", new JsonObject() );
			writer.array( "0", new int[] { 1, 1, 2, 7, 1500 }, "uint16", ( t, c, z ) -> z == 0 ? plane : new byte[ plane.length ] );
			assertTrue( ZarrArray.isArray( root.resolve( "0" ) ) );
			assertFalse( ZarrArray.isArray( root ) );
			final ZarrArray array = ZarrArray.open( root.resolve( "0" ) );
			final double[] first = array.plane( 0, 0, 0 );
			for ( int i = 0; i < first.length; i++ )
				assertEquals( ( plane[ 2 * i ] & 0xff ) + 256 * ( plane[ 2 * i + 1 ] & 0xff ), first[ i ] );
			assertEquals( 0, Arrays.stream( array.plane( 0, 0, 1 ) ).sum() );
		}
	}

	private String refusal( final String array )
	{
		return assertThrows( ZarrException.class, () -> ZarrArray.open( folder.resolve( array ) ).plane( 0, 0, 0 ) ).getMessage();
	}

	private void replace( final String file, final String before, final String after ) throws IOException
	{
		final Path path = folder.resolve( file );
		final String text = new String( Files.readAllBytes( path ), StandardCharsets.UTF_8 );
		assertTrue( text.contains( before ), text );
		Files.write( path, text.replace( before, after ).getBytes( StandardCharsets.UTF_8 ) );
	}

	@Test
	public void cutOffChunksAreRefused() throws IOException
	{
		for ( final String array : new String[] { "v2-u1", "v2-zlib", "v2-big", "v2-zstd", "v2-lz4", "v2-bits", "v2-plain", "v3-crc",
				"v3-blosc", "v3-shards" } )
		{
			final Path chunk = folder.resolve( array ).resolve( array.startsWith( "v2" ) ? "0/0/0/0/0" : "c/0/0/0/0/0" );
			final byte[] whole = Files.readAllBytes( chunk );
			for ( final int length : new int[] { 0, 5, 17, whole.length / 2, whole.length - 1 } )
			{
				Files.write( chunk, Arrays.copyOf( whole, length ) );
				final String said = refusal( array );
				assertTrue( ( said.contains( "chunk" ) || said.contains( "shard" ) ) && said.contains( chunk.toString() ), said );
			}
		}
		final Path crc = folder.resolve( "v3-crc/c/0/0/0/0/0" );
		final byte[] changed = Files.readAllBytes( folder.resolve( "v3-crc/c/0/0/0/0/1" ) );
		changed[ 9 ]++;
		Files.write( crc, changed );
		assertTrue( refusal( "v3-crc" ).contains( "broken" ) );
	}

	@Test
	public void otherKindsAreRefusedWithWhatToDo() throws IOException
	{
		replace( "v2-zlib/.zarray", "\"zlib\"", "\"bz2\"" );
		assertTrue( refusal( "v2-zlib" ).contains( "compressed as \"bz2\", which is not read here; save it again with gzip" ) );
		replace( "v2-u1/.zarray", "|u1", "|S1" );
		assertTrue( refusal( "v2-u1" ).contains( "of type |S1" ) );
		replace( "v3-little/zarr.json", "\"bytes\"", "\"sharding_indexed\"" );
		assertTrue( refusal( "v3-little" ).contains( "broken" ) );
		replace( "v3-shards/zarr.json", "[1,1,1,9,16]", "[1,1,1,7,16]" );
		assertTrue( refusal( "v3-shards" ).contains( "whole chunks" ) );
		replace( "v3-zstd/zarr.json", "int32", "complex64" );
		assertTrue( refusal( "v3-zstd" ).contains( "complex64" ) );
		replace( "v2-bits/.zarray", "\"shape\":[2,1,3,18,41]", "\"shape\":[1,2,1,3,18,41]" );
		assertTrue( refusal( "v2-bits" ).contains( "broken" ) );
		replace( "v2-big/.zarray", "\"chunks\":[1,1,2,18,32]", "\"chunks\":[1,1,99999,99999,32]" );
		assertTrue( refusal( "v2-big" ).contains( "smaller chunks" ) );
		Files.write( folder.resolve( "v2-zstd/.zarray" ), new byte[] { '{' } );
		assertTrue( refusal( "v2-zstd" ).contains( ".zarray is broken" ) );
		assertTrue( refusal( "nothing" ).contains( "no Zarr array" ) );
	}
}
