// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.mask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Polygon;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** Tests {@link Outlines} and {@link RunLengths}: by hand, and by filling what they describe with other code. */
public class OutlinesTest {

	private static Mask mask( final int x, final int y, final String... rows )
	{
		final BitSet bits = new BitSet();
		for ( int j = 0; j < rows.length; j++ )
			for ( int i = 0; i < rows[ j ].length(); i++ )
				if ( rows[ j ].charAt( i ) == '#' )
					bits.set( j * rows[ 0 ].length() + i );
		return Mask.of( x, y, rows[ 0 ].length(), rows.length, bits );
	}

	private static String text( final List< int[] > ring )
	{
		return Arrays.deepToString( ring.toArray() );
	}

	@Test
	public void onePixelIsASquare()
	{
		final List< List< List< int[] > > > p = Outlines.of( mask( 3, 5, "#" ) );
		assertEquals( 1, p.size() );
		assertEquals( "[[3, 5], [4, 5], [4, 6], [3, 6]]", text( p.get( 0 ).get( 0 ) ) );
	}

	@Test
	public void straightEdgesAreMergedAndHolesRunTheOtherWay()
	{
		final List< List< List< int[] > > > p = Outlines.of( mask( 0, 0, "###", "#.#", "###" ) );
		assertEquals( 1, p.size() );
		assertEquals( 2, p.get( 0 ).size() );
		assertEquals( "[[0, 0], [3, 0], [3, 3], [0, 3]]", text( p.get( 0 ).get( 0 ) ) );
		assertEquals( "[[1, 1], [1, 2], [2, 2], [2, 1]]", text( p.get( 0 ).get( 1 ) ) );
	}

	@Test
	public void pixelsThatTouchAtACornerArePolygonsOfTheirOwn()
	{
		assertEquals( 2, Outlines.of( mask( 0, 0, "#.", ".#" ) ).size() );
		assertEquals( 2, Outlines.of( mask( 0, 0, ".#", "#." ) ).size() );
		assertTrue( Outlines.of( Mask.EMPTY ).isEmpty() );
	}

	@Test
	public void anIslandInAHoleIsAPolygonOfItsOwn()
	{
		final List< List< List< int[] > > > p = Outlines.of( mask( 0, 0, "#####", "#...#", "#.#.#", "#...#", "#####" ) );
		assertEquals( 2, p.size() );
		assertEquals( 3, p.stream().mapToInt( List::size ).sum() );
	}

	@Test
	public void fillingTheRingsGivesTheMaskBack()
	{
		final Random random = new Random( 4 );
		for ( int round = 0; round < 50; round++ )
		{
			final int w = 1 + random.nextInt( 14 ), h = 1 + random.nextInt( 14 );
			final BitSet bits = new BitSet();
			for ( int i = 0; i < w * h; i++ )
				bits.set( i, random.nextInt( 10 ) < 2 + round % 7 );
			final Mask m = Mask.of( -5, 7, w, h, bits );
			final List< List< List< int[] > > > polygons = Outlines.of( m );
			for ( int y = 5; y < 25; y++ )
				for ( int x = -8; x < 12; x++ )
				{
					int in = 0;
					for ( final List< List< int[] > > rings : polygons )
						for ( final List< int[] > ring : rings )
						{
							// NB: ten times as large, so that pixel centers are whole numbers.
							final Polygon filled = new Polygon();
							ring.forEach( c -> filled.addPoint( 10 * c[ 0 ], 10 * c[ 1 ] ) );
							in += filled.contains( 10 * x + 5, 10 * y + 5 ) ? 1 : 0;
						}
					assertEquals( m.contains( x, y ), in % 2 == 1, "round " + round + " pixel " + x + ", " + y );
				}
		}
	}

	@Test
	public void runLengthsGoColumnByColumn()
	{
		// columns of three: ... | ..# | .## | ...
		assertEquals( "[5, 1, 1, 2, 3]", RunLengths.of( mask( 1, 1, ".#", "##" ), 4, 3 ).toString() );
	}

	@Test
	public void unfoldingRunLengthsGivesTheMaskBack()
	{
		final Random random = new Random( 9 );
		for ( int round = 0; round < 60; round++ )
		{
			final int w = 1 + random.nextInt( 9 ), h = 1 + random.nextInt( 9 );
			final BitSet bits = new BitSet();
			for ( int i = 0; i < w * h; i++ )
				bits.set( i, random.nextInt( 10 ) < 1 + round % 10 );
			final Mask m = Mask.of( 0, 0, w, h, bits );
			long at = 0;
			boolean inside = false;
			for ( final long run : RunLengths.of( m, w, h ) )
			{
				for ( long i = at; i < at + run; i++ )
					assertEquals( inside, m.contains( ( int ) ( i / h ), ( int ) ( i % h ) ), "round " + round );
				at += run;
				inside = !inside;
			}
			assertEquals( ( long ) w * h, at );
		}
		assertEquals( "[12]", RunLengths.of( Mask.EMPTY, 4, 3 ).toString() );
	}
}
