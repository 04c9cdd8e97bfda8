// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.image;

/**
 * Resizes planar float images with a triangle filter: bilinear interpolation
 * (pixel centers at half-integers, edges repeated) where the image grows, and
 * the same filter widened to the size of an output pixel where it shrinks, so
 * that small structures are averaged and do not alias. This is what Pillow
 * calls BILINEAR resizing; a reference can be made with it.
 */
public final class Resampler {

	private Resampler()
	{}

	/**
	 * @param src
	 *            {@code [planes][height][width]}
	 * @return {@code [planes][newHeight][newWidth]}; the array {@code src} itself
	 *         if no size changes
	 */
	public static float[] resize( final float[] src, final int planes, final int width, final int height, final int newWidth,
			final int newHeight )
	{
		float[] data = src;
		if ( newWidth != width )
			data = columns( data, planes * height, width, newWidth );
		if ( newHeight != height )
			data = rows( data, planes, newWidth, height, newHeight );
		return data;
	}

	private static float[] columns( final float[] src, final int lines, final int from, final int to )
	{
		final float[] dst = new float[ lines * to ];
		final Kernel k = new Kernel( from, to );
		for ( int line = 0; line < lines; line++ )
			for ( int i = 0; i < to; i++ )
			{
				final float[] w = k.weights[ i ];
				final int o = line * from + k.first[ i ];
				float sum = 0;
				for ( int j = 0; j < w.length; j++ )
					sum += w[ j ] * src[ o + j ];
				dst[ line * to + i ] = sum;
			}
		return dst;
	}

	private static float[] rows( final float[] src, final int planes, final int width, final int from, final int to )
	{
		final float[] dst = new float[ planes * to * width ];
		final Kernel k = new Kernel( from, to );
		for ( int p = 0; p < planes; p++ )
			for ( int i = 0; i < to; i++ )
			{
				final int o = ( p * to + i ) * width;
				final float[] w = k.weights[ i ];
				for ( int j = 0; j < w.length; j++ )
				{
					final int s = ( p * from + k.first[ i ] + j ) * width;
					for ( int x = 0; x < width; x++ )
						dst[ o + x ] += w[ j ] * src[ s + x ];
				}
			}
		return dst;
	}

	/** For every output pixel the first input pixel that counts, and the weights from there on (their sum is 1). */
	private static final class Kernel {

		final int[] first;
		final float[][] weights;

		Kernel( final int from, final int to )
		{
			first = new int[ to ];
			weights = new float[ to ][];
			final double step = ( double ) from / to;
			final double support = Math.max( 1, step );
			for ( int i = 0; i < to; i++ )
			{
				final double center = ( i + 0.5 ) * step;
				final int a = Math.max( 0, ( int ) ( center - support + 0.5 ) );
				final int b = Math.min( from, ( int ) ( center + support + 0.5 ) );
				final double[] w = new double[ b - a ];
				double sum = 0;
				for ( int j = 0; j < w.length; j++ )
					sum += w[ j ] = Math.max( 0, 1 - Math.abs( ( a + j - center + 0.5 ) / support ) );
				first[ i ] = a;
				weights[ i ] = new float[ w.length ];
				for ( int j = 0; j < w.length; j++ )
					weights[ i ][ j ] = ( float ) ( w[ j ] / sum );
			}
		}
	}
}
