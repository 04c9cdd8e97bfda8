// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.batch;

import java.io.File;

import ij.ImagePlus;

import sc.fiji.efficientsam.SegmentationTask;

/** Tells how an image of a batch is to be segmented. */
@FunctionalInterface
public interface ImageSegmenter {

	/**
	 * What is to be done with an image; nothing is done yet. Called from another thread
	 * than the batch's, one image after the other.
	 *
	 * @param imp
	 *            one slice, with all its channels
	 * @param file
	 *            the file it comes from, to find what lies beside it
	 */
	SegmentationTask task( ImagePlus imp, File file );
}
