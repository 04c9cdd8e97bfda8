// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Font;

import javax.swing.JLabel;
import javax.swing.UIManager;

/** Colors and sizes that go with the look and feel, light or dark, at any scale. */
final class Looks {

	/** Gaps between parts of the window, in pixels at a font of 12 points. */
	private static final int GAP = 6;

	private Looks()
	{}

	/** A length for fonts of 12 points, for the font that there is. */
	static int scaled( final double length )
	{
		final Font font = UIManager.getFont( "Label.font" );
		// NB: fonts have 12 or 13 points at 100 %; where the look scales fonts itself, as on Java 8, all else must follow.
		return ( int ) Math.round( length * Math.max( 1, font == null ? 1 : font.getSize2D() / 12.5 ) );
	}

	static int gap()
	{
		return scaled( GAP );
	}

	/** The label before a part, as wide as others in the same column. */
	static JLabel label( final String text )
	{
		final JLabel l = new JLabel( text );
		l.setPreferredSize( new Dimension( Math.max( l.getPreferredSize().width, scaled( 74 ) ), l.getPreferredSize().height ) );
		return l;
	}

	static boolean isDark( final Component c )
	{
		final Color b = c.getBackground() == null ? UIManager.getColor( "Panel.background" ) : c.getBackground();
		return b != null && brightness( b ) < 128;
	}

	/** From 0 to 255, as eyes see it. */
	static double brightness( final Color c )
	{
		return 0.3 * c.getRed() + 0.6 * c.getGreen() + 0.1 * c.getBlue();
	}

	/** What reads well on a color. */
	static Color on( final Color background )
	{
		return brightness( background ) > 128 ? Color.BLACK : Color.WHITE;
	}

	static Color good( final Component c )
	{
		return isDark( c ) ? new Color( 0x5cc46a ) : new Color( 0x1e8a34 );
	}

	static Color middling( final Component c )
	{
		return isDark( c ) ? new Color( 0xe8b64c ) : new Color( 0xb87800 );
	}

	static Color bad( final Component c )
	{
		return isDark( c ) ? new Color( 0xff7b72 ) : new Color( 0xc62828 );
	}

	/** Text that explains. */
	static Color quiet( final Component c )
	{
		final Color f = UIManager.getColor( "Label.foreground" ), b = UIManager.getColor( "Panel.background" );
		return f == null || b == null ? c.getForeground() : mix( f, b, 0.35 );
	}

	static Color mix( final Color a, final Color b, final double part )
	{
		return new Color( ( int ) ( a.getRed() + part * ( b.getRed() - a.getRed() ) ),
				( int ) ( a.getGreen() + part * ( b.getGreen() - a.getGreen() ) ),
				( int ) ( a.getBlue() + part * ( b.getBlue() - a.getBlue() ) ) );
	}
}
