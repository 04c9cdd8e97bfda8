// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import sc.fiji.efficientsam.mask.Mask;
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
