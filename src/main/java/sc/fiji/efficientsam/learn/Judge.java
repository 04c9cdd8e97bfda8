// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.learn;

import java.util.List;

import sc.fiji.efficientsam.mask.Mask;

/**
 * Tells of one image which examples were found, and what was found that is no object, for it lies where nothing else is: on examples, on
 * what is round them or on what was told to be none, or anywhere if the examples are all objects. Each wrong object counts for the example
 * that is nearest, and only where that is held out. Immutable.
 */
final class Judge {

	private final List< Mask > examples;
	private final int first;
	private final byte[] known;
	private final Nearest nearest;
	private final int width;

	/**
	 * @param told
	 *            all that is known of an image
	 * @param first
	 *            number of its first example among those of all images
	 */
	Judge( final ExamplePixels told, final int first )
	{
		examples = told.objects;
		this.first = first;
		width = told.image.image().width();
		known = told.known();
		nearest = new Nearest( examples, width, told.image.image().height() );
	}

	/** Writes what was found into the rows of those examples that were held out: all whose number is {@code part}, modulo n. */
	void judge( final List< Mask > found, final int part, final int n, final double[] ious, final int[] wrong )
	{
		final boolean[] isPartner = new boolean[ found.size() ];
		for ( int i = 0; i < examples.size(); i++ )
		{
			final int k = partner( examples.get( i ), found );
			if ( k < 0 )
				continue;
			isPartner[ k ] = true;
			if ( ( first + i ) % n == part )
				ious[ first + i ] = found.get( k ).iou( examples.get( i ) );
		}
		for ( int k = 0; k < found.size(); k++ )
		{
			final Mask m = found.get( k );
			final int near = nearest.of( m.x() + m.width() / 2, m.y() + m.height() / 2 );
			if ( ( first + near ) % n == part && !isPartner[ k ] && isNone( m ) )
				wrong[ first + near ]++;
		}
	}

	/** NB: examples do not overlap, so that above an IoU of a half nothing can be the partner of two. */
	private static int partner( final Mask example, final List< Mask > found )
	{
		int best = -1;
		double most = HeldOut.FOUND;
		for ( int k = 0; k < found.size(); k++ )
			if ( example.iou( found.get( k ) ) > most )
			{
				most = example.iou( found.get( k ) );
				best = k;
			}
		return best;
	}

	/** Whether of most of a mask it is known what is there. */
	private boolean isNone( final Mask m )
	{
		final int[] sure = { 0 };
		m.forEach( ( x, y ) -> sure[ 0 ] += ExamplePixels.isSure( known[ y * width + x ] ) ? 1 : 0 );
		return 2 * sure[ 0 ] > m.area();
	}
}
