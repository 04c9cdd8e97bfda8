// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import java.util.Random;

/** Chance that can be repeated: the same seed gives the same choices. Prefers the values at which programs break. */
final class Dice {

	private static final double[] EDGES = { 0, -0.0, 1, -1, 0.5, 0.1, 99.9, 100, 1e-9, 1e9, -1e9, 1e30, Double.MIN_VALUE, Double.MAX_VALUE,
			-Double.MAX_VALUE, Double.NaN,
			Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Integer.MAX_VALUE, Integer.MIN_VALUE };

	private static final int[] INTEGERS = { 0, 1, -1, 2, 3, 10, 11, 99, 255, 256, 65535, 65536, Integer.MAX_VALUE, Integer.MIN_VALUE,
			Integer.MAX_VALUE - 1 };

	private static final String[] WORDS = { "", " ", "a", "cell", "ROI 1", "\u00e9\u7d30\u80de\ud83d\udd2c", "a,b", "\"quoted, twice\"",
			"tab\there", "line\nbreak", "../up", "..", ".", "a/b\\c", "C:\\x", "%s%n", "$1\\2",
			"[x]", "x=y", "null", "NaN", "-1", "0", "con", "a\u0000b", "=1+1", "<b>", "cell.01.tif", "x.tif - C=1", "{a}",
					"very long name of which there is no end " };

	private final Random random;

	Dice( final long seed )
	{
		random = new Random( seed );
	}

	/** 0 to n - 1. */
	int upTo( final int n )
	{
		return random.nextInt( n );
	}

	/** From a to b, both included. */
	int between( final int a, final int b )
	{
		return a + random.nextInt( b - a + 1 );
	}

	/** From a to b. */
	double real( final double a, final double b )
	{
		return a + random.nextDouble() * ( b - a );
	}

	double gauss()
	{
		return random.nextGaussian();
	}

	long seed()
	{
		return random.nextLong();
	}

	boolean chance( final double p )
	{
		return random.nextDouble() < p;
	}

	@SafeVarargs
	final < T > T of( final T... all )
	{
		return all[ random.nextInt( all.length ) ];
	}

	byte[] bytes( final int n )
	{
		final byte[] b = new byte[ n ];
		random.nextBytes( b );
		return b;
	}

	/** A number that nobody means. */
	double edge()
	{
		return EDGES[ upTo( EDGES.length ) ];
	}

	/** A whole number that nobody means. */
	int edgeInt()
	{
		return INTEGERS[ upTo( INTEGERS.length ) ];
	}

	/** A word that nobody means. */
	String word()
	{
		final String w = WORDS[ upTo( WORDS.length ) ];
		if ( !w.startsWith( "very" ) )
			return w;
		final StringBuilder s = new StringBuilder();
		while ( s.length() < 300 )
			s.append( w );
		return s.toString();
	}
}
