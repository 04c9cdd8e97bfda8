// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import java.util.function.DoubleSupplier;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.mask.MaskShape;
import sc.fiji.efficientsam.segment.SegmentedObject;

/** The rules by which a mask is taken for the object that is followed, or not. Immutable. */
final class Judge {

	private final TrackSettings settings;
	private final int width;
	private final int height;

	/**
	 * @param width
	 *            of the slices in pixels
	 * @param height
	 *            of the slices in pixels
	 */
	Judge( final TrackSettings settings, final int width, final int height )
	{
		this.settings = settings;
		this.width = width;
		this.height = height;
	}

	/**
	 * @param last
	 *            the object's mask when it was seen last
	 * @param expected
	 *            where it should be
	 * @param missed
	 *            slices in a row without the object so far; the more, the more is
	 *            allowed
	 * @param likeness
	 *            of its look with the object's so far; only asked for if all else
	 *            is right
	 * @return null if the object is accepted, else why not
	 */
	StopReason check( final SegmentedObject object, final Mask last, final Mask expected, final int missed, final DoubleSupplier likeness )
	{
		final Mask mask = object.mask();
		if ( mask.isEmpty() )
			return StopReason.EMPTY;
		// NB: an object that leaves shrinks without limit.
		final boolean leaves = MaskShape.touchesBorder( mask, width, height ) || MaskShape.touchesBorder( last, width, height )
				&& mask.area() < last.area();
		final double allowed = Math.pow( settings.get( TrackSettings.AREA_RATIO ), 1 + missed );
		final double ratio = ( double ) mask.area() / last.area();
		if ( mask.iou( expected ) < settings.get( TrackSettings.MIN_OVERLAP ) / ( 1 + missed ) )
			return StopReason.LOST;
		if ( object.score() < settings.get( TrackSettings.MIN_SCORE ) )
			return StopReason.SCORE;
		if ( ratio > allowed || ratio < 1 / allowed && !leaves )
			return StopReason.AREA;
		return likeness.getAsDouble() < settings.get( TrackSettings.MIN_LOOK ) ? StopReason.LOOK : null;
	}
}
