// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Collections;

import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.inference.InferenceException;
import sc.fiji.efficientsam.inference.Tensor;

/** Tests {@link FeatureMap}. */
public class FeatureMapTest {

	@Test
	public void valuesAreInterpolatedBetweenTheCentersOfCells()
	{
		final Tensor map = Tensor.of( new float[] { 0, 1, 2, 3, 10, 10, 10, 10 }, 1, 2, 2, 2 );
		final FeatureMap f = FeatureMap.of( Collections.singleton( map ), 8 );
		assertEquals( 2, f.channels() );
		assertEquals( 2, f.grid() );
		// Cells have four pixels: their centers are at 1.5 and 5.5.
		assertAt( f, 1.5, 1.5, 0, 10 );
		assertAt( f, 5.5, 1.5, 1, 10 );
		assertAt( f, 1.5, 5.5, 2, 10 );
		assertAt( f, 3.5, 3.5, 1.5f, 10 );
		assertAt( f, -3, 20, 2, 10 );
	}

	/** As PyTorch's pixel_unshuffle folds them. */
	@Test
	public void finerMapsAreUnfolded()
	{
		// A coarse map of one cell, and one that is twice as fine: 1 2 / 3 4.
		final FeatureMap f = FeatureMap.folded( Tensor.of( new float[] { 9, 1, 2, 3, 4 }, 1, 5, 1, 1 ), 4, new int[] { 1, 1 },
				new int[] { 1, 2 } );
		assertEquals( 2, f.channels() );
		assertEquals( 2, f.grid() );
		assertAt( f, 0.5, 0.5, 9, 1 );
		assertAt( f, 2.5, 0.5, 9, 2 );
		assertAt( f, 0.5, 2.5, 9, 3 );
		assertAt( f, 2.5, 2.5, 9, 4 );
		// Two channels: the first one's four values come first.
		final FeatureMap two = FeatureMap.folded( Tensor.of( new float[] { 1, 2, 3, 4, 5, 6, 7, 8 }, 1, 8, 1, 1 ), 4, new int[] { 2, 2 } );
		assertAt( two, 2.5, 0.5, 2, 6 );
	}

	@Test
	public void onlyMapsCount()
	{
		final Tensor map = Tensor.of( new float[ 4 ], 1, 1, 2, 2 ), other = Tensor.of( new float[ 6 ], 1, 1, 2, 3 ),
				flat = Tensor.of( new float[ 2 ], 2 ), longs = Tensor.ofLongs( new long[ 4 ], 1, 1, 2, 2 );
		assertEquals( 1, FeatureMap.of( Arrays.asList( flat, map, other, longs ), 8 ).channels() );
		assertThrows( InferenceException.class, () -> FeatureMap.of( Arrays.asList( flat, other ), 8 ) );
	}

	private static void assertAt( final FeatureMap f, final double x, final double y, final float... expected )
	{
		final float[] out = new float[ f.channels() ];
		f.at( x, y, out );
		assertArrayEquals( expected, out, 1e-5f );
	}
}
