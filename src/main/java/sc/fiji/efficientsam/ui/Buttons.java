// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.Dimension;
import java.awt.Insets;

import javax.swing.AbstractButton;
import javax.swing.BorderFactory;
import javax.swing.Icon;
import javax.swing.JButton;
import javax.swing.JToggleButton;
import javax.swing.JToolBar;

/** Makes the buttons of the tool's window, all of one kind. */
final class Buttons {

	private final Actions actions;

	Buttons( final Actions actions )
	{
		this.actions = actions;
	}

	JButton icon( final Action action )
	{
		return icon( action.words, action.icon, action.tip, () -> actions.run( action ) );
	}

	/**
	 * @param name
	 *            of the component; also what screen readers say
	 * @param tip
	 *            what it does, and its key
	 */
	JButton icon( final String name, final Icon icon, final String tip, final Runnable action )
	{
		return set( new JButton( icon ), name, tip, action );
	}

	JToggleButton toggle( final String name, final Icon icon, final String tip, final Runnable action )
	{
		return set( new JToggleButton( icon ), name, tip, action );
	}

	private < B extends AbstractButton > B set( final B b, final String name, final String tip, final Runnable action )
	{
		b.setName( name );
		b.setToolTipText( tip );
		b.getAccessibleContext().setAccessibleName( name );
		// NB: else the space bar and Enter would press it again instead of going to the image.
		b.setFocusable( false );
		b.setMargin( new Insets( 3, 3, 3, 3 ) );
		b.addActionListener( e -> actions.guarded( action ) );
		return b;
	}

	/** A row of buttons; null makes a gap. */
	static JToolBar bar( final AbstractButton... buttons )
	{
		final JToolBar bar = new JToolBar();
		bar.setFloatable( false );
		bar.setRollover( true );
		bar.setOpaque( false );
		bar.setBorder( BorderFactory.createEmptyBorder() );
		for ( final AbstractButton b : buttons )
			if ( b == null )
				bar.addSeparator( new Dimension( Looks.scaled( 8 ), Looks.scaled( 16 ) ) );
			else
				bar.add( b );
		return bar;
	}
}
