// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

/** What a click on the image means. */
enum Mode {

	/** The pixel belongs to the object; a drag is a box. */
	INCLUDE( "Click on an object, or drag a box round it" ),
	/** The pixel does not belong to the present object. */
	EXCLUDE( "Click on what does not belong to the object" ),
	/** One corner of a box, and with the next click the other one. */
	BOX( "Click on two corners of a box, or drag" );

	private final String hint;

	Mode( final String hint )
	{
		this.hint = hint;
	}

	/** What to do next, for people. */
	String hint()
	{
		return hint;
	}
}
