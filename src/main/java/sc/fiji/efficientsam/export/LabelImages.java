// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import java.util.List;
import java.util.stream.IntStream;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import net.imglib2.img.array.ArrayImgs;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.segment.LabelPainter;
import sc.fiji.efficientsam.segment.OverlapRule;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.source.SourceImage;

/**
 * Makes ImageJ label images: 16 bit, 0 for background, label i for prompt i;
 * 32-bit floating point above 65535 objects, as ImageJ has no other type that
 * holds such numbers. They have the calibration of the image they belong to and
 * a lookup table of distinct colors.
 */
public final class LabelImages {

	/** The highest label of a 16-bit image. */
	static final int MAX_16_BIT = 65535;

	private LabelImages()
	{}

	/** An empty label image for an image, with room for labels up to {@code labels}. */
	public static ImagePlus create( final ImagePlus imp, final int labels )
	{
		return create( SourceImage.of( imp ), labels );
	}

	/** An empty label image for a plane of an image, with room for labels up to {@code labels}. */
	public static ImagePlus create( final SourceImage image, final int labels )
	{
		final int w = image.width(), h = image.height();
		final ImageProcessor ip = labels > MAX_16_BIT ? new FloatProcessor( w, h ) : new ShortProcessor( w, h );
		final LUT lut = LabelLut.create();
		ip.setLut( lut );
		final ImagePlus label = new ImagePlus( image.name() + "-labels", ip );
		label.setCalibration( image.calibration() );
		// NB: functions that map gray values (densities) do not apply to labels.
		label.getCalibration().disableDensityCalibration();
		label.setDisplayRange( 0, Math.max( labels, 255 ) );
		return label;
	}

	/**
	 * Writes objects into a label image.
	 *
	 * @return the objects with the pixels that became theirs
	 */
	public static List< SegmentedObject > paint( final List< SegmentedObject > objects, final OverlapRule rule, final ImagePlus label )
	{
		return paint( objects, IntStream.rangeClosed( 1, objects.size() ).toArray(), rule, label );
	}

	/**
	 * Writes objects into a label image, object i with the label {@code ids[ i ]}.
	 *
	 * @return the objects with the pixels that became theirs
	 */
	public static List< SegmentedObject > paint( final List< SegmentedObject > objects, final int[] ids, final OverlapRule rule,
			final ImagePlus label )
	{
		final ImageProcessor ip = label.getProcessor();
		final long w = ip.getWidth(), h = ip.getHeight();
		return ip instanceof ShortProcessor
				? LabelPainter.paint( objects, ids, rule, ArrayImgs.unsignedShorts( ( short[] ) ip.getPixels(), w, h ) )
				: LabelPainter.paint( objects, ids, rule, ArrayImgs.floats( ( float[] ) ip.getPixels(), w, h ) );
	}

	/** Writes a label into the pixels of a mask, whatever they held. */
	static void paint( final Mask mask, final int label, final ImageProcessor ip )
	{
		mask.forEach( ( x, y ) -> ip.setf( x, y, label ) );
	}
}
