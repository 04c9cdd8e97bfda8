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
package sc.fiji.efficientsam.refine;

import sc.fiji.efficientsam.segment.SegmentedObject;

/** What became of a rough object. Immutable. */
public final class RefinedObject {

	/** What became of a rough object. */
	public enum Fate {

		/** It has the model's mask. */
		REFINED,

		/** It has its old mask, as the model's is not to be trusted. */
		KEPT,

		/** It has no pixels any more, as the model's mask is not to be trusted. */
		DROPPED
	}

	private final SegmentedObject object;
	private final double agreement;
	private final Fate fate;

	RefinedObject( final SegmentedObject object, final double agreement, final Fate fate )
	{
		this.object = object;
		this.agreement = agreement;
		this.fate = fate;
	}

	/** The object with its final mask; score and stability are those of the model's mask. */
	public SegmentedObject object()
	{
		return object;
	}

	/** IoU of the model's mask and the old one. */
	public double agreement()
	{
		return agreement;
	}

	public Fate fate()
	{
		return fate;
	}
}
