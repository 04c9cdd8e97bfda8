// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.efficientsam.prompt.PromptPoint;

/**
 * Points at which objects are looked for, asked for region by region so that
 * they need not exist all at once. Integers are pixel centers.
 */
public interface Seeds {

	/**
	 * The points on the pixels of a region of the image, in reading order.
	 *
	 * @param x
	 *            left column
	 * @param y
	 *            top row
	 */
	List< PromptPoint > in( int x, int y, int width, int height );

	/** Number of points in the whole image, at most. */
	long count();

	/** A regular grid: points in the middle of cells as square as possible, about {@code spacing} pixels apart, 1 or more per axis. */
	static Seeds grid( final int width, final int height, final double spacing )
	{
		return new PointGrid( width, height, spacing );
	}

	/** Given points, kept in their order. */
	static Seeds of( final List< PromptPoint > points )
	{
		final List< PromptPoint > all = new ArrayList<>( points );
		return new Seeds()
		{
			@Override
			public List< PromptPoint > in( final int x, final int y, final int width, final int height )
			{
				final List< PromptPoint > inside = new ArrayList<>();
				for ( final PromptPoint p : all )
				{
					final long px = Math.round( p.x() ), py = Math.round( p.y() );
					if ( px >= x && py >= y && px < x + width && py < y + height )
						inside.add( p );
				}
				return inside;
			}

			@Override
			public long count()
			{
				return all.size();
			}
		};
	}
}
