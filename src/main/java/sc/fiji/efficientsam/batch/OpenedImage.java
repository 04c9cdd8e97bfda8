// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
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
