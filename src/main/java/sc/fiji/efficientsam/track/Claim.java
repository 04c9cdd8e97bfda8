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
import sc.fiji.efficientsam.segment.SegmentedObject;

/** A track's claim to pixels of the slice that is looked at. */
final class Claim {

	/** Who has the claim, from the strongest: found before, prompted by the user, followed. */
	enum Kind {
		FIXED, PROMPTED, FOLLOWED
	}

	final Kind kind;
	final Track track;
	/** Null unless the track is followed. */
	final Follower follower;
	/** Where the object should be; null unless the track is followed. */
	final Mask expected;
	SegmentedObject object;
	/** Why the claim is void; null if it stands. */
	StopReason reason;

	Claim( final Kind kind, final Track track, final Follower follower, final Mask expected, final SegmentedObject object )
	{
		this.kind = kind;
		this.track = track;
		this.follower = follower;
		this.expected = expected;
		this.object = object;
	}

	/** Whether the claim has pixels and was not rejected. */
	boolean stands()
	{
		return reason == null && object.isFound();
	}

	/**
	 * How strong the claim is against others. Among followed objects: the predicted
	 * IoU times the IoU with the expected mask, as two tracks that found the same
	 * object have nearly the same predicted IoU, but only one of them expected it
	 * there.
	 */
	double strength()
	{
		if ( kind != Kind.FOLLOWED )
			return ( kind == Kind.FIXED ? 4 : 2 ) + object.score();
		return object.score() * ( 0.5 + object.mask().iou( expected ) ) / 1.5;
	}
}
