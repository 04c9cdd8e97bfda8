/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
package sc.fiji.efficientsam.segment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import sc.fiji.efficientsam.prompt.Mask;

/**
 * Removes small pieces of a mask and fills its small holes. Pixels of a piece
 * hang together by edges or corners, those of a hole by edges.
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
		final int w = mask.width();
		final int h = mask.height();
		final BitSet bits = mask.bits();
		if ( minFragment > 1 )
			removeFragments( bits, w, h, minFragment );
		if ( maxHole > 0 )
			fillHoles( bits, w, h, maxHole );
		return Mask.of( mask.x(), mask.y(), w, h, bits );
	}

	private static void removeFragments( final BitSet bits, final int w, final int h, final int minSize )
	{
		BitSet largest = new BitSet();
		int largestSize = 0;
		for ( final BitSet piece : components( bits, w, h, true ) )
		{
			final int size = piece.cardinality();
			if ( size < minSize )
				bits.andNot( piece );
			if ( size > largestSize )
			{
				largest = piece;
				largestSize = size;
			}
		}
		bits.or( largest );
	}

	private static void fillHoles( final BitSet bits, final int w, final int h, final int maxSize )
	{
		final BitSet outside = ( BitSet ) bits.clone();
		outside.flip( 0, w * h );
		for ( final BitSet piece : components( outside, w, h, false ) )
			if ( piece.cardinality() <= maxSize && !touchesBorder( piece, w, h ) )
				bits.or( piece );
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

	/** The connected pieces of the set bits of a w x h raster, in the order of their first pixels. */
	static List< BitSet > components( final BitSet bits, final int w, final int h, final boolean corners )
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
				final int x = i % w, y = i / w;
				for ( int dy = -1; dy <= 1; dy++ )
					for ( int dx = -1; dx <= 1; dx++ )
					{
						final int n = i + dy * w + dx;
						if ( x + dx < 0 || x + dx >= w || y + dy < 0 || y + dy >= h || !corners && dx != 0 && dy != 0 || !left.get( n ) )
							continue;
						left.clear( n );
						todo.add( n );
					}
			}
			pieces.add( piece );
		}
		return pieces;
	}
}
