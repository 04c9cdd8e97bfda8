// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import java.util.Objects;

import sc.fiji.efficientsam.mask.Mask;
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
