// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.mask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;

import org.junit.jupiter.api.Test;

/** Tests {@link InnerPixels}. */
public class InnerPixelsTest {

	private static Mask rectangle( final int x, final int y, final int width, final int height )
	{
		final BitSet bits = new BitSet();
		bits.set( 0, width * height );
		return Mask.of( x, y, width, height, bits );
	}

	@Test
	public void theFirstIsFarthestFromTheOutside()
	{
		assertArrayEquals( new int[] { 13, 23 }, InnerPixels.of( rectangle( 10, 20, 7, 7 ), 1 ).get( 0 ) );
		// NB: a ring's middle is outside of it.
		final Mask ring = rectangle( 0, 0, 11, 11 ).minus( rectangle( 3, 3, 5, 5 ) );
		final int[] p = InnerPixels.of( ring, 1 ).get( 0 );
		assertTrue( ring.contains( p[ 0 ], p[ 1 ] ) );
		assertEquals( 4, DistanceTransform.squared( ring )[ p[ 1 ] * 11 + p[ 0 ] ] );
	}

	@Test
	public void theOthersSpreadOverTheMask()
	{
		// Two squares that are joined by a bridge of one pixel: one pixel in the middle of each.
		final Mask dumbbell = rectangle( 0, 0, 9, 9 ).union( rectangle( 9, 4, 6, 1 ) ).union( rectangle( 15, 1, 7, 7 ) );
		final List< int[] > two = InnerPixels.of( dumbbell, 2 );
		assertArrayEquals( new int[] { 4, 4 }, two.get( 0 ) );
		assertArrayEquals( new int[] { 18, 4 }, two.get( 1 ) );
	}

	@Test
	public void noPixelComesTwiceAndSmallMasksGiveAllTheyHave()
	{
		final List< int[] > all = InnerPixels.of( rectangle( -3, 5, 2, 3 ), 100 );
		assertEquals( 6, all.size() );
		assertEquals( 6, all.stream().map( p -> p[ 0 ] + " " + p[ 1 ] ).distinct().count() );
		assertTrue( all.stream().allMatch( p -> rectangle( -3, 5, 2, 3 ).contains( p[ 0 ], p[ 1 ] ) ) );
		assertEquals( 0, InnerPixels.of( Mask.EMPTY, 3 ).size() );
		assertEquals( 0, InnerPixels.of( rectangle( 0, 0, 4, 4 ), 0 ).size() );
	}
}
