// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;

import sc.fiji.efficientsam.segment.LabelPainter;
import sc.fiji.efficientsam.segment.OverlapRule;
import sc.fiji.efficientsam.segment.SegmentedObject;

/** Settles which track gets which object and which pixels of a slice. */
final class Rivals {

	/** Masks that agree at least so well show the same object. */
	private static final double SAME = 0.5;

	/** An object that has less than this part of its mask left after others took theirs is not there. */
	private static final double MIN_LEFT = 0.5;

	private Rivals()
	{}

	/**
	 * Rejects those of several followed claims to one object that are weaker than
	 * another. What the user prompted and what was found before is never rejected.
	 */
	static void reject( final List< Claim > claims )
	{
		final List< Claim > order = new ArrayList<>( claims );
		order.sort( Comparator.comparingDouble( Claim::strength ).reversed().thenComparing( c -> c.track.id() ) );
		final List< Claim > kept = new ArrayList<>();
		for ( final Claim c : order )
		{
			if ( !c.stands() )
				continue;
			if ( c.kind == Claim.Kind.FOLLOWED && kept.stream().anyMatch( k -> k.object.mask().iou( c.object.mask() ) >= SAME ) )
				c.reason = StopReason.TAKEN;
			else
				kept.add( c );
		}
	}

	/**
	 * Shares out pixels that several claims hold, and rejects followed objects that
	 * keep too few.
	 *
	 * @param rule
	 *            who gets them; "score" means strength, and "first" and "last" refer
	 *            to ids. What was found on an earlier sweep keeps its pixels.
	 */
	static void share( final List< Claim > claims, final OverlapRule rule, final int width, final int height )
	{
		// NB: a second round, as pixels of rejected objects become free.
		for ( boolean again = true; again; )
		{
			final List< Claim > standing = new ArrayList<>();
			claims.stream().filter( Claim::stands ).sorted( Comparator.comparingInt( ( Claim c ) -> c.track.id() ) )
					.forEach( standing::add );
			final List< SegmentedObject > shared = paint( standing, rule, width, height );
			again = false;
			for ( int i = 0; i < standing.size(); i++ )
			{
				final Claim c = standing.get( i );
				if ( c.kind == Claim.Kind.FOLLOWED && shared.get( i ).mask().area() < MIN_LEFT * c.object.mask().area() )
				{
					c.reason = StopReason.TAKEN;
					again = true;
				}
			}
			if ( !again )
				for ( int i = 0; i < standing.size(); i++ )
					standing.get( i ).object = standing.get( i ).object.withMask( shared.get( i ).mask() );
		}
	}

	/** The claims' objects without overlaps. */
	private static List< SegmentedObject > paint( final List< Claim > claims, final OverlapRule rule, final int width, final int height )
	{
		final Img< IntType > labels = ArrayImgs.ints( width, height );
		final List< SegmentedObject > objects = new ArrayList<>();
		for ( final Claim c : claims )
			objects.add( new SegmentedObject( c.object.prompt(), c.object.mask(), c.strength(), 0 ) );
		return LabelPainter.paint( objects, rule, labels );
	}
}
