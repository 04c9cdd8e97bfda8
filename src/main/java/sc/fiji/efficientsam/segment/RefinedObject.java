// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

/** What became of a rough object. Immutable. */
public final class RefinedObject {

	/** What became of a rough object. */
	public enum Fate {

		/** It has the model's mask. */
		REFINED,

		/** It has its old mask, as the model's is not to be trusted. */
		KEPT,

		/** It has no pixels any more, as the model's mask is not to be trusted. */
		DROPPED
	}

	private final SegmentedObject object;
	private final double agreement;
	private final Fate fate;

	RefinedObject( final SegmentedObject object, final double agreement, final Fate fate )
	{
		this.object = object;
		this.agreement = agreement;
		this.fate = fate;
	}

	/** The object with its final mask; score and stability are those of the model's mask. */
	public SegmentedObject object()
	{
		return object;
	}

	/** IoU of the model's mask and the old one. */
	public double agreement()
	{
		return agreement;
	}

	public Fate fate()
	{
		return fate;
	}
}
