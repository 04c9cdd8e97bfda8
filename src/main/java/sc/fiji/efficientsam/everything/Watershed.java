// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.Arrays;

/**
 * Seeded watershed by flooding in the order of heights (Meyer and Beucher, J. Visual
 * Communication and Image Representation 1, 1990; without
 * lines between the basins): from its seeds each label grows over the highest
 * cells first. Cells are 4-connected.
 */
final class Watershed {

	/** Heights of the same level count as equal, first come, first served. */
	private static final int LEVELS = 1024;

	private final int width;
	private final int height;
	/** For each level the cells that wait, as linked lists: first, last, and the next of each cell. */
	private final int[] first = new int[ LEVELS ];
	private final int[] last = new int[ LEVELS ];
	private final int[] next;

	private Watershed( final int width, final int height )
	{
		this.width = width;
		this.height = height;
		next = new int[ width * height ];
		Arrays.fill( first, -1 );
	}

	/**
	 * @param heights
	 *            0..1, row by row; seeds stand on summits
	 * @param seeds
	 *            label of each cell that is a seed, 0 of others; receives the result
	 * @param foreground
	 *            value of each cell
	 * @param inside
	 *            cells with a higher foreground may be flooded
	 * @return {@code seeds}
	 */
	static int[] flood( final float[] heights, final int[] seeds, final float[] foreground, final float inside, final int width,
			final int height )
	{
		return new Watershed( width, height ).flood( heights, seeds, foreground, inside );
	}

	private int[] flood( final float[] heights, final int[] labels, final float[] foreground, final float inside )
	{
		for ( int i = 0; i < labels.length; i++ )
			if ( labels[ i ] > 0 )
				queue( i, LEVELS - 1 );
		for ( int level = LEVELS - 1; level >= 0; )
		{
			final int i = first[ level ];
			if ( i < 0 )
			{
				level--;
				continue;
			}
			first[ level ] = next[ i ];
			final int c = i % width, r = i / width;
			for ( int side = 0; side < 4; side++ )
			{
				final int cc = c + ( side == 0 ? -1 : side == 1 ? 1 : 0 ), rr = r + ( side == 2 ? -1 : side == 3 ? 1 : 0 );
				if ( cc < 0 || rr < 0 || cc >= width || rr >= height )
					continue;
				final int k = rr * width + cc;
				if ( labels[ k ] != 0 || foreground[ k ] <= inside )
					continue;
				labels[ k ] = labels[ i ];
				// NB: what lies higher than the flood is flooded at once.
				queue( k, Math.min( level, ( int ) ( Math.max( 0, Math.min( 1, heights[ k ] ) ) * ( LEVELS - 1 ) ) ) );
			}
		}
		return labels;
	}

	private void queue( final int i, final int level )
	{
		next[ i ] = -1;
		if ( first[ level ] < 0 )
			first[ level ] = i;
		else
			next[ last[ level ] ] = i;
		last[ level ] = i;
	}
}
