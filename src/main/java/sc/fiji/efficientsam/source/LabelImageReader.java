// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.source;

import java.util.Map;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import sc.fiji.efficientsam.evaluate.LabelObjects;
import sc.fiji.efficientsam.mask.Mask;

/** Reads label images of 8, 16 or 32 bit: 0 is background, every other value an object. */
public final class LabelImageReader {

	private LabelImageReader()
	{}

	/**
	 * The masks of a label image's current slice, by label; objects that share a label are one.
	 *
	 * @throws IllegalArgumentException
	 *             if it is an RGB image
	 */
	public static Map< Integer, Mask > masks( final ImagePlus labels )
	{
		ImagePlusReader.requirePixels( labels );
		return masks( labels, labels.getCurrentSlice() );
	}

	/**
	 * The same of another plane.
	 *
	 * @param index
	 *            in the stack, counted from 1
	 */
	public static Map< Integer, Mask > masks( final ImagePlus labels, final int index )
	{
		ImagePlusReader.requirePixels( labels );
		final ImageProcessor ip = labels.getStackSize() == 1 ? labels.getProcessor() : labels.getStack().getProcessor( index );
		if ( ip instanceof ColorProcessor )
			throw new IllegalArgumentException( "\"" + labels.getTitle() + "\" is an RGB image; a label image has 8, 16 or 32 bit." );
		return LabelObjects.masks( ImagePlusReader.wrap( ip ) );
	}
}
