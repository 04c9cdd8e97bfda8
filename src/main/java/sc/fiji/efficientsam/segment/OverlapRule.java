// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

/** Which object gets the pixels that several masks claim. */
public enum OverlapRule {

	/** The object with the higher predicted IoU; the earlier prompt if they are equal. */
	SCORE,

	/** The object whose prompt came first. */
	FIRST,

	/** The object whose prompt came last. */
	LAST
}
