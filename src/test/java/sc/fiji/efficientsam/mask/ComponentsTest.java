// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.mask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** Tests how masks fall into pieces. */
public class ComponentsTest {

	private static Mask mask( final String... rows )
	{
		final BitSet bits = new BitSet();
		for ( int y = 0; y < rows.length; y++ )
			for ( int x = 0; x < rows[ y ].length(); x++ )
				if ( rows[ y ].charAt( x ) == '#' )
					bits.set( y * rows[ 0 ].length() + x );
		return Mask.of( 5, 7, rows[ 0 ].length(), rows.length, bits );
	}

	@Test
	public void cornersConnectAndGapsDoNot()
	{
		final List< Mask > pieces = Components.of( mask( "#...##", ".#...#", "#..#..", "...###" ) );
		assertEquals( 3, pieces.size() );
		assertEquals( 3, pieces.get( 0 ).area() );
		assertTrue( pieces.get( 1 ).contains( 9, 7 ) && pieces.get( 1 ).contains( 10, 8 ) );
		assertEquals( mask( "......", "......", "...#..", "...###" ), pieces.get( 2 ) );
	}

	@Test
	public void armsThatMeetBelowAreOnePiece()
	{
		assertEquals( 1, Components.of( mask( "#.#.#", "#.#.#", "#####" ) ).size() );
		assertEquals( 1, Components.of( mask( "#####", "#...#", "#.#.#", "#.###" ) ).size() );
		assertEquals( 0, Components.of( Mask.EMPTY ).size() );
	}

	@Test
	public void everyPixelIsInOnePieceAndPiecesDoNotTouch()
	{
		final Random random = new Random( 2 );
		final BitSet bits = new BitSet();
		for ( int i = 0; i < 60 * 40; i++ )
			bits.set( i, random.nextDouble() < 0.35 );
		final Mask all = Mask.of( 0, 0, 60, 40, bits );
		final List< Mask > pieces = new ArrayList<>( Components.of( all ) );
		assertEquals( all.area(), pieces.stream().mapToInt( Mask::area ).sum() );
		for ( final Mask a : pieces )
			for ( int y = a.y(); y < a.y() + a.height(); y++ )
				for ( int x = a.x(); x < a.x() + a.width(); x++ )
					if ( a.contains( x, y ) )
						for ( int dy = -1; dy <= 1; dy++ )
							for ( int dx = -1; dx <= 1; dx++ )
								assertEquals( all.contains( x + dx, y + dy ), a.contains( x + dx, y + dy ) );
	}
}
