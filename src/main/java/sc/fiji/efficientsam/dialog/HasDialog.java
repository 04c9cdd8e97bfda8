// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.dialog;

import java.util.List;

/** A command that says how its dialog looks. Everything that a dialog leaves out can still be set in macros, scripts and terminals. */
public interface HasDialog {

	/** The input that is the image to work on; where nobody names one, it is the active image. */
	String IMAGE = "imp";

	/**
	 * Names of the inputs on the dialog's first page, in the order of work; the others are behind "More...". None: the
	 * command has no dialog.
	 */
	List< String > firstPage();

	/** Called before the dialog opens, to set inputs to what they are now. */
	default void prepare()
	{}

	/**
	 * Looks at the inputs as they are while the dialog is open; quick, since it is
	 * called at each change.
	 *
	 * @param notes
	 *            takes lines of text for the dialog
	 * @throws IllegalArgumentException
	 *             if the command cannot work with them; the message says what to do
	 */
	default void check( final List< String > notes )
	{}
}
