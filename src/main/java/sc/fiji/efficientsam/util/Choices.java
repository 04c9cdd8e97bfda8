// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.util;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/**
 * Reads words that stand for choices, in any case, as in macros. NB: neither macros nor SciJava check choices, so that
 * a typing error would go unnoticed.
 */
public final class Choices {

	private Choices()
	{}

	/**
	 * One of a parameter's values, as it is written in {@code legal}; what dialogs show for it ({@link Words}) is understood, too.
	 *
	 * @throws IllegalArgumentException
	 *             if the word is none of them; the message names all
	 */
	public static String of( final String parameter, final String word, final String... legal )
	{
		for ( final String l : legal )
			if ( word != null && ( l.equalsIgnoreCase( word.trim() ) || Words.isShown( word.trim(), parameter, l ) ) )
				return l;
		throw new IllegalArgumentException( "\"" + word + "\" is no value for " + parameter + ". Use one of: " +
				String.join( ", ", legal ) + "." );
	}

	/**
	 * The constant that a word names.
	 *
	 * @throws IllegalArgumentException
	 *             if there is none; the message names all
	 */
	public static < E extends Enum< E > > E of( final Class< E > type, final String parameter, final String word )
	{
		final String[] legal = Arrays.stream( type.getEnumConstants() ).map( e -> e.name().toLowerCase( Locale.ROOT ) )
				.toArray( String[]::new );
		return Enum.valueOf( type, of( parameter, word, legal ).toUpperCase( Locale.ROOT ) );
	}

	/** The word that is most like another one, or null if none is: for "did you mean". */
	public static String nearest( final String word, final Collection< String > legal )
	{
		String best = null;
		int least = Math.max( 1, word.length() / 3 ) + 1;
		for ( final String l : legal )
		{
			final int d = distance( word, l );
			if ( d < least )
			{
				least = d;
				best = l;
			}
		}
		if ( best == null && word.length() > 2 )
			for ( final String l : legal )
				if ( l.contains( word ) || l.length() > 2 && word.contains( l ) )
					return l;
		return best;
	}

	/** How many letters have to be inserted, removed, replaced or swapped with their neighbor. */
	private static int distance( final String a, final String b )
	{
		final int[][] d = new int[ a.length() + 1 ][ b.length() + 1 ];
		for ( int i = 0; i <= a.length(); i++ )
			for ( int j = 0; j <= b.length(); j++ )
				if ( i == 0 || j == 0 )
					d[ i ][ j ] = i + j;
				else
				{
					d[ i ][ j ] = Math.min( Math.min( d[ i - 1 ][ j ], d[ i ][ j - 1 ] ) + 1, d[ i - 1 ][ j - 1 ] +
							( a.charAt( i - 1 ) == b.charAt( j - 1 ) ? 0 : 1 ) );
					if ( i > 1 && j > 1 && a.charAt( i - 1 ) == b.charAt( j - 2 ) && a.charAt( i - 2 ) == b.charAt( j - 1 ) )
						d[ i ][ j ] = Math.min( d[ i ][ j ], d[ i - 2 ][ j - 2 ] + 1 );
				}
		return d[ a.length() ][ b.length() ];
	}
}
