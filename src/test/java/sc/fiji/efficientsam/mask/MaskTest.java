// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.mask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** Tests {@link Mask} and {@link DistanceTransform}. */
public class MaskTest {

	/** A mask from rows of '#' and other characters. */
	public static Mask mask( final int x, final int y, final String... rows )
	{
		final BitSet bits = new BitSet();
		for ( int r = 0; r < rows.length; r++ )
			for ( int c = 0; c < rows[ r ].length(); c++ )
				if ( rows[ r ].charAt( c ) == '#' )
					bits.set( r * rows[ 0 ].length() + c );
		return Mask.of( x, y, rows[ 0 ].length(), rows.length, bits );
	}

	@Test
	public void isCroppedToItsPixels()
	{
		final Mask m = mask( 10, 20,
				".....",
				"..#..",
				".##..",
				"....." );
		assertEquals( 11, m.x() );
		assertEquals( 21, m.y() );
		assertEquals( 2, m.width() );
		assertEquals( 2, m.height() );
		assertEquals( 3, m.area() );
		assertTrue( m.contains( 12, 21 ) );
		assertFalse( m.contains( 11, 21 ) );
		assertFalse( m.contains( 13, 21 ) );
		assertEquals( Box.ofPixels( 11, 21, 2, 2 ), m.bounds() );
	}

	@Test
	public void emptyIsEmpty()
	{
		final Mask m = mask( 3, 3, "..", ".." );
		assertTrue( m.isEmpty() );
		assertEquals( Mask.EMPTY, m );
		assertNull( m.bounds() );
		assertEquals( 1, m.iou( Mask.EMPTY ) );
	}

	@Test
	public void iouAndMinusCountPixels()
	{
		final Mask a = mask( 0, 0, "###", "###" );
		final Mask b = mask( 1, 1, "###", "###" );
		assertEquals( 2, a.intersection( b ) );
		assertEquals( 2.0 / 10, a.iou( b ), 1e-12 );
		assertEquals( mask( 0, 0, "###", "#.." ), a.minus( b ) );
	}

	@Test
	public void bitsOutsideOfTheRectangleAreRefused()
	{
		final BitSet bits = new BitSet();
		bits.set( 4 );
		assertThrows( IllegalArgumentException.class, () -> Mask.of( 0, 0, 2, 2, bits ) );
	}

	@Test
	public void pixelsComeInReadingOrder()
	{
		final StringBuilder seen = new StringBuilder();
		mask( -1, 7, "#.#", ".#." ).forEach( ( x, y ) -> seen.append( x ).append( ',' ).append( y ).append( ' ' ) );
		assertEquals( "-1,7 1,7 0,8 ", seen.toString() );
		Mask.EMPTY.forEach( ( x, y ) -> seen.append( "none" ) );
		assertEquals( "-1,7 1,7 0,8 ", seen.toString() );
	}

	@Test
	public void filteringLeavesACroppedMaskAndTheOldOneAsItWas()
	{
		final Mask m = mask( 10, 20, "###", "#.#", "###" );
		assertEquals( mask( 12, 20, "#", "#", "#" ), m.filter( ( x, y ) -> x == 12 ) );
		assertEquals( 1, m.filter( ( x, y ) -> x == 12 ).width() );
		assertEquals( m, m.filter( ( x, y ) -> true ) );
		assertEquals( Mask.EMPTY, m.filter( ( x, y ) -> false ) );
		assertEquals( mask( 10, 20, "###", "#.#", "###" ), m );
		// NB: pixels that do not belong to the mask are not asked about.
		assertEquals( m, m.filter( m::contains ) );
	}

	@Test
	public void shiftedMasksKeepTheirPixels()
	{
		final Mask m = mask( 10, 20, "##", ".#" );
		assertEquals( mask( 3, 25, "##", ".#" ), m.shift( -7, 5 ) );
		assertEquals( m, m.shift( -7, 5 ).shift( 7, -5 ) );
		assertEquals( Mask.EMPTY, Mask.EMPTY.shift( 3, 3 ) );
		assertThrows( ArithmeticException.class, () -> m.shift( Integer.MAX_VALUE, 0 ) );
	}

	@Test
	public void unionAndCropAgreeWithWhatTheyHold()
	{
		final Mask a = mask( 0, 0, "##", "##" ), b = mask( 3, 1, "#" );
		assertEquals( mask( 0, 0, "##..", "##.#" ), a.union( b ) );
		assertEquals( a, a.union( Mask.EMPTY ) );
		assertEquals( b, Mask.EMPTY.union( b ) );
		assertEquals( mask( 0, 0, "#", "#" ), a.shift( -1, 0 ).crop( 5, 5 ) );
		assertEquals( Mask.EMPTY, a.shift( 5, 0 ).crop( 5, 5 ) );
	}

	@Test
	public void distancesAreThoseOfBruteForce()
	{
		final Random random = new Random( 1 );
		final BitSet bits = new BitSet();
		for ( int i = 0; i < 21 * 17; i++ )
			if ( random.nextInt( 6 ) > 0 )
				bits.set( i );
		final Mask m = Mask.of( 5, 6, 21, 17, bits );
		final double[] expected = new double[ m.width() * m.height() ];
		for ( int i = 0; i < expected.length; i++ )
		{
			final int x = m.x() + i % m.width(), y = m.y() + i / m.width();
			expected[ i ] = Double.POSITIVE_INFINITY;
			for ( int v = m.y() - 1; v <= m.y() + m.height(); v++ )
				for ( int u = m.x() - 1; u <= m.x() + m.width(); u++ )
					if ( !m.contains( u, v ) )
						expected[ i ] = Math.min( expected[ i ], ( u - x ) * ( u - x ) + ( v - y ) * ( v - y ) );
		}
		assertArrayEquals( expected, DistanceTransform.squared( m ), 1e-9 );
	}
}
