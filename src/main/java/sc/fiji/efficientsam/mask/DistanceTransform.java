// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.mask;

import java.util.Arrays;

/**
 * Exact squared Euclidean distances, by two passes of lower envelopes of parabolas
 * (Felzenszwalb and Huttenlocher, Theory of Computing 8, 2012).
 */
public final class DistanceTransform {

	/** Larger than any squared distance, and finite so that differences are numbers. */
	private static final double FAR = 1e20;

	private DistanceTransform()
	{}

	/**
	 * For each pixel of a mask's bounding box the squared distance to the nearest
	 * pixel that is not of the mask, 0 for pixels that are not of the mask
	 * themselves. Everything outside of the bounding box is not of the mask.
	 *
	 * @return {@code [height][width]} of the bounding box, row by row
	 */
	public static double[] squared( final Mask mask )
	{
		// NB: a border of one pixel stands for everything outside.
		final int w = mask.width() + 2, h = mask.height() + 2;
		final double[] d = new double[ w * h ];
		for ( int y = 0; y < mask.height(); y++ )
			for ( int x = 0; x < mask.width(); x++ )
				d[ ( y + 1 ) * w + x + 1 ] = mask.contains( mask.x() + x, mask.y() + y ) ? FAR : 0;
		for ( int x = 0; x < w; x++ )
			pass( d, x, w, h );
		for ( int y = 0; y < h; y++ )
			pass( d, y * w, 1, w );
		final double[] inner = new double[ mask.width() * mask.height() ];
		for ( int y = 0; y < mask.height(); y++ )
			System.arraycopy( d, ( y + 1 ) * w + 1, inner, y * mask.width(), mask.width() );
		return inner;
	}

	/** Replaces n values, {@code step} apart, by min over q of (p - q)^2 + value(q). */
	private static void pass( final double[] d, final int start, final int step, final int n )
	{
		final double[] f = new double[ n ];
		for ( int i = 0; i < n; i++ )
			f[ i ] = d[ start + i * step ];
		final int[] vertex = new int[ n ];
		final double[] from = new double[ n + 1 ];
		Arrays.fill( from, Double.POSITIVE_INFINITY );
		from[ 0 ] = Double.NEGATIVE_INFINITY;
		int k = 0;
		for ( int q = 1; q < n; q++ )
		{
			double s = intersection( f, vertex[ k ], q );
			while ( s <= from[ k ] )
				s = intersection( f, vertex[ --k ], q );
			vertex[ ++k ] = q;
			from[ k ] = s;
			from[ k + 1 ] = Double.POSITIVE_INFINITY;
		}
		k = 0;
		for ( int p = 0; p < n; p++ )
		{
			while ( from[ k + 1 ] < p )
				k++;
			d[ start + p * step ] = ( double ) ( p - vertex[ k ] ) * ( p - vertex[ k ] ) + f[ vertex[ k ] ];
		}
	}

	/** Where the parabolas of two vertices a &lt; b meet. */
	private static double intersection( final double[] f, final int a, final int b )
	{
		return ( f[ b ] + ( double ) b * b - f[ a ] - ( double ) a * a ) / ( 2.0 * ( b - a ) );
	}
}
