// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

/** Where objects are followed to from the slice on which they were prompted. */
public enum Direction {

	/** To the last slice and to the first. */
	BOTH,

	/** To the last slice. */
	FORWARD,

	/** To the first slice. */
	BACKWARD,

	/** Nowhere: every prompt is for its own slice only. */
	NONE;

	boolean forward()
	{
		return this == BOTH || this == FORWARD;
	}

	boolean backward()
	{
		return this == BOTH || this == BACKWARD;
	}
}
