// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import java.util.function.Supplier;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;

import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.source.StackAxis;
import sc.fiji.efficientsam.track.Track;
import sc.fiji.efficientsam.track.Tracks;

/**
 * Makes label stacks: of the size, slices, frames and calibration of the image
 * that they belong to, with one channel; an object has the same label on all slices. See
 * {@link LabelImages} for pixel types and colors.
 */
public final class StackLabels {

	private StackLabels()
	{}

	/** All tracks' masks, which do not overlap; slices and frames that were not used are empty. */
	public static ImagePlus create( final StackAxis axis, final Tracks tracks )
	{
		final SourceImage image = axis.image();
		final ImagePlus labels = create( image, tracks.maxId() );
		final ImageStack stack = labels.getStack();
		for ( final Track track : tracks.all() )
			track.objects().forEach( ( index, object ) -> LabelImages.paint( object.mask(), track.id(),
					stack.getProcessor( labels.getStackIndex( 1, axis.z( index ), axis.t( index ) ) ) ) );
		return labels;
	}

	/** An empty label image or stack for all slices and frames of an image, with room for labels up to {@code labels}. */
	static ImagePlus create( final SourceImage image, final int labels )
	{
		final int w = image.width(), h = image.height();
		final ImagePlus imp = create( image, "-labels", LabelLut.create(), () -> labels > LabelImages.MAX_16_BIT
				? new FloatProcessor( w, h ) : new ShortProcessor( w, h ) );
		imp.setDisplayRange( 0, Math.max( labels, 255 ) );
		return imp;
	}

	/** An image or stack of planes for all slices and frames of an image. */
	static ImagePlus create( final SourceImage image, final String suffix, final LUT lut, final Supplier< ImageProcessor > plane )
	{
		final ImageStack stack = new ImageStack( image.width(), image.height() );
		for ( int i = 0; i < image.slices() * image.frames(); i++ )
			stack.addSlice( "", plane.get() );
		final ImagePlus imp = new ImagePlus( image.name() + suffix, stack );
		imp.setDimensions( 1, image.slices(), image.frames() );
		imp.setOpenAsHyperStack( image.isHyperStack() );
		imp.setPosition( 1, image.z(), image.t() );
		imp.getProcessor().setLut( lut );
		imp.setCalibration( image.calibration() );
		// NB: functions that map gray values (densities) do not apply to labels.
		imp.getCalibration().disableDensityCalibration();
		return imp;
	}

	/** Bytes of an image's label stack, with up to 65535 objects. */
	public static long bytes( final SourceImage image )
	{
		return 2L * image.width() * image.height() * image.slices() * image.frames();
	}

	/**
	 * Checks that there will be memory for the labels, before time is spent on them.
	 *
	 * @throws IllegalArgumentException
	 *             if there will not
	 */
	public static void requireMemory( final SourceImage image )
	{
		final long needed = bytes( image );
		final Runtime r = Runtime.getRuntime();
		final long free = r.maxMemory() - r.totalMemory() + r.freeMemory();
		if ( needed > free )
			throw new IllegalArgumentException( "The label stack of \"" + image.title() + "\" needs " + ( needed >> 20 ) +
					" MB of memory, but only " + ( free >> 20 ) +
					" MB are free. Use a part of the stack (Image > Duplicate...), or give ImageJ more memory (Edit > Options > Memory & " +
							"Threads...)." );
	}
}
