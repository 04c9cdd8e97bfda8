// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.roi;

/** What an area selection says about its object. */
public enum AreaMode
{
	/** The object lies in the selection's box, and points deep inside the selection are points of it. */
	BOX,
	/** As {@link #BOX}, and the selection is a rough mask of the object, for models that take masks. */
	MASK
}
