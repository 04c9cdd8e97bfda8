// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.util;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One word of the options of a macro's {@code run("Command", "key=value key2=[value with spaces] flag")}.
 * <p>
 * NB: ImageJ's own {@code Macro.getValue} looks for the text "key=" anywhere, also
 * in the values of other keys, and passes over whatever it does not know.
 * </p>
 */
public final class MacroOption {

	private final String key, value;

	private MacroOption( final String key, final String value )
	{
		this.key = key.toLowerCase( Locale.ROOT );
		this.value = value;
	}

	/** In lower case, as ImageJ records keys. */
	public String key()
	{
		return key;
	}

	/** Without brackets; null for a word without "=". */
	public String value()
	{
		return value;
	}

	/**
	 * Reads options in the form in which ImageJ records them: values with spaces are in
	 * square brackets, which may be nested, or in single quotes.
	 *
	 * @throws IllegalArgumentException
	 *             if a bracket or quote is not closed
	 */
	public static List< MacroOption > parse( final String options )
	{
		final List< MacroOption > all = new ArrayList<>();
		int at = 0;
		while ( true )
		{
			while ( at < options.length() && Character.isWhitespace( options.charAt( at ) ) )
				at++;
			if ( at == options.length() )
				return all;
			int end = at;
			while ( end < options.length() && options.charAt( end ) != '=' && !Character.isWhitespace( options.charAt( end ) ) )
				end++;
			final String key = options.substring( at, end );
			if ( end == options.length() || options.charAt( end ) != '=' )
			{
				all.add( new MacroOption( key, null ) );
				at = end;
				continue;
			}
			final int start = end + 1;
			at = endOfValue( options, start, key );
			final boolean quoted = at - start > 1 && "['".indexOf( options.charAt( start ) ) >= 0
					&& "]'".indexOf( options.charAt( at - 1 ) ) == "['".indexOf( options.charAt( start ) );
			all.add( new MacroOption( key, quoted ? options.substring( start + 1, at - 1 ) : options.substring( start, at ) ) );
		}
	}

	private static int endOfValue( final String options, final int start, final String key )
	{
		final char first = start < options.length() ? options.charAt( start ) : ' ';
		if ( first != '[' && first != '\'' )
			return endOfWord( options, start );
		int depth = 0;
		for ( int i = start; i < options.length(); i++ )
		{
			final char c = options.charAt( i );
			if ( first == '\'' ? c == '\'' && i > start : c == ']' && --depth == 0 )
				// NB: a title like [a].tif is recorded without brackets around it.
				return endOfWord( options, i );
			if ( first == '[' && c == '[' )
				depth++;
		}
		throw new IllegalArgumentException( "The value of " + key + " begins with " + first + " and does not end. Write " + key +
				"=[...]." );
	}

	private static int endOfWord( final String options, final int start )
	{
		int end = start;
		while ( end < options.length() && !Character.isWhitespace( options.charAt( end ) ) )
			end++;
		return end;
	}
}
