// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;

import javax.swing.BorderFactory;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;

/** Shows what mouse and keys do. */
final class KeysPopup extends JPopupMenu {

	private static final long serialVersionUID = 1L;

	KeysPopup()
	{
		setName( "keys" );
		final JPanel grid = new JPanel( new GridBagLayout() );
		grid.setOpaque( false );
		grid.setBorder( BorderFactory.createEmptyBorder( Looks.gap(), Looks.gap(), Looks.gap(), Looks.gap() ) );
		for ( int i = 0; i < Keys.HELP.length; i++ )
		{
			final boolean begins = i > 0 && Keys.HELP[ i ][ 0 ].isEmpty();
			final JLabel key = new JLabel( Keys.HELP[ i ][ 0 ] ), does = new JLabel( begins ? " " : Keys.HELP[ i ][ 1 ] );
			key.setFont( key.getFont().deriveFont( Font.BOLD ) );
			does.setFont( does.getFont().deriveFont( begins ? does.getFont().getSize2D() / 2 : does.getFont().getSize2D() )
					.deriveFont( Font.PLAIN ) );
			grid.add( key, new GridBagConstraints( 0, i, 1, 1, 0, 0, GridBagConstraints.LINE_START, 0,
					new Insets( 1, 0, 1, Looks.scaled( 16 ) ), 0, 0 ) );
			grid.add( does, new GridBagConstraints( 1, i, 1, 1, 1, 0, GridBagConstraints.LINE_START, 0, new Insets( 1, 0, 1, 0 ), 0, 0 ) );
		}
		add( grid );
	}
}
