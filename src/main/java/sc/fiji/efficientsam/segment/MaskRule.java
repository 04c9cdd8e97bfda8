// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;

import java.util.Comparator;
import java.util.List;

import sc.fiji.efficientsam.prompt.Prompt;

/** Which of the masks that the model offers for a prompt is taken. To add a rule, add a constant: commands offer it by its name. */
public enum MaskRule implements MaskChooser {

	/** The one with the best predicted IoU, as in table 4 of the EfficientSAM paper (arXiv 2312.00863). */
	SCORE( ( a, b ) -> 0 ),

	/** The one with the fewest pixels, but at least one. */
	SMALLEST( comparing( SegmentedObject::isFound ).thenComparing( o -> -o.mask().area() ) ),

	/** The one with the most pixels. */
	LARGEST( comparing( o -> o.mask().area() ) ),

	/**
	 * The one that fits the prompt best: first the number of points that lie on
	 * the right side of it, then the IoU of its bounding box with the box prompt
	 * (table 5 of the paper), then the predicted IoU.
	 */
	FIT( comparing( MaskRule::rightPoints ).thenComparing( MaskRule::boxIou ) );

	private final Comparator< SegmentedObject > better;

	/** @param better the larger one is better; of equal ones it is the one with the better predicted IoU */
	MaskRule( final Comparator< SegmentedObject > better )
	{
		this.better = better.thenComparing( comparingDouble( SegmentedObject::score ) );
	}

	@Override
	public SegmentedObject choose( final int prompt, final List< SegmentedObject > candidates )
	{
		return candidates.stream().max( better ).get();
	}

	/** Number of the prompt's points that the mask gets right. */
	private static long rightPoints( final SegmentedObject o )
	{
		return o.prompt().points().stream().filter( p -> p.isIn( o.mask() ) == p.isPositive() ).count();
	}

	private static double boxIou( final SegmentedObject o )
	{
		final Prompt prompt = o.prompt();
		return prompt.hasBox() && o.isFound() ? prompt.box().iou( o.mask().bounds() ) : 0;
	}
}
