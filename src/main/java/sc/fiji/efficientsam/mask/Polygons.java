// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.mask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * Fills polygons. A pixel is inside if its center is; a center on a left or upper edge is inside, one on a right or lower
 * edge is not, so that polygons that share an edge share no pixel. What {@link Outlines} makes of a mask gives that mask
 * again.
 * <p>
 * Coordinates have integers at pixel <em>corners</em>: the pixel (3, 5) reaches from (3, 5) to (4, 6).
 * </p>
 */
public final class Polygons {

	/** An edge from its upper to its lower end. */
	private static final class Edge {

		final double x;
		final double y;
		final double slope;
		/** Rows whose centers it crosses; the last one is not among them. */
		final int first;
		final int last;

		Edge( final double[] a, final double[] b, final int height )
		{
			final double[] up = a[ 1 ] < b[ 1 ] ? a : b, low = up == a ? b : a;
			x = up[ 0 ];
			y = up[ 1 ];
			slope = low[ 1 ] > up[ 1 ] ? ( low[ 0 ] - up[ 0 ] ) / ( low[ 1 ] - up[ 1 ] ) : 0;
			first = row( up[ 1 ], height );
			last = row( low[ 1 ], height );
		}

		double at( final int row )
		{
			return x + ( row + 0.5 - y ) * slope;
		}
	}

	private Polygons()
	{}

	/**
	 * The pixels of an image inside of one polygon.
	 *
	 * @param rings
	 *            each a list of corners {@code {x, y}}, finite numbers; the first one may be repeated at the end. A place round
	 *            which an odd number of rings goes is inside, so that rings within a ring are holes.
	 * @param width
	 *            of the image in pixels; what lies outside of it is cut off
	 * @param height
	 *            of the image in pixels
	 */
	public static Mask fill( final List< List< double[] > > rings, final int width, final int height )
	{
		final List< Edge > edges = new ArrayList<>();
		double left = width, right = 0;
		for ( final List< double[] > ring : rings )
			for ( int i = 0; i < ring.size(); i++ )
			{
				final Edge e = new Edge( ring.get( i ), ring.get( ( i + 1 ) % ring.size() ), height );
				left = Math.min( left, ring.get( i )[ 0 ] );
				right = Math.max( right, ring.get( i )[ 0 ] );
				if ( e.first < e.last )
					edges.add( e );
			}
		if ( edges.isEmpty() )
			return Mask.EMPTY;
		edges.sort( Comparator.comparingInt( e -> e.first ) );
		final int x = row( left, width ), w = row( right, width ) - x;
		final int top = edges.get( 0 ).first, bottom = edges.stream().mapToInt( e -> e.last ).max().getAsInt();
		final BitSet bits = new BitSet();
		final List< Edge > active = new ArrayList<>();
		int next = 0;
		for ( int row = top; row < bottom; row++ )
		{
			for ( final Iterator< Edge > it = active.iterator(); it.hasNext(); )
				if ( it.next().last <= row )
					it.remove();
			while ( next < edges.size() && edges.get( next ).first <= row )
				active.add( edges.get( next++ ) );
			final double[] crossings = new double[ active.size() ];
			for ( int i = 0; i < crossings.length; i++ )
				crossings[ i ] = active.get( i ).at( row );
			Arrays.sort( crossings );
			final int start = Math.multiplyExact( row - top, w );
			for ( int i = 0; i + 1 < crossings.length; i += 2 )
				bits.set( start + row( crossings[ i ], width ) - x, start + row( crossings[ i + 1 ], width ) - x );
		}
		return Mask.of( x, top, w, bottom - top, bits );
	}

	/** The first pixel whose center is at a coordinate or beyond it, within 0 and a length. */
	private static int row( final double at, final int length )
	{
		return ( int ) Math.max( 0, Math.min( length, Math.ceil( at - 0.5 ) ) );
	}
}
