// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.BundledModel;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.util.ProgressListener;

/** Refines rough versions of true objects of a real image with the real model. */
public class LabelRefinerTest {

	private static PromptableModel model;

	private static EmbeddedImage image;

	private static Map< Integer, Mask > truth;

	@BeforeAll
	public static void open()
	{
		model = BundledModel.open( new DjlBackend( 1 ), Device.CPU );
		image = new EmbeddedImage( TestImages.rgb( "nuclei-fluorescence" ), model );
		truth = new TreeMap<>();
		int id = 5;
		for ( final Mask m : TestImages.truth( "nuclei-fluorescence" ) )
			truth.put( id += 3, m );
	}

	@AfterAll
	public static void close()
	{
		model.close();
	}

	/** The mask without (or with) everything within some pixels of its border. */
	private static Mask change( final Mask m, final int by )
	{
		final int r = Math.abs( by ), w = m.width() + 2 * r, h = m.height() + 2 * r;
		final BitSet bits = new BitSet();
		for ( int y = 0; y < h; y++ )
			for ( int x = 0; x < w; x++ )
			{
				int inside = 0;
				for ( int dy = -r; dy <= r; dy++ )
					for ( int dx = -r; dx <= r; dx++ )
						if ( m.contains( m.x() - r + x + dx, m.y() - r + y + dy ) )
							inside++;
				if ( by > 0 ? inside > 0 : inside == ( 2 * r + 1 ) * ( 2 * r + 1 ) )
					bits.set( y * w + x );
			}
		final Mask changed = Mask.of( m.x() - r, m.y() - r, w, h, bits );
		return changed.isEmpty() ? m : changed;
	}

	private static double meanIou( final Map< Integer, Mask > masks )
	{
		return masks.entrySet().stream().mapToDouble( e -> e.getValue().iou( truth.get( e.getKey() ) ) ).average().getAsDouble();
	}

	private static Map< Integer, Mask > masks( final Map< Integer, RefinedObject > refined )
	{
		final Map< Integer, Mask > masks = new TreeMap<>();
		refined.forEach( ( id, r ) -> masks.put( id, r.object().mask() ) );
		return masks;
	}

	private static Map< Integer, RefinedObject > refine( final RefineSettings settings, final Map< Integer, Mask > rough )
	{
		return new LabelRefiner( settings ).refine( image, rough, ProgressListener.NONE );
	}

	private static Map< Integer, Mask > changed( final int by )
	{
		final Map< Integer, Mask > rough = new TreeMap<>();
		truth.forEach( ( id, m ) -> rough.put( id, change( m, by ) ) );
		return rough;
	}

	@Test
	public void objectsDrawnTooSmallBecomeExact()
	{
		final Map< Integer, Mask > rough = changed( -2 );
		final Map< Integer, RefinedObject > refined = refine( RefineSettings.DEFAULT.with( RefineSettings.MARGIN, 2.0 ), rough );
		assertEquals( new ArrayList<>( rough.keySet() ), new ArrayList<>( refined.keySet() ) );
		final double before = meanIou( rough ), after = meanIou( masks( refined ) );
		assertTrue( before < 0.75 && after > before + 0.1 && after > 0.78, before + " -> " + after );
	}

	@Test
	public void objectsDrawnTooLargeBecomeExact()
	{
		final Map< Integer, Mask > rough = changed( 2 );
		final double before = meanIou( rough ),
				after = meanIou( masks( refine( RefineSettings.DEFAULT.with( RefineSettings.MARGIN, -2.0 ), rough ) ) );
		assertTrue( after > before + 0.05 && after > 0.78, before + " -> " + after );
	}

	@Test
	public void whatIsNotTrustedIsKeptOrDroppedAndNeverForgotten()
	{
		final Map< Integer, RefinedObject > kept = refine( RefineSettings.DEFAULT.with( RefineSettings.AGREEMENT, 1.0 ), truth );
		assertEquals( truth.keySet(), kept.keySet() );
		kept.forEach( ( id, r ) -> {
			if ( r.fate() == RefinedObject.Fate.KEPT )
				assertEquals( truth.get( id ), r.object().mask() );
		} );
		assertTrue( kept.values().stream().filter( r -> r.fate() == RefinedObject.Fate.KEPT ).count() > 20 );
		final Map< Integer, RefinedObject > dropped = refine( RefineSettings.DEFAULT.with( RefineSettings.SCORE,
				1.0 ).with( RefineSettings.KEEP, false ), truth );
		assertEquals( truth.keySet(), dropped.keySet() );
		assertTrue( dropped.values().stream().allMatch( r -> r.fate() == RefinedObject.Fate.DROPPED && r.object().mask().isEmpty() ) );
	}

	@Test
	public void aSinglePixelIsAnObjectToo()
	{
		final BitSet one = new BitSet();
		one.set( 0 );
		final Map< Integer, Mask > rough = new TreeMap<>();
		rough.put( 40000, Mask.of( 0, 0, 1, 1, one ) );
		for ( final double margin : new double[] { -1000, 0, 1000 } )
			assertEquals( 1, refine( RefineSettings.DEFAULT.with( RefineSettings.MARGIN, margin ), rough ).get( 40000 ).object().mask()
					.isEmpty() ? 0 : 1 );
	}

	@Test
	public void badSettingsAreRefused()
	{
		final List< Runnable > bad = new ArrayList<>();
		bad.add( () -> RefineSettings.DEFAULT.with( RefineSettings.POINTS, 11 ) );
		bad.add( () -> RefineSettings.DEFAULT.with( RefineSettings.MARGIN, Double.NaN ) );
		bad.add( () -> RefineSettings.DEFAULT.with( RefineSettings.AGREEMENT, -0.1 ) );
		bad.add( () -> RefineSettings.DEFAULT.with( RefineSettings.SCORE, 2.0 ) );
		bad.add( () -> RefineSettings.DEFAULT.with( SegmentSettings.HOLES, -1 ) );
		bad.forEach( b -> assertThrows( IllegalArgumentException.class, b::run ) );
	}
}
