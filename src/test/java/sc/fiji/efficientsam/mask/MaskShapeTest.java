// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.mask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.efficientsam.mask.MaskTest.mask;

import java.awt.Polygon;
import java.util.BitSet;
import java.util.Random;

import org.junit.jupiter.api.Test;

import ij.gui.PolygonRoi;
import ij.gui.Roi;

/** Tests {@link MaskShape}. */
public class MaskShapeTest {

	@Test
	public void theCentroidIsTheMeanOfThePixels()
	{
		assertArrayEquals( new double[] { 11, 20.5 }, MaskShape.centroid( mask( 10, 20, "###", "###" ) ) );
		assertArrayEquals( new double[] { -13.0 / 3, 22.0 / 3 }, MaskShape.centroid( mask( -5, 7, "##", ".#" ) ), 1e-12 );
		// NB: far from the origin no digit is lost.
		assertArrayEquals( new double[] { 2_000_000_000.5, 2_000_000_000 },
				MaskShape.centroid( mask( 2_000_000_000, 2_000_000_000, "##" ) ) );
	}

	@Test
	public void whatReachesTheImagesFirstOrLastPixelsTouchesItsBorder()
	{
		final Mask square = mask( 3, 4, "##", "##" );
		assertFalse( MaskShape.touchesBorder( square, 6, 7 ) );
		assertTrue( MaskShape.touchesBorder( square, 5, 7 ) );
		assertTrue( MaskShape.touchesBorder( square, 6, 6 ) );
		assertTrue( MaskShape.touchesBorder( square.shift( -3, 0 ), 100, 100 ) );
		assertTrue( MaskShape.touchesBorder( square.shift( 0, -4 ), 100, 100 ) );
	}

	@Test
	public void containmentIsThePartOfTheSmallerOne()
	{
		final Mask large = mask( 0, 0, "####", "####" ), small = mask( 3, 0, "##", "##" );
		assertEquals( 0.5, MaskShape.containment( large, small ) );
		assertEquals( 0.5, MaskShape.containment( small, large ) );
		assertEquals( 1, MaskShape.containment( large, small.shift( -2, 0 ) ) );
		assertEquals( 0, MaskShape.containment( large, small.shift( 2, 0 ) ) );
		assertEquals( 0, MaskShape.containment( large, Mask.EMPTY ) );
	}

	@Test
	public void solidityIsOneForConvexMasksAndLowForOthers()
	{
		assertEquals( 1, MaskShape.solidity( mask( 5, 5, "#" ) ) );
		assertEquals( 1, MaskShape.solidity( mask( 5, 5, "####" ) ) );
		assertEquals( 1, MaskShape.solidity( mask( 5, 5, ".#.", "###", ".#." ) ) );
		// 5 of the 6 pixels of the triangle below the diagonal, which counts.
		assertEquals( 5.0 / 6, MaskShape.solidity( mask( 0, 0, "#..", "#..", "###" ) ) );
		assertEquals( 8.0 / 9, MaskShape.solidity( mask( 0, 0, "###", "#.#", "###" ) ) );
		// A waist.
		assertEquals( 13.0 / 15, MaskShape.solidity( mask( 0, 0, "##.##", "#####", "##.##" ) ), 1e-12 );
	}

	/** The hull's pixels, counted one by one in the hull that ImageJ makes. */
	@Test
	public void solidityIsThatOfImageJsConvexHull()
	{
		final Random random = new Random( 4 );
		for ( int n = 0; n < 50; n++ )
		{
			final BitSet bits = new BitSet();
			for ( int i = 0; i < 12 * 9; i++ )
				if ( random.nextInt( 4 ) == 0 )
					bits.set( i );
			final Mask m = Mask.of( 30, 40, 12, 9, bits );
			final int[] xs = new int[ m.area() ], ys = new int[ m.area() ], k = { 0 };
			m.forEach( ( x, y ) -> {
				xs[ k[ 0 ] ] = x;
				ys[ k[ 0 ]++ ] = y;
			} );
			final Polygon hull = new PolygonRoi( xs, ys, xs.length, Roi.POLYGON ).getConvexHull();
			int inside = 0;
			for ( int y = 40; y < 49; y++ )
				for ( int x = 30; x < 42; x++ )
					if ( isIn( hull, x, y ) )
						inside++;
			assertEquals( ( double ) m.area() / inside, MaskShape.solidity( m ), 1e-12 );
		}
	}

	/** Whether a point is in a convex polygon or on its border. */
	private static boolean isIn( final Polygon hull, final int x, final int y )
	{
		int left = 0, right = 0;
		for ( int i = 0; i < hull.npoints; i++ )
		{
			final int j = ( i + 1 ) % hull.npoints;
			final int dx = hull.xpoints[ j ] - hull.xpoints[ i ], dy = hull.ypoints[ j ] - hull.ypoints[ i ];
			final int side = dx * ( y - hull.ypoints[ i ] ) - dy * ( x - hull.xpoints[ i ] );
			left += side < 0 ? 1 : 0;
			right += side > 0 ? 1 : 0;
		}
		return left == 0 || right == 0;
	}
}
