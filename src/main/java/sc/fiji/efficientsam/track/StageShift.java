// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.image.RgbImage;

/**
 * By how much everything moved from one slice to the next, as stages jump and
 * stacks are cut: the translation of highest normalized cross-correlation, searched
 * on images of at most 64 pixels a side, then refined on such of 256.
 */
final class StageShift {

	private static final int FINE = 256;

	private static final int FACTOR = 4;

	/** Search range in pixels of the coarse images: a fifth of the field. */
	private static final int RANGE = 12;

	/** A shift has to take away at least this part of what the unshifted slices differ by. */
	private static final double MIN_GAIN = 0.15;

	private final float[] gray;
	private final int width;
	private final int height;
	private final double scale;

	/** Reads the slice. */
	StageShift( final RgbImage image )
	{
		final int longest = Math.max( image.width(), image.height() );
		scale = Math.min( 1, ( double ) FINE / longest );
		width = ( int ) Math.max( 1, Math.min( FINE, Math.round( image.width() * scale ) ) );
		height = ( int ) Math.max( 1, Math.min( FINE, Math.round( image.height() * scale ) ) );
		final float[] rgb = new Frame( 0, 0, image.width(), image.height(), scale ).render( image, FINE );
		gray = new float[ width * height ];
		for ( int y = 0; y < height; y++ )
			for ( int x = 0; x < width; x++ )
				for ( int p = 0; p < 3; p++ )
					gray[ y * width + x ] += rgb[ ( p * FINE + y ) * FINE + x ] / 3;
	}

	private StageShift( final float[] gray, final int width, final int height, final double scale )
	{
		this.gray = gray;
		this.width = width;
		this.height = height;
		this.scale = scale;
	}

	/**
	 * @return {dx, dy} in pixels of the image: what is at (x, y) here is at
	 *         (x + dx, y + dy) there; {0, 0} where no shift is clearly better than
	 *         none
	 */
	double[] to( final StageShift other )
	{
		final double still = correlation( other, 0, 0 );
		final int[] coarse = coarse().best( other.coarse(), 0, 0, RANGE );
		final int[] fine = best( other, coarse[ 0 ] * FACTOR, coarse[ 1 ] * FACTOR, FACTOR + 1 );
		final double moved = correlation( other, fine[ 0 ], fine[ 1 ] );
		if ( fine[ 0 ] == 0 && fine[ 1 ] == 0 || !( 1 - moved < ( 1 - MIN_GAIN ) * ( 1 - still ) ) )
			return new double[ 2 ];
		final double dx = fine[ 0 ] + peak( correlation( other, fine[ 0 ] - 1, fine[ 1 ] ), moved,
				correlation( other, fine[ 0 ] + 1, fine[ 1 ] ) );
		final double dy = fine[ 1 ] + peak( correlation( other, fine[ 0 ], fine[ 1 ] - 1 ), moved,
				correlation( other, fine[ 0 ], fine[ 1 ] + 1 ) );
		return new double[] { dx / scale, dy / scale };
	}

	/** Where the parabola through three neighboring values has its top, -0.5 to 0.5. */
	private static double peak( final double before, final double at, final double after )
	{
		final double curve = before - 2 * at + after;
		return curve < 0 ? Math.max( -0.5, Math.min( 0.5, 0.5 * ( before - after ) / curve ) ) : 0;
	}

	private StageShift coarse()
	{
		final int w = Math.max( 1, width / FACTOR ), h = Math.max( 1, height / FACTOR );
		final float[] small = new float[ w * h ];
		for ( int y = 0; y < Math.min( height, h * FACTOR ); y++ )
			for ( int x = 0; x < Math.min( width, w * FACTOR ); x++ )
				small[ y / FACTOR * w + x / FACTOR ] += gray[ y * width + x ];
		return new StageShift( small, w, h, scale / FACTOR );
	}

	private int[] best( final StageShift other, final int x0, final int y0, final int range )
	{
		int[] best = { x0, y0 };
		double most = correlation( other, x0, y0 );
		for ( int dy = y0 - range; dy <= y0 + range; dy++ )
			for ( int dx = x0 - range; dx <= x0 + range; dx++ )
			{
				final double c = correlation( other, dx, dy );
				if ( c > most )
				{
					most = c;
					best = new int[] { dx, dy };
				}
			}
		return best;
	}

	/** Pearson's correlation of the parts that lie on each other; -1 where those are less than half of the image. */
	private double correlation( final StageShift o, final int dx, final int dy )
	{
		final int x0 = Math.max( 0, -dx ), x1 = Math.min( width, o.width - dx ), y0 = Math.max( 0, -dy ),
				y1 = Math.min( height, o.height - dy );
		final long n = ( long ) Math.max( 0, x1 - x0 ) * Math.max( 0, y1 - y0 );
		if ( n < width * height / 2 || n == 0 )
			return -1;
		double a = 0, b = 0, aa = 0, bb = 0, ab = 0;
		for ( int y = y0; y < y1; y++ )
			for ( int x = x0; x < x1; x++ )
			{
				final double u = gray[ y * width + x ], v = o.gray[ ( y + dy ) * o.width + x + dx ];
				a += u;
				b += v;
				aa += u * u;
				bb += v * v;
				ab += u * v;
			}
		final double spread = ( aa - a * a / n ) * ( bb - b * b / n );
		return spread > 1e-12 ? ( ab - a * b / n ) / Math.sqrt( spread ) : 0;
	}
}
