// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.efficientsam.prompt.PromptPoint;

/** A regular grid of points, each in the middle of its cell; see {@link Seeds#grid}. Immutable. */
final class PointGrid implements Seeds {

	private final double cellWidth;
	private final double cellHeight;
	private final long columns;
	private final long rows;

	PointGrid( final int width, final int height, final double spacing )
	{
		if ( !( spacing >= 1 ) )
			throw new IllegalArgumentException( "The spacing of the grid must be at least 1 pixel, but is " + spacing + "." );
		columns = Math.max( 1, Math.round( width / spacing ) );
		rows = Math.max( 1, Math.round( height / spacing ) );
		cellWidth = ( double ) width / columns;
		cellHeight = ( double ) height / rows;
	}

	@Override
	public List< PromptPoint > in( final int x, final int y, final int width, final int height )
	{
		final List< PromptPoint > points = new ArrayList<>();
		for ( long r = first( y, cellHeight ); r < rows && at( r, cellHeight ) < y + height - 0.5; r++ )
			for ( long c = first( x, cellWidth ); c < columns && at( c, cellWidth ) < x + width - 0.5; c++ )
				points.add( new PromptPoint( at( c, cellWidth ), at( r, cellHeight ), true ) );
		return points;
	}

	/** The first cell whose middle is not before pixel {@code from}. */
	private static long first( final int from, final double cell )
	{
		return Math.max( 0, ( long ) Math.ceil( from / cell - 0.5 ) );
	}

	private static double at( final long index, final double cell )
	{
		return ( index + 0.5 ) * cell - 0.5;
	}

	@Override
	public long count()
	{
		return columns * rows;
	}
}
