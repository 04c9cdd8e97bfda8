// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.segment.SegmentedObject;

/**
 * Finds out which of the objects that an instance head sees on a slice are those that are followed: the pairs of the
 * highest sum of IoU, so that no two tracks get the same object.
 */
final class Matcher {

	/** Least IoU of an instance and the place where an object is expected. */
	private static final double LEAST = 0.4;

	/** An instance that agrees so well with an object that was found before is that one. */
	private static final double SAME = 0.5;

	/** A mask of which less than this part lies in instances, and that agrees less with its place than so, is poor. */
	private static final double COVERED = 0.3, IN_PLACE = 0.5;

	private Matcher()
	{}

	/**
	 * Gives followed claims their instances. Of a follower's claims to several places the one that fits best gets it,
	 * and the others are dropped.
	 *
	 * @param claims
	 *            all of a slice
	 * @param fixed
	 *            objects that were found before
	 * @param seen
	 *            instances, no two of which overlap
	 */
	static void match( final List< Claim > claims, final List< Claim > fixed, final List< SegmentedObject > seen )
	{
		final Map< Follower, List< Claim > > followers = new LinkedHashMap<>();
		for ( final Claim c : claims )
			if ( c.follower != null )
				followers.computeIfAbsent( c.follower, f -> new ArrayList<>() ).add( c );
		final List< SegmentedObject > free = new ArrayList<>( seen );
		free.removeIf( i -> fixed.stream().anyMatch( f -> f.object.mask().iou( i.mask() ) >= SAME ) );
		final List< Mask > expected = new ArrayList<>();
		followers.values().forEach( places -> expected.add( places.get( 0 ).expected ) );
		final List< SegmentedObject > instances = Regrouper.regroup( free, expected );
		final List< Map< Integer, Double > > weights = new ArrayList<>();
		for ( final List< Claim > places : followers.values() )
		{
			final Map< Integer, Double > row = new HashMap<>();
			for ( int i = 0; i < instances.size(); i++ )
			{
				final Mask m = instances.get( i ).mask();
				final double iou = best( places, m ).expected.iou( m );
				if ( iou >= LEAST )
					row.put( i, iou );
			}
			weights.add( row );
		}
		final int[] chosen = Assignment.best( weights );
		int r = 0;
		for ( final List< Claim > places : followers.values() )
		{
			final int i = chosen[ r++ ];
			if ( i < 0 )
				continue;
			final Claim best = best( places, instances.get( i ).mask() );
			best.instance = instances.get( i );
			places.remove( best );
			claims.removeAll( places );
		}
	}

	private static Claim best( final List< Claim > places, final Mask m )
	{
		Claim best = places.get( 0 );
		for ( final Claim c : places )
			if ( c.expected.iou( m ) > best.expected.iou( m ) )
				best = c;
		return best;
	}

	/**
	 * Rejects poor masks that no instance supports. NB: where a head sees nothing is no reason to end a track by itself: on
	 * a film of spread cells the masks without an instance had a mean IoU with the truth of 0.55.
	 */
	static void reject( final List< Claim > claims, final List< SegmentedObject > seen )
	{
		for ( final Claim c : claims )
			if ( c.follower != null && c.instance == null && c.stands() && c.object.mask().iou( c.expected ) < IN_PLACE )
			{
				int covered = 0;
				for ( final SegmentedObject i : seen )
					covered += c.object.mask().intersection( i.mask() );
				if ( covered < COVERED * c.object.mask().area() )
					c.reason = StopReason.UNSUPPORTED;
			}
	}
}
