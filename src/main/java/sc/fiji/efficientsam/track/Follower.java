/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
package sc.fiji.efficientsam.track;

import sc.fiji.efficientsam.prompt.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.SegmentedObject;

/** Follows one object in one direction: knows where it was seen last, and where to look for it next. */
final class Follower {

	/** Least part of the expected mask that has to lie inside the image. */
	private static final double MIN_INSIDE = 0.1;

	private final Track track;
	private final TrackSettings settings;
	private Mask last;
	private Motion motion;
	private int missed;
	private StopReason reason;

	/**
	 * @param slice
	 *            where the track has an object that is not empty
	 * @param step
	 *            1 or -1; if the track has an object on the slice behind, the drift
	 *            from there is known
	 */
	Follower( final Track track, final int slice, final int step, final TrackSettings settings )
	{
		this.track = track;
		this.settings = settings;
		final SegmentedObject behind = track.object( slice - step );
		if ( behind != null && behind.isFound() )
			see( slice - step, behind.mask() );
		see( slice, track.object( slice ).mask() );
	}

	Track track()
	{
		return track;
	}

	/** The mask that was found last. */
	Mask last()
	{
		return last;
	}

	/** Slices in a row without the object. */
	int missed()
	{
		return missed;
	}

	/** Why the object was missed on the last slice; null if it was not. */
	StopReason reason()
	{
		return reason;
	}

	/** Where the object is expected on a slice; empty if that is outside of the image. */
	Mask expect( final int slice, final int width, final int height )
	{
		final Mask moved = Masks.shift( last, motion.dx( slice ), motion.dy( slice ), width, height );
		return moved.area() < MIN_INSIDE * last.area() ? Mask.EMPTY : moved;
	}

	/** What to ask the model; the longer the object was missed, the larger the box. */
	Prompt prompt( final Mask expected, final int width, final int height )
	{
		return Masks.prompt( expected, settings.grow() * ( 1 + missed ), 1, width, height ).withName( track.name() );
	}

	/** The object was found, or given by the user. */
	void see( final int slice, final Mask mask )
	{
		final double[] c = Masks.centroid( mask );
		motion = motion == null ? Motion.at( slice, c[ 0 ], c[ 1 ] ) : motion.seen( slice, c[ 0 ], c[ 1 ], settings.drift() );
		last = mask;
		missed = 0;
		reason = null;
	}

	/**
	 * The object was not found.
	 *
	 * @return whether to search on
	 */
	boolean miss( final StopReason why )
	{
		// NB: the first reason tells what happened; later ones only that the object is still missing.
		if ( missed == 0 )
			reason = why;
		missed++;
		return missed <= settings.maxGap() && why != StopReason.LEFT;
	}
}
