// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import sc.fiji.efficientsam.mask.Mask;

/**
 * Of masks that stand for the same object, keeps the best: greedy non-maximum
 * suppression by the IoU of masks, or of boxes as in SAM's automatic mask generator
 * (facebookresearch/segment-anything), and by containment: of
 * two masks of which one lies mostly inside the other, the better one stays.
 */
final class Suppressor {

	private final double maxOverlap;
	private final boolean byBoxes;
	private final double maxInside;
	private final double cell;

	/**
	 * @param maxOverlap
	 *            the highest IoU that two objects may have
	 * @param byBoxes
	 *            whether that is the IoU of their boxes, instead of their masks
	 * @param maxInside
	 *            the largest part of an object that may lie in another one
	 * @param cell
	 *            about the size of the objects in pixels
	 */
	Suppressor( final double maxOverlap, final boolean byBoxes, final double maxInside, final double cell )
	{
		this.maxOverlap = maxOverlap;
		this.byBoxes = byBoxes;
		this.maxInside = maxInside;
		this.cell = cell;
	}

	/** The survivors, best first; the earlier one of two that are equally good. */
	List< Candidate > suppress( final List< Candidate > candidates )
	{
		final List< Candidate > bestFirst = new ArrayList<>( candidates );
		bestFirst.sort( Comparator.comparingDouble( Candidate::quality ).reversed() );
		final MaskIndex kept = new MaskIndex( cell );
		for ( final Candidate c : bestFirst )
			if ( !isKnown( c.mask(), kept ) )
				kept.add( c );
		return kept.all();
	}

	private boolean isKnown( final Mask mask, final MaskIndex kept )
	{
		final double area = mask.area();
		for ( final Candidate better : kept.near( mask ) )
		{
			final double both = mask.intersection( better.mask() ), other = better.mask().area();
			final double iou = byBoxes ? mask.bounds().iou( better.mask().bounds() ) : both / ( area + other - both );
			if ( iou > maxOverlap || both / Math.min( area, other ) > maxInside )
				return true;
		}
		return false;
	}
}
