// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.mask;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The outlines of a mask along the edges of its pixels, as polygons with holes.
 * Pixels that touch at a corner only belong to different polygons.
 * <p>
 * Coordinates have integers at pixel <em>corners</em>, as ImageJ and QuPath have
 * them: the pixel (3, 5) reaches from (3, 5) to (4, 6).
 * </p>
 */
public final class Outlines {

	/** Steps right, down, left, up, in the order of a walk round a pixel with the pixel at the right hand. */
	private static final int[] DX = { 1, 0, -1, 0 }, DY = { 0, 1, 0, -1 };

	private final Mask mask;

	/** For each corner the directions of the edges that begin there, as bits. */
	private final Map< Long, Integer > edges = new HashMap<>();

	private Outlines( final Mask mask )
	{
		this.mask = mask;
	}

	/**
	 * @return for each polygon its rings, the outer one first and then its holes;
	 *         each ring is a list of corners {@code {x, y}} without repeating the
	 *         first; outer rings run clockwise on the screen, holes the other way
	 */
	public static List< List< List< int[] > > > of( final Mask mask )
	{
		return new Outlines( mask ).polygons();
	}

	private List< List< List< int[] > > > polygons()
	{
		for ( int y = mask.y(); y < mask.y() + mask.height(); y++ )
			for ( int x = mask.x(); x < mask.x() + mask.width(); x++ )
				if ( mask.contains( x, y ) )
				{
					add( !mask.contains( x, y - 1 ), x, y, 0 );
					add( !mask.contains( x + 1, y ), x + 1, y, 1 );
					add( !mask.contains( x, y + 1 ), x + 1, y + 1, 2 );
					add( !mask.contains( x - 1, y ), x, y + 1, 3 );
				}
		final List< List< List< int[] > > > polygons = new ArrayList<>();
		final List< List< int[] > > holes = new ArrayList<>();
		for ( int y = mask.y(); y <= mask.y() + mask.height(); y++ )
			for ( int x = mask.x(); x <= mask.x() + mask.width(); x++ )
				while ( edges.containsKey( key( x, y ) ) )
				{
					final List< int[] > ring = walk( x, y );
					if ( area( ring ) > 0 )
					{
						polygons.add( new ArrayList<>() );
						polygons.get( polygons.size() - 1 ).add( ring );
					}
					else
						holes.add( ring );
				}
		for ( final List< int[] > hole : holes )
			smallestRound( hole, polygons ).add( hole );
		return polygons;
	}

	private void add( final boolean edge, final int x, final int y, final int direction )
	{
		if ( edge )
			edges.merge( key( x, y ), 1 << direction, ( a, b ) -> a | b );
	}

	private static long key( final int x, final int y )
	{
		return ( long ) x << 32 | y & 0xffffffffL;
	}

	/** Follows the edges from a corner back to it, taking them away. */
	private List< int[] > walk( final int startX, final int startY )
	{
		final List< int[] > ring = new ArrayList<>();
		int x = startX, y = startY, direction = -1;
		do
		{
			final int out = edges.get( key( x, y ) );
			final int next = turn( out, direction );
			if ( next != direction )
				ring.add( new int[] { x, y } );
			direction = next;
			if ( out == 1 << next )
				edges.remove( key( x, y ) );
			else
				edges.put( key( x, y ), out & ~( 1 << next ) );
			x += DX[ next ];
			y += DY[ next ];
		}
		while ( x != startX || y != startY );
		return ring;
	}

	/** NB: where two pixels touch at a corner, the right turn stays with the same pixel. */
	private static int turn( final int out, final int direction )
	{
		if ( direction < 0 )
			return Integer.numberOfTrailingZeros( out );
		for ( final int turn : new int[] { 1, 0, 3 } )
			if ( ( out & 1 << ( direction + turn ) % 4 ) != 0 )
				return ( direction + turn ) % 4;
		throw new IllegalStateException( "An outline does not close." );
	}

	/** Twice the area; positive for rings that are clockwise on the screen. */
	private static long area( final List< int[] > ring )
	{
		long sum = 0;
		for ( int i = 0; i < ring.size(); i++ )
		{
			final int[] a = ring.get( i ), b = ring.get( ( i + 1 ) % ring.size() );
			sum += ( long ) a[ 0 ] * b[ 1 ] - ( long ) b[ 0 ] * a[ 1 ];
		}
		return sum;
	}

	private static List< List< int[] > > smallestRound( final List< int[] > hole, final List< List< List< int[] > > > polygons )
	{
		List< List< int[] > > best = null;
		for ( final List< List< int[] > > polygon : polygons )
			if ( contains( polygon.get( 0 ), hole ) && ( best == null || area( polygon.get( 0 ) ) < area( best.get( 0 ) ) ) )
				best = polygon;
		return best;
	}

	/** Whether the middle of a pixel at the hole's first corner is inside; the first corner is the hole's top left one. */
	private static boolean contains( final List< int[] > ring, final List< int[] > hole )
	{
		final double x = hole.get( 0 )[ 0 ] + 0.5, y = hole.get( 0 )[ 1 ] + 0.5;
		boolean inside = false;
		for ( int i = 0; i < ring.size(); i++ )
		{
			final int[] a = ring.get( i ), b = ring.get( ( i + 1 ) % ring.size() );
			if ( a[ 1 ] > y != b[ 1 ] > y && x < a[ 0 ] + ( y - a[ 1 ] ) * ( b[ 0 ] - a[ 0 ] ) / ( b[ 1 ] - a[ 1 ] ) )
				inside = !inside;
		}
		return inside;
	}
}
