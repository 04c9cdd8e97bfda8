// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.session;

import java.util.Objects;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;

/** A mask that may become an object, if somebody accepts it. Immutable; two with the same pixels are not the same. */
public final class ProposedObject {

	private final Mask mask;
	private final Prompt prompt;
	private final double score;
	private final double quality;

	/**
	 * @param mask
	 *            the pixels, in the image's frame
	 * @param prompt
	 *            what stands for the object, in pixels of the image; null if there is nothing
	 * @param score
	 *            the predicted IoU, about 0..1; NaN if it is not known
	 * @param quality
	 *            how likely it is an object, 0..1; NaN if it is not known
	 */
	public ProposedObject( final Mask mask, final Prompt prompt, final double score, final double quality )
	{
		this.mask = Objects.requireNonNull( mask, "mask" );
		this.prompt = prompt;
		this.score = score;
		this.quality = quality;
	}

	/** The pixels. */
	public Mask mask()
	{
		return mask;
	}

	/** What stands for the object; null if there is nothing. NB: the mask is not what the model makes of it by itself. */
	public Prompt prompt()
	{
		return prompt;
	}

	/** The predicted IoU, about 0..1; NaN if it is not known. */
	public double score()
	{
		return score;
	}

	/** How likely it is an object, 0..1; NaN if it is not known. */
	public double quality()
	{
		return quality;
	}

	/** The same with other pixels; the very same if they are these. */
	ProposedObject withMask( final Mask other )
	{
		return other.equals( mask ) ? this : new ProposedObject( other, prompt, score, quality );
	}
}
