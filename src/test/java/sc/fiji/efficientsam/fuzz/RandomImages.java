// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import java.awt.Color;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.gui.Overlay;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;

/** Images of all types and kinds, of 1 to 4096 pixels a slice. */
final class RandomImages {

	private RandomImages()
	{}

	/** {width, height} */
	static int[] size( final Dice dice )
	{
		switch ( dice.upTo( 12 ) )
		{
		case 0:
			return new int[] { 1, 1 };
		case 1:
			return dice.chance( 0.5 ) ? new int[] { 4096, 1 } : new int[] { 1, 4096 };
		case 2:
			return new int[] { dice.between( 1, 4 ), dice.between( 1, 64 ) };
		default:
			return new int[] { dice.between( 1, 64 ), dice.between( 1, 64 ) };
		}
	}

	/** Any image. */
	static ImagePlus image( final Dice dice )
	{
		final boolean stack = dice.chance( 0.35 );
		return stack ? stack( dice ) : single( dice );
	}

	private static ImagePlus single( final Dice dice )
	{
		final int[] size = size( dice );
		return dress( new ImagePlus( title( dice ), plane( dice, dice.upTo( 5 ), size[ 0 ], size[ 1 ], dice.upTo( 8 ) ) ), dice );
	}

	/** A stack or hyperstack, at times composite or virtual. */
	static ImagePlus stack( final Dice dice )
	{
		final int[] size = size( dice );
		final int c = dice.of( 1, 1, 2, 3, 7 ), z = dice.of( 1, 1, 2, 3, 5 ), t = c * z > 6 ? 1 : dice.of( 1, 2, 3 ), type = dice.upTo( 5 ),
				kind = dice.upTo( 8 );
		final ImageStack memory = new ImageStack( size[ 0 ], size[ 1 ] );
		for ( int i = 0; i < c * z * t; i++ )
			memory.addSlice( dice.chance( 0.2 ) ? dice.word() : null, plane( dice, type, size[ 0 ], size[ 1 ], kind ) );
		final ImagePlus imp = new ImagePlus( title( dice ), dice.chance( 0.2 ) ? virtual( memory ) : memory );
		if ( c * z * t > 1 )
			imp.setDimensions( c, z, t );
		imp.setOpenAsHyperStack( dice.chance( 0.5 ) );
		final boolean composite = c > 1 && c <= 7 && type != 4 && dice.chance( 0.6 );
		final ImagePlus made = composite ? new CompositeImage( imp,
				dice.of( CompositeImage.COMPOSITE, CompositeImage.COLOR, CompositeImage.GRAYSCALE ) ) : imp;
		if ( composite && dice.chance( 0.3 ) )
			( ( CompositeImage ) made ).getActiveChannels()[ dice.upTo( c ) ] = false;
		made.setPosition( dice.between( 1, made.getNChannels() ), dice.between( 1, made.getNSlices() ),
				dice.between( 1, made.getNFrames() ) );
		return dress( made, dice );
	}

	/** NB: each call gives a fresh processor, as those of files do. */
	private static ImageStack virtual( final ImageStack memory )
	{
		final VirtualStack v = new VirtualStack( memory.getWidth(), memory.getHeight(), memory.size() )
		{
			@Override
			public ImageProcessor getProcessor( final int n )
			{
				return memory.getProcessor( n ).duplicate();
			}
		};
		v.setBitDepth( memory.getBitDepth() );
		return v;
	}

	private static String title( final Dice dice )
	{
		return dice.chance( 0.2 ) ? dice.word() : "image.tif";
	}

	/** @param type 0, 1: 8 bit; 2: 16 bit; 3: 32 bit; 4: RGB */
	private static ImageProcessor plane( final Dice dice, final int type, final int w, final int h, final int kind )
	{
		final ImageProcessor ip = type < 2 ? new ByteProcessor( w, h ) : type == 2 ? new ShortProcessor( w, h ) : type == 3
				? new FloatProcessor( w, h ) : new ColorProcessor( w, h );
		final double top = type == 2 ? dice.of( 255.0, 4095.0, 65535.0 ) : type == 3 ? dice.of( 1.0, 1e-6, 255.0, 1e6, 3e38 ) : 255;
		final double cx = dice.real( 0, w ), cy = dice.real( 0, h ), r = dice.real( 1, 20 ), constant = dice.chance( 0.5 )
				? 0 : dice.real( 0, top );
		for ( int y = 0; y < h; y++ )
			for ( int x = 0; x < w; x++ )
				set( ip, x, y, kind == 0 ? constant : kind == 1
						? dice.real( 0, top ) : top * ( Math.hypot( x - cx, y - cy ) < r ? 0.8 : 0.2 ) + top * 0.05 * dice.gauss(), dice );
		if ( type == 3 && dice.chance( 0.4 ) )
			for ( int n = dice.upTo( w * h + 1 ); n > 0; n-- )
				ip.setf( dice.upTo( w ), dice.upTo( h ), dice.of( Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f,
						Float.MAX_VALUE, -1e6f ) );
		if ( type == 1 )
			ip.setColorModel( new LUT( dice.bytes( 256 ), dice.bytes( 256 ), dice.bytes( 256 ) ) );
		return ip;
	}

	private static void set( final ImageProcessor ip, final int x, final int y, final double v, final Dice dice )
	{
		if ( ip instanceof ColorProcessor )
			ip.set( x, y, new Color( clip( v ), clip( v * dice.real( 0.8, 1.2 ) ), clip( 255 - v ) ).getRGB() );
		else
			ip.setf( x, y, ( float ) ( ip instanceof FloatProcessor
					? v : Math.max( 0, Math.min( ip instanceof ByteProcessor ? 255 : 65535, Math.round( v ) ) ) ) );
	}

	private static int clip( final double v )
	{
		return ( int ) Math.max( 0, Math.min( 255, v ) );
	}

	private static ImagePlus dress( final ImagePlus imp, final Dice dice )
	{
		if ( dice.chance( 0.3 ) )
		{
			final Calibration c = imp.getCalibration();
			c.pixelWidth = dice.of( 0.1, 0.65e-3, 100.0, 1e-9 );
			c.pixelHeight = dice.chance( 0.8 ) ? c.pixelWidth : 3;
			c.setUnit( dice.of( "um", "mm", "inch", "\u00b5m", "" ) );
			c.xOrigin = dice.of( 0, -5, 7 );
			if ( dice.chance( 0.3 ) && imp.getBitDepth() <= 16 )
				c.setFunction( Calibration.STRAIGHT_LINE, new double[] { 5, 2 }, "density" );
		}
		if ( dice.chance( 0.3 ) )
			imp.setDisplayRange( dice.real( -10, 100 ), dice.real( -10, 300 ) );
		if ( dice.chance( 0.1 ) && imp.getBitDepth() != 24 )
			imp.getProcessor().setThreshold( 10, 100, ImageProcessor.RED_LUT );
		if ( dice.chance( 0.2 ) )
			imp.getProcessor().invertLut();
		if ( dice.chance( 0.2 ) )
			imp.setProp( "Note", "kept" );
		if ( dice.chance( 0.3 ) )
		{
			final Overlay o = new Overlay();
			for ( int n = dice.between( 0, 4 ); n > 0; n-- )
				o.add( dice.chance( 0.8 ) ? RandomRois.tame( dice, imp ) : RandomRois.roi( dice, imp ) );
			imp.setOverlay( o );
		}
		if ( dice.chance( 0.6 ) )
			imp.setRoi( dice.chance( 0.7 ) ? RandomRois.tame( dice, imp ) : RandomRois.roi( dice, imp ), false );
		imp.changes = false;
		return imp;
	}

	/** Labels of an image's size, or, rarely, of another; of each type, with gaps between the ids, or a binary mask. */
	static ImagePlus labels( final Dice dice, final int width, final int height )
	{
		final int w = dice.chance( 0.93 ) ? width : width + 1, kind = dice.upTo( 10 );
		final ImageProcessor ip = kind < 3 ? new ByteProcessor( w, height ) : kind < 7 ? new ShortProcessor( w, height ) : kind < 9
				? new FloatProcessor( w, height ) : new ColorProcessor( w, height );
		for ( int n = dice.upTo( 6 ); n > 0; n-- )
		{
			final int id = dice.of( 1, 2, 3, 7, 255, kind < 3 ? 9 : 300, kind < 3 ? 200 : 65535 );
			ip.setRoi( dice.upTo( w ), dice.upTo( height ), dice.between( 1, 20 ), dice.between( 1, 20 ) );
			ip.setValue( kind >= 7 && dice.chance( 0.1 ) ? dice.of( 0.5, -1.0, 1e9, Double.NaN ) : id );
			ip.fill();
		}
		ip.resetRoi();
		return new ImagePlus( "rough", ip );
	}
}
