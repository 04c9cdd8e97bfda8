// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;

import net.imglib2.img.array.ArrayImgs;

import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.image.ChannelImage;
import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.model.BundledModel;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.FakeModel;
import sc.fiji.efficientsam.util.ProgressListener;

/** Tests {@link SizeEstimator}. */
public class SizeEstimatorTest {

	private static final RgbImage BLACK = ChannelImage.gray( ArrayImgs.unsignedBytes( 200, 150 ), 0, 255 );

	private static final FakeModel DOTS = new FakeModel( true, new double[] { 3 }, 0.9f );

	private static double estimate( final EmbeddedImage image )
	{
		return new SizeEstimator( image ).estimate( new Work( ProgressListener.NONE, false ) );
	}

	@Test
	public void sizesDoubleUpToHalfOfTheImage()
	{
		// 12, 24 and 48 pixels at three places each; 96 is more than half of 150.
		assertEquals( 9, new SizeEstimator( new EmbeddedImage( BLACK, DOTS ) ).steps() );
		assertEquals( 3, new SizeEstimator( new EmbeddedImage( ChannelImage.gray( ArrayImgs.unsignedBytes( 5, 900 ), 0, 255 ), DOTS ) )
				.steps() );
	}

	/** Dots of 6 pixels of a frame in which objects should have 32: too small at any size. */
	@Test
	public void whereNothingFitsTheMiddleOfWhatWasTriedIsTaken()
	{
		assertEquals( 24, estimate( new EmbeddedImage( BLACK, DOTS ) ) );
	}

	@Test
	public void theFramesThatAreNamedAreThoseThatAreLookedAt()
	{
		final EmbeddedImage image = new EmbeddedImage( BLACK, DOTS );
		final SizeEstimator estimator = new SizeEstimator( image );
		assertTrue( estimator.frames().stream().noneMatch( image.cache()::contains ) );
		final List< Long > done = new ArrayList<>();
		final Work work = new Work( new ProgressListener() {

			@Override
			public void progress( final long n, final long total, final String message )
			{
				assertEquals( 9, total );
				done.add( n );
			}
		}, false );
		work.expect( estimator.steps() );
		estimator.estimate( work );
		assertEquals( "[1, 2, 3, 4, 5, 6, 7, 8, 9]", done.toString() );
		assertTrue( estimator.frames().stream().allMatch( image.cache()::contains ) );
	}

	@Test
	public void cancelingEndsIt()
	{
		final ProgressListener canceled = new ProgressListener() {

			@Override
			public void progress( final long n, final long total, final String message )
			{}

			@Override
			public boolean isCanceled()
			{
				return true;
			}
		};
		final SizeEstimator estimator = new SizeEstimator( new EmbeddedImage( BLACK, DOTS ) );
		assertThrows( CancellationException.class, () -> estimator.estimate( new Work( canceled, false ) ) );
		assertEquals( 24, estimator.estimate( new Work( canceled, true ) ) );
	}

	/** The real model on real objects of known size. */
	@Test
	public void realObjectsAreEstimatedTheSameEveryTimeAndNearTheirTrueSize()
	{
		final List< Double > sides = new ArrayList<>();
		TestImages.truth( "blobs" ).forEach( m -> sides.add( ( double ) Math.max( m.width(), m.height() ) ) );
		sides.sort( null );
		final double truth = sides.get( sides.size() / 2 );
		try ( PromptableModel model = BundledModel.open( new DjlBackend( 1 ), Device.CPU ) )
		{
			final EmbeddedImage image = new EmbeddedImage( new CroppedImage( TestImages.rgb( "blobs" ), 60, 60, 128, 128 ), model );
			final double estimate = estimate( image );
			assertTrue( estimate > truth / 1.6 && estimate < truth * 1.6, estimate + " instead of " + truth );
			assertEquals( estimate, estimate( image ) );
		}
	}
}
