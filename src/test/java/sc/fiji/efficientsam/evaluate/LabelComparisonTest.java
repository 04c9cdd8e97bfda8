// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.mask.Mask;

/** Compares {@link LabelComparison} with figures computed by hand, and with other formulas on label arrays. */
public class LabelComparisonTest {

	private static final int W = 24, H = 18;

	private static Mask rectangle( final int x, final int y, final int w, final int h )
	{
		final BitSet bits = new BitSet();
		bits.set( 0, w * h );
		return Mask.of( x, y, w, h, bits );
	}

	private static Map< Integer, Mask > objects( final Object... labelsAndMasks )
	{
		final Map< Integer, Mask > map = new TreeMap<>();
		for ( int i = 0; i < labelsAndMasks.length; i += 2 )
			map.put( ( Integer ) labelsAndMasks[ i ], ( Mask ) labelsAndMasks[ i + 1 ] );
		return map;
	}

	@Test
	public void figuresAreThoseComputedByHand()
	{
		// true 1 and found 7: 4 x 5 of 5 x 5, IoU .8; true 2 and found 8: 10 of 30 + 10 - 10, IoU 1/3; true 3 missed; found 9 is nothing
		final Map< Integer, Mask > truth = objects( 1, rectangle( 0, 0, 5, 5 ), 2, rectangle( 10, 0, 6, 5 ), 3, rectangle( 0, 10, 3, 3 ) );
		final Map< Integer, Mask > found = objects( 7, rectangle( 0, 0, 4, 5 ), 8, rectangle( 10, 0, 2, 5 ), 9, rectangle( 18, 12, 2, 2 ) );
		final LabelComparison c = new LabelComparison( found, truth, W, H, 1 );
		assertEquals( 0.8, c.matches().get( 1 ).iou(), 1e-12 );
		assertEquals( 7, c.matches().get( 1 ).found() );
		assertEquals( 1 / 3.0, c.matches().get( 2 ).iou(), 1e-12 );
		assertEquals( 0, c.matches().get( 3 ).found() );
		assertEquals( 1, c.truePositives( 0.5 ) );
		assertEquals( 1, c.truePositives( 0.8 ) );
		assertEquals( 0, c.truePositives( 0.85 ) );
		assertEquals( 2, c.truePositives( 0.3 ) );
		assertEquals( 1 / 3.0, c.precision( 0.5 ), 1e-12 );
		assertEquals( 1 / 3.0, c.recall( 0.5 ), 1e-12 );
		assertEquals( 1 / 3.0, c.f1( 0.5 ), 1e-12 );
		assertEquals( 1 / 5.0, c.averagePrecision( 0.5 ), 1e-12 );
		// .5 to .8: seven limits of .2 each
		assertEquals( 7 * 0.2 / 10, c.meanAveragePrecision(), 1e-12 );
		// found 8 covers only a third of true 2
		assertEquals( 0.8 / 3, c.seg(), 1e-12 );
		assertEquals( 0.8 / 3, c.panopticQuality(), 1e-12 );
		assertEquals( ( 0.8 + 1 / 3.0 ) / 3, c.meanIou(), 1e-12 );
	}

	@Test
	public void nothingToFindAndNothingFoundIsPerfect()
	{
		final LabelComparison both = new LabelComparison( Collections.emptyMap(), Collections.emptyMap(), W, H, 1 );
		assertEquals( 1, both.averagePrecision( 0.5 ) );
		assertEquals( 1, both.boundaryF() );
		final LabelComparison missed = new LabelComparison( Collections.emptyMap(), objects( 1, rectangle( 1, 1, 2, 2 ) ), W, H, 1 );
		assertEquals( 0, missed.averagePrecision( 0.5 ) + missed.boundaryF() + missed.seg() + missed.panopticQuality() +
				missed.recall( 0.5 ) );
		final LabelComparison invented = new LabelComparison( objects( 1, rectangle( 1, 1, 2, 2 ) ), Collections.emptyMap(), W, H, 1 );
		assertEquals( 0, invented.averagePrecision( 0.5 ) + invented.boundaryF() + invented.precision( 0.5 ) );
	}

	@Test
	public void boundaryFComputedByHand()
	{
		// outlines of 3 x 3 squares have 8 pixels; moved by one, with tolerance 0: those that coincide are 4 of 8 on each side
		final Map< Integer, Mask > truth = objects( 1, rectangle( 0, 0, 3, 3 ) );
		assertEquals( 0.5, new LabelComparison( objects( 1, rectangle( 1, 0, 3, 3 ) ), truth, W, H, 0 ).boundaryF(), 1e-12 );
		assertEquals( 1, new LabelComparison( objects( 1, rectangle( 1, 0, 3, 3 ) ), truth, W, H, 1 ).boundaryF(), 1e-12 );
		assertEquals( 0, new LabelComparison( objects( 1, rectangle( 10, 10, 3, 3 ) ), truth, W, H, 2 ).boundaryF(), 1e-12 );
	}

	/** Label arrays of random rectangles, without overlaps. */
	private static int[] random( final Random r )
	{
		final int[] labels = new int[ W * H ];
		for ( int label = 1; label <= 6; label++ )
		{
			final int x = r.nextInt( W ), y = r.nextInt( H ), w = 1 + r.nextInt( 8 ), h = 1 + r.nextInt( 8 );
			for ( int j = y; j < Math.min( H, y + h ); j++ )
				for ( int i = x; i < Math.min( W, x + w ); i++ )
					labels[ j * W + i ] = label;
		}
		return labels;
	}

	private static int[] shifted( final int[] labels, final Random r )
	{
		final int dx = r.nextInt( 3 ) - 1, dy = r.nextInt( 3 ) - 1;
		final int[] out = new int[ W * H ];
		for ( int y = 0; y < H; y++ )
			for ( int x = 0; x < W; x++ )
				if ( x + dx >= 0 && x + dx < W && y + dy >= 0 && y + dy < H )
					out[ y * W + x ] = labels[ ( y + dy ) * W + x + dx ];
		return out;
	}

	private static Map< Integer, Mask > masks( final int[] labels )
	{
		final Map< Integer, Mask > map = new TreeMap<>();
		for ( int label = 1; label <= 6; label++ )
		{
			final BitSet bits = new BitSet();
			for ( int i = 0; i < labels.length; i++ )
				bits.set( i, labels[ i ] == label );
			if ( !bits.isEmpty() )
				map.put( label, Mask.of( 0, 0, W, H, bits ) );
		}
		return map;
	}

	@Test
	public void confusionMatricesGiveTheSameFigures()
	{
		final Random r = new Random( 11 );
		for ( int round = 0; round < 200; round++ )
		{
			final int[] t = random( r ), f = round % 3 == 0 ? random( r ) : shifted( t, r );
			final long[][] n = new long[ 7 ][ 7 ];
			for ( int i = 0; i < t.length; i++ )
				n[ t[ i ] ][ f[ i ] ]++;
			final long[] inTruth = new long[ 7 ], inFound = new long[ 7 ];
			for ( int a = 0; a < 7; a++ )
				for ( int b = 0; b < 7; b++ )
				{
					inTruth[ a ] += n[ a ][ b ];
					inFound[ b ] += n[ a ][ b ];
				}
			int trues = 0, founds = 0, tp = 0;
			double seg = 0, sum = 0;
			for ( int a = 1; a < 7; a++ )
			{
				trues += inTruth[ a ] > 0 ? 1 : 0;
				founds += inFound[ a ] > 0 ? 1 : 0;
				for ( int b = 1; b < 7; b++ )
				{
					final double iou = n[ a ][ b ] == 0 ? 0 : n[ a ][ b ] / ( double ) ( inTruth[ a ] + inFound[ b ] - n[ a ][ b ] );
					// above .5 there is no choice of partners
					if ( iou > 0.5 )
					{
						tp++;
						sum += iou;
					}
					if ( n[ a ][ b ] * 2 > inTruth[ a ] )
						seg += iou;
				}
			}
			final LabelComparison c = new LabelComparison( masks( f ), masks( t ), W, H, 1 );
			assertEquals( trues, c.truth() );
			assertEquals( founds, c.found() );
			assertEquals( tp / ( double ) ( trues + founds - tp ), c.averagePrecision( 0.5 + 1e-6 ), 1e-12 );
			assertEquals( seg / trues, c.seg(), 1e-12 );
			assertEquals( 2 * sum / ( trues + founds ), c.panopticQuality(), 1e-12 );
		}
	}

	@Test
	public void boundariesByPairsOfPixelsGiveTheSameF()
	{
		final Random r = new Random( 12 );
		for ( int round = 0; round < 60; round++ )
		{
			final int[] t = random( r ), f = shifted( random( r ), r );
			final double tolerance = round % 4 * 0.75;
			final double p = near( f, t, tolerance ), q = near( t, f, tolerance );
			final double expected = p + q == 0 ? 0 : 2 * p * q / ( p + q );
			assertEquals( expected, new LabelComparison( masks( f ), masks( t ), W, H, tolerance ).boundaryF(), 1e-12, "round " + round );
		}
	}

	private static double near( final int[] a, final int[] b, final double tolerance )
	{
		int all = 0, near = 0;
		for ( int i = 0; i < a.length; i++ )
			if ( isOutline( a, i ) )
			{
				all++;
				boolean hit = false;
				for ( int k = 0; k < b.length; k++ )
					hit |= isOutline( b, k ) && Math.hypot( i % W - k % W, i / W - k / W ) <= tolerance;
				near += hit ? 1 : 0;
			}
		return near / ( double ) all;
	}

	private static boolean isOutline( final int[] l, final int i )
	{
		final int x = i % W, y = i / W;
		return l[ i ] > 0 && ( x == 0 || x == W - 1 || y == 0 || y == H - 1 || l[ i - 1 ] != l[ i ] || l[ i + 1 ] != l[ i ]
				|| l[ i - W ] != l[ i ] || l[ i + W ] != l[ i ] );
	}
}
