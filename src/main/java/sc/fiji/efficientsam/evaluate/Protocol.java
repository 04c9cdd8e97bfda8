// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.evaluate;

/** Simulated users, as in section 4 of the paper (Xiong et al., arXiv 2312.00863). */
public enum Protocol
{
	/** The true object's tight box. */
	BOX( 0 ),
	/** One click on the true object's pixel that is farthest from everything else. */
	POINT( 0 ),
	/**
	 * That click, and two more, each in the middle of the largest piece of what the mask has wrong: positive where
	 * something is missing, negative where something is too much.
	 */
	THREE( 2 );

	private final int corrections;

	Protocol( final int corrections )
	{
		this.corrections = corrections;
	}

	/** Clicks after the first prompt. */
	int corrections()
	{
		return corrections;
	}
}
