// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.source;

import ij.ImagePlus;

/** The images of a file: one, or the series of a microscope's file, each of its own size. Opened one by one. */
public interface ImageSeries {

	/** Number of images, 1 or more. */
	int size();

	/** Number of slices of an image, counted from 0. */
	int slices( int number );

	/** Number of frames of an image, counted from 0. */
	int frames( int number );

	/**
	 * Opens an image with all its pixels, channels, slices and frames.
	 *
	 * @throws IllegalArgumentException
	 *             if it cannot be opened; the message says what to do
	 */
	ImagePlus open( int number );

	/** The series of an image that is open. */
	static ImageSeries of( final ImagePlus imp )
	{
		return new ImageSeries()
		{
			@Override
			public int size()
			{
				return 1;
			}

			@Override
			public int slices( final int number )
			{
				return imp.getNSlices();
			}

			@Override
			public int frames( final int number )
			{
				return imp.getNFrames();
			}

			@Override
			public ImagePlus open( final int number )
			{
				return imp;
			}
		};
	}
}
