// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.mask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static sc.fiji.efficientsam.mask.MaskTest.mask;

import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.model.TestModels;
import sc.fiji.efficientsam.segment.EmbeddingCache;

/** Tests {@link MaskCleaner} and {@link EmbeddingCache}. */
public class MaskCleanerTest {

	private static final Mask MASK = mask( 5, 5,
			"####...#",
			"#.##..#.",
			"####....",
			"......##",
			"#.......",
			"........" );

	@Test
	public void smallPiecesGoAndCornersConnect()
	{
		assertEquals( mask( 5, 5, "####...#", "#.##..#.", "####....", "......##" ), MaskCleaner.clean( MASK, 2, 0 ) );
		assertEquals( mask( 5, 5, "####", "#.##", "####" ), MaskCleaner.clean( MASK, 3, 0 ) );
	}

	@Test
	public void theLargestPieceStaysHoweverSmall()
	{
		assertEquals( mask( 5, 5, "####", "#.##", "####" ), MaskCleaner.clean( MASK, 1000, 0 ) );
	}

	@Test
	public void smallHolesAreFilledAndBaysAreNot()
	{
		assertEquals( mask( 0, 0, "####", "####", "####" ), MaskCleaner.clean( mask( 0, 0, "####", "#.##", "####" ), 0, 1 ) );
		final Mask bay = mask( 0, 0, "####", "#..#", "#.##" );
		assertSame( bay, MaskCleaner.clean( bay, 0, 0 ) );
		assertEquals( bay, MaskCleaner.clean( bay, 0, 100 ) );
		// a hole ends at a corner: pixels of holes connect by edges only
		assertEquals( mask( 0, 0, "####", "####", "####", "###." ),
				MaskCleaner.clean( mask( 0, 0, "####", "####", "##.#", "###." ), 0, 1 ) );
	}

	@Test
	public void nothingComesFromNothing()
	{
		assertSame( Mask.EMPTY, MaskCleaner.clean( Mask.EMPTY, 10, 10 ) );
	}

	@Test
	public void theCacheDropsWhatWasUsedLongestAgo()
	{
		final EmbeddingCache cache = new EmbeddingCache( 1000 );
		final Frame[] frames = new Frame[ 4 ];
		for ( int i = 0; i < 4; i++ )
			frames[ i ] = new Frame( i, 0, 1, 1, 1 );
		for ( final int i : new int[] { 0, 1, 0, 2 } )
			cache.get( frames[ i ], f -> TestModels.embedding( 100 ) );
		assertEquals( 2, cache.size() );
		assertEquals( 800, cache.bytes() );
		final int[] made = { 0 };
		for ( final int i : new int[] { 0, 2, 1 } )
			cache.get( frames[ i ], f -> {
				made[ 0 ]++;
				return TestModels.embedding( 100 );
			} );
		assertEquals( 1, made[ 0 ] );
		cache.get( frames[ 3 ], f -> TestModels.embedding( 10000 ) );
		assertEquals( 1, cache.size(), "the newest stays, however large" );
	}
}
