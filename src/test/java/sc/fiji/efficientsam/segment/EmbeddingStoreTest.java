// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.inference.Tensor;
import sc.fiji.efficientsam.model.Embedding;

/** Tests {@link EmbeddingStore}, and {@link EmbeddingCache} on top of it. */
public class EmbeddingStoreTest {

	private static final float[] VALUES = { 1, -2.5f, Float.MIN_VALUE, 1e30f };

	@TempDir
	Path temp;

	private static Embedding embedding()
	{
		return Embedding.of( Tensor.of( VALUES, 1, 2, 2, 1 ) );
	}

	@Test
	public void whatIsStoredComesBackBitByBit()
	{
		final EmbeddingStore store = new EmbeddingStore( temp.resolve( "new" ), 1000 );
		assertNull( store.get( "a" ) );
		store.put( "a", embedding() );
		final Embedding back = new EmbeddingStore( temp.resolve( "new" ), 1000 ).get( "a" );
		assertArrayEquals( VALUES, back.values().toFloatArray() );
		assertArrayEquals( new long[] { 1, 2, 2, 1 }, back.values().shape() );
	}

	@Test
	public void brokenFilesAreDeletedAndComputedAgain() throws IOException
	{
		final EmbeddingStore store = new EmbeddingStore( temp, 1000 );
		store.put( "a", embedding() );
		final Path file = temp.resolve( "a.embedding" );
		final byte[] good = Files.readAllBytes( file );
		for ( int i = 0; i < good.length; i++ )
		{
			final byte[] bad = good.clone();
			bad[ i ] ^= 4;
			Files.write( file, bad );
			assertNull( store.get( "a" ), "byte " + i );
			assertEquals( 0, store.size() );
		}
		for ( int length = 0; length < good.length; length++ )
		{
			Files.write( file, Arrays.copyOf( good, length ) );
			assertNull( store.get( "a" ), "length " + length );
		}
	}

	@Test
	public void aThreadThatIsInterruptedDeletesNothing()
	{
		final EmbeddingStore store = new EmbeddingStore( temp, 1000 );
		store.put( "a", embedding() );
		Thread.currentThread().interrupt();
		try
		{
			// NB: Java 8 cannot read then, newer ones can.
			store.get( "a" );
		}
		finally
		{
			Thread.interrupted();
		}
		assertNotNull( store.get( "a" ) );
	}

	@Test
	public void theOldestGoFirst() throws IOException
	{
		final EmbeddingStore store = new EmbeddingStore( temp, 250 );
		for ( final String key : new String[] { "a", "b" } )
		{
			store.put( key, embedding() );
			Files.setLastModifiedTime( temp.resolve( key + ".embedding" ), FileTime.fromMillis( key.charAt( 0 ) * 1000L ) );
		}
		assertNotNull( store.get( "a" ), "and is now the newest" );
		store.put( "c", embedding() );
		assertNull( store.get( "b" ) );
		assertNotNull( store.get( "a" ) );
		assertEquals( 2, store.clear() );
		assertEquals( 0, store.bytes() );
	}

	@Test
	public void disksThatCannotBeWrittenToDoNoHarm() throws IOException
	{
		final EmbeddingStore store = new EmbeddingStore( Files.createFile( temp.resolve( "file" ) ), 1000 );
		store.put( "a", embedding() );
		assertNull( store.get( "a" ) );
		assertThrows( IllegalArgumentException.class, () -> store.get( "../a" ) );
	}

	@Test
	public void keysTellEverythingApart()
	{
		assertEquals( 64, EmbeddingStore.key( "a" ).length() );
		assertNotEquals( EmbeddingStore.key( "a", "b" ), EmbeddingStore.key( "ab" ) );
	}

	@Test
	public void aSecondOpeningNeedsNoEncoding()
	{
		final EmbeddingStore store = new EmbeddingStore( temp, 10_000 );
		final Frame frame = new Frame( 0, 0, 5, 5, 1 );
		final int[] encoded = { 0 };
		for ( final String image : new String[] { "image 1", "image 1", "image 2" } )
			new EmbeddingCache( 100, store, image ).get( frame, f -> {
				encoded[ 0 ]++;
				return embedding();
			} );
		assertEquals( 2, encoded[ 0 ] );
	}
}
