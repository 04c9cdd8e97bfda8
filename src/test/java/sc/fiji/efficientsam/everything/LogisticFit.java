// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.Arrays;
import java.util.List;

/** Fits a logistic function to numbers from 0 to 1, by Newton's method. */
final class LogisticFit {

	/** Keeps weights finite where a feature tells everything; small beside the weights of the samples, which add up to their number. */
	private static final double RIDGE = 1e-3;

	private LogisticFit()
	{}

	/** Features (the last one 1), what the function is to give for them, and how much they count. Immutable. */
	static final class Sample {

		final double[] features;
		final double target;
		final double weight;

		Sample( final double[] features, final double target, final double weight )
		{
			this.features = features;
			this.target = target;
			this.weight = weight;
		}
	}

	/** The weights that make the samples most likely. */
	static double[] fit( final List< Sample > samples )
	{
		final int n = samples.get( 0 ).features.length;
		final double[] w = new double[ n ];
		for ( int step = 0; step < 100; step++ )
		{
			final double[] gradient = new double[ n ];
			final double[][] hessian = new double[ n ][ n ];
			for ( int i = 0; i < n; i++ )
			{
				gradient[ i ] = -RIDGE * w[ i ];
				hessian[ i ][ i ] = RIDGE;
			}
			for ( final Sample s : samples )
			{
				final double p = Quality.logistic( w, s.features );
				for ( int i = 0; i < n; i++ )
				{
					gradient[ i ] += s.weight * ( s.target - p ) * s.features[ i ];
					for ( int j = 0; j < n; j++ )
						hessian[ i ][ j ] += s.weight * p * ( 1 - p ) * s.features[ i ] * s.features[ j ];
				}
			}
			final double[] move = solve( hessian, gradient );
			double longest = 0;
			for ( int i = 0; i < n; i++ )
			{
				// NB: far from the best weights a whole step can go too far.
				w[ i ] += Math.max( -2, Math.min( 2, move[ i ] ) );
				longest = Math.max( longest, Math.abs( move[ i ] ) );
			}
			if ( longest < 1e-6 )
				return w;
		}
		throw new IllegalStateException( "The fit does not come to an end; are there masks of all kinds?" );
	}

	/** Gaussian elimination with pivots. */
	private static double[] solve( final double[][] a, final double[] b )
	{
		final int n = b.length;
		for ( int k = 0; k < n; k++ )
		{
			int pivot = k;
			for ( int i = k + 1; i < n; i++ )
				if ( Math.abs( a[ i ][ k ] ) > Math.abs( a[ pivot ][ k ] ) )
					pivot = i;
			final double[] row = a[ k ];
			a[ k ] = a[ pivot ];
			a[ pivot ] = row;
			final double v = b[ k ];
			b[ k ] = b[ pivot ];
			b[ pivot ] = v;
			for ( int i = k + 1; i < n; i++ )
			{
				final double f = a[ i ][ k ] / a[ k ][ k ];
				for ( int j = k; j < n; j++ )
					a[ i ][ j ] -= f * a[ k ][ j ];
				b[ i ] -= f * b[ k ];
			}
		}
		final double[] x = new double[ n ];
		for ( int i = n - 1; i >= 0; i-- )
		{
			x[ i ] = b[ i ];
			for ( int j = i + 1; j < n; j++ )
				x[ i ] -= a[ i ][ j ] * x[ j ];
			x[ i ] /= a[ i ][ i ];
		}
		return x;
	}

	/** How well values tell samples with a target above one half from others: the area under the ROC curve; 0.5 is chance. */
	static double area( final double[] values, final List< Sample > samples )
	{
		final Integer[] order = new Integer[ values.length ];
		for ( int i = 0; i < order.length; i++ )
			order[ i ] = i;
		Arrays.sort( order, ( i, j ) -> Double.compare( values[ i ], values[ j ] ) );
		double good = 0, bad = 0, ranks = 0;
		for ( int i = 0; i < order.length; )
		{
			int end = i;
			double goodHere = 0, badHere = 0;
			for ( ; end < order.length && values[ order[ end ] ] == values[ order[ i ] ]; end++ )
				if ( samples.get( order[ end ] ).target > 0.5 )
					goodHere++;
				else
					badHere++;
			ranks += goodHere * ( bad + badHere / 2 );
			good += goodHere;
			bad += badHere;
			i = end;
		}
		return good == 0 || bad == 0 ? Double.NaN : ranks / ( good * bad );
	}
}
