// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.mask;

import java.util.ArrayList;
import java.util.List;

/**
 * Points deep inside a mask: first the pixel farthest from the outside, then
 * again and again the pixel that is deep inside and far from the points so far.
 */
public final class InnerPixels {

	private InnerPixels()
	{}

	/**
	 * @return {x, y} of at most {@code n} pixels of the image; fewer where the
	 *         mask has fewer
	 */
	public static List< int[] > of( final Mask mask, final int n )
	{
		final double[] squared = DistanceTransform.squared( mask );
		final List< int[] > points = new ArrayList<>();
		while ( points.size() < n )
		{
			int[] best = null;
			double most = 0;
			for ( int i = 0; i < squared.length; i++ )
			{
				final int x = mask.x() + i % mask.width(), y = mask.y() + i / mask.width();
				double d = Math.sqrt( squared[ i ] );
				for ( final int[] p : points )
					d = Math.min( d, Math.hypot( p[ 0 ] - x, p[ 1 ] - y ) / 2 );
				if ( d > most )
				{
					most = d;
					best = new int[] { x, y };
				}
			}
			if ( best == null )
				break;
			points.add( best );
		}
		return points;
	}
}
