// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** Tests the fit behind {@link Quality} on numbers whose weights are known. */
public class LogisticFitTest {

	private static final double[] TRUE = { 2, -1.5, 0.25, -0.5 };

	private static List< LogisticFit.Sample > samples( final double weightOfLast )
	{
		final Random random = new Random( 3 );
		final List< LogisticFit.Sample > samples = new ArrayList<>();
		for ( int i = 0; i < 500; i++ )
		{
			final double[] f = { random.nextGaussian(), 3 * random.nextDouble(), 4 * random.nextGaussian(), 1 };
			samples.add( new LogisticFit.Sample( f, Quality.logistic( TRUE, f ), 1 ) );
		}
		for ( int i = 0; i < 500; i++ )
			samples.add( new LogisticFit.Sample( new double[] { random.nextGaussian(), random.nextDouble(), random.nextGaussian(), 1 },
					random.nextDouble(), weightOfLast ) );
		return samples;
	}

	@Test
	public void weightsAreFoundAgain()
	{
		assertArrayEquals( TRUE, LogisticFit.fit( samples( 0 ) ), 1e-3 );
		// what counts a little moves them a little
		final double little = LogisticFit.fit( samples( 0.02 ) )[ 0 ], more = LogisticFit.fit( samples( 0.2 ) )[ 0 ];
		assertTrue( more > 0 && more < little && little < TRUE[ 0 ], more + ", " + little );
	}

	@Test
	public void theAreaUnderTheCurveCountsPairsInOrder()
	{
		final List< LogisticFit.Sample > samples = new ArrayList<>();
		for ( final double target : new double[] { 0, 0.9, 0.2, 0.6 } )
			samples.add( new LogisticFit.Sample( new double[] { 1 }, target, 1 ) );
		assertEquals( 1, LogisticFit.area( new double[] { 1, 4, 2, 3 }, samples ), 1e-9 );
		assertEquals( 0.75, LogisticFit.area( new double[] { 1, 4, 3, 2 }, samples ), 1e-9 );
		assertEquals( 0.5, LogisticFit.area( new double[] { 1, 1, 1, 1 }, samples ), 1e-9 );
	}
}
