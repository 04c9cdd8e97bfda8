// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.PromptPoint;

/** Finds points that lie in objects, to be used instead of a grid. */
public final class SeedPoints {

	/** Extrema that differ from the darkest (brightest) pixel nearby by less than this part of the image's range are noise. */
	private static final double CONTRAST = 0.08;

	private SeedPoints()
	{}

	/** The pixel deepest inside of each mask. */
	public static List< PromptPoint > inside( final Collection< Mask > masks )
	{
		final List< PromptPoint > points = new ArrayList<>();
		for ( final Mask m : masks )
			points.addAll( PromptPoint.inside( m, 1 ) );
		return points;
	}

	/**
	 * The local maxima of the smoothed brightness (the mean of red, green and
	 * blue): pixels that nothing within a third of the object size outshines, and
	 * that stand out from the darkest pixel within one object size. Needs memory
	 * for three floats per pixel.
	 *
	 * @param objectSize
	 *            typical long side of the objects in pixels
	 * @param bright
	 *            false for minima, that is for dark objects
	 */
	public static List< PromptPoint > extrema( final RgbImage image, final double objectSize, final boolean bright )
	{
		final int w = image.width(), h = image.height();
		// NB: nothing can be seen beyond the image's end; and numbers that no window has turn negative as whole ones.
		final double size = Math.min( objectSize, 8.0 * ( w + h ) );
		final float[] v = smooth( brightness( image, bright ), w, h, ( int ) Math.round( size / 8 ) );
		final float[] highest = Windows.max( v, w, h, ( int ) Math.max( 1, Math.round( size / 3 ) ) );
		final float[] lowest = Windows.min( v, w, h, ( int ) Math.max( 1, Math.round( size ) ) );
		float min = Float.POSITIVE_INFINITY, max = Float.NEGATIVE_INFINITY;
		for ( final float f : v )
		{
			min = Math.min( min, f );
			max = Math.max( max, f );
		}
		final List< PromptPoint > points = new ArrayList<>();
		for ( int i = 0; i < v.length; i++ )
			if ( v[ i ] == highest[ i ] && v[ i ] - lowest[ i ] > CONTRAST * ( max - min ) && isFirst( v, w, i ) )
				points.add( new PromptPoint( i % w, i / w, true ) );
		return points;
	}

	/** NB: of a plateau only the pixels with nothing equal above or on the left count; mostly one. */
	private static boolean isFirst( final float[] v, final int w, final int i )
	{
		return ( i % w == 0 || v[ i - 1 ] < v[ i ] ) && ( i < w || v[ i - w ] < v[ i ] );
	}

	private static float[] brightness( final RgbImage image, final boolean bright )
	{
		final int w = image.width(), h = image.height();
		final float[] out = new float[ Math.multiplyExact( w, h ) ];
		for ( int y = 0; y < h; y++ )
		{
			final float[] row = image.read( 0, y, w, 1 );
			for ( int x = 0; x < w; x++ )
			{
				final float mean = ( row[ x ] + row[ x + w ] + row[ x + 2 * w ] ) / 3;
				out[ y * w + x ] = bright ? mean : -mean;
			}
		}
		return out;
	}

	/** Three box filters of the given radius, near to a Gaussian. */
	private static float[] smooth( final float[] v, final int w, final int h, final int radius )
	{
		float[] out = v;
		for ( int i = 0; i < 3 && radius > 0; i++ )
			out = Windows.mean( out, w, h, radius );
		return out;
	}
}
