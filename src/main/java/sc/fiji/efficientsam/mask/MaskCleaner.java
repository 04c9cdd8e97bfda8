// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.mask;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Removes small pieces of a mask and fills its small holes. Pixels of a piece
 * are 8-connected, those of a hole 4-connected.
 */
public final class MaskCleaner {

	private MaskCleaner()
	{}

	/**
	 * @param minFragment
	 *            pieces with fewer pixels are removed, but never the largest (the
	 *            first of several that are equally large); 0 for none
	 * @param maxHole
	 *            holes with at most this number of pixels are filled; 0 for none
	 * @return the cleaned mask; empty only if the given one is
	 */
	public static Mask clean( final Mask mask, final int minFragment, final int maxHole )
	{
		if ( mask.isEmpty() || minFragment <= 1 && maxHole <= 0 )
			return mask;
		final Mask whole = minFragment > 1 ? withoutFragments( mask, minFragment ) : mask;
		return maxHole > 0 ? withoutHoles( whole, maxHole ) : whole;
	}

	private static Mask withoutFragments( final Mask mask, final int minSize )
	{
		final List< Mask > pieces = Components.of( mask );
		Mask largest = pieces.get( 0 );
		for ( final Mask piece : pieces )
			if ( piece.area() > largest.area() )
				largest = piece;
		final BitSet bits = mask.bits();
		for ( final Mask piece : pieces )
			if ( piece != largest && piece.area() < minSize )
				piece.forEach( ( x, y ) -> bits.clear( ( y - mask.y() ) * mask.width() + x - mask.x() ) );
		return Mask.of( mask.x(), mask.y(), mask.width(), mask.height(), bits );
	}

	private static Mask withoutHoles( final Mask mask, final int maxSize )
	{
		final int w = mask.width(), h = mask.height();
		final BitSet bits = mask.bits(), outside = mask.bits();
		outside.flip( 0, w * h );
		for ( final BitSet piece : pieces( outside, w, h ) )
			if ( piece.cardinality() <= maxSize && !touchesBorder( piece, w, h ) )
				bits.or( piece );
		return Mask.of( mask.x(), mask.y(), w, h, bits );
	}

	private static boolean touchesBorder( final BitSet piece, final int w, final int h )
	{
		for ( int i = piece.nextSetBit( 0 ); i >= 0; i = piece.nextSetBit( i + 1 ) )
		{
			final int x = i % w, y = i / w;
			if ( x == 0 || y == 0 || x == w - 1 || y == h - 1 )
				return true;
		}
		return false;
	}

	/**
	 * The set bits of a w x h raster in 4-connected pieces, unlike those of {@link Components}, in the
	 * order of their first pixels.
	 */
	private static List< BitSet > pieces( final BitSet bits, final int w, final int h )
	{
		final BitSet left = ( BitSet ) bits.clone();
		final List< BitSet > pieces = new ArrayList<>();
		final ArrayDeque< Integer > todo = new ArrayDeque<>();
		for ( int start = left.nextSetBit( 0 ); start >= 0; start = left.nextSetBit( start ) )
		{
			final BitSet piece = new BitSet();
			left.clear( start );
			todo.add( start );
			while ( !todo.isEmpty() )
			{
				final int i = todo.remove();
				piece.set( i );
				final int x = i % w;
				take( x > 0 ? i - 1 : -1, left, todo );
				take( x < w - 1 ? i + 1 : -1, left, todo );
				take( i - w, left, todo );
				take( i < ( h - 1 ) * w ? i + w : -1, left, todo );
			}
			pieces.add( piece );
		}
		return pieces;
	}

	private static void take( final int i, final BitSet left, final ArrayDeque< Integer > todo )
	{
		if ( i >= 0 && left.get( i ) )
		{
			left.clear( i );
			todo.add( i );
		}
	}
}
