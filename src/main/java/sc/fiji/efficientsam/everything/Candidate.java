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
package sc.fiji.efficientsam.everything;

import sc.fiji.efficientsam.prompt.Mask;
import sc.fiji.efficientsam.segment.SegmentedObject;

/** A mask that may become an object. Immutable. */
final class Candidate {

	private final SegmentedObject object;
	private final double quality;

	/**
	 * @param quality
	 *            see {@link Quality}
	 */
	Candidate( final SegmentedObject object, final double quality )
	{
		this.object = object;
		this.quality = quality;
	}

	SegmentedObject object()
	{
		return object;
	}

	Mask mask()
	{
		return object.mask();
	}

	/** Which of two masks is better; 0..1. */
	double quality()
	{
		return quality;
	}

	/** Whether the mask has a pixel at the border of an image. */
	boolean touchesBorder( final int width, final int height )
	{
		final Mask m = mask();
		return m.x() == 0 || m.y() == 0 || m.x() + m.width() == width || m.y() + m.height() == height;
	}
}
