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

import java.util.function.DoubleSupplier;

import sc.fiji.efficientsam.prompt.Mask;
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
		final boolean leaves = Masks.touchesBorder( mask, width, height ) || Masks.touchesBorder( last, width, height ) && mask.area() < last.area();
		final double allowed = Math.pow( settings.maxAreaRatio(), 1 + missed );
		final double ratio = ( double ) mask.area() / last.area();
		if ( mask.iou( expected ) < settings.minOverlap() / ( 1 + missed ) )
			return StopReason.LOST;
		if ( object.score() < settings.minScore() )
			return StopReason.SCORE;
		if ( ratio > allowed || ratio < 1 / allowed && !leaves )
			return StopReason.AREA;
		return likeness.getAsDouble() < settings.minLook() ? StopReason.LOOK : null;
	}
}
