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
package sc.fiji.efficientsam.evaluate;

import java.util.BitSet;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import sc.fiji.efficientsam.prompt.Box;
import sc.fiji.efficientsam.prompt.DistanceTransform;
import sc.fiji.efficientsam.prompt.Mask;
import sc.fiji.efficientsam.prompt.Prompt;

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
		final Cursor< ? extends RealType< ? > > cursor = Views.flatIterable( Views.interval( labels, new long[] { b[ 0 ], b[ 1 ] }, new long[] { b[ 2 ], b[ 3 ] } ) ).cursor();
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
		final double[] d = DistanceTransform.squared( mask );
		int best = 0;
		for ( int i = 1; i < d.length; i++ )
			if ( d[ i ] > d[ best ] )
				best = i;
		return Prompt.point( mask.x() + best % mask.width(), mask.y() + best / mask.width() );
	}
}
