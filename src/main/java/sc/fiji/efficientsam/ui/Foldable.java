// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.BorderLayout;
import java.awt.Rectangle;
import java.awt.Window;
import java.util.function.Supplier;

import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JToggleButton;
import javax.swing.SwingConstants;
import javax.swing.SwingUtilities;

/** A part of a window that is folded away behind its title. */
final class Foldable extends JPanel {

	private static final long serialVersionUID = 1L;

	private final JToggleButton title;
	private final JComponent part;
	private final Supplier< Rectangle > image;
	/** How far the window was moved upwards, and where to. */
	private int moved;
	private int top;

	/**
	 * @param name
	 *            of the button
	 * @param image
	 *            what the window must not cover when it grows
	 */
	Foldable( final String text, final String name, final JComponent part, final Supplier< Rectangle > image )
	{
		super( new BorderLayout() );
		this.part = part;
		this.image = image;
		setOpaque( false );
		title = new JToggleButton( text, Icons.FOLDED );
		title.setSelectedIcon( Icons.OPENED );
		title.setName( name );
		title.setFocusable( false );
		title.setHorizontalAlignment( SwingConstants.LEADING );
		title.setContentAreaFilled( false );
		title.setBorder( BorderFactory.createEmptyBorder( Looks.scaled( 2 ), 0, Looks.scaled( 2 ), 0 ) );
		title.addActionListener( e -> fold() );
		part.setBorder( BorderFactory.createEmptyBorder( Looks.scaled( 2 ), Looks.scaled( 4 ), 0, 0 ) );
		part.setVisible( false );
		add( title, BorderLayout.NORTH );
		add( part, BorderLayout.CENTER );
	}

	/** By how much the part makes a window higher now. */
	int extra()
	{
		return part.isVisible() ? part.getPreferredSize().height : 0;
	}

	/**
	 * NB: the window grows downwards for the part, or upwards where the screen ends, and shrinks again; where there is
	 * no room, other parts give way.
	 */
	private void fold()
	{
		final Window window = SwingUtilities.getWindowAncestor( this );
		final int before = getPreferredSize().height;
		part.setVisible( title.isSelected() );
		revalidate();
		if ( window == null )
			return;
		final Rectangle r = window.getBounds();
		final Rectangle screen = Placement.screens().stream().filter( s -> s.intersects( r ) ).findFirst().orElse( r );
		final int height = Math.max( window.getMinimumSize().height, r.height + getPreferredSize().height - before ), bottom = screen.y +
				screen.height;
		final int up = title.isSelected() ? Math.max( 0, Math.min( r.y - screen.y, r.y + height - bottom ) ) : r.y == top ? -moved : 0;
		final Rectangle higher = new Rectangle( r.x, r.y - up, r.width, Math.min( height, bottom - r.y + up ) );
		final boolean covers = higher.intersects( image.get() ) && !r.intersects( image.get() );
		top = higher.y;
		moved = covers || !title.isSelected() ? 0 : up;
		window.setBounds( covers ? new Rectangle( r.x, r.y, r.width,
				Math.max( window.getMinimumSize().height, Math.min( height, bottom - r.y ) ) ) : higher );
		window.validate();
	}
}
