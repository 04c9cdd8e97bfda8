// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.nio.FloatBuffer;

import sc.fiji.efficientsam.inference.Tensor;

/** Makes values that only models make, for tests of other packages. */
public final class TestModels {

	private TestModels()
	{}

	public static Embedding embedding( final int floats )
	{
		return Embedding.of( Tensor.of( new float[ floats ], 1, floats ) );
	}

	public static MaskCandidates candidates( final FloatBuffer logits, final int grid, final float... scores )
	{
		return new MaskCandidates( logits, grid, scores );
	}
}
