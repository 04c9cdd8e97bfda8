// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.image;

/** Where the range of pixel values that the model sees as black..white comes from. */
public enum ContrastMode {

	/** From a low to a high percentile of the finite pixel values; bright specks and hot pixels do no harm. */
	PERCENTILE,

	/** The range that is set for display (Image &gt; Adjust &gt; Brightness/Contrast). */
	DISPLAY,

	/** All values that the pixel type can hold; for floating point types, from the lowest to the highest finite value. */
	FULL
}
