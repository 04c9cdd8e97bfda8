// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.roi;

import java.awt.Rectangle;
import java.util.BitSet;

import ij.gui.Roi;
import ij.plugin.filter.ThresholdToSelection;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import sc.fiji.efficientsam.mask.Mask;

/**
 * Converts between masks and ImageJ selections, pixel for pixel: a mask turned
 * into a selection and back is the same mask.
 */
public final class MaskRois {

	/** Pixels of the largest area that is looked into. NB: finding points deep inside of it takes some 40 bytes for each, in all. */
	private static final long MAX_PIXELS = Math.min( 1L << 28, Runtime.getRuntime().maxMemory() / 64 );

	private MaskRois()
	{}

	/** The selection that holds exactly the mask's pixels; null if the mask is empty. */
	public static Roi toRoi( final Mask mask )
	{
		if ( mask.isEmpty() )
			return null;
		final ByteProcessor ip = new ByteProcessor( mask.width(), mask.height() );
		final byte[] pixels = ( byte[] ) ip.getPixels();
		final BitSet bits = mask.bits();
		for ( int i = bits.nextSetBit( 0 ); i >= 0; i = bits.nextSetBit( i + 1 ) )
			pixels[ i ] = ( byte ) 255;
		ip.setThreshold( 255, 255, ImageProcessor.NO_LUT_UPDATE );
		final Roi roi = new ThresholdToSelection().convert( ip );
		roi.setLocation( mask.x(), mask.y() );
		return roi;
	}

	/** The pixels that an area selection holds, whether or not they lie inside an image. */
	public static Mask toMask( final Roi roi )
	{
		final Rectangle b = roi.getBounds();
		if ( ( long ) b.width * b.height > MAX_PIXELS )
			throw new IllegalArgumentException( "The selection" + ( roi.getName() == null ? "" : " \"" + roi.getName() + "\"" ) + " has " +
					b.width + " x " + b.height + " pixels, too many for the memory. Draw it again, or use a rectangle or points." );
		final BitSet bits = new BitSet();
		// NB: outlines of files may be such.
		if ( b.width <= 0 || b.height <= 0 )
			return Mask.EMPTY;
		final ImageProcessor mask = roi.getMask();
		for ( int i = 0; i < b.width * b.height; i++ )
			if ( mask == null || mask.get( i ) != 0 )
				bits.set( i );
		return Mask.of( b.x, b.y, b.width, b.height, bits );
	}
}
