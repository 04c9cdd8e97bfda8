// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Takes the mask at a place by predicted IoU, and knows how many there were to choose from. For one prompt; not safe
 * for use by several threads.
 */
public final class MaskRank implements MaskChooser {

	private final int place;
	private int candidates;

	/**
	 * @param place
	 *            counted from 1; the last one is taken if there are fewer
	 */
	public MaskRank( final int place )
	{
		this.place = place;
	}

	/** Number of masks there were; 0 before one was chosen. */
	public int candidates()
	{
		return candidates;
	}

	@Override
	public SegmentedObject choose( final int prompt, final List< SegmentedObject > all )
	{
		candidates = all.size();
		final List< SegmentedObject > sorted = new ArrayList<>( all );
		sorted.sort( Comparator.comparingDouble( SegmentedObject::score ).reversed() );
		return sorted.get( Math.min( place, sorted.size() ) - 1 );
	}
}
