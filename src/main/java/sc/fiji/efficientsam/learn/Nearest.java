// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.learn;

import java.util.List;

import sc.fiji.efficientsam.mask.Mask;

/** Which of some masks is the nearest to a place of an image, by their boxes. Immutable. */
final class Nearest {

	/** Places of an image that are told apart, about. */
	private static final int PLACES = 1 << 16;

	private final int step;
	private final int columns;
	private final int[] nearest;

	/**
	 * @param masks
	 *            one at least
	 */
	Nearest( final List< Mask > masks, final int width, final int height )
	{
		step = Math.max( 1, ( int ) Math.ceil( Math.sqrt( ( double ) width * height / PLACES ) ) );
		columns = ( width - 1 ) / step + 1;
		nearest = new int[ columns * ( ( height - 1 ) / step + 1 ) ];
		for ( int i = 0; i < nearest.length; i++ )
			nearest[ i ] = nearest( masks, i % columns * step + step / 2, i / columns * step + step / 2 );
	}

	private static int nearest( final List< Mask > masks, final int x, final int y )
	{
		int best = 0;
		double least = Double.POSITIVE_INFINITY;
		for ( int i = 0; i < masks.size(); i++ )
		{
			final Mask m = masks.get( i );
			final double dx = Math.abs( x - m.x() - ( m.width() - 1 ) / 2.0 ), dy = Math.abs( y - m.y() - ( m.height() - 1 ) / 2.0 );
			// NB: where boxes overlap, the center that is nearer decides.
			final double d = Math.hypot( Math.max( 0, dx - m.width() / 2.0 ), Math.max( 0, dy - m.height() / 2.0 ) ) +
					Math.hypot( dx, dy ) / 1000;
			if ( d < least )
			{
				least = d;
				best = i;
			}
		}
		return best;
	}

	/** Index of the mask. */
	int of( final int x, final int y )
	{
		return nearest[ y / step * columns + x / step ];
	}
}
