// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.roi;

/** How the points of a multi-point selection make objects. */
public enum PointMode {

	/** Every positive point is an object of its own; negative points go to all of them. */
	EACH,

	/** All points together describe one object. */
	TOGETHER,

	/** All points of one counter (0 to 99, set with "Counter" in the multi-point tool's options) describe one object. */
	COUNTER
}
