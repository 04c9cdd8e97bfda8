// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

public class AssignmentTest {

	/** The highest sum, by trying everything. */
	private static double most( final List< Map< Integer, Double > > weights, final int row, final Set< Integer > used )
	{
		if ( row == weights.size() )
			return 0;
		double best = most( weights, row + 1, used );
		for ( final Map.Entry< Integer, Double > e : weights.get( row ).entrySet() )
			if ( used.add( e.getKey() ) )
			{
				best = Math.max( best, e.getValue() + most( weights, row + 1, used ) );
				used.remove( e.getKey() );
			}
		return best;
	}

	@Test
	public void noOtherAssignmentIsWorthMore()
	{
		final Random random = new Random( 5 );
		for ( int n = 0; n < 400; n++ )
		{
			final int columns = 1 + random.nextInt( 6 );
			final double share = random.nextDouble();
			final List< Map< Integer, Double > > weights = new ArrayList<>();
			for ( int r = random.nextInt( 6 ); r >= 0; r-- )
			{
				final Map< Integer, Double > row = new HashMap<>();
				for ( int c = 0; c < columns; c++ )
					if ( random.nextDouble() < share )
						row.put( 7 * c, 0.1 + random.nextInt( 9 ) / 10.0 );
				weights.add( row );
			}
			final int[] chosen = Assignment.best( weights );
			double sum = 0;
			final Set< Integer > used = new HashSet<>();
			for ( int r = 0; r < chosen.length; r++ )
				if ( chosen[ r ] >= 0 )
				{
					assertTrue( used.add( chosen[ r ] ), "column " + chosen[ r ] + " twice in " + weights );
					sum += weights.get( r ).get( chosen[ r ] );
				}
			assertEquals( most( weights, 0, new HashSet<>() ), sum, 1e-9, weights.toString() );
		}
	}

	@Test
	public void aRowGivesWayWhereAnotherOneHasNoOtherColumn()
	{
		final Map< Integer, Double > both = new HashMap<>();
		both.put( 0, 0.9 );
		both.put( 1, 0.8 );
		assertArrayEquals( new int[] { 1, 0 }, Assignment.best( Arrays.asList( both, Collections.singletonMap( 0, 0.7 ) ) ) );
		assertArrayEquals( new int[] { -1, 3 }, Assignment.best( Arrays.asList( Collections.emptyMap(), Collections.singletonMap( 3,
				0.2 ) ) ) );
		assertEquals( 0, Assignment.best( Collections.emptyList() ).length );
	}
}
