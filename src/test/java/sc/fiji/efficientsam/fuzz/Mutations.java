// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Files as bad disks, bad programs and bad people make them. */
final class Mutations {

	private Mutations()
	{}

	/** Flips, cuts, repeats, or blows up bytes; now and then leaves them as they are. */
	static byte[] mutate( final byte[] good, final Dice dice )
	{
		byte[] b = good.clone();
		for ( int n = dice.chance( 0.05 ) ? 0 : dice.between( 1, 4 ); n > 0; n-- )
			b = one( b, dice );
		return b;
	}

	private static byte[] one( final byte[] b, final Dice dice )
	{
		if ( b.length == 0 )
			return dice.bytes( dice.upTo( 50 ) );
		final byte[] out = b.clone();
		final int at = dice.upTo( b.length ), left = b.length - at;
		switch ( dice.upTo( 8 ) )
		{
		case 0:
			out[ at ] ^= 1 << dice.upTo( 8 );
			return out;
		case 1:
			out[ at ] = dice.of( ( byte ) 0, ( byte ) -1, ( byte ) 127, ( byte ) -128, ( byte ) dice.upTo( 256 ) );
			return out;
		case 2:
			return Arrays.copyOf( b, at );
		case 3:
			// NB: as lengths are written: four bytes, of either order.
			final int v = dice.edgeInt();
			for ( int i = 0; i < Math.min( 4, left ); i++ )
				out[ at + i ] = ( byte ) ( v >>> 8 * ( dice.chance( 0.5 ) ? i : 3 - i ) );
			return out;
		case 4:
			final int n = Math.min( left, dice.between( 1, 64 ) );
			return join( Arrays.copyOf( b, at + n ), Arrays.copyOfRange( b, at, b.length ) );
		case 5:
			final int gap = Math.min( left, dice.between( 1, 64 ) );
			return join( Arrays.copyOf( b, at ), Arrays.copyOfRange( b, at + gap, b.length ) );
		case 6:
			return join( join( Arrays.copyOf( b, at ), dice.bytes( dice.between( 1, 40 ) ) ), Arrays.copyOfRange( b, at, b.length ) );
		default:
			return join( b, dice.chance( 0.5 ) ? b : dice.bytes( dice.upTo( 2000 ) ) );
		}
	}

	private static byte[] join( final byte[] a, final byte[] b )
	{
		final byte[] all = Arrays.copyOf( a, a.length + b.length );
		System.arraycopy( b, 0, all, a.length, b.length );
		return all;
	}

	/** Replaces values of a text by others that a parser of JSON or CSV still reads. */
	static byte[] mutateText( final String good, final Dice dice )
	{
		String text = good;
		for ( int n = dice.of( 1, 1, 1, 2, 3 ); n > 0; n-- )
		{
			// NB: any token: a number, a text, or a bracket.
			final String[] tokens = text.split( "(?<=[\\[\\]{},:;\\s])|(?=[\\[\\]{},:;\\s])", -1 );
			int at = dice.upTo( tokens.length );
			// NB: most often a value, as other changes are found out at once.
			for ( int i = 0; i < 20 && ( !tokens[ at ].matches( "[\\w.#+\"-]+" ) || i < 18
					&& tokens[ Math.min( at + 1, tokens.length - 1 ) ].equals( ":" ) ) && dice.chance( 0.95 ); i++ )
				at = dice.upTo( tokens.length );
			tokens[ at ] = dice.of( "null", "[]", "{}", "\"\"", "0", "-1", "1e400", "NaN", "99999999999999999999", "2147483647", "true",
					"\"" + dice.word().replaceAll( "[\"\\\\\\p{Cntrl}]", "" ) + "\"",
					dice.chance( 0.1 ) ? "[[[[[[" : "7", tokens[ dice.upTo( tokens.length ) ], "", Integer.toString( dice.edgeInt() ) );
			text = String.join( "", tokens );
		}
		return dice.chance( 0.2 ) ? mutate( text.getBytes( StandardCharsets.UTF_8 ), dice ) : text.getBytes( StandardCharsets.UTF_8 );
	}
}
