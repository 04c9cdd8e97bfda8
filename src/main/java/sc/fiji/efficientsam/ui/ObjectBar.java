// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.BorderLayout;

import javax.swing.AbstractButton;
import javax.swing.JMenuItem;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;

/** What can be done with accepted objects, and a menu of what is made of them. */
final class ObjectBar extends JPanel {

	private static final long serialVersionUID = 1L;

	private final JPopupMenu menu = new JPopupMenu();
	ObjectBar( final Actions actions )
	{
		super( new BorderLayout() );
		setOpaque( false );
		for ( final Action a : new Action[] { Action.LABELS, Action.CLASSES, Action.TABLE, Action.MANAGER, null, Action.SAVE,
				Action.OPEN, null, Action.TEACH } )
			if ( a == null )
				menu.addSeparator();
			else
			{
				final JMenuItem item = new JMenuItem( a.words );
				item.setName( a.words );
				item.setToolTipText( a.tip );
				item.addActionListener( e -> actions.run( a ) );
				menu.add( item );
			}
		final Buttons make = new Buttons( actions );
		final AbstractButton more = make.icon( "More", Icons.MORE, "Label image, class image, table, ROI Manager, sessions", () -> {} );
		more.setComponentPopupMenu( menu );
		more.addActionListener( e -> menu.show( more, 0, more.getHeight() ) );
		add( Buttons.bar( make.icon( Action.EDIT ), make.icon( Action.ADD_SELECTION ), make.icon( Action.CUT_SELECTION ), null,
				make.icon( Action.MERGE ), make.icon( Action.DELETE ), null,
				make.icon( Action.NEXT ) ), BorderLayout.CENTER );
		// NB: names of their own, as menu items have the actions' names.
		add( Buttons.bar( make.icon( "Show labels", Icons.LABELS, "Label image", () -> actions.run( Action.LABELS ) ),
				make.icon( "Show table", Icons.TABLE, "Table", () -> actions.run( Action.TABLE ) ), more ),
				BorderLayout.LINE_END );
	}
}
