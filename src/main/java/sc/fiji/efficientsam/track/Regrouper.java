// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.mask.MaskShape;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.segment.SegmentedObject;

/**
 * Corrects instances by what is known of the objects that are followed: one that holds several expected objects is
 * divided among them, and several that lie in one expected object are joined.
 */
final class Regrouper {

	/** Part of an expected object that lies in an instance which holds it. */
	private static final double HELD = 0.6;

	/** Part of an instance that lies in the expected object of which it is a piece. */
	private static final double PIECE = 0.7;

	private Regrouper()
	{}

	/**
	 * @param instances
	 *            no two of which overlap
	 * @param expected
	 *            where the objects should be
	 * @return no two of which overlap
	 */
	static List< SegmentedObject > regroup( final List< SegmentedObject > instances, final List< Mask > expected )
	{
		final List< SegmentedObject > apart = new ArrayList<>();
		for ( final SegmentedObject o : instances )
		{
			final List< Mask > held = new ArrayList<>();
			for ( final Mask e : expected )
				if ( e.intersection( o.mask() ) >= HELD * e.area() )
					held.add( e );
			if ( held.size() < 2 )
				apart.add( o );
			else
				divide( o, held, apart );
		}
		final List< SegmentedObject > together = new ArrayList<>( apart );
		for ( final Mask e : expected )
		{
			final List< SegmentedObject > pieces = new ArrayList<>();
			for ( final SegmentedObject o : together )
				if ( o.mask().intersection( e ) >= PIECE * o.mask().area() )
					pieces.add( o );
			if ( pieces.size() < 2 )
				continue;
			Mask all = Mask.EMPTY;
			for ( final SegmentedObject o : pieces )
				all = all.union( o.mask() );
			together.removeAll( pieces );
			together.add( of( all, pieces.get( 0 ) ) );
		}
		return together;
	}

	/** Each pixel goes to the expected object in which it lies, or else to the one whose middle is nearest. */
	private static void divide( final SegmentedObject o, final List< Mask > held, final List< SegmentedObject > to )
	{
		final Mask m = o.mask();
		final List< BitSet > parts = new ArrayList<>();
		final List< double[] > middles = new ArrayList<>();
		for ( final Mask h : held )
		{
			parts.add( new BitSet() );
			middles.add( MaskShape.centroid( h ) );
		}
		m.forEach( ( x, y ) -> {
			int best = 0;
			double nearest = Double.POSITIVE_INFINITY;
			for ( int k = 0; k < held.size(); k++ )
			{
				final double d = held.get( k ).contains( x, y ) ? -1 : Math.hypot( x - middles.get( k )[ 0 ], y - middles.get( k )[ 1 ] );
				if ( d < nearest )
				{
					nearest = d;
					best = k;
				}
			}
			parts.get( best ).set( ( y - m.y() ) * m.width() + x - m.x() );
		} );
		for ( final BitSet bits : parts )
			if ( !bits.isEmpty() )
				to.add( of( Mask.of( m.x(), m.y(), m.width(), m.height(), bits ), o ) );
	}

	private static SegmentedObject of( final Mask mask, final SegmentedObject like )
	{
		return new SegmentedObject( Prompt.points( PromptPoint.inside( mask, 1 ).get( 0 ) ), mask, like.score(), like.stability() );
	}
}
