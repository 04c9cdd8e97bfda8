// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.mask;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The connected components of a mask (8-connected: by edges or corners). */
public final class Components {

	private Components()
	{}

	/**
	 * Takes one pass over the mask's runs of pixels, whatever the number of
	 * pieces.
	 *
	 * @return the pieces in the order of their first pixels, row by row
	 */
	public static List< Mask > of( final Mask mask )
	{
		final List< int[] > runs = runs( mask );
		final int[] parent = new int[ runs.size() ];
		int above = 0;
		for ( int i = 0; i < parent.length; i++ )
		{
			parent[ i ] = i;
			final int[] run = runs.get( i );
			// NB: runs are in reading order, so those that may touch begin where the last ones ended.
			while ( runs.get( above )[ 0 ] < run[ 0 ] - 1 || runs.get( above )[ 0 ] == run[ 0 ] - 1
					&& runs.get( above )[ 2 ] < run[ 1 ] - 1 )
				above++;
			for ( int k = above; runs.get( k )[ 0 ] == run[ 0 ] - 1 && runs.get( k )[ 1 ] <= run[ 2 ] + 1; k++ )
				join( parent, k, i );
		}
		final List< List< int[] > > pieces = new ArrayList<>();
		final int[] piece = new int[ parent.length ];
		for ( int i = 0; i < parent.length; i++ )
		{
			final int root = root( parent, i );
			if ( root == i )
			{
				piece[ i ] = pieces.size();
				pieces.add( new ArrayList<>() );
			}
			pieces.get( piece[ root ] ).add( runs.get( i ) );
		}
		final List< Mask > masks = new ArrayList<>();
		for ( final List< int[] > p : pieces )
			masks.add( toMask( p ) );
		return masks;
	}

	/** Row, first and last column of each run of pixels, in reading order. */
	private static List< int[] > runs( final Mask mask )
	{
		final BitSet bits = mask.bits();
		final int w = mask.width();
		final List< int[] > runs = new ArrayList<>();
		for ( int i = bits.nextSetBit( 0 ); i >= 0; )
		{
			final int row = i / w;
			final int end = Math.min( bits.nextClearBit( i ), ( row + 1 ) * w );
			runs.add( new int[] { mask.y() + row, mask.x() + i % w, mask.x() + ( end - 1 ) % w } );
			i = bits.nextSetBit( end );
		}
		return runs;
	}

	/** The smaller index becomes the root. */
	private static void join( final int[] parent, final int a, final int b )
	{
		final int ra = root( parent, a ), rb = root( parent, b );
		parent[ Math.max( ra, rb ) ] = Math.min( ra, rb );
	}

	private static int root( final int[] parent, final int i )
	{
		int r = i;
		while ( parent[ r ] != r )
		{
			parent[ r ] = parent[ parent[ r ] ];
			r = parent[ r ];
		}
		return r;
	}

	private static Mask toMask( final List< int[] > runs )
	{
		int left = Integer.MAX_VALUE, right = 0;
		for ( final int[] r : runs )
		{
			left = Math.min( left, r[ 1 ] );
			right = Math.max( right, r[ 2 ] );
		}
		final int top = runs.get( 0 )[ 0 ], bottom = runs.get( runs.size() - 1 )[ 0 ], w = right - left + 1;
		final BitSet bits = new BitSet();
		for ( final int[] r : runs )
			bits.set( ( r[ 0 ] - top ) * w + r[ 1 ] - left, ( r[ 0 ] - top ) * w + r[ 2 ] - left + 1 );
		return Mask.of( left, top, w, bottom - top + 1, bits );
	}
}
