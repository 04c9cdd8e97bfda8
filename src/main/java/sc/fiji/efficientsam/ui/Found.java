// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.util.Collections;
import java.util.List;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.session.ProposedObject;
import sc.fiji.efficientsam.session.Proposals;

/**
 * What the tool knows of objects that it has found by itself: {@link FindAll} changes it, and who shows them reads it. To be used from
 * the event thread.
 */
final class Found {

	/** What was found on the plane; null if nobody has looked, or wants them any more. */
	Proposals all;
	/** How many of them stand for no object yet. */
	int open;
	/** Those of them that are good enough, and not the object that is being prompted. */
	List< ProposedObject > shown = Collections.emptyList();
	/** Examples that they are like, and examples of what is not meant; none if all objects were looked for. */
	List< Mask > like = Collections.emptyList();
	List< Mask > unlike = Collections.emptyList();
	/** The one that a click would accept; null if a click does not. */
	ProposedObject pointed;
	/** The part of all that is left out, the least likely ones; 0..1. */
	double without;
	/** How much of the search is done, 0..1; negative while nothing is looked for. */
	double done = -1;
	/** What is being done for that, in words. */
	String doing = "";

	boolean isSearching()
	{
		return done >= 0;
	}

	/** Whether objects were looked for that are like some examples. */
	boolean isSimilar()
	{
		return !like.isEmpty();
	}

	/** Whether there is something to be dismissed. */
	boolean isThere()
	{
		return isSearching() || open > 0;
	}

	/** The proposal that holds a pixel, or null. */
	ProposedObject at( final int x, final int y )
	{
		return shown.stream().filter( o -> o.mask().contains( x, y ) ).findFirst().orElse( null );
	}
}
