// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.SegmentedObject;

/** Tests which masks are kept, by numbers. */
public class SuppressorTest {

	private static Mask rectangle( final int x, final int y, final int w, final int h )
	{
		final BitSet bits = new BitSet();
		bits.set( 0, w * h );
		return Mask.of( x, y, w, h, bits );
	}

	private static Candidate candidate( final double score, final Mask mask )
	{
		return new Candidate( new SegmentedObject( Prompt.point( mask.x(), mask.y() ), mask, score, 1 ), score );
	}

	private static List< Candidate > suppress( final double iou, final double inside, final Candidate... all )
	{
		return new Suppressor( iou, false, inside, 20 ).suppress( Arrays.asList( all ) );
	}

	@Test
	public void ofMasksThatOverlapTheBetterOneStays()
	{
		// 10 x 10 against 10 x 10 moved by 2: IoU 80 / 120
		final Candidate a = candidate( 0.8, rectangle( 0, 0, 10, 10 ) ), b = candidate( 0.9, rectangle( 2, 0, 10, 10 ) );
		assertEquals( Arrays.asList( b ), suppress( 0.66, 1, a, b ) );
		assertEquals( Arrays.asList( b, a ), suppress( 0.67, 1, a, b ) );
		assertEquals( Arrays.asList( a ), suppress( 0.5, 1, a, candidate( 0.8, rectangle( 0, 1, 10, 10 ) ) ), "the first of equals" );
	}

	@Test
	public void ofMasksInEachOtherTheBetterOneStays()
	{
		// 4 x 4 of which 12 of 16 pixels lie in a 20 x 20: IoU 12 / 404
		final Candidate small = candidate( 0.7, rectangle( 17, 5, 4, 4 ) ), large = candidate( 0.8, rectangle( 0, 0, 20, 20 ) );
		assertEquals( Arrays.asList( large ), suppress( 0.5, 0.7, small, large ) );
		assertEquals( Arrays.asList( large, small ), suppress( 0.5, 0.76, small, large ) );
		final Candidate better = candidate( 0.9, rectangle( 17, 5, 4, 4 ) );
		assertEquals( Arrays.asList( better ), suppress( 0.5, 0.7, large, better ) );
	}

	@Test
	public void masksThatOnlyShareABoxAreDifferentObjects()
	{
		final BitSet upper = new BitSet(), lower = new BitSet();
		for ( int y = 0; y < 10; y++ )
			for ( int x = 0; x < 10; x++ )
				( x > y ? upper : lower ).set( y * 10 + x );
		final List< Candidate > both = Arrays.asList( candidate( 0.9, Mask.of( 0, 0, 10, 10, upper ) ),
				candidate( 0.8, Mask.of( 0, 0, 10, 10, lower ) ) );
		assertEquals( 2, new Suppressor( 0.1, false, 0.1, 10 ).suppress( both ).size() );
		assertEquals( 1, new Suppressor( 0.1, true, 0.1, 10 ).suppress( both ).size(), "unless boxes count" );
	}

	@Test
	public void theIndexFindsWhatAComparisonOfAllPairsFinds()
	{
		final Random random = new Random( 5 );
		final List< Candidate > all = new ArrayList<>();
		for ( int i = 0; i < 300; i++ )
			all.add( candidate( random.nextDouble(), rectangle( random.nextInt( 200 ), random.nextInt( 200 ), 1 + random.nextInt( 60 ),
					1 + random.nextInt( 30 ) ) ) );
		final MaskIndex index = new MaskIndex( 16 );
		all.forEach( index::add );
		index.remove( all.get( 7 ) );
		assertEquals( 299, index.all().size() );
		for ( final Candidate c : all )
		{
			int expected = 0;
			for ( final Candidate o : all )
				if ( o != all.get( 7 ) && o.mask().bounds().intersect( c.mask().bounds() ) != null )
					expected++;
			assertEquals( expected, index.near( c.mask() ).size() );
		}
	}

	@Test
	public void eachLimitDropsItsOwn()
	{
		final EverythingSettings s = EverythingSettings.DEFAULT.with( EverythingSettings.OBJECT_SIZE,
				10.0 ).with( EverythingSettings.SMALLEST, 20 ).with( EverythingSettings.LARGEST, 90 ).with( EverythingSettings.SCORE,
				0.5 ).with( EverythingSettings.STABILITY, 0.5 ).with( EverythingSettings.QUALITY, 0.45 );
		final Mask good = rectangle( 5, 5, 8, 8 );
		final List< Candidate > all = Arrays.asList( candidate( 0.8, good ), candidate( 0.8, rectangle( 5, 5, 4, 4 ) ),
				candidate( 0.8, rectangle( 5, 5, 10, 10 ) ), new Candidate( new SegmentedObject( Prompt.point( 5, 5 ), good, 0.4, 0.8 ),
				0.8 ),
				new Candidate( new SegmentedObject( Prompt.point( 5, 5 ), good, 0.8, 0.4 ), 0.8 ),
						new Candidate( new SegmentedObject( Prompt.point( 5, 5 ), good, 0.8, 0.8 ), 0.4 ),
				candidate( 0.8, rectangle( 0, 5, 8, 8 ) ), candidate( 0.8, rectangle( 5, 32, 8, 8 ) ) );
		final Filter keeping = new Filter( s, 40, 40 );
		assertEquals( 3, keeping.apply( all ).size() );
		assertEquals( "1 too small, 1 too large, 1 low score, 1 low stability, 1 low quality", keeping.report() );
		final Filter filter = new Filter( s.with( EverythingSettings.BORDER, false ), 40, 40 );
		assertEquals( Collections.singletonList( all.get( 0 ) ), filter.apply( all ) );
		assertTrue( filter.report().endsWith( "2 at the border" ), filter.report() );
	}

	@Test
	public void settingsKnowTheirLimits()
	{
		final EverythingSettings d = EverythingSettings.DEFAULT;
		assertThrows( IllegalArgumentException.class, () -> d.with( EverythingSettings.OBJECT_SIZE, -1.0 ) );
		assertThrows( IllegalArgumentException.class, () -> d.with( EverythingSettings.OBJECT_SIZE, Double.NaN ) );
		assertThrows( IllegalArgumentException.class, () -> d.with( EverythingSettings.SPACING, 0.5 ) );
		assertThrows( IllegalArgumentException.class, () -> d.with( EverythingSettings.LAYERS, 4 ) );
		assertThrows( IllegalArgumentException.class, () -> d.with( EverythingSettings.SCORE, 1.1 ) );
		assertThrows( IllegalArgumentException.class, () -> d.with( EverythingSettings.MAX_OVERLAP, Double.NaN ) );
		assertThrows( IllegalArgumentException.class, () -> d.with( EverythingSettings.SMALLEST, 10 ).with( EverythingSettings.LARGEST,
				5 ) );
		assertThrows( IllegalArgumentException.class, () -> d.with( EverythingSettings.HOLES, -1 ) );
		assertEquals( 15, d.with( EverythingSettings.OBJECT_SIZE, 30.0 ).spacing() );
		assertEquals( 7, d.with( EverythingSettings.OBJECT_SIZE, 30.0 ).with( EverythingSettings.SPACING, 7.0 ).spacing() );
		assertFalse( d.with( EverythingSettings.BORDER, false ).get( EverythingSettings.BORDER ) );
		assertTrue( d.get( EverythingSettings.BORDER ), "copies" );
	}
}
