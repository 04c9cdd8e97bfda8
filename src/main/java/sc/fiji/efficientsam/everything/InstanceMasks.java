// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.InstanceMap.Channel;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.segment.SegmentedObject;

/** Cuts an instance head's maps into objects. Not safe for use by several threads. */
final class InstanceMasks {

	/** Pixels of the smallest object: less is a speck. */
	private static final int SMALLEST = 15;

	private final InstanceMaps maps;
	private final float[] foreground;
	private final int[] labels;
	private final int imageWidth;
	private final int imageHeight;

	/**
	 * @param maps
	 *            with foreground, border and center
	 * @param imageWidth
	 *            columns of the image
	 * @param imageHeight
	 *            its rows
	 */
	InstanceMasks( final InstanceMaps maps, final int imageWidth, final int imageHeight )
	{
		this.maps = maps;
		this.imageWidth = imageWidth;
		this.imageHeight = imageHeight;
		final int w = maps.width(), h = maps.height();
		foreground = maps.map( Channel.FOREGROUND );
		final float[] depth = InstanceSeeds.depth( foreground, maps.map( Channel.BORDER ), maps.map( Channel.CENTER ), w, h );
		labels = Watershed.flood( depth, InstanceSeeds.of( depth, w, h ), foreground, InstanceSeeds.INSIDE, w, h );
	}

	/** One object per seed, with a point in its depth as its prompt. */
	List< SegmentedObject > objects()
	{
		int n = 0;
		for ( final int l : labels )
			n = Math.max( n, l );
		// NB: first and last column and row of cells of each label.
		final int[][] bounds = new int[ n + 1 ][];
		final double[] sums = new double[ n + 1 ];
		final int[] cells = new int[ n + 1 ], sure = new int[ n + 1 ];
		for ( int i = 0; i < labels.length; i++ )
		{
			final int l = labels[ i ];
			if ( l == 0 )
				continue;
			sums[ l ] += foreground[ i ];
			cells[ l ]++;
			sure[ l ] += foreground[ i ] > 1 - InstanceSeeds.INSIDE ? 1 : 0;
			final int c = i % maps.width(), r = i / maps.width();
			if ( bounds[ l ] == null )
				bounds[ l ] = new int[] { c, r, c, r };
			bounds[ l ][ 0 ] = Math.min( bounds[ l ][ 0 ], c );
			bounds[ l ][ 2 ] = Math.max( bounds[ l ][ 2 ], c );
			bounds[ l ][ 3 ] = r;
		}
		final List< SegmentedObject > objects = new ArrayList<>();
		for ( int l = 1; l <= n; l++ )
		{
			final Mask m = toMask( l, bounds[ l ] );
			if ( m.area() >= SMALLEST )
				objects.add( new SegmentedObject( Prompt.points( PromptPoint.inside( m, 1 ).get( 0 ) ), m, sums[ l ] / cells[ l ],
						( double ) sure[ l ] / cells[ l ] ) );
		}
		return objects;
	}

	/** The pixels whose middles lie in the label's cells. */
	private Mask toMask( final int label, final int[] b )
	{
		final int x = maps.imageX( b[ 0 ] ), y = maps.imageY( b[ 1 ] );
		final int w = Math.min( imageWidth, maps.imageX( b[ 2 ] + 1 ) ) - x, h = Math.min( imageHeight, maps.imageY( b[ 3 ] + 1 ) ) - y;
		final BitSet bits = new BitSet();
		for ( int r = 0; r < h; r++ )
			for ( int c = 0; c < w; c++ )
				if ( labels[ maps.row( y + r ) * maps.width() + maps.column( x + c ) ] == label )
					bits.set( r * w + c );
		return bits.isEmpty() ? Mask.EMPTY : Mask.of( x, y, w, h, bits );
	}
}
