// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.BundledModel;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.segment.Segmenter;
import sc.fiji.efficientsam.source.LabelImageReader;
import sc.fiji.efficientsam.util.ProgressListener;

import ij.IJ;

/** Tests {@link PromptSimulation} on the bundled model and real nuclei. */
public class PromptSimulationTest {

	private static PromptableModel model;

	private static EmbeddedImage image;

	private static List< Mask > truth;

	@BeforeAll
	public static void open()
	{
		model = BundledModel.open( new DjlBackend(), Device.CPU );
		image = new EmbeddedImage( TestImages.rgb( "nuclei-fluorescence" ), model );
		truth = new ArrayList<>( LabelImageReader.masks( IJ.openImage( TestImages.file( "nuclei-fluorescence-truth.png" ).getPath() ) )
				.values() ).subList( 0, 8 );
	}

	@AfterAll
	public static void close()
	{
		model.close();
	}

	private static List< PromptSimulation.Result > run( final Protocol protocol )
	{
		return new PromptSimulation( protocol, false ).run( image, truth, ProgressListener.NONE );
	}

	private static double mean( final List< PromptSimulation.Result > results )
	{
		return results.stream().mapToDouble( PromptSimulation.Result::iou ).average().getAsDouble();
	}

	@Test
	public void boxesGiveWhatTheSegmenterGives()
	{
		final List< PromptSimulation.Result > results = run( Protocol.BOX );
		final Segmenter plain = new Segmenter( SegmentSettings.DEFAULT.with( SegmentSettings.FRAGMENTS, 0 ).with( SegmentSettings.HOLES,
				0 ) );
		for ( int i = 0; i < truth.size(); i++ )
		{
			final Mask m = plain.segment( image, Collections.singletonList( LabelObjects.box( truth.get( i ) ) ) ).get( 0 ).mask();
			assertEquals( m.iou( truth.get( i ) ), results.get( i ).iou(), 1e-3 );
			assertTrue( results.get( i ).oracle() >= results.get( i ).iou() - 1e-3, "the best of all masks is at least as good" );
		}
		assertTrue( mean( results ) > 0.8, mean( results ) + "" );
	}

	@Test
	public void correctiveClicksHelp()
	{
		final double one = mean( run( Protocol.POINT ) ), three = mean( run( Protocol.THREE ) );
		assertTrue( three > one, one + " -> " + three );
	}

	private static Mask rectangle( final int x, final int y, final int w, final int h )
	{
		final BitSet bits = new BitSet();
		bits.set( 0, w * h );
		return Mask.of( x, y, w, h, bits );
	}

	@Test
	public void clicksGoToTheMiddleOfTheLargestMistake()
	{
		final Mask object = rectangle( 10, 10, 20, 9 );
		// the mask lacks the right 9 x 9 and has 3 x 3 too much
		assertEquals( new PromptPoint( 25, 14, true ), PromptSimulation.correction( rectangle( 10, 10, 11, 9 ), object ) );
		// it has 11 x 9 too much at the right
		final PromptPoint tooMuch = PromptSimulation.correction( rectangle( 10, 10, 31, 9 ), object );
		assertTrue( !tooMuch.isPositive() && tooMuch.y() == 14 && tooMuch.x() >= 34 && tooMuch.x() <= 36, tooMuch.toString() );
		assertEquals( new PromptPoint( 14, 14, true ), PromptSimulation.correction( Mask.EMPTY, rectangle( 10, 10, 9, 9 ) ) );
		assertNull( PromptSimulation.correction( object, object ) );
	}
}
