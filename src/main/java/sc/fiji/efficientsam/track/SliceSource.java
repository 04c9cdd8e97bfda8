// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import sc.fiji.efficientsam.segment.EmbeddedImage;

/**
 * Images of one size in a row: the slices of a stack, the frames of a series.
 * Implementations are safe for use by several threads.
 */
public interface SliceSource {

	/** Number of slices, 1 or more. */
	int size();

	/** Width of every slice in pixels. */
	int width();

	/** Height of every slice in pixels. */
	int height();

	/**
	 * Reads a slice. The caller keeps as many as it needs; the source should keep
	 * none, so that a long stack does not fill the memory.
	 *
	 * @param index
	 *            0 to {@code size() - 1}
	 */
	EmbeddedImage slice( int index );
}
