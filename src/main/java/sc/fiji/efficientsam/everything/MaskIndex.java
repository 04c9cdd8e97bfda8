// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import sc.fiji.efficientsam.mask.Mask;

/**
 * Finds the masks near a mask quickly: the image is divided into square cells,
 * and each cell knows the masks whose bounding boxes reach into it. Keeps the
 * order in which masks were added. Not safe for use by several threads.
 */
final class MaskIndex {

	private final int cell;
	private final Map< Long, List< Candidate > > cells = new HashMap<>();
	private final Set< Candidate > all = new LinkedHashSet<>();

	/**
	 * @param cell
	 *            side of a cell in pixels; about the size of the objects
	 */
	MaskIndex( final double cell )
	{
		this.cell = ( int ) Math.max( 8, cell );
	}

	void add( final Candidate c )
	{
		all.add( c );
		for ( final long key : keys( c.mask() ) )
			cells.computeIfAbsent( key, k -> new ArrayList<>( 2 ) ).add( c );
	}

	void remove( final Candidate c )
	{
		all.remove( c );
		for ( final long key : keys( c.mask() ) )
			cells.get( key ).remove( c );
	}

	/** The masks whose bounding boxes overlap the given mask's, in the order in which they were found in the cells. */
	Collection< Candidate > near( final Mask mask )
	{
		final Set< Candidate > near = new LinkedHashSet<>();
		for ( final long key : keys( mask ) )
			for ( final Candidate c : cells.getOrDefault( key, Collections.emptyList() ) )
				if ( overlap( c.mask(), mask ) )
					near.add( c );
		return near;
	}

	/** Whether a pixel lies in a mask of the given quality or better. */
	boolean covers( final int x, final int y, final double quality )
	{
		for ( final Candidate c : cells.getOrDefault( ( long ) ( y / cell ) << 32 | x / cell, Collections.emptyList() ) )
			if ( c.quality() >= quality && c.mask().contains( x, y ) )
				return true;
		return false;
	}

	/** All masks, in the order in which they were added. */
	List< Candidate > all()
	{
		return new ArrayList<>( all );
	}

	private static boolean overlap( final Mask a, final Mask b )
	{
		return a.x() < b.x() + b.width() && b.x() < a.x() + a.width() && a.y() < b.y() + b.height() && b.y() < a.y() + a.height();
	}

	private long[] keys( final Mask m )
	{
		final int x0 = m.x() / cell, x1 = ( m.x() + m.width() - 1 ) / cell;
		final int y0 = m.y() / cell, y1 = ( m.y() + m.height() - 1 ) / cell;
		final long[] keys = new long[ ( x1 - x0 + 1 ) * ( y1 - y0 + 1 ) ];
		int n = 0;
		for ( int y = y0; y <= y1; y++ )
			for ( int x = x0; x <= x1; x++ )
				keys[ n++ ] = ( long ) y << 32 | x;
		return keys;
	}
}
