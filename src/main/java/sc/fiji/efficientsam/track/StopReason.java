// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

/** Why a track has no object on a slice, and so why it ends there if it is not found again. */
public enum StopReason {

	/** The last slice that was asked for. */
	END( "end of the range" ),

	/** The model found nothing. */
	EMPTY( "nothing found" ),

	/** The model does not trust its mask. */
	SCORE( "low predicted IoU" ),

	/** The mask does not overlap with where the object is expected. */
	LOST( "not where it was expected" ),

	/** The mask is much larger or smaller than the object was. */
	AREA( "sudden change of area" ),

	/** The pixels in and round the mask look unlike the object. */
	LOOK( "looks different" ),

	/** The mask is off its place, and an instance head sees nothing there. */
	UNSUPPORTED( "no instance there" ),

	/** What was found belongs to another object. */
	TAKEN( "met another object" ),

	/** The object moved out of the image. */
	LEFT( "left the image" ),

	/** The object divided; its daughters go on. */
	DIVIDED( "divided" ),

	/** The computation was canceled. */
	CANCELED( "canceled" );

	private final String words;

	StopReason( final String words )
	{
		this.words = words;
	}

	/** The reason in words, as tables show it. */
	public String words()
	{
		return words;
	}
}
