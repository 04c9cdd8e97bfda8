// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import java.util.Comparator;
import java.util.List;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;

/** Picks one of a prompt's candidate masks by a {@link CandidateRule}. */
final class CandidateChooser {

	private CandidateChooser()
	{}

	/**
	 * @param candidates
	 *            all with the same prompt; one or more
	 */
	static SegmentedObject choose( final List< SegmentedObject > candidates, final CandidateRule rule )
	{
		final Comparator< SegmentedObject > byScore = Comparator.comparingDouble( SegmentedObject::score );
		switch ( rule )
		{
		case SMALLEST:
			return candidates.stream().max( Comparator.comparing( SegmentedObject::isFound ).thenComparing( o -> -o.mask().area() ).thenComparing( byScore ) ).get();
		case LARGEST:
			return candidates.stream().max( Comparator.comparing( ( SegmentedObject o ) -> o.mask().area() ).thenComparing( byScore ) ).get();
		case FIT:
			return candidates.stream().max( Comparator.comparing( CandidateChooser::rightPoints ).thenComparing( CandidateChooser::boxIou ).thenComparing( byScore ) ).get();
		default:
			return candidates.stream().max( byScore ).get();
		}
	}

	/** Number of the prompt's points that the mask gets right. */
	static int rightPoints( final SegmentedObject o )
	{
		int n = 0;
		for ( final PromptPoint p : o.prompt().points() )
			if ( contains( o.mask(), p ) == p.isPositive() )
				n++;
		return n;
	}

	/** Whether the pixel on which a point lies belongs to the mask. */
	static boolean contains( final Mask mask, final PromptPoint p )
	{
		return mask.contains( ( int ) Math.round( p.x() ), ( int ) Math.round( p.y() ) );
	}

	private static double boxIou( final SegmentedObject o )
	{
		final Prompt prompt = o.prompt();
		return prompt.hasBox() && o.isFound() ? prompt.box().iou( o.mask().bounds() ) : 0;
	}
}
