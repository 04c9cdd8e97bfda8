// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.dialog;

import java.util.List;

/** The text below the fields of a dialog, always of the same height, since the dialog does not grow. */
final class Notes {

	/** Width of the text in pixels, and how many lines it has. */
	private static final int WIDTH = 340, LINES = 6;

	/** How many letters fit on a line, about. */
	private static final int LETTERS = 46;

	private Notes()
	{}

	/**
	 * @param problem
	 *            what keeps the command from being run, or null
	 * @param others
	 *            what was set on other pages
	 */
	static String html( final String problem, final List< String > notes, final List< String > others )
	{
		final StringBuilder text = new StringBuilder( "<html><body style=\"width:" + WIDTH + "px\">" );
		int lines = 0;
		if ( problem != null )
		{
			text.append( "<font color=\"#c0392b\">" ).append( escape( problem ) ).append( "</font><br>" );
			lines += lines( problem );
		}
		for ( final String note : notes )
		{
			text.append( escape( note ) ).append( "<br>" );
			lines += lines( note );
		}
		if ( !others.isEmpty() )
		{
			final String all = String.join( "; ", others );
			text.append( "<b>More:</b> " ).append( escape( all ) ).append( "<br>" );
			lines += lines( "More: " + all );
		}
		for ( ; lines < LINES; lines++ )
			text.append( "&nbsp;<br>" );
		return text.append( "</body></html>" ).toString();
	}

	private static int lines( final String text )
	{
		return 1 + text.length() / LETTERS;
	}

	private static String escape( final String text )
	{
		return text.replace( "&", "&amp;" ).replace( "<", "&lt;" ).replace( ">", "&gt;" );
	}
}
