// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
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
	/** The user's; null unless the object was prompted here. */
	Prompt prompt;
	/** What an instance head sees there; null if nothing, or nobody looked. */
	SegmentedObject instance;
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

	/** What the user prompts on the slice. */
	static Claim prompted( final Track track, final Prompt prompt )
	{
		final Claim claim = new Claim( Kind.PROMPTED, track, null, null, null );
		claim.prompt = prompt;
		return claim;
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
