// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.evaluate;

import java.util.BitSet;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;

/**
 * The objects of a label image, and the prompts that a perfect user would give
 * for them: the tight box, and the point deepest inside.
 */
public final class LabelObjects {

	private LabelObjects()
	{}

	/**
	 * The masks of all labels above 0, by label, in ascending order.
	 *
	 * @param labels
	 *            two-dimensional, starting at (0, 0), whole numbers
	 */
	public static Map< Integer, Mask > masks( final RandomAccessibleInterval< ? extends RealType< ? > > labels )
	{
		final Map< Integer, int[] > bounds = new TreeMap<>();
		final Cursor< ? extends RealType< ? > > cursor = Views.flatIterable( labels ).localizingCursor();
		while ( cursor.hasNext() )
		{
			final int label = ( int ) cursor.next().getRealDouble();
			if ( label <= 0 )
				continue;
			final int x = cursor.getIntPosition( 0 ), y = cursor.getIntPosition( 1 );
			final int[] b = bounds.computeIfAbsent( label, l -> new int[] { x, y, x, y } );
			b[ 0 ] = Math.min( b[ 0 ], x );
			b[ 2 ] = Math.max( b[ 2 ], x );
			b[ 3 ] = y;
		}
		final Map< Integer, Mask > masks = new TreeMap<>();
		bounds.forEach( ( label, b ) -> masks.put( label, mask( labels, label, b ) ) );
		return masks;
	}

	private static Mask mask( final RandomAccessibleInterval< ? extends RealType< ? > > labels, final int label, final int[] b )
	{
		final int w = b[ 2 ] - b[ 0 ] + 1, h = b[ 3 ] - b[ 1 ] + 1;
		final BitSet bits = new BitSet( w * h );
		final Cursor< ? extends RealType< ? > > cursor = Views.flatIterable( Views.interval( labels, new long[] { b[ 0 ], b[ 1 ] },
				new long[] { b[ 2 ], b[ 3 ] } ) ).cursor();
		for ( int i = 0; i < w * h; i++ )
			if ( ( int ) cursor.next().getRealDouble() == label )
				bits.set( i );
		return Mask.of( b[ 0 ], b[ 1 ], w, h, bits );
	}

	/** The tight box of an object. */
	public static Prompt box( final Mask mask )
	{
		final Box b = mask.bounds();
		return Prompt.of( b, Collections.emptyList() );
	}

	/** The object's pixel that is farthest from everything that is not of the object; the first in reading order of several. */
	public static Prompt center( final Mask mask )
	{
		return Prompt.of( null, PromptPoint.inside( mask, 1 ) );
	}
}
