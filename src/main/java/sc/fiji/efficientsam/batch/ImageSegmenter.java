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
