// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.model.InstanceMap;
import sc.fiji.efficientsam.model.InstanceMap.Channel;

/**
 * What a model's instance head tells about the size of objects at one scale. Lengths are in input pixels. Not safe for
 * use by several threads.
 */
final class SizeLook {

	/** Foreground from which on a cell is one of an object. */
	private static final float INSIDE = 0.5f;

	/** Part of the cells that has to be inside of objects. */
	private static final double LEAST_PART = 0.002;

	/** Foreground of a cell that can be the middle of an object, and its depth: mean distance to the border and closeness to the center. */
	private static final float MIDDLE = 0.4f, DEEP = 0.45f;

	/** Cells in all directions within which there is one middle at most. */
	private static final int APART = 2;

	/** Foreground between this and one minus this tells nothing. */
	private static final float DOUBTFUL = 0.2f;

	private final double scale;
	private final int frameSize;
	private final List< double[] > cells = new ArrayList<>();
	private final List< Double > middles = new ArrayList<>();
	private double count;
	private double clear;
	private double pixels;

	/**
	 * @param scale
	 *            input pixels per pixel of the image
	 * @param frameSize
	 *            side of the model's input
	 */
	SizeLook( final double scale, final int frameSize )
	{
		this.scale = scale;
		this.frameSize = frameSize;
	}

	/** Adds what a frame of this scale shows. */
	void add( final Frame frame, final InstanceMap map )
	{
		final double cell = ( double ) frameSize / map.grid();
		final int columns = ( int ) Math.ceil( frame.filledWidth( frameSize ) / cell ),
				rows = ( int ) Math.ceil( frame.filledHeight( frameSize ) / cell );
		count += ( double ) columns * rows;
		pixels += ( double ) frame.width() * frame.height();
		for ( int r = 0; r < rows; r++ )
			for ( int c = 0; c < columns; c++ )
			{
				final float foreground = map.at( Channel.FOREGROUND, c, r );
				if ( foreground < DOUBTFUL || foreground > 1 - DOUBTFUL )
					clear++;
				// NB: by its area, so that an object counts as much as another one, and not as much as its cells. On 31
				// training images the median over cells is 2.0 times too large or small (geometric mean), and this one 1.3 times.
				if ( foreground > INSIDE )
					cells.add( new double[] { map.at( Channel.LONG_SIDE, c, r ),
							Math.pow( Math.max( 1, map.at( Channel.DIAMETER, c, r ) ), -2 ) } );
			}
		addMiddles( map, columns, rows );
	}

	/** The deepest cells of their surroundings. */
	private void addMiddles( final InstanceMap map, final int columns, final int rows )
	{
		final float[] depth = new float[ columns * rows ];
		for ( int r = 0; r < rows; r++ )
			for ( int c = 0; c < columns; c++ )
				if ( map.at( Channel.FOREGROUND, c, r ) > MIDDLE )
					depth[ r * columns + c ] = depth( map, c, r, columns, rows );
		for ( int r = 0; r < rows; r++ )
			for ( int c = 0; c < columns; c++ )
				if ( depth[ r * columns + c ] > DEEP && isTop( depth, c, r, columns, rows ) )
					middles.add( ( double ) map.at( Channel.LONG_SIDE, c, r ) );
	}

	/** The mean of 3 x 3 cells. */
	private static float depth( final InstanceMap map, final int column, final int row, final int columns, final int rows )
	{
		float sum = 0;
		for ( int dr = -1; dr <= 1; dr++ )
			for ( int dc = -1; dc <= 1; dc++ )
			{
				final int c = Math.max( 0, Math.min( columns - 1, column + dc ) ), r = Math.max( 0, Math.min( rows - 1, row + dr ) );
				sum += map.at( Channel.BORDER, c, r ) + map.at( Channel.CENTER, c, r );
			}
		return sum / 18;
	}

	private static boolean isTop( final float[] depth, final int column, final int row, final int columns, final int rows )
	{
		for ( int r = Math.max( 0, row - APART ); r <= Math.min( rows - 1, row + APART ); r++ )
			for ( int c = Math.max( 0, column - APART ); c <= Math.min( columns - 1, column + APART ); c++ )
				if ( depth[ r * columns + c ] > depth[ row * columns + column ] )
					return false;
		return true;
	}

	/** Input pixels per pixel of the image. */
	double scale()
	{
		return scale;
	}

	/** Number of pixels of the image that were looked at. */
	double pixels()
	{
		return pixels;
	}

	/** Part of the cells of which the head tells clearly whether they are inside of an object, 0 to 1. */
	double clearness()
	{
		return count == 0 ? 0 : clear / count;
	}

	/** Long side of the object at each of the middles that were seen. */
	List< Double > middles()
	{
		return middles;
	}

	/** The median long side of objects; 0 if hardly anything is seen. */
	double median()
	{
		return cells.size() < LEAST_PART * count || cells.isEmpty() ? 0 : median( cells );
	}

	/**
	 * @param values
	 *            pairs of a value and its weight, at least one; are sorted
	 */
	static double median( final List< double[] > values )
	{
		values.sort( Comparator.comparingDouble( s -> s[ 0 ] ) );
		double half = values.stream().mapToDouble( s -> s[ 1 ] ).sum() / 2;
		for ( final double[] s : values )
		{
			half -= s[ 1 ];
			if ( half <= 0 )
				return s[ 0 ];
		}
		return values.get( values.size() - 1 )[ 0 ];
	}
}
