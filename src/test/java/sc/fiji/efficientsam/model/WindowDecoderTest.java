// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.segment.Segmenter;

/** The bundled model with and without windows, on the sample images. */
public class WindowDecoderTest {

	private static PromptableModel windows;

	private static PromptableModel whole;

	@BeforeAll
	public static void open()
	{
		final ModelLoader loader = new ModelLoader( new DjlBackend( 1 ) );
		windows = BundledModel.open( loader, Device.CPU );
		whole = loader.open( BundledModel.INFO, BundledModel.encoder(), BundledModel.decoder(), Device.CPU );
	}

	@AfterAll
	public static void close()
	{
		windows.close();
		whole.close();
	}

	private static double meanIou( final PromptableModel model, final RgbImage image, final List< Mask > truth,
			final List< Prompt > prompts, final double size )
	{
		final List< SegmentedObject > objects = new Segmenter( SegmentSettings.DEFAULT.with( SegmentSettings.OBJECT_SIZE, size ) )
				.segment( new EmbeddedImage( image, model ), prompts );
		double sum = 0;
		for ( int i = 0; i < truth.size(); i++ )
			sum += truth.get( i ).iou( objects.get( i ).mask() );
		return sum / truth.size();
	}

	@Test
	public void masksAreAsGoodAsFromTheWholeFrame()
	{
		double boxes = 0, points = 0;
		final String[] names = { "blobs", "nuclei-fluorescence", "nuclei-he" };
		for ( final String name : names )
		{
			final List< Mask > truth = TestImages.truth( name ).stream().filter( m -> m.area() > 60 ).limit( 16 )
					.collect( Collectors.toList() );
			final double[] sides = truth.stream().mapToDouble( m -> Math.max( m.width(), m.height() ) ).sorted().toArray();
			final List< Prompt > clicks = new ArrayList<>();
			truth.forEach( m -> clicks.add( Prompt.points( PromptPoint.inside( m, 1 ).get( 0 ) ) ) );
			final RgbImage image = TestImages.rgb( name );
			final double size = sides[ sides.length / 2 ];
			boxes += meanIou( windows, image, truth, TestImages.boxes( truth ), size ) - meanIou( whole, image, truth,
					TestImages.boxes( truth ), size );
			points += meanIou( windows, image, truth, clicks, size ) - meanIou( whole, image, truth, clicks, size );
		}
		assertTrue( boxes / names.length > -0.02, "boxes " + boxes );
		assertTrue( points / names.length > -0.02, "points " + points );
	}

	@Test
	public void aMaskThatReachesTheWindowsBorderIsSeenInALargerOne()
	{
		// one bright disc of 300 pixels on black, clicked in its middle: it reaches out of the 256 pixels that a click sees at first
		final int size = BundledModel.INFO.frameSize();
		final float[] rgb = new float[ 3 * size * size ];
		for ( int i = 0; i < rgb.length; i++ )
			rgb[ i ] = Math.hypot( i % size - 256, i / size % size - 256 ) < 150 ? 0.9f : 0.1f;
		final Embedding e = windows.encode( rgb );
		final MaskCandidates click = windows.decode( e, Collections.singletonList( Prompt.point( 256, 256 ) ) ).get( 0 );
		boolean reaches = false;
		for ( int c = 0; c < click.size(); c++ )
			reaches |= click.cells( c ) * 4 > 256 * 256;
		assertEquals( reaches ? 32 * 8 : click.grid(), click.grid(), "what fills the first window is seen in the whole frame" );
		final MaskCandidates box = windows.decode( e, Collections.singletonList( Prompt.box( 106, 106, 301, 301 ) ) ).get( 0 );
		assertEquals( 256, box.grid() );
		final double area = 4.0 * box.cells( box.best() ), truth = Math.PI * 150 * 150;
		assertTrue( area > 0.8 * truth && area < 1.2 * truth, "area " + area );
		for ( final MaskCandidates m : new MaskCandidates[] { click, box } )
			for ( int c = 0; c < m.size(); c++ )
				for ( int i = 0; i < m.grid() && m.grid() < 256; i++ )
					assertTrue( m.logit( c, 0, i ) <= 0 && m.logit( c, m.grid() - 1, i ) <= 0 && m.logit( c, i, 0 ) <= 0
							&& m.logit( c, i, m.grid() - 1 ) <= 0,
							"no mask of a window ends at a border in the middle of the frame" );
	}
}
