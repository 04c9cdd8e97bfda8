// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.util;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The words of parameters as dialogs show them: macros say {@code each}, people
 * read "One object per point". Numbers that stand for something have words, too:
 * -1 is "preset", for example. Thread-safe.
 */
public final class Words {

	private static final Properties WORDS = load();

	private Words()
	{}

	/**
	 * A parameter's value as people read it.
	 *
	 * @param command
	 *            simple name of the command's class; some words mean something else
	 *            in another command
	 * @return the value itself if nothing is known of it
	 */
	public static String shown( final String command, final String parameter, final String value )
	{
		final String key = parameter + "." + value;
		return WORDS.getProperty( key + "@" + command, WORDS.getProperty( key, value ) );
	}

	/** Whether a text is what people read, in some command, where a macro says this value. */
	public static boolean isShown( final String text, final String parameter, final String value )
	{
		final String key = parameter + "." + value;
		for ( final String name : WORDS.stringPropertyNames() )
			if ( ( name.equals( key ) || name.startsWith( key + "@" ) ) && WORDS.getProperty( name ).equalsIgnoreCase( text ) )
				return true;
		return false;
	}

	private static Properties load()
	{
		final Properties words = new Properties();
		try (InputStream in = Words.class.getResourceAsStream( "words.properties" ))
		{
			words.load( in );
			return words;
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( e );
		}
	}
}
