// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.Arrays;

/**
 * Where objects begin to grow on an instance head's maps: the tops of their depth,
 * the mean of the distance to the border and the closeness to the center. A top is
 * a seed if it rises enough above the saddle that leads to a higher one (h-maxima;
 * Soille, Morphological Image Analysis, 2003), so that a dent in a map does not
 * divide an object. The bundled model is trained and measured with the same rule
 * ({@code training/instances.py}).
 */
final class InstanceSeeds {

	/** Foreground from which on a cell can belong to an object. */
	static final float INSIDE = EverythingSettings.INSIDE;

	/** Levels of depth, which is 0..1. */
	private static final int LEVELS = 1000;

	/** Levels by which a seed rises above the saddle to a higher top, and the lowest level of a seed. */
	private static final int RISE = 100, LOWEST = 450;

	private final short[] levels;
	private final int width;
	private final int height;
	/** For each cell that is flooded another one, and so on to the top of its hill; -1 for cells under water. */
	private final int[] parents;
	private final int[] labels;
	private int count;

	private InstanceSeeds( final float[] depth, final int width, final int height )
	{
		this.width = width;
		this.height = height;
		levels = new short[ depth.length ];
		for ( int i = 0; i < depth.length; i++ )
			levels[ i ] = ( short ) Math.round( LEVELS * Math.max( 0, Math.min( 1, depth[ i ] ) ) );
		parents = new int[ depth.length ];
		Arrays.fill( parents, -1 );
		labels = new int[ depth.length ];
	}

	/** The depth of all cells: 0..1, smoothed, 0 outside of the foreground. */
	static float[] depth( final float[] foreground, final float[] border, final float[] center, final int width, final int height )
	{
		final float[] raw = new float[ foreground.length ];
		for ( int i = 0; i < raw.length; i++ )
			raw[ i ] = ( border[ i ] + center[ i ] ) / 2;
		// NB: twice three cells, near to a Gaussian of one cell.
		final float[] smooth = Windows.mean( Windows.mean( raw, width, height, 1 ), width, height, 1 );
		for ( int i = 0; i < smooth.length; i++ )
			if ( foreground[ i ] <= INSIDE )
				smooth[ i ] = 0;
		return smooth;
	}

	/** Labels 1, 2, 3... of the seeds, one cell each; 0 elsewhere. */
	static int[] of( final float[] depth, final int width, final int height )
	{
		return new InstanceSeeds( depth, width, height ).find();
	}

	/** The water sinks: hills appear one after the other, and merge where it lays their saddles bare. */
	private int[] find()
	{
		final int[] order = highestFirst();
		for ( final int i : order )
		{
			parents[ i ] = i;
			final int c = i % width, r = i / width;
			for ( int y = Math.max( 0, r - 1 ); y <= Math.min( height - 1, r + 1 ); y++ )
				for ( int x = Math.max( 0, c - 1 ); x <= Math.min( width - 1, c + 1 ); x++ )
					if ( parents[ y * width + x ] >= 0 )
						merge( top( i ), top( y * width + x ), levels[ i ] );
		}
		for ( final int i : order )
			if ( parents[ i ] == i )
				addIfHigh( i, 0 );
		return labels;
	}

	/** All cells above 0, highest first, and in reading order where they are equally high. */
	private int[] highestFirst()
	{
		final int[] starts = new int[ LEVELS + 2 ];
		for ( final short v : levels )
			starts[ LEVELS - v + 1 ]++;
		for ( int i = 1; i < starts.length; i++ )
			starts[ i ] += starts[ i - 1 ];
		final int[] order = new int[ starts[ LEVELS ] ];
		for ( int i = 0; i < levels.length; i++ )
			if ( levels[ i ] > 0 )
				order[ starts[ LEVELS - levels[ i ] ]++ ] = i;
		return order;
	}

	private int top( final int cell )
	{
		int i = cell;
		while ( parents[ i ] != i )
		{
			parents[ i ] = parents[ parents[ i ] ];
			i = parents[ i ];
		}
		return i;
	}

	private void merge( final int a, final int b, final int saddle )
	{
		if ( a == b )
			return;
		final boolean first = levels[ a ] > levels[ b ] || levels[ a ] == levels[ b ] && a < b;
		final int high = first ? a : b, low = first ? b : a;
		addIfHigh( low, saddle );
		parents[ low ] = high;
	}

	private void addIfHigh( final int top, final int saddle )
	{
		if ( levels[ top ] - saddle >= RISE && levels[ top ] > LOWEST )
			labels[ top ] = ++count;
	}
}
