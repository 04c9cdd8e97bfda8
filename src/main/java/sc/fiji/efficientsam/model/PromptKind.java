// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

/** What a model was trained to take as a prompt. What it does not take is emulated; see the README. */
public enum PromptKind
{
	/** A box round the object. */
	BOX,
	/** Points of the object. */
	POINT,
	/** Points outside of the object. */
	NEGATIVE,
	/** A rough mask. */
	MASK
}
