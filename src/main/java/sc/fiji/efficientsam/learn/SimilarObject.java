// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.learn;

import sc.fiji.efficientsam.segment.SegmentedObject;

/** An object that may be of the kind that was asked for. Immutable. */
public final class SimilarObject {

	private final SegmentedObject object;
	private final double similarity;

	SimilarObject( final SegmentedObject object, final double similarity )
	{
		this.object = object;
		this.similarity = similarity;
	}

	public SegmentedObject object()
	{
		return object;
	}

	/** How much it is like one of the examples, 0..1: 1 for an example itself, 0 for what is more like something that is not meant. */
	public double similarity()
	{
		return similarity;
	}
}
