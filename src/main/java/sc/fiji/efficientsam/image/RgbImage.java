// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.image;

/**
 * A two-dimensional image as the model sees it: red, green and blue between 0
 * and 1, read region by region so that large images need not fit into memory.
 * Implementations are safe for use by several threads as long as the pixels
 * beneath do not change.
 */
public interface RgbImage {

	/** Width in pixels, 1 or more. */
	int width();

	/** Height in pixels, 1 or more. */
	int height();

	/**
	 * Reads a region.
	 *
	 * @param x
	 *            left column
	 * @param y
	 *            top row
	 * @param width
	 *            columns, 1 or more
	 * @param height
	 *            rows, 1 or more
	 * @return planar values {@code [3][height][width]}, each between 0 and 1,
	 *         never NaN
	 * @throws IndexOutOfBoundsException
	 *             if the region is not wholly inside the image
	 */
	float[] read( int x, int y, int width, int height );
}
