// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.learn;

import java.util.Collection;

/** Gives features a mean of 0 and a standard deviation of 1; features that are always the same stay 0. Immutable. */
final class Standardization {

	private final double[] means;
	private final double[] factors;

	private Standardization( final double[] means, final double[] factors )
	{
		this.means = means;
		this.factors = factors;
	}

	/**
	 * That of examples.
	 *
	 * @throws IllegalArgumentException
	 *             if there are none, or a number is not finite
	 */
	static Standardization of( final Collection< float[] > features )
	{
		if ( features.isEmpty() )
			throw new IllegalArgumentException( "There are no examples. Give at least one object." );
		final int n = features.iterator().next().length;
		final double[] sums = new double[ n ], squares = new double[ n ];
		for ( final float[] f : features )
			for ( int i = 0; i < n; i++ )
				sums[ i ] += f[ i ];
		for ( int i = 0; i < n; i++ )
			sums[ i ] /= features.size();
		for ( final float[] f : features )
			for ( int i = 0; i < n; i++ )
				squares[ i ] += ( f[ i ] - sums[ i ] ) * ( f[ i ] - sums[ i ] );
		for ( int i = 0; i < n; i++ )
		{
			if ( Double.isNaN( squares[ i ] ) || Double.isInfinite( squares[ i ] ) )
				throw new IllegalArgumentException( "The model gives numbers that are not finite for this image. Use another model." );
			final double deviation = Math.sqrt( squares[ i ] / features.size() );
			squares[ i ] = deviation > 1e-6 * Math.max( 1, Math.abs( sums[ i ] ) ) ? 1 / deviation : 0;
		}
		return new Standardization( sums, squares );
	}

	/** The same, but for a feature whose weight counts less against the penalty, as it is larger. */
	Standardization trusting( final int feature, final double factor )
	{
		final double[] f = factors.clone();
		f[ feature ] *= factor;
		return new Standardization( means, f );
	}

	double[] apply( final float[] features )
	{
		final double[] z = new double[ means.length ];
		for ( int i = 0; i < z.length; i++ )
			z[ i ] = ( features[ i ] - means[ i ] ) * factors[ i ];
		return z;
	}

	/** The function of features as they are that gives what the weights, the last one of which is the offset, give of standardized ones. */
	LinearFunction undo( final double[] weights )
	{
		final double[] w = new double[ weights.length ];
		double offset = weights[ means.length ];
		for ( int i = 0; i < means.length; i++ )
		{
			w[ i ] = weights[ i ] * factors[ i ];
			offset -= w[ i ] * means[ i ];
		}
		w[ means.length ] = offset;
		return new LinearFunction( w );
	}
}
