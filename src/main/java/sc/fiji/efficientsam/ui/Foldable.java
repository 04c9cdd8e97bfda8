/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
package sc.fiji.efficientsam.ui;

import java.awt.BorderLayout;
import java.awt.Window;

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

	/**
	 * @param name
	 *            of the button
	 */
	Foldable( final String text, final String name, final JComponent part )
	{
		super( new BorderLayout() );
		this.part = part;
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

	/** NB: the window grows downwards for the part and shrinks again, as far as the screen allows; then other parts give way. */
	private void fold()
	{
		final Window window = SwingUtilities.getWindowAncestor( this );
		final int before = getPreferredSize().height;
		part.setVisible( title.isSelected() );
		revalidate();
		if ( window == null )
			return;
		final int screen = Placement.screens().stream().filter( s -> s.intersects( window.getBounds() ) ).mapToInt( s -> s.y + s.height ).max().orElse( Integer.MAX_VALUE );
		final int height = window.getHeight() + getPreferredSize().height - before;
		window.setSize( window.getWidth(), Math.max( window.getMinimumSize().height, Math.min( height, screen - window.getY() ) ) );
		window.validate();
	}
}
