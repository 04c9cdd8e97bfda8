// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.batch;

import java.util.function.BooleanSupplier;

import ij.ImagePlus;

import sc.fiji.efficientsam.Segmentation;
import sc.fiji.efficientsam.SegmentationTask;

/** A slice of an image of a batch, ready to be segmented. */
final class BatchSlice {

	private final OpenedImage image;
	private final int index;
	private final ImagePlus imp;
	private final String name;
	private final SegmentationTask task;

	BatchSlice( final OpenedImage image, final int index, final ImagePlus imp, final String name, final SegmentationTask task )
	{
		this.image = image;
		this.index = index;
		this.imp = imp;
		this.name = name;
		this.task = task;
	}

	/** The image that it is a slice of. */
	OpenedImage image()
	{
		return image;
	}

	/** Its place among the image's slices, counted from 0. */
	int index()
	{
		return index;
	}

	/** The slice as an image of its own. */
	ImagePlus imp()
	{
		return imp;
	}

	/** Path of its results without endings. */
	String name()
	{
		return name;
	}

	/** Encodes it as far as it is sure what will be needed. NB: what fails here fails again, or not, when it is its turn; only then does it count. */
	void prepare( final BooleanSupplier goesOn )
	{
		try
		{
			task.prepare( goesOn );
		}
		catch ( final RuntimeException | OutOfMemoryError e )
		{
			// nothing is lost but time
		}
	}

	Segmentation segment()
	{
		return task.run();
	}
}
