// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.image.ChannelImage;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.util.ProgressListener;

/** Tests {@link Segmenter}, {@link MaskBuilder}, {@link NegativePoints} and {@link EmbeddedImage} round a model with known masks. */
public class SegmenterTest {

	private static final SegmentSettings RAW = SegmentSettings.DEFAULT.with( SegmentSettings.FRAGMENTS, 0 ).with( SegmentSettings.HOLES,
			0 );

	private static ChannelImage image( final int w, final int h )
	{
		return ChannelImage.gray( ArrayImgs.unsignedBytes( w, h ), 0, 255 );
	}

	private static List< SegmentedObject > segment( final FakeModel model, final SegmentSettings settings, final int w, final int h,
			final Prompt... prompts )
	{
		return new Segmenter( settings ).segment( new EmbeddedImage( image( w, h ), model ), Arrays.asList( prompts ) );
	}

	private static void assertDisk( final double x, final double y, final double r, final Mask m, final double tolerance )
	{
		assertEquals( Math.PI * r * r, m.area(), tolerance * Math.PI * r * r );
		assertEquals( x, m.bounds().centerX(), 1 );
		assertEquals( y, m.bounds().centerY(), 1 );
	}

	@Test
	public void masksComeBackInPixelsOfTheImage()
	{
		final FakeModel model = new FakeModel( true, new double[] { 20 }, 0.7f );
		// native, twice magnified, and shrunk to a quarter: disks of 20 frame pixels
		final List< SegmentedObject > out = segment( model, RAW, 1000, 700, Prompt.point( 300, 400 ), Prompt.box( 502, 302, 16, 16 ),
				Prompt.box( 300, 300, 128, 100 ) );
		assertDisk( 300, 400, 20, out.get( 0 ).mask(), 0.03 );
		assertDisk( 509.5, 309.5, 10, out.get( 1 ).mask(), 0.05 );
		assertDisk( 363.5, 349.5, 80, out.get( 2 ).mask(), 0.03 );
		assertEquals( 0.7, out.get( 0 ).score(), 1e-6 );
		assertTrue( out.get( 0 ).stability() > 0.8 && out.get( 0 ).stability() < 1 );
	}

	@Test
	public void everyPromptGivesOneObjectInOrderEvenIfNothingIsFound()
	{
		final FakeModel none = new FakeModel( true, new double[] { -1 }, 0.1f );
		final Prompt[] prompts = new Prompt[ 100 ];
		for ( int i = 0; i < prompts.length; i++ )
			prompts[ i ] = Prompt.point( i * 9, 5 ).withName( "p" + i );
		final List< SegmentedObject > out = segment( none, RAW, 1000, 30, prompts );
		assertEquals( 100, out.size() );
		for ( int i = 0; i < prompts.length; i++ )
		{
			assertEquals( "p" + i, out.get( i ).prompt().name() );
			assertFalse( out.get( i ).isFound() );
		}
	}

	@Test
	public void tilesAreEncodedOnceForAllPrompts()
	{
		final FakeModel model = new FakeModel( true, new double[] { 5 }, 1 );
		final EmbeddedImage image = new EmbeddedImage( image( 128, 128 ), model );
		final Segmenter segmenter = new Segmenter( RAW );
		for ( int i = 0; i < 10; i++ )
			segmenter.segment( image, Arrays.asList( Prompt.point( 10 * i + 9, 60 ), Prompt.point( 60, 10 * i + 9 ) ) );
		assertEquals( 1, model.encoded );
		assertEquals( 1, image.cache().size() );
	}

	@Test
	public void masksThatRunIntoATilesBorderAreServedFromALargerFrame()
	{
		// 60 frame pixels round the middle: always touches a frame of 128 unless the frame is shrunk
		final FakeModel model = new FakeModel( true, new double[] { 70 }, 1 );
		final SegmentedObject o = segment( model, RAW, 300, 300, Prompt.point( 150, 150 ) ).get( 0 );
		assertTrue( o.mask().width() > 128, o.mask().toString() );
	}

	@Test
	public void candidatesAreChosenByTheRule()
	{
		final FakeModel model = new FakeModel( true, new double[] { 10, 24, 16, -5 }, 0.2f, 0.5f, 0.9f, 0.1f );
		final Prompt box = Prompt.box( 20, 20, 40, 40 );
		assertDisk( 39.5, 39.5, 16, segment( model, RAW, 128, 128, box ).get( 0 ).mask(), 0.05 );
		assertDisk( 39.5, 39.5, 10, segment( model, RAW.with( SegmentSettings.CANDIDATE, MaskRule.SMALLEST ), 128, 128,
				box ).get( 0 ).mask(), 0.05 );
		assertDisk( 39.5, 39.5, 24, segment( model, RAW.with( SegmentSettings.CANDIDATE, MaskRule.LARGEST ), 128, 128,
				box ).get( 0 ).mask(), 0.05 );
		assertDisk( 39.5, 39.5, 24, segment( model, RAW.with( SegmentSettings.CANDIDATE, MaskRule.FIT ), 128, 128, box ).get( 0 ).mask(),
				0.05 );
		// a negative point at a distance of 20 rules out the largest
		assertDisk( 39.5, 39.5, 16, segment( model, RAW.with( SegmentSettings.CANDIDATE, MaskRule.FIT ), 128, 128,
				box.withNegative( 60, 40 ) ).get( 0 ).mask(), 0.05 );
	}

	@Test
	public void negativePointsAreEmulatedWhereTheModelHasNone()
	{
		final FakeModel model = new FakeModel( false, new double[] { 10, 24 }, 0.2f, 0.9f );
		// the best candidate holds the negative point, the other does not
		final SegmentedObject avoids = segment( model, RAW, 128, 128, Prompt.point( 60, 60 ).withNegative( 78, 60 ) ).get( 0 );
		assertDisk( 60, 60, 10, avoids.mask(), 0.1 );
		assertTrue( model.seen.stream().noneMatch( Prompt::hasNegative ) );
		// both hold it: it is cut, and the positive point stays
		final SegmentedObject cut = segment( model, RAW, 128, 128, Prompt.point( 60, 60 ).withNegative( 66, 60 ) ).get( 0 );
		assertFalse( cut.mask().contains( 66, 60 ) );
		assertTrue( cut.mask().contains( 60, 60 ) );
		assertTrue( cut.isFound() );
	}

	@Test
	public void promptsOutsideOfTheImageAreNamed()
	{
		final FakeModel model = new FakeModel( true, new double[] { 5 }, 1 );
		final String message = assertThrows( IllegalArgumentException.class,
				() -> segment( model, RAW, 50, 40, Prompt.point( 5, 5 ), Prompt.point( 50, 5 ).withName( "nucleus 12" ),
						Prompt.box( 60, 0, 5, 5 ) ) ).getMessage();
		assertTrue( message.startsWith( "2 of 3 prompts" ) && message.contains( "#2" ) && message.contains( "nucleus 12" )
				&& message.contains( "50 x 40" ), message );
	}

	@Test
	public void boxesThatReachOutAreClipped()
	{
		final FakeModel model = new FakeModel( true, new double[] { 5 }, 1 );
		segment( model, RAW, 100, 100, Prompt.box( -20, -20, 52, 52 ) );
		assertEquals( -0.5, model.seen.get( 0 ).box().minX(), 1e-9 );
		assertEquals( 31.5, model.seen.get( 0 ).box().maxX(), 1e-9 );
	}

	@Test
	public void aOnePixelImageCanBeSegmented()
	{
		final SegmentedObject o = segment( new FakeModel( true, new double[] { 20 }, 1 ), RAW, 1, 1, Prompt.point( 0, 0 ) ).get( 0 );
		assertEquals( 1, o.mask().area() );
	}

	@Test
	public void progressIsToldAndCancelStops()
	{
		final List< Long > done = new ArrayList<>();
		final EmbeddedImage image = new EmbeddedImage( image( 100, 100 ), new FakeModel( true, new double[] { 5 }, 1 ) );
		new Segmenter( RAW ).segment( image, Collections.nCopies( 70, Prompt.point( 50, 50 ) ), ( d, total, message ) -> done.add( d ) );
		assertEquals( Arrays.asList( 0L, 32L, 64L, 70L ), done );
		final ProgressListener cancel = new ProgressListener()
		{
			@Override
			public void progress( final long d, final long total, final String message )
			{}

			@Override
			public boolean isCanceled()
			{
				return true;
			}
		};
		assertThrows( CancellationException.class, () -> new Segmenter( RAW ).segment( image,
				Collections.singletonList( Prompt.point( 5, 5 ) ), cancel ) );
	}

	@Test
	public void badSettingsAreRefused()
	{
		assertThrows( IllegalArgumentException.class, () -> RAW.with( SegmentSettings.OBJECT_SIZE, -1.0 ) );
		assertThrows( IllegalArgumentException.class, () -> RAW.with( SegmentSettings.OBJECT_SIZE, Double.NaN ) );
		assertThrows( IllegalArgumentException.class, () -> RAW.with( SegmentSettings.FRAGMENTS, -1 ) );
	}
}
