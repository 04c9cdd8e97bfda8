// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.image;

import java.util.Map;
import java.util.TreeMap;

/**
 * The ranges of pixel values that were displayed from black to white, in one line of text, so that a mask that a model
 * made of what was displayed can be made again: {@code "3.0 200.0"} for a single channel, {@code "1 0.0 90.0, 2 3.0 200.0"}
 * for several channels in their colors.
 */
public final class DisplayRanges {

	private DisplayRanges()
	{}

	/**
	 * @param ranges
	 *            {minimum, maximum} by channel, counted from 1, or by 0 for a single one
	 */
	public static String toText( final Map< Integer, double[] > ranges )
	{
		final StringBuilder s = new StringBuilder();
		new TreeMap<>( ranges ).forEach( ( channel, range ) -> s.append( s.length() == 0 ? "" : ", " )
				.append( channel == 0 ? "" : channel + " " ).append( range[ 0 ] ).append( ' ' ).append( range[ 1 ] ) );
		return s.toString();
	}

	/**
	 * Reads {@link #toText}.
	 *
	 * @return no ranges if the text is empty
	 * @throws IllegalArgumentException
	 *             if the text does not hold ranges
	 */
	public static Map< Integer, double[] > parse( final String text )
	{
		final Map< Integer, double[] > ranges = new TreeMap<>();
		try
		{
			for ( final String one : text.trim().isEmpty() ? new String[ 0 ] : text.split( ",", -1 ) )
			{
				final String[] words = one.trim().split( "\\s+" );
				final int n = words.length;
				final double[] range = { Double.parseDouble( words[ n - 2 ] ), Double.parseDouble( words[ n - 1 ] ) };
				if ( n > 3 || !Double.isFinite( range[ 0 ] ) || !Double.isFinite( range[ 1 ] )
						|| ranges.put( n == 2 ? 0 : Integer.parseInt( words[ 0 ] ), range ) != null )
					throw new NumberFormatException();
			}
		}
		catch ( final NumberFormatException | ArrayIndexOutOfBoundsException e )
		{
			throw new IllegalArgumentException( "\"" + text +
					"\" is no value for display. Use the least and the highest pixel value that are displayed," +
					" such as \"3 200\", or channel, least and highest value of several channels, such as \"1 0 90, 2 3 200\"." );
		}
		return ranges;
	}
}
