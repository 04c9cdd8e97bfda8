// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

/** How large an image's objects seem to be. Immutable. */
final class SizeEstimate {

	/** Nothing was seen. */
	static final SizeEstimate NONE = new SizeEstimate( 0, false );

	private final double size;
	private final boolean sure;

	/**
	 * @param size
	 *            long side in pixels of the image; 0 if no object was seen
	 * @param sure
	 *            whether serving prompts for that size is better than for none
	 */
	SizeEstimate( final double size, final boolean sure )
	{
		this.size = size;
		this.sure = sure;
	}

	/** Long side in pixels of the image; 0 if no object was seen. */
	double size()
	{
		return size;
	}

	/** Whether serving prompts for that size is better than for none. */
	boolean isSure()
	{
		return sure;
	}
}
