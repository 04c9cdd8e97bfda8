// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.util.function.BooleanSupplier;

/** Something that can be segmented, and of which a part can be done in advance. */
@FunctionalInterface
public interface SegmentationTask {

	/** Segments. Blocks until done. */
	Segmentation run();

	/**
	 * Does in advance, on any one thread, what {@link #run} would begin with, and changes
	 * nothing else: what it gives and how it fails stay the same. The image and the
	 * settings must not be changed in between.
	 *
	 * @param goesOn
	 *            asked now and then whether it is still wanted
	 * @throws RuntimeException
	 *             where {@code run} is going to fail, too
	 */
	default void prepare( final BooleanSupplier goesOn )
	{}
}
