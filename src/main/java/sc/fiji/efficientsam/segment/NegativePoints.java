// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.Embedding;
import sc.fiji.efficientsam.model.MaskCandidates;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;

/**
 * Negative points for models that were trained without any, such as the official
 * EfficientSAM (yformer/EfficientSAM#17): the model sees only the rest of the
 * prompt; candidates that avoid most negative points are preferred; and what
 * still holds a negative point is cut. The cut takes away the mask of the object
 * at the negative point, if that leaves the positive points in, and else the
 * pixels that are nearer to the negative point than to any positive one (or to
 * the box's middle). For models that know negative points nothing is changed.
 */
final class NegativePoints {

	private final PromptableModel model;
	private final Embedding embedding;
	private final Frame frame;

	NegativePoints( final PromptableModel model, final Embedding embedding, final Frame frame )
	{
		this.model = model;
		this.embedding = embedding;
		this.frame = frame;
	}

	/** What of the prompt the model shall see. */
	Prompt positivePart( final Prompt prompt )
	{
		if ( model.takesNegativePoints() || !prompt.hasNegative() )
			return prompt;
		return Prompt.of( prompt.box(), prompt.points().stream().filter( PromptPoint::isPositive ).collect( Collectors.toList() ),
				prompt.mask() ).withName( prompt.name() );
	}

	/** Those of the candidates that avoid most negative points. */
	List< SegmentedObject > prefer( final List< SegmentedObject > candidates )
	{
		if ( model.takesNegativePoints() )
			return candidates;
		final int fewest = candidates.stream().mapToInt( o -> wrong( o ).size() ).min().orElse( 0 );
		return candidates.stream().filter( o -> wrong( o ).size() == fewest ).collect( Collectors.toList() );
	}

	/** The object without its negative points. */
	SegmentedObject cut( final SegmentedObject object )
	{
		if ( model.takesNegativePoints() )
			return object;
		SegmentedObject o = object;
		for ( final PromptPoint p : wrong( object ) )
			if ( p.isIn( o.mask() ) )
				o = o.withMask( cut( o, p ) );
		return o;
	}

	private Mask cut( final SegmentedObject o, final PromptPoint negative )
	{
		final Mask other = maskAt( negative );
		if ( negative.isIn( other ) && anchors( o.prompt() ).stream().noneMatch( p -> p.isIn( other ) ) )
			return o.mask().minus( other );
		return o.mask().filter( ( x, y ) -> {
			final double d = distance( negative, x, y );
			return anchors( o.prompt() ).stream().anyMatch( p -> distance( p, x, y ) <= d );
		} );
	}

	private Mask maskAt( final PromptPoint negative )
	{
		final PromptPoint p = frame.toFrame( new PromptPoint( negative.x(), negative.y(), true ) );
		final MaskCandidates c = model.decode( embedding, Collections.singletonList( Prompt.points( p ) ) ).get( 0 );
		return new MaskBuilder( frame, model.info().frameSize() ).build( c, c.best() );
	}

	/** Points that have to stay inside: the positive ones, or else the middle of the box. */
	private static List< PromptPoint > anchors( final Prompt prompt )
	{
		final List< PromptPoint > anchors = prompt.points().stream().filter( PromptPoint::isPositive )
				.collect( Collectors.toCollection( ArrayList::new ) );
		if ( anchors.isEmpty() )
		{
			final Box b = prompt.extent();
			anchors.add( new PromptPoint( b.centerX(), b.centerY(), true ) );
		}
		return anchors;
	}

	/** Negative points that lie in the object's mask. */
	private static List< PromptPoint > wrong( final SegmentedObject o )
	{
		return o.prompt().points().stream().filter( p -> !p.isPositive() && p.isIn( o.mask() ) ).collect( Collectors.toList() );
	}

	private static double distance( final PromptPoint p, final int x, final int y )
	{
		return Math.hypot( p.x() - x, p.y() - y );
	}
}
