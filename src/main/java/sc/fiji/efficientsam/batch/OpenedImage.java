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

import ij.ImagePlus;
import ij.plugin.Duplicator;

/** An image of a batch that was read from disk, and the fingerprint of what its results are made of. */
final class OpenedImage {

	private final BatchImage image;
	private final ImagePlus imp;
	private final String inputs;

	OpenedImage( final BatchImage image, final ImagePlus imp, final String inputs )
	{
		this.image = image;
		this.imp = imp;
		this.inputs = inputs;
	}

	/** Hashes of image, prompts and settings. */
	String inputs()
	{
		return inputs;
	}

	/** Number of slices and time points, each of which is segmented by itself. */
	int size()
	{
		return imp.getNSlices() * imp.getNFrames();
	}

	/**
	 * A slice with all its channels.
	 *
	 * @param index
	 *            counted from 0, z first
	 */
	BatchSlice slice( final int index, final ImageSegmenter segmenter )
	{
		final int z = index % imp.getNSlices() + 1, t = index / imp.getNSlices() + 1;
		final ImagePlus slice = size() > 1 ? new Duplicator().run( imp, 1, imp.getNChannels(), z, z, t, t ) : imp;
		slice.setTitle( imp.getTitle() );
		final String name = image.name() + ( imp.getNSlices() > 1 ? "-z" + z : "" ) + ( imp.getNFrames() > 1 ? "-t" + t : "" );
		return new BatchSlice( this, index, slice, name, segmenter.task( slice, image.file() ) );
	}
}
