// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import sc.fiji.efficientsam.mask.Mask;

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
	public static < T extends RealType< T > > List< SegmentedObject > paint( final List< SegmentedObject > objects, final int[] ids,
			final OverlapRule rule,
			final RandomAccessibleInterval< T > labels )
	{
		final RandomAccess< T > access = labels.randomAccess();
		for ( final int i : order( objects, rule ) )
		{
			objects.get( i ).mask().forEach( ( x, y ) -> access.setPositionAndGet( x, y ).setReal( ids[ i ] ) );
		}
		final List< SegmentedObject > disjoint = new ArrayList<>();
		for ( int i = 0; i < objects.size(); i++ )
			disjoint.add( objects.get( i ).withMask( readBack( objects.get( i ).mask(), ids[ i ], access ) ) );
		return disjoint;
	}

	private static Mask readBack( final Mask m, final int label, final RandomAccess< ? extends RealType< ? > > access )
	{
		return m.filter( ( x, y ) -> access.setPositionAndGet( x, y ).getRealDouble() == label );
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
			order.sort( Comparator.comparingDouble( ( Integer i ) -> objects.get( i ).score() )
					.thenComparing( Comparator.reverseOrder() ) );
		return order;
	}
}
