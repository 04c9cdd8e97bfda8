/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
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
