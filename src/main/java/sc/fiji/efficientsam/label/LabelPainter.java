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
package sc.fiji.efficientsam.label;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import sc.fiji.efficientsam.prompt.Mask;
import sc.fiji.efficientsam.segment.SegmentedObject;

/**
 * Writes masks into a label image. Object i of the list (counted from 0) gets
 * label i + 1, whether or not the objects before it were found, so that labels
 * and prompts stay together.
 */
public final class LabelPainter {

	private LabelPainter()
	{}

	/**
	 * Paints all objects. Pixels that no mask claims are left as they are.
	 *
	 * @param labels
	 *            two-dimensional, in pixels of the image that was segmented; of a
	 *            type that can hold the number of objects
	 * @return the objects with those pixels that became theirs, so that no two
	 *         masks overlap; same order
	 */
	public static < T extends RealType< T > > List< SegmentedObject > paint( final List< SegmentedObject > objects, final OverlapRule rule,
			final RandomAccessibleInterval< T > labels )
	{
		return paint( objects, IntStream.rangeClosed( 1, objects.size() ).toArray(), rule, labels );
	}

	/** Paints all objects with the given labels: object i gets label {@code ids[ i ]}, and no two have the same. */
	public static < T extends RealType< T > > List< SegmentedObject > paint( final List< SegmentedObject > objects, final int[] ids, final OverlapRule rule,
			final RandomAccessibleInterval< T > labels )
	{
		final RandomAccess< T > access = labels.randomAccess();
		for ( final int i : order( objects, rule ) )
		{
			final Mask m = objects.get( i ).mask();
			for ( int y = m.y(); y < m.y() + m.height(); y++ )
				for ( int x = m.x(); x < m.x() + m.width(); x++ )
					if ( m.contains( x, y ) )
						access.setPositionAndGet( x, y ).setReal( ids[ i ] );
		}
		final List< SegmentedObject > disjoint = new ArrayList<>();
		for ( int i = 0; i < objects.size(); i++ )
			disjoint.add( objects.get( i ).withMask( readBack( objects.get( i ).mask(), ids[ i ], access ) ) );
		return disjoint;
	}

	private static Mask readBack( final Mask m, final int label, final RandomAccess< ? extends RealType< ? > > access )
	{
		final BitSet bits = m.bits();
		for ( int i = bits.nextSetBit( 0 ); i >= 0; i = bits.nextSetBit( i + 1 ) )
			if ( access.setPositionAndGet( m.x() + i % m.width(), m.y() + i / m.width() ).getRealDouble() != label )
				bits.clear( i );
		return Mask.of( m.x(), m.y(), m.width(), m.height(), bits );
	}

	/** Indices of the objects from the one that loses every dispute to the one that wins every dispute. */
	static List< Integer > order( final List< SegmentedObject > objects, final OverlapRule rule )
	{
		final List< Integer > order = new ArrayList<>();
		for ( int i = 0; i < objects.size(); i++ )
			order.add( i );
		if ( rule == OverlapRule.FIRST )
			order.sort( Comparator.reverseOrder() );
		else if ( rule == OverlapRule.SCORE )
			order.sort( Comparator.comparingDouble( ( Integer i ) -> objects.get( i ).score() ).thenComparing( Comparator.reverseOrder() ) );
		return order;
	}
}
