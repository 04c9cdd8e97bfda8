// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import net.imglib2.img.array.ArrayImgs;

import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.image.ChannelImage;
import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.BundledModel;
import sc.fiji.efficientsam.model.ModelLoader;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.prompt.Prompt;

public class TypicalSizeTest {

	private static PromptableModel model;

	@BeforeAll
	public static void open()
	{
		model = BundledModel.open( new DjlBackend( 1 ), Device.CPU );
	}

	@AfterAll
	public static void close()
	{
		model.close();
	}

	private static double size( final RgbImage image )
	{
		return new EmbeddedImage( image, model ).typicalSize( 0 );
	}

	@Test
	public void theSizeOfObjectsIsSeen()
	{
		for ( final String name : new String[] { "nuclei-fluorescence", "blobs", "yeast-phase" } )
		{
			final double[] sides = TestImages.truth( name ).stream().mapToDouble( m -> Math.max( m.width(), m.height() ) ).sorted()
					.toArray();
			final double ratio = size( TestImages.rgb( name ) ) / sides[ sides.length / 2 ];
			assertTrue( ratio > 1 / 1.3 && ratio < 1.3, name + " " + ratio );
		}
	}

	/** An image with each pixel four times. */
	private static RgbImage magnified( final RgbImage image )
	{
		return new RgbImage()
		{
			@Override
			public int width()
			{
				return 2 * image.width();
			}

			@Override
			public int height()
			{
				return 2 * image.height();
			}

			@Override
			public float[] read( final int x, final int y, final int w, final int h )
			{
				final int left = x / 2, top = y / 2, sw = ( x + w - 1 ) / 2 - left + 1, sh = ( y + h - 1 ) / 2 - top + 1;
				final float[] from = image.read( left, top, sw, sh ), to = new float[ 3 * w * h ];
				for ( int i = 0; i < to.length; i++ )
				{
					final int c = i / ( w * h ), r = i / w % h, k = i % w;
					to[ i ] = from[ ( c * sh + ( y + r ) / 2 - top ) * sw + ( x + k ) / 2 - left ];
				}
				return to;
			}
		};
	}

	@Test
	public void aMagnifiedImageHasLargerObjects()
	{
		final RgbImage blobs = TestImages.rgb( "blobs" );
		assertEquals( 2, size( magnified( blobs ) ) / size( blobs ), 0.4 );
	}

	@Test
	public void whatIsToldCountsAndNothingIsSeenInNothing()
	{
		final EmbeddedImage black = new EmbeddedImage( ChannelImage.gray( ArrayImgs.unsignedBytes( 90, 70 ), 0, 255 ), model );
		assertEquals( 33, black.typicalSize( 33 ) );
		assertEquals( 0, black.cache().size(), "no frame is encoded for that" );
		assertFalse( black.knowsTypicalSize( 0 ) );
		assertEquals( 0, black.typicalSize( 0 ) );
		assertEquals( 0, black.likelySize( 0 ) );
		assertTrue( black.knowsTypicalSize( 0 ) );
		assertTrue( black.isUnsureOfSize( 0 ) );
		assertFalse( black.isUnsureOfSize( 33 ) );
		assertTrue( size( ChannelImage.gray( ArrayImgs.unsignedBytes( 1, 1 ), 0, 255 ) ) >= 0 );
	}

	@Test
	public void theNumberGivesTheSameMaskAsAutomatic()
	{
		final RgbImage image = TestImages.rgb( "nuclei-fluorescence" );
		final Mask nucleus = TestImages.truth( "nuclei-fluorescence" ).get( 3 );
		final List< Prompt > click = Collections.singletonList( Prompt.point( ( int ) nucleus.bounds().centerX(),
				( int ) nucleus.bounds().centerY() ) );
		final EmbeddedImage one = new EmbeddedImage( image, model ), other = new EmbeddedImage( image, model );
		final Mask automatic = new Segmenter( SegmentSettings.DEFAULT ).segment( one, click ).get( 0 ).mask();
		final double size = new EmbeddedImage( image, model, one.cache() ).typicalSize( 0 );
		assertEquals( automatic, new Segmenter( SegmentSettings.DEFAULT.with( SegmentSettings.OBJECT_SIZE,
				Double.parseDouble( Double.toString( size ) ) ) ).segment( other, click ).get( 0 ).mask() );
		assertEquals( size, other.typicalSize( 0 ), "the same every time" );
		assertTrue( automatic.iou( nucleus ) > 0.5 );
	}

	@Test
	public void modelsWithoutAHeadAndBoxesNeedNoSize()
	{
		try ( PromptableModel plain = new ModelLoader( new DjlBackend( 1 ) ).open( BundledModel.INFO, BundledModel.encoder(),
				BundledModel.decoder(), Device.CPU ) )
		{
			final EmbeddedImage image = new EmbeddedImage( TestImages.rgb( "blobs" ), plain );
			assertEquals( 0, image.typicalSize( 0 ) );
			assertTrue( image.knowsTypicalSize( 0 ) );
			assertFalse( image.isUnsureOfSize( 0 ) );
		}
		final EmbeddedImage image = new EmbeddedImage( TestImages.rgb( "blobs" ), model );
		new Segmenter( SegmentSettings.DEFAULT ).segment( image, Arrays.asList( Prompt.box( 10, 10, 30, 30 ) ) );
		assertFalse( image.knowsTypicalSize( 0 ) );
	}
}
