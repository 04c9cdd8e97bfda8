// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

public class InstanceSeedsTest {

	/** A profile along a row; the seeds' columns are asked for. */
	private static int[] seeds( final double... profile )
	{
		final float[] depth = new float[ profile.length ];
		for ( int i = 0; i < depth.length; i++ )
			depth[ i ] = ( float ) profile[ i ];
		final int[] labels = InstanceSeeds.of( depth, depth.length, 1 );
		return java.util.stream.IntStream.range( 0, labels.length ).filter( i -> labels[ i ] > 0 ).toArray();
	}

	@Test
	public void aTopIsASeedIfItRisesEnough()
	{
		assertArrayEquals( new int[] { 2 }, seeds( 0, 0.5, 0.9, 0.5, 0 ) );
		// a saddle of .15 divides, a dent of .05 does not; of two tops that a dent divides the higher one stays
		assertArrayEquals( new int[] { 1, 3 }, seeds( 0, 0.9, 0.7, 0.85, 0 ) );
		assertArrayEquals( new int[] { 3 }, seeds( 0, 0.8, 0.78, 0.9, 0 ) );
		// a low top is none, however it rises
		assertArrayEquals( new int[] {}, seeds( 0, 0.4, 0 ) );
		assertArrayEquals( new int[] { 5 }, seeds( 0, 0.44, 0, 0, 0.5, 0.7, 0 ) );
	}

	@Test
	public void aPlateauIsOneSeed()
	{
		assertEquals( 1, seeds( 0, 0.8, 0.8, 0.8, 0 ).length );
		assertEquals( 1, seeds( 0.8, 0.8 ).length );
		assertEquals( 0, seeds( 0, 0, 0 ).length );
	}

	@Test
	public void hillsThatTouchAtACornerAreOne()
	{
		final float[] depth = { 0.9f, 0, 0, 0.85f };
		assertEquals( 1, Arrays.stream( InstanceSeeds.of( depth, 2, 2 ) ).max().getAsInt() );
	}

	@Test
	public void theDepthIsTheMeanOfBorderAndCenterWhereThereIsAnObject()
	{
		final float[] foreground = { 1, 1, 1, 0.39f }, border = { 0.6f, 0.6f, 0.6f, 0.6f }, center = { 0.8f, 0.8f, 0.8f, 0.8f };
		assertArrayEquals( new float[] { 0.7f, 0.7f, 0.7f, 0 }, InstanceSeeds.depth( foreground, border, center, 4, 1 ), 1e-6f );
	}

	@Test
	public void aWatershedGrowsFromEachSeedToTheValley()
	{
		final float[] depth = { 0.5f, 0.9f, 0.6f, 0.3f, 0.6f, 0.8f, 0.5f, 0.1f, 0.1f };
		final float[] foreground = { 1, 1, 1, 1, 1, 1, 0.5f, 0.4f, 1 };
		final int[] labels = Watershed.flood( depth, InstanceSeeds.of( depth, 9, 1 ), foreground, InstanceSeeds.INSIDE, 9, 1 );
		final int a = labels[ 1 ], b = labels[ 5 ];
		assertTrue( a > 0 && b > 0 && a != b );
		assertArrayEquals( new int[] { a, a, a }, Arrays.copyOf( labels, 3 ) );
		assertArrayEquals( new int[] { b, b, b, 0, 0 }, Arrays.copyOfRange( labels, 4, 9 ),
				"the foreground ends at .4, and no seed leads beyond" );
	}
}
