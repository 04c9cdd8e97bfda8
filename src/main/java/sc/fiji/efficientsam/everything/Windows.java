// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

/**
 * Mean, maximum and minimum over square windows of {@code 2 * radius + 1} pixels,
 * cut at the image's border; by rows, then by columns, so that the cost per pixel
 * hardly depends on the radius.
 */
final class Windows {

	/** Computes one line's windows: {@code n} values, {@code step} apart, from {@code start} on. */
	private interface Line {

		void compute( float[] in, float[] out, int start, int step, int n, int radius );
	}

	private Windows()
	{}

	static float[] mean( final float[] v, final int w, final int h, final int radius )
	{
		return both( v, w, h, radius, Windows::meanLine );
	}

	static float[] max( final float[] v, final int w, final int h, final int radius )
	{
		return both( v, w, h, radius, Windows::maxLine );
	}

	static float[] min( final float[] v, final int w, final int h, final int radius )
	{
		return negative( max( negative( v ), w, h, radius ) );
	}

	private static float[] negative( final float[] v )
	{
		final float[] out = new float[ v.length ];
		for ( int i = 0; i < v.length; i++ )
			out[ i ] = -v[ i ];
		return out;
	}

	private static float[] both( final float[] v, final int w, final int h, final int radius, final Line line )
	{
		final float[] rows = new float[ v.length ], out = new float[ v.length ];
		// NB: larger windows see all of a line, too, but sums with their radius leave the range of numbers.
		for ( int y = 0; y < h; y++ )
			line.compute( v, rows, y * w, 1, w, Math.min( radius, w ) );
		for ( int x = 0; x < w; x++ )
			line.compute( rows, out, x, w, h, Math.min( radius, h ) );
		return out;
	}

	private static void meanLine( final float[] in, final float[] out, final int start, final int step, final int n, final int radius )
	{
		double sum = 0;
		int count = 0;
		for ( int i = -radius; i < n; i++ )
		{
			if ( i + radius < n )
			{
				sum += in[ start + ( i + radius ) * step ];
				count++;
			}
			if ( i - radius - 1 >= 0 )
			{
				sum -= in[ start + ( i - radius - 1 ) * step ];
				count--;
			}
			if ( i >= 0 )
				out[ start + i * step ] = ( float ) ( sum / count );
		}
	}

	/** NB: positions that may still be a maximum, their values falling (Lemire, Nordic J. of Computing 13, 2006). */
	private static void maxLine( final float[] in, final float[] out, final int start, final int step, final int n, final int radius )
	{
		final int[] queue = new int[ n ];
		int head = 0, tail = 0;
		for ( int i = -radius; i < n; i++ )
		{
			final int next = i + radius;
			if ( next < n )
			{
				while ( tail > head && in[ start + queue[ tail - 1 ] * step ] <= in[ start + next * step ] )
					tail--;
				queue[ tail++ ] = next;
			}
			if ( i < 0 )
				continue;
			while ( queue[ head ] < i - radius )
				head++;
			out[ start + i * step ] = in[ start + queue[ head ] * step ];
		}
	}
}
