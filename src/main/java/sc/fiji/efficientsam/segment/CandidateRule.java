// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

/** Which of the masks that the model offers for a prompt is taken. */
public enum CandidateRule {

	/** The one with the best predicted IoU, as in table 4 of the EfficientSAM paper (arXiv 2312.00863). */
	SCORE,

	/** The one with the fewest pixels, but at least one. */
	SMALLEST,

	/** The one with the most pixels. */
	LARGEST,

	/**
	 * The one that fits the prompt best: first the number of points that lie on
	 * the right side of it, then the IoU of its bounding box with the box prompt
	 * (table 5 of the paper), then the predicted IoU.
	 */
	FIT
}
