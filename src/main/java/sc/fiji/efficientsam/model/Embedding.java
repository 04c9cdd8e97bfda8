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

import java.util.Objects;

import sc.fiji.efficientsam.inference.Tensor;

/**
 * What the image encoder made of one frame: costly to compute, small to keep,
 * and good for any number of prompts. Immutable; it holds no native handle, so
 * it needs no closing.
 */
public final class Embedding {

	private final Tensor values;

	Embedding( final Tensor values )
	{
		this.values = Objects.requireNonNull( values, "values" );
	}

	/** An embedding that was computed before, from its values; the shape has to be that which the model gave. */
	public static Embedding of( final Tensor values )
	{
		return new Embedding( values.toDirect() );
	}

	/** The embedding's values, shape [1, channels, rows, columns]. */
	public Tensor values()
	{
		return values;
	}

	/** Size in bytes. */
	public long bytes()
	{
		return values.bytes();
	}
}
