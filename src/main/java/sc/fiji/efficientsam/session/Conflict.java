// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.session;

/** What happens to pixels that a new object shares with accepted ones. */
public enum Conflict {

	/** They stay with the object that was accepted first; objects never overlap. */
	FIRST,

	/** The new object gets them; objects never overlap. */
	LAST,

	/** They belong to both; in a label image, which holds one label per pixel, they show the new object. */
	ALLOW
}
