// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.mask;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The geometry of masks. */
public final class MaskShape {

	private MaskShape()
	{}

	/** {x, y} of the mean of a mask's pixels, integers at pixel centers; not for empty masks. */
	public static double[] centroid( final Mask mask )
	{
		final long[] sum = new long[ 2 ];
		mask.forEach( ( x, y ) -> {
			sum[ 0 ] += x - mask.x();
			sum[ 1 ] += y - mask.y();
		} );
		return new double[] { mask.x() + ( double ) sum[ 0 ] / mask.area(), mask.y() + ( double ) sum[ 1 ] / mask.area() };
	}

	/** Whether a mask has a pixel at the border of a {@code width x height} image. */
	public static boolean touchesBorder( final Mask mask, final int width, final int height )
	{
		return mask.x() <= 0 || mask.y() <= 0 || mask.x() + mask.width() >= width || mask.y() + mask.height() >= height;
	}

	/** What two masks share, as a part of the smaller one, 0..1; 0 if either is empty. */
	public static double containment( final Mask a, final Mask b )
	{
		final int least = Math.min( a.area(), b.area() );
		return least == 0 ? 0 : ( double ) a.intersection( b ) / least;
	}

	/**
	 * A mask's area over the number of pixels whose centers lie in the convex hull
	 * of its pixels' centers, 0..1; low where it has a waist. Not for empty masks.
	 */
	public static double solidity( final Mask mask )
	{
		final List< long[] > ends = new ArrayList<>();
		for ( int y = mask.y(); y < mask.y() + mask.height(); y++ )
		{
			int x0 = mask.x(), x1 = mask.x() + mask.width() - 1;
			while ( x0 <= x1 && !mask.contains( x0, y ) )
				x0++;
			while ( x1 > x0 && !mask.contains( x1, y ) )
				x1--;
			if ( x0 <= x1 )
			{
				ends.add( new long[] { x0, y } );
				ends.add( new long[] { x1, y } );
			}
		}
		ends.sort( ( a, b ) -> a[ 0 ] != b[ 0 ] ? Long.compare( a[ 0 ], b[ 0 ] ) : Long.compare( a[ 1 ], b[ 1 ] ) );
		final List< long[] > hull = chain( ends, 1 ), upper = chain( ends, -1 );
		Collections.reverse( upper );
		hull.addAll( upper );
		long twiceArea = 0, border = 0;
		for ( int i = 0; i < hull.size(); i++ )
		{
			final long[] a = hull.get( i ), b = hull.get( ( i + 1 ) % hull.size() );
			twiceArea += a[ 0 ] * b[ 1 ] - b[ 0 ] * a[ 1 ];
			border += gcd( Math.abs( a[ 0 ] - b[ 0 ] ), Math.abs( a[ 1 ] - b[ 1 ] ) );
		}
		// NB: Pick's theorem.
		return mask.area() / ( ( Math.abs( twiceArea ) + border ) / 2.0 + 1 );
	}

	/** The lower (1) or upper (-1) chain of the hull of sorted points (Andrew, Information Processing Letters 9, 1979). */
	private static List< long[] > chain( final List< long[] > sorted, final int side )
	{
		final List< long[] > hull = new ArrayList<>();
		for ( final long[] p : sorted )
		{
			while ( hull.size() > 1 && side * cross( hull.get( hull.size() - 2 ), hull.get( hull.size() - 1 ), p ) <= 0 )
				hull.remove( hull.size() - 1 );
			hull.add( p );
		}
		return hull;
	}

	private static long cross( final long[] o, final long[] a, final long[] b )
	{
		return ( a[ 0 ] - o[ 0 ] ) * ( b[ 1 ] - o[ 1 ] ) - ( a[ 1 ] - o[ 1 ] ) * ( b[ 0 ] - o[ 0 ] );
	}

	private static long gcd( final long a, final long b )
	{
		return b == 0 ? a : gcd( b, a % b );
	}
}
