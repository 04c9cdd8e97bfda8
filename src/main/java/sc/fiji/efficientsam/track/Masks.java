/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
package sc.fiji.efficientsam.track;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

import sc.fiji.efficientsam.prompt.Box;
import sc.fiji.efficientsam.prompt.InnerPixels;
import sc.fiji.efficientsam.prompt.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;

/** Geometry of masks that are followed. */
final class Masks {

	private Masks()
	{}

	/** {x, y} of the mean of a mask's pixels, integers at pixel centres; not for empty masks. */
	static double[] centroid( final Mask mask )
	{
		final BitSet bits = mask.bits();
		double x = 0, y = 0;
		for ( int i = bits.nextSetBit( 0 ); i >= 0; i = bits.nextSetBit( i + 1 ) )
		{
			x += i % mask.width();
			y += i / mask.width();
		}
		return new double[] { mask.x() + x / mask.area(), mask.y() + y / mask.area() };
	}

	/** The mask moved by whole pixels, less what lies outside of a {@code width x height} image. */
	static Mask shift( final Mask mask, final double dx, final double dy, final int width, final int height )
	{
		final int x0 = mask.x() + ( int ) Math.round( dx ), y0 = mask.y() + ( int ) Math.round( dy );
		final BitSet bits = mask.bits();
		for ( int i = bits.nextSetBit( 0 ); i >= 0; i = bits.nextSetBit( i + 1 ) )
		{
			final int x = x0 + i % mask.width(), y = y0 + i / mask.width();
			if ( x < 0 || y < 0 || x >= width || y >= height )
				bits.clear( i );
		}
		return Mask.of( x0, y0, mask.width(), mask.height(), bits );
	}

	/** Whether a mask has a pixel at the border of a {@code width x height} image. */
	static boolean touchesBorder( final Mask mask, final int width, final int height )
	{
		return mask.x() <= 0 || mask.y() <= 0 || mask.x() + mask.width() >= width || mask.y() + mask.height() >= height;
	}

	/**
	 * The prompt that asks for an object of this shape at this place: its box,
	 * enlarged and cut at the image's border, and points deep inside.
	 *
	 * @param grow
	 *            share of the box's sides that is added at each end
	 * @param points
	 *            number of points inside; 0 or more
	 */
	static Prompt prompt( final Mask mask, final double grow, final int points, final int width, final int height )
	{
		final Box b = mask.bounds();
		final double gx = grow * b.width(), gy = grow * b.height();
		final Box box = new Box( b.minX() - gx, b.minY() - gy, b.maxX() + gx, b.maxY() + gy ).intersect( Box.ofPixels( 0, 0, width, height ) );
		final List< PromptPoint > inside = new ArrayList<>( InnerPixels.of( mask, points ) );
		return Prompt.of( box, inside );
	}

	/** What two masks share, as a part of the smaller one, 0..1; 0 if either is empty. */
	static double containment( final Mask a, final Mask b )
	{
		final int least = Math.min( a.area(), b.area() );
		return least == 0 ? 0 : ( double ) a.intersection( b ) / least;
	}

	/**
	 * A mask's area over the number of pixels whose centres lie in the convex hull
	 * of its pixels' centres, 0..1; low where it has a waist. Not for empty masks.
	 */
	static double solidity( final Mask mask )
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
