// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.learn;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * How examples were found that nothing was told of, and what was found near them that is no object. An example is found if something has an
 * IoU above {@value #FOUND} with it. Immutable.
 */
public final class HeldOut {

	/** IoU above which what was found is the example. */
	static final double FOUND = 0.5;

	/** Of each example the IoU with what was found for it, or 0; and how much near it was found that is none. */
	private final double[] ious;
	private final int[] wrong;

	HeldOut( final double[] ious, final int[] wrong )
	{
		this.ious = ious.clone();
		this.wrong = wrong.clone();
	}

	/** Number of examples. */
	public int examples()
	{
		return ious.length;
	}

	/** Number of examples that were found. */
	public int found()
	{
		return found( i -> true );
	}

	private int found( final IntPredicate which )
	{
		int n = 0;
		for ( int i = 0; i < ious.length; i++ )
			n += which.test( i ) && ious[ i ] > FOUND ? 1 : 0;
		return n;
	}

	/** How much was found that is surely no object. */
	public int wrong()
	{
		return Arrays.stream( wrong ).sum();
	}

	/** Share of examples that were found. */
	public double recall()
	{
		return ( double ) found() / examples();
	}

	/** Share of objects in what was found, as far as that is known; 1 if nothing was found. */
	public double precision()
	{
		return found() + wrong() == 0 ? 1 : ( double ) found() / ( found() + wrong() );
	}

	/** Harmonic mean of recall and precision. */
	public double f1()
	{
		return 2.0 * found() / ( examples() + found() + wrong() );
	}

	/** Panoptic quality: {@link #f1()} times the mean IoU of examples that were found; 0 to 1. */
	public double quality()
	{
		return quality( i -> true );
	}

	private double quality( final IntPredicate which )
	{
		double sum = 0, of = found( which );
		for ( int i = 0; i < ious.length; i++ )
			if ( which.test( i ) )
			{
				sum += ious[ i ] > FOUND ? ious[ i ] : 0;
				of += 1 + wrong[ i ];
			}
		return 2 * sum / of;
	}

	/**
	 * By how much the quality is higher than another one of the same examples, less what chance can have done: the standard error by
	 * leaving out each example in turn (jackknife).
	 */
	double surelyAbove( final HeldOut other )
	{
		final int n = examples();
		final double[] gains = new double[ n ];
		for ( int k = 0; k < n; k++ )
		{
			final int left = k;
			gains[ k ] = quality( i -> i != left ) - other.quality( i -> i != left );
		}
		final double mean = Arrays.stream( gains ).average().orElse( 0 );
		final double squares = Arrays.stream( gains ).map( g -> ( g - mean ) * ( g - mean ) ).sum();
		return quality() - other.quality() - Math.sqrt( squares * ( n - 1 ) / n );
	}

	/** In words. */
	@Override
	public String toString()
	{
		return String.format( Locale.ROOT, "%d of %d found, %d wrong (recall %.2f, precision %.2f, quality %.2f)", found(), examples(),
				wrong(), recall(), precision(), quality() );
	}
}
