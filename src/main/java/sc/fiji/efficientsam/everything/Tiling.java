// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.FramePlanner;

/**
 * Divides an image, at one scale, into regions whose points are served by the
 * same frame. Frames overlap by half, so that a region is surrounded by a quarter
 * of a frame or more on all sides but the image's borders.
 */
public final class Tiling {

	private final FramePlanner planner;
	private final double scale;
	private final List< Integer > columns;
	private final List< Integer > rows;

	public Tiling( final FramePlanner planner, final int width, final int height, final double scale )
	{
		this.planner = planner;
		this.scale = scale;
		columns = new ArrayList<>();
		rows = new ArrayList<>();
		int last = -1;
		for ( int x = 0; x < width; x++ )
		{
			final int start = frame( x, 0 ).x();
			if ( start != last )
				columns.add( x );
			last = start;
		}
		last = -1;
		for ( int y = 0; y < height; y++ )
		{
			final int start = frame( 0, y ).y();
			if ( start != last )
				rows.add( y );
			last = start;
		}
		columns.add( width );
		rows.add( height );
	}

	private Frame frame( final int x, final int y )
	{
		return planner.frame( Prompt.point( x, y ), scale );
	}

	/** Number of regions. */
	public int size()
	{
		return ( columns.size() - 1 ) * ( rows.size() - 1 );
	}

	/** Left column, top row, width and height of a region, row by row. */
	public int[] region( final int index )
	{
		final int c = index % ( columns.size() - 1 ), r = index / ( columns.size() - 1 );
		final int x = columns.get( c ), y = rows.get( r );
		return new int[] { x, y, columns.get( c + 1 ) - x, rows.get( r + 1 ) - y };
	}

	/** The frame that serves a region. */
	public Frame frame( final int index )
	{
		final int[] region = region( index );
		return frame( region[ 0 ], region[ 1 ] );
	}
}
