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
package sc.fiji.efficientsam.segment;

import java.util.Objects;

import sc.fiji.efficientsam.prompt.Mask;
import sc.fiji.efficientsam.prompt.Prompt;

/** What came of one prompt: exactly one mask, which is empty where the model found nothing. Immutable. */
public final class SegmentedObject {

	private final Prompt prompt;
	private final Mask mask;
	private final double score;
	private final double stability;

	public SegmentedObject( final Prompt prompt, final Mask mask, final double score, final double stability )
	{
		this.prompt = Objects.requireNonNull( prompt, "prompt" );
		this.mask = Objects.requireNonNull( mask, "mask" );
		this.score = score;
		this.stability = stability;
	}

	/** The prompt, in pixels of the image. */
	public Prompt prompt()
	{
		return prompt;
	}

	/** The object's pixels in the image. */
	public Mask mask()
	{
		return mask;
	}

	/** Whether there is at least one pixel. */
	public boolean isFound()
	{
		return !mask.isEmpty();
	}

	/** The IoU with the true mask that the model predicts; about 0..1. */
	public double score()
	{
		return score;
	}

	/**
	 * How little the mask changes with its threshold: pixels with a logit above 1
	 * over pixels with a logit above -1, 0..1, as in SAM's automatic mask
	 * generator (facebookresearch/segment-anything).
	 */
	public double stability()
	{
		return stability;
	}

	/** The same object with other pixels. */
	public SegmentedObject withMask( final Mask newMask )
	{
		return new SegmentedObject( prompt, newMask, score, stability );
	}
}
