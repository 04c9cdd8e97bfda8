// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.source;

import java.awt.Color;
import java.awt.image.ColorModel;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.io.FileInfo;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;

import sc.fiji.efficientsam.util.ResultNames;

/**
 * An image as it is when work on it begins: title, file, size, position, calibration
 * and contrast. Whatever happens to the image afterwards (another slice is shown, the
 * contrast is changed, it is closed), this stays. Pixels are those that the image has
 * when {@link #plane} is called. Immutable and safe for use by several threads.
 * <p>
 * Channels, slices and frames are counted from 1.
 * </p>
 */
public final class SourceImage {

	private final String title;
	private final Path file;
	private final int width;
	private final int height;
	private final int channels;
	private final int slices;
	private final int frames;
	private final int[] position;
	private final boolean hyperStack;
	private final Calibration calibration;
	private final boolean allChannels;
	private final boolean[] active;
	/** By channel; null for images that are no {@link CompositeImage}. */
	private final LUT[] channelLuts;
	/** Colors and contrast of images that are no {@link CompositeImage}; null for RGB. */
	private final LUT lut;
	private final double min;
	private final double max;
	private final ImageStack stack;
	/** Pixel arrays by stack index; null for virtual stacks. NB: ImageJ drops the arrays of closed images from its own list. */
	private final Object[] pixels;

	private SourceImage( final ImagePlus imp )
	{
		title = imp.getTitle() == null ? "" : imp.getTitle();
		file = file( imp );
		width = imp.getWidth();
		height = imp.getHeight();
		channels = imp.getNChannels();
		slices = imp.getNSlices();
		frames = imp.getNFrames();
		// NB: getZ() of a stack that is not shown may lag behind.
		position = imp.convertIndexToPosition( imp.getCurrentSlice() );
		hyperStack = imp.isHyperStack();
		calibration = imp.getCalibration().copy();
		final CompositeImage composite = imp instanceof CompositeImage ? ( CompositeImage ) imp : null;
		allChannels = composite != null && composite.getMode() == CompositeImage.COMPOSITE;
		active = composite == null ? new boolean[ 0 ] : composite.getActiveChannels().clone();
		channelLuts = composite == null ? null : new LUT[ channels ];
		for ( int c = 1; composite != null && c <= channels; c++ )
			channelLuts[ c - 1 ] = ( LUT ) composite.getChannelLut( c ).clone();
		final ImageProcessor shown = imp.getProcessor();
		min = imp.getDisplayRangeMin();
		max = imp.getDisplayRangeMax();
		lut = composite != null || shown instanceof ColorProcessor ? null : new LUT( shown.getLut(), min, max );
		stack = imp.getStack();
		final Object[] arrays = stack.isVirtual() ? null : stack.getImageArray();
		pixels = arrays == null ? null : Arrays.copyOf( arrays, imp.getStackSize() );
		if ( pixels != null && pixels.length == 1 )
			pixels[ 0 ] = shown.getPixels();
	}

	/**
	 * @throws IllegalArgumentException
	 *             if the image has no pixels
	 */
	public static SourceImage of( final ImagePlus imp )
	{
		ImagePlusReader.requirePixels( imp );
		return new SourceImage( imp );
	}

	private static Path file( final ImagePlus imp )
	{
		final FileInfo info = imp.getOriginalFileInfo();
		return info == null || info.directory == null || info.fileName == null || info.fileName.isEmpty()
				? null : new File( info.directory, info.fileName ).toPath().toAbsolutePath().normalize();
	}

	public String title()
	{
		return title;
	}

	/** The title without the extension of its file, which begins the names of results; see {@link ResultNames}. */
	public String name()
	{
		return ResultNames.of( title, file );
	}

	/** The file that the image was opened from, or null. */
	public Path file()
	{
		return file;
	}

	public int width()
	{
		return width;
	}

	public int height()
	{
		return height;
	}

	public int channels()
	{
		return channels;
	}

	public int slices()
	{
		return slices;
	}

	public int frames()
	{
		return frames;
	}

	public int stackSize()
	{
		return channels * slices * frames;
	}

	/** The channel that was current. */
	public int c()
	{
		return position[ 0 ];
	}

	/** The slice that was current. */
	public int z()
	{
		return position[ 1 ];
	}

	/** The frame that was current. */
	public int t()
	{
		return position[ 2 ];
	}

	public boolean isHyperStack()
	{
		return hyperStack;
	}

	/** A copy of the calibration. */
	public Calibration calibration()
	{
		return calibration.copy();
	}

	/** Whether the channels were displayed all at once. */
	public boolean showsAllChannels()
	{
		return allChannels;
	}

	/** Whether a channel was switched on. */
	boolean isActive( final int channel )
	{
		return active[ channel - 1 ];
	}

	/** Colors and contrast of a channel; null if the image has no such per channel. */
	LUT channelLut( final int channel )
	{
		return channelLuts == null ? null : channelLuts[ channel - 1 ];
	}

	/** {minimum, maximum} of the pixel values that were displayed from black to white in a channel. */
	public double[] displayRange( final int channel )
	{
		return channelLuts == null ? new double[] { min, max } : new double[] { channelLuts[ channel - 1 ].min,
				channelLuts[ channel - 1 ].max };
	}

	/** {@link #suffix(int, int)} of the current plane. */
	public String suffix()
	{
		return suffix( z(), t() );
	}

	/** What tells slices and frames of a stack apart in names of files; "" for a single plane. */
	public String suffix( final int z, final int t )
	{
		return ( slices > 1 ? "-slice" + z : "" ) + ( frames > 1 ? "-frame" + t : "" );
	}

	public int index( final int c, final int z, final int t )
	{
		return ( ( t - 1 ) * slices + z - 1 ) * channels + c;
	}

	/** {channel, slice, frame} of a place in the stack, counted from 1. */
	public int[] position( final int index )
	{
		return new int[] { ( index - 1 ) % channels + 1, ( index - 1 ) / channels % slices + 1, ( index - 1 ) / channels / slices + 1 };
	}

	/** Ties a selection to a slice and a frame, for all channels; not at all if there is only one plane. */
	public void tie( final Roi roi, final int z, final int t )
	{
		if ( slices * frames == 1 )
			return;
		if ( hyperStack || channels > 1 )
			roi.setPosition( 0, z, t );
		else
			roi.setPosition( index( 1, z, t ) );
	}

	/** The current plane with its pixels as they are now, copied. See {@link #plane(int, int, int)}. */
	public SourcePlane plane( final int channel )
	{
		return plane( channel, z(), t() );
	}

	/**
	 * A plane with its pixels as they are now, copied.
	 *
	 * @param channel
	 *            0 for what is displayed, else the channel to use
	 * @throws IllegalArgumentException
	 *             if there is no such channel, slice or frame
	 */
	public SourcePlane plane( final int channel, final int z, final int t )
	{
		return new SourcePlane( this, channel, z, t, true );
	}

	/** Like {@link #plane(int, int, int)}, but the pixels are the image's own. */
	public SourcePlane view( final int channel, final int z, final int t )
	{
		return new SourcePlane( this, channel, z, t, false );
	}

	/** The pixels of one channel, in the colors and contrast in which it was displayed. */
	ImageProcessor pixels( final int c, final int z, final int t, final boolean copy )
	{
		final int index = index( c, z, t );
		final ImageProcessor ip = pixels == null ? virtual( index ) : wrap( copy ? copy( pixels[ index - 1 ] ) : pixels[ index - 1 ] );
		if ( lut != null && !( ip instanceof ColorProcessor ) )
			ip.setLut( lut );
		else if ( channelLuts != null && channels == 1 )
			ip.setLut( channelLuts[ 0 ] );
		else if ( channelLuts != null )
			ip.setLut( gray( channelLuts[ c - 1 ] ) );
		return ip;
	}

	/** NB: one channel alone is gray, inverted only if its own table is; planes of virtual stacks come with tables that nobody sees. */
	private static LUT gray( final LUT lut )
	{
		final LUT ramp = LUT.createLutFromColor( Color.WHITE );
		final boolean inverting = lut.getRed( 0 ) + lut.getGreen( 0 ) + lut.getBlue( 0 ) > lut.getRed( 255 ) + lut.getGreen( 255 ) +
				lut.getBlue( 255 );
		return new LUT( inverting ? ramp.createInvertedLut() : ramp, lut.min, lut.max );
	}

	/** NB: one at a time, as virtual stacks need not be made for several threads; and copied, as they may hold it. */
	private ImageProcessor virtual( final int index )
	{
		synchronized ( stack )
		{
			final ImageProcessor ip = stack.getProcessor( index );
			if ( ip == null || ip.getPixels() == null )
				throw new IllegalStateException( "Slice " + index + " of \"" + title + "\" cannot be read any more. Was its file moved?" );
			return wrap( copy( ip.getPixels() ) );
		}
	}

	private ImageProcessor wrap( final Object array )
	{
		final ColorModel colors = channelLuts == null ? null : stack.getColorModel();
		if ( array instanceof byte[] )
			return new ByteProcessor( width, height, ( byte[] ) array, colors );
		if ( array instanceof short[] )
			return new ShortProcessor( width, height, ( short[] ) array, colors );
		if ( array instanceof float[] )
			return new FloatProcessor( width, height, ( float[] ) array, colors );
		return new ColorProcessor( width, height, ( int[] ) array );
	}

	private static Object copy( final Object array )
	{
		if ( array instanceof byte[] )
			return ( ( byte[] ) array ).clone();
		if ( array instanceof short[] )
			return ( ( short[] ) array ).clone();
		if ( array instanceof float[] )
			return ( ( float[] ) array ).clone();
		return ( ( int[] ) array ).clone();
	}
}
