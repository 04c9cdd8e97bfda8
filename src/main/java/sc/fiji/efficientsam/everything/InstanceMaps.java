// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.Arrays;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.model.InstanceMap;
import sc.fiji.efficientsam.model.InstanceMap.Channel;

/**
 * The maps of a model's instance head over a rectangle of an image, put together
 * from overlapping frames: where frames overlap their values are averaged, with
 * weights that fall to a frame's border, so that there are no seams. Not safe for
 * use by several threads while frames are added.
 */
final class InstanceMaps {

	private final int firstColumn;
	private final int firstRow;
	private final int width;
	private final int height;
	private final double cell;
	private final Channel[] channels;
	private final float[][] sums;
	private final float[] weights;

	/**
	 * @param firstColumn
	 *            left column of the rectangle, in cells from the image's corner
	 * @param firstRow
	 *            its top row
	 * @param width
	 *            its width in cells
	 * @param height
	 *            its height in cells
	 * @param cell
	 *            side of a cell of the maps, in pixels of the image
	 * @param channels
	 *            the maps that are wanted
	 */
	InstanceMaps( final int firstColumn, final int firstRow, final int width, final int height, final double cell,
			final Channel... channels )
	{
		this.firstColumn = firstColumn;
		this.firstRow = firstRow;
		this.width = width;
		this.height = height;
		this.cell = cell;
		this.channels = channels;
		final int n = Math.multiplyExact( width, height );
		sums = new float[ channels.length ][ n ];
		weights = new float[ n ];
	}

	/** Columns of cells. */
	int width()
	{
		return width;
	}

	/** Rows of cells. */
	int height()
	{
		return height;
	}

	/** Column of cells in which the middle of a column of the image lies; the nearest one where that is outside. */
	int column( final int imageX )
	{
		return clip( ( imageX + 0.5 ) / cell - firstColumn, width );
	}

	/** Row of cells in which the middle of a row of the image lies; the nearest one where that is outside. */
	int row( final int imageY )
	{
		return clip( ( imageY + 0.5 ) / cell - firstRow, height );
	}

	private static int clip( final double v, final int length )
	{
		return ( int ) Math.max( 0, Math.min( length - 1, Math.floor( v ) ) );
	}

	/** First column of the image whose middle lies in a column of cells or right of it. */
	int imageX( final int column )
	{
		return ( int ) Math.ceil( ( firstColumn + column ) * cell - 0.5 );
	}

	/** First row of the image whose middle lies in a row of cells or below it. */
	int imageY( final int row )
	{
		return ( int ) Math.ceil( ( firstRow + row ) * cell - 0.5 );
	}

	/**
	 * Adds what the head sees in a frame.
	 *
	 * @param fade
	 *            distance from the frame's border, in pixels of the image, within
	 *            which it counts less
	 */
	void add( final Frame frame, final InstanceMap map, final int frameSize, final double fade )
	{
		final double cellsPerPixel = frame.scale() * map.grid() / frameSize;
		final int left = column( frame.x() ), right = column( frame.x() + frame.width() - 1 );
		final int top = row( frame.y() ), bottom = row( frame.y() + frame.height() - 1 );
		for ( int r = top; r <= bottom; r++ )
		{
			// NB: in pixels, counted from the frame's corner.
			final double py = ( firstRow + r + 0.5 ) * cell - frame.y();
			final double wy = weight( py, frame.height(), fade );
			for ( int c = left; c <= right; c++ )
			{
				final double px = ( firstColumn + c + 0.5 ) * cell - frame.x();
				final float weight = ( float ) ( wy * weight( px, frame.width(), fade ) );
				final int i = r * width + c;
				weights[ i ] += weight;
				for ( int k = 0; k < channels.length; k++ )
					sums[ k ][ i ] += weight * map.at( channels[ k ], px * cellsPerPixel - 0.5, py * cellsPerPixel - 0.5 );
			}
		}
	}

	/** NB: never 0, for at the image's border there is no other frame. */
	private static double weight( final double at, final int length, final double fade )
	{
		return Math.max( 1e-3, Math.min( 1, Math.min( at, length - at ) / fade ) );
	}

	/** To be called once, when all frames have been added. NB: in place, as maps of large images fill much memory. */
	void average()
	{
		for ( final float[] sum : sums )
			for ( int i = 0; i < sum.length; i++ )
				if ( weights[ i ] > 0 )
					sum[ i ] /= weights[ i ];
	}

	/** One of the maps that were wanted, row by row, after {@link #average()}; 0 in cells that no frame has covered. Not a copy. */
	float[] map( final Channel channel )
	{
		return sums[ Arrays.asList( channels ).indexOf( channel ) ];
	}
}
