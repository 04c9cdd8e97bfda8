// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.efficientsam.source.ImageSeries;

/** Tests {@link BatchReader}: its order, and a disk that does not answer. */
public class BatchReaderTest {

	private final List< BatchImage > images = Arrays.asList( new BatchImage( new File( "a" ), "a" ),
			new BatchImage( new File( "b" ), "b" ) );

	/** Waits, but not for ever. */
	private static void await( final CountDownLatch latch )
	{
		try
		{
			assertTrue( latch.await( 1, TimeUnit.MINUTES ) );
		}
		catch ( final InterruptedException e )
		{
			throw new IllegalStateException( "Reading must not be interrupted: that breaks files that are read.", e );
		}
	}

	@Test
	public void whoWaitsForAnImageThatNeverComesCanCancel() throws Exception
	{
		final CountDownLatch never = new CountDownLatch( 1 ), begun = new CountDownLatch( 1 );
		final AtomicInteger asked = new AtomicInteger(), opened = new AtomicInteger();
		final BatchReader reader = new BatchReader( images, image -> {
			opened.incrementAndGet();
			image.opened( new int[] { 2 }, new int[] { 1 }, "" );
			return ImageSeries.of( IJ.createImage( "x", "8-bit ramp", 4, 4, 2 ) );
		}, ( imp, file ) -> {
			if ( begun.getCount() > 0 )
				begun.countDown();
			else
				await( never );
			return () -> null;
		}, true, () -> asked.incrementAndGet() > 2 );
		reader.read( 0, 0 );
		// Slice 1 is read ahead and never comes; the next image waits behind it.
		assertThrows( CancellationException.class, () -> reader.read( 1, 0 ) );
		assertEquals( 3, asked.get() );
		reader.close();
		never.countDown();
		// What nobody wants any more is not opened.
		reader.close();
		assertEquals( 1, opened.get() );
	}

	@Test
	public void slicesComeInOrderAndBrokenImagesAreLeftBehind() throws Exception
	{
		final List< Integer > done = new ArrayList<>();
		try ( BatchReader reader = new BatchReader( images, image -> {
			if ( image.name().equals( "a" ) )
				throw new IllegalArgumentException( "the file is broken" );
			image.opened( new int[] { 1 }, new int[] { 3 }, "hash" );
			final ImagePlus imp = IJ.createHyperStack( "b", 4, 4, 2, 1, 3, 8 );
			for ( int t = 1; t <= 3; t++ )
				imp.getStack().getProcessor( imp.getStackIndex( 1, 1, t ) ).set( 0, 10 * t );
			return ImageSeries.of( imp );
		}, ( imp, file ) -> {
			assertEquals( "b b 2 1", imp.getTitle() + " " + file.getName() + " " + imp.getNChannels() + " " + imp.getNFrames() );
			return () -> {
				done.add( imp.getStack().getProcessor( 1 ).get( 0 ) );
				return null;
			};
		}, true, () -> false ) )
		{
			assertEquals( "the file is broken", assertThrows( ExecutionException.class, () -> reader.read( 0, 0 ) ).getCause()
					.getMessage() );
			for ( int s = 0; s < 3; s++ )
				reader.read( 1, s ).run();
		}
		assertEquals( Arrays.asList( 10, 20, 30 ), done );
		assertEquals( "hash 3 b-t3", images.get( 1 ).inputs() + " " + images.get( 1 ).size() + " " + images.get( 1 ).name( 2 ) );
	}
}
