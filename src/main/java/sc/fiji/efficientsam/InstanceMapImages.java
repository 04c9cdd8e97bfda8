// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;

import sc.fiji.efficientsam.model.InstanceMap;
import sc.fiji.efficientsam.source.SourceImage;

/** What an instance head sees, as a 32-bit stack. */
final class InstanceMapImages {

	private InstanceMapImages()
	{}

	/** @param values a map for each channel, row by row, with a value for each pixel of the image */
	static ImagePlus create( final float[][] values, final SourceImage source )
	{
		final ImageStack stack = new ImageStack( source.width(), source.height() );
		for ( final InstanceMap.Channel channel : InstanceMap.Channel.values() )
			stack.addSlice( channel.title(), new FloatProcessor( source.width(), source.height(), values[ channel.ordinal() ] ) );
		final ImagePlus image = new ImagePlus( source.name() + "-maps", stack );
		image.setCalibration( source.calibration() );
		image.getCalibration().disableDensityCalibration();
		image.resetDisplayRange();
		return image;
	}
}
