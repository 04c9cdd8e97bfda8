// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.Dimension;
import java.awt.Rectangle;

import org.scijava.prefs.PrefService;

import sc.fiji.efficientsam.Preferences;

/** Remembers where the user has put the tool's window, and how large it was. */
final class WindowMemory {

	private static final String KEY = "window.";

	private final PrefService prefs;

	/**
	 * @param prefs
	 *            the user's preferences; null to remember nothing
	 */
	WindowMemory( final PrefService prefs )
	{
		this.prefs = prefs;
	}

	void remember( final Rectangle r )
	{
		if ( prefs == null || r.isEmpty() )
			return;
		prefs.put( Preferences.class, KEY + "x", r.x );
		prefs.put( Preferences.class, KEY + "y", r.y );
		prefs.put( Preferences.class, KEY + "width", r.width );
		prefs.put( Preferences.class, KEY + "height", r.height );
	}

	void forget()
	{
		if ( prefs != null )
			for ( final String s : new String[] { "x", "y", "width", "height" } )
				prefs.remove( Preferences.class, KEY + s );
	}

	/** Place and size, at least that of the parts; null if nothing was remembered. */
	Rectangle recall( final Dimension least )
	{
		final int w = prefs == null ? 0 : prefs.getInt( Preferences.class, KEY + "width", 0 ),
				h = w == 0 ? 0 : prefs.getInt( Preferences.class, KEY + "height", 0 );
		return w <= 0 || h <= 0 ? null
				: new Rectangle( prefs.getInt( Preferences.class, KEY + "x", 0 ), prefs.getInt( Preferences.class, KEY + "y", 0 ),
						Math.max( w, least.width ), Math.max( h, least.height ) );
	}
}
