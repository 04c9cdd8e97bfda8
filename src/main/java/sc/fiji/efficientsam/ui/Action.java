// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import javax.swing.Icon;

/** What buttons, menus and keys do. */
enum Action {

	ACCEPT( "Accept", Icons.ACCEPT, "Accept the object (Enter, or right click)" ),
	DROP( "Drop", Icons.DROP, "Drop the object (Esc)" ),
	OTHER( "Other mask", Icons.OTHER, "Another of the model's masks (Tab, Shift-Tab)" ),
	OTHER_BACK( "Other mask, backwards", Icons.OTHER, "The one before of the model's masks (Shift-Tab)" ),
	UNDO( "Undo", Icons.UNDO, "Undo (" + Keys.shortcut( "Z" ) + ")" ),
	REDO( "Redo", Icons.REDO, "Redo (" + Keys.shortcut( "Y" ) + ")" ),
	EDIT( "Edit", Icons.EDIT, "Edit: the mask becomes a selection that ImageJ's tools change; then Enter (E)" ),
	ADD_SELECTION( "Add selection", Icons.ADD_AREA, "Add the pixels of the selection to the object" ),
	CUT_SELECTION( "Cut selection", Icons.CUT_AREA, "Cut the pixels of the selection off the object" ),
	MERGE( "Merge", Icons.MERGE, "Merge the selected objects (M)" ),
	DELETE( "Delete", Icons.DELETE, "Delete the selected objects (Del)" ),
	NEXT( "Next unlabeled", Icons.NEXT, "Go to the next object that is not labeled yet (N)" ),
	FIND_ALL( "Find All", Icons.FIND, "Find all objects of this slice; they are proposals, which clicks accept, or \"Accept All\" (F)" ),
	FIND_SIMILAR( "Similar", Icons.FIND, "Find all objects of this slice that are like the selected ones, or the last five of the class; " +
			"objects of other classes are examples of what is not meant (L)" ),
	ACCEPT_ALL( "Accept All", Icons.ACCEPT, "Accept all proposals that are outlined, in one step (Shift-Enter)" ),
	DISMISS( "Dismiss", Icons.DROP, "Dismiss the proposals (Esc)" ),
	PREVIEW( "Preview", null, "Preview under the mouse (H)" ),
	LABELS( "Label image", Icons.LABELS, "Each object's pixels have the number of its label; the image follows the tool" ),
	CLASSES( "Class image", null, "Each object's pixels have the number of its class" ),
	TABLE( "Table", Icons.TABLE, "A row of measurements for each object" ),
	MANAGER( "To ROI Manager", null, "A selection for each object" ),
	SAVE( "Save session...", null, "Objects, steps and settings as a file, and the label image beside it" ),
	OPEN( "Open session...", null, "Objects and settings that were saved" ),
	TEACH( "Teach...", null, "Learn from the accepted objects, 10 to 30 of them, what to find in images of this kind" );

	/** What people read, and what tests and screen readers call its button. */
	final String words;
	/** null where there is no button. */
	final Icon icon;
	/** What it does, and its key. */
	final String tip;

	Action( final String words, final Icon icon, final String tip )
	{
		this.words = words;
		this.icon = icon;
		this.tip = tip;
	}
}
