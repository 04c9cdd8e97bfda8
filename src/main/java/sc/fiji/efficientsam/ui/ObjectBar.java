// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.BorderLayout;

import javax.swing.AbstractButton;
import javax.swing.JMenuItem;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

/** What can be done with accepted objects, and a menu of what is made of them. */
final class ObjectBar extends JPanel {

	private static final long serialVersionUID = 1L;

	private final JPopupMenu menu = new JPopupMenu();
	private final transient Interactive tool;
	private final transient Buttons make;

	ObjectBar( final Interactive tool )
	{
		super( new BorderLayout() );
		this.tool = tool;
		make = new Buttons( tool );
		setOpaque( false );
		item( "Label image", "Each object's pixels have the number of its label; the image follows the tool", () -> tool.keeper().showLabels() );
		item( "Class image", "Each object's pixels have the number of its class", () -> tool.window().inBackground( () -> tool.images().classes(), ImagePlus::show ) );
		item( "Table", "A row of measurements for each object", this::table );
		item( "To ROI Manager", "A selection for each object", this::toManager );
		menu.addSeparator();
		item( "Save session...", "Objects, steps and settings as a file, and the label image beside it", () -> tool.keeper().save() );
		item( "Open session...", "Objects and settings that were saved", () -> tool.keeper().load() );
		final AbstractButton more = make.icon( "More", Icons.MORE, "Label image, class image, table, ROI Manager, sessions", () -> {} );
		more.setComponentPopupMenu( menu );
		more.addActionListener( e -> menu.show( more, 0, more.getHeight() ) );
		add( Buttons.bar( make.icon( "Edit", Icons.EDIT, "Edit: the mask becomes a selection that ImageJ's tools change; then Enter (E)", () -> tool.objects().edit() ),
				make.icon( "Add selection", Icons.ADD_AREA, "Add the pixels of the selection to the object", () -> tool.objects().brush( true ) ),
				make.icon( "Cut selection", Icons.CUT_AREA, "Cut the pixels of the selection off the object", () -> tool.objects().brush( false ) ), null,
				make.icon( "Merge", Icons.MERGE, "Merge the selected objects (M)", () -> tool.objects().merge() ),
				make.icon( "Delete", Icons.DELETE, "Delete the selected objects (Del)", () -> tool.objects().delete() ), null,
				make.icon( "Next unlabelled", Icons.NEXT, "Go to the next object that is not labelled yet (N)", () -> tool.unlabelled().next() ) ), BorderLayout.CENTER );
		add( Buttons.bar( make.icon( "Show labels", Icons.LABELS, "Label image", () -> tool.keeper().showLabels() ), make.icon( "Show table", Icons.TABLE, "Table", this::table ), more ), BorderLayout.LINE_END );
	}

	private void item( final String name, final String tip, final Runnable action )
	{
		final JMenuItem item = new JMenuItem( name );
		item.setName( name );
		item.setToolTipText( tip );
		item.addActionListener( e -> make.guarded( action ) );
		menu.add( item );
	}

	private void table()
	{
		tool.window().inBackground( () -> tool.images().table(), t -> t.show( "EfficientSAM results" ) );
	}

	private void toManager()
	{
		final RoiManager manager = RoiManager.getRoiManager();
		for ( final Roi roi : tool.images().rois() )
			manager.addRoi( roi );
	}
}
