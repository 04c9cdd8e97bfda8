// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;

import sc.fiji.efficientsam.image.Channel;
import sc.fiji.efficientsam.image.ChannelImage;
import sc.fiji.efficientsam.image.ContrastMode;
import sc.fiji.efficientsam.image.ValueRange;

/**
 * Shows planes of ImageJ images to a model.
 * <ul>
 * <li>Gray images of 8, 16 and 32 bit: gray; an inverting lookup table is
 * honored.</li>
 * <li>8-bit images with a colored lookup table: gray if the table gets steadily
 * brighter or darker (fire, green, ...: a choice of display), else the table's
 * colors.</li>
 * <li>RGB images: their colors.</li>
 * <li>Composite images: the channels that are switched on, in their colors,
 * added up. In color or gray mode, and if a channel is chosen: that channel in
 * gray.</li>
 * </ul>
 */
public final class ImagePlusReader {

	private final ContrastMode mode;
	private final double low;
	private final double high;
	/** Ranges that hold for all slices, by channel of a composite image, else 0. */
	private final Map< Integer, double[] > ranges;
	/** Collects planes whose common range is wanted; null for readers in use. */
	private final Map< Integer, List< RandomAccessibleInterval< ? extends RealType< ? > > > > pool;

	/**
	 * @param low
	 *            lower percentile for {@link ContrastMode#PERCENTILE}
	 * @param high
	 *            upper percentile
	 */
	public ImagePlusReader( final ContrastMode mode, final double low, final double high )
	{
		if ( mode == ContrastMode.PERCENTILE && !( low >= 0 && low < high && high <= 100 ) )
			throw new IllegalArgumentException( "Percentiles need 0 <= low < high <= 100, but got low=" + low + " and high=" + high + "." );
		this.mode = mode;
		this.low = low;
		this.high = high;
		this.ranges = Collections.emptyMap();
		this.pool = null;
	}

	private ImagePlusReader( final ImagePlusReader o, final Map< Integer, double[] > ranges, final Map< Integer,
			List< RandomAccessibleInterval< ? extends RealType< ? > > > > pool )
	{
		mode = o.mode;
		low = o.low;
		high = o.high;
		this.ranges = ranges;
		this.pool = pool;
	}

	/**
	 * A reader that shows all slices in the same contrast: that of the given ones
	 * together. Without it every slice has a contrast of its own, and one
	 * that holds nothing is shown as loud noise.
	 *
	 * @param positions
	 *            {z, t} of slices, counted from 1; their pixels are in memory at once
	 */
	public ImagePlusReader sameContrast( final ImagePlus imp, final int channel, final List< int[] > positions )
	{
		return sameContrast( SourceImage.of( imp ), channel, positions );
	}

	/** {@link #sameContrast(ImagePlus, int, List)} of an image as it was when work on it began. */
	public ImagePlusReader sameContrast( final SourceImage image, final int channel, final List< int[] > positions )
	{
		if ( mode == ContrastMode.DISPLAY )
			return this;
		final Map< Integer, List< RandomAccessibleInterval< ? extends RealType< ? > > > > pooled = new HashMap<>();
		final ImagePlusReader collecting = new ImagePlusReader( this, ranges, pooled );
		for ( final int[] p : positions )
			collecting.read( image.view( channel, p[ 0 ], p[ 1 ] ) );
		final Map< Integer, double[] > common = new HashMap<>();
		pooled.forEach( ( part, planes ) -> common.put( part, mode == ContrastMode.PERCENTILE
				? ValueRange.percentiles( planes, low, high ) : full( planes ) ) );
		return new ImagePlusReader( this, common, null );
	}

	/**
	 * A reader that shows images as they were displayed at another time, if it shows them as they are displayed.
	 *
	 * @param displayed
	 *            {minimum, maximum} by channel, counted from 1, of composite images, and by 0 of others; what is not told is
	 *            as it is displayed now
	 */
	public ImagePlusReader as( final Map< Integer, double[] > displayed )
	{
		return mode == ContrastMode.DISPLAY ? new ImagePlusReader( this, displayed, null ) : this;
	}

	private static double[] full( final List< RandomAccessibleInterval< ? extends RealType< ? > > > planes )
	{
		return planes.get( 0 ).getType() instanceof IntegerType ? ValueRange.full( planes.get( 0 ) ) : ValueRange.extrema( planes );
	}

	/**
	 * The current plane of an image.
	 *
	 * @param channel
	 *            0 for what is displayed, else the channel to use, counted from 1
	 * @throws IllegalArgumentException
	 *             if the image has no pixels or no such channel
	 */
	public ChannelImage read( final ImagePlus imp, final int channel )
	{
		return read( SourceImage.of( imp ).plane( channel ) );
	}

	/**
	 * Reads any position of a stack, whatever the current one is; virtual stacks,
	 * too.
	 *
	 * @param channel
	 *            0 for the channels that are displayed, else the channel to use, counted from 1
	 * @param z
	 *            counted from 1
	 * @param t
	 *            counted from 1
	 * @throws IllegalArgumentException
	 *             if the image has no pixels, no such channel or no such position
	 */
	public ChannelImage read( final ImagePlus imp, final int channel, final int z, final int t )
	{
		return read( SourceImage.of( imp ).plane( channel, z, t ) );
	}

	/** What a model is shown of a plane. Its pixels are wrapped, not copied. */
	public ChannelImage read( final SourcePlane plane )
	{
		return plane.isComposite() ? readComposite( plane ) : read( plane.parts().values().iterator().next() );
	}

	/** Checks that there is an image to work on; ImageJ has several ways not to give one. */
	public static void requirePixels( final ImagePlus imp )
	{
		if ( imp == null )
			throw new IllegalArgumentException( "There is no image. Open one first (File > Open...)." );
		// NB: a wrong title in a macro gives an image without a processor.
		if ( imp.getWidth() < 1 || imp.getHeight() < 1 || imp.getProcessor() == null )
			throw new IllegalArgumentException( "The image \"" + imp.getTitle() +
					"\" has no pixels. Check its title, or open an image first." );
	}

	private ChannelImage readComposite( final SourcePlane plane )
	{
		final List< Channel > channels = new ArrayList<>();
		plane.parts().forEach( ( c, ip ) -> {
			final LUT lut = plane.image().channelLut( c );
			final RandomAccessibleInterval< ? extends RealType< ? > > pixels = wrap( ip );
			final double[] range = range( c, Collections.singletonList( pixels ), lut.min, lut.max );
			channels.add( new Channel( pixels, range[ 0 ], range[ 1 ], colors( lut ) ) );
		} );
		return new ChannelImage( channels );
	}

	private ChannelImage read( final ImageProcessor ip )
	{
		if ( ip instanceof ColorProcessor )
			return readRgb( ( ColorProcessor ) ip );
		final LUT lut = ip.getLut();
		if ( ip.getBitDepth() == 8 && !isSteady( lut ) )
			return readRgb( ( ColorProcessor ) ip.convertToRGB() );
		final RandomAccessibleInterval< ? extends RealType< ? > > pixels = wrap( ip );
		final double[] range = range( 0, Collections.singletonList( pixels ), ip.getMin(), ip.getMax() );
		final float first = brightness( lut, 0 ) > brightness( lut, 255 ) ? 1 : 0;
		final float[] gray = { first, 1 - first };
		return new ChannelImage( Collections.singletonList( new Channel( pixels, range[ 0 ], range[ 1 ],
				new float[][] { gray, gray, gray } ) ) );
	}

	private ChannelImage readRgb( final ColorProcessor cp )
	{
		final List< RandomAccessibleInterval< ? extends RealType< ? > > > parts = new ArrayList<>();
		// NB: ImgLib2 counts alpha, red, green, blue.
		for ( int c = 1; c <= 3; c++ )
			parts.add( Converters.argbChannel( ArrayImgs.argbs( ( int[] ) cp.getPixels(), cp.getWidth(), cp.getHeight() ), c ) );
		// NB: one range for all three, so that colors keep their hue. What is displayed of RGB images are their pixels.
		final double[] range = mode == ContrastMode.DISPLAY ? new double[] { 0, 255 } : range( 0, parts, 0, 255 );
		return new ChannelImage( Arrays.asList(
				Channel.colored( parts.get( 0 ), range, 1, 0, 0 ),
				Channel.colored( parts.get( 1 ), range, 0, 1, 0 ),
				Channel.colored( parts.get( 2 ), range, 0, 0, 1 ) ) );
	}

	/** @param part channel of a composite image, else 0 */
	private double[] range( final int part, final List< RandomAccessibleInterval< ? extends RealType< ? > > > planes, final double min,
			final double max )
	{
		final double[] common = ranges.get( part );
		if ( common != null )
			return common;
		if ( pool != null )
			pool.computeIfAbsent( part, p -> new ArrayList<>() ).addAll( planes );
		switch ( mode )
		{
		case PERCENTILE:
			return ValueRange.percentiles( planes, low, high );
		case FULL:
			return ValueRange.full( planes.get( 0 ) );
		default:
			return new double[] { min, max };
		}
	}

	public static RandomAccessibleInterval< ? extends RealType< ? > > wrap( final ImageProcessor ip )
	{
		final long w = ip.getWidth(), h = ip.getHeight();
		final Object pixels = ip.getPixels();
		if ( pixels instanceof byte[] )
			return ArrayImgs.unsignedBytes( ( byte[] ) pixels, w, h );
		if ( pixels instanceof short[] )
			return ArrayImgs.unsignedShorts( ( short[] ) pixels, w, h );
		return ArrayImgs.floats( ( float[] ) pixels, w, h );
	}

	private static float[][] colors( final LUT lut )
	{
		final float[][] colors = new float[ 3 ][ 256 ];
		for ( int i = 0; i < 256; i++ )
		{
			colors[ 0 ][ i ] = lut.getRed( i ) / 255f;
			colors[ 1 ][ i ] = lut.getGreen( i ) / 255f;
			colors[ 2 ][ i ] = lut.getBlue( i ) / 255f;
		}
		return colors;
	}

	/** Whether a lookup table never gets darker, or never gets brighter, by more than a rounding step. */
	private static boolean isSteady( final LUT lut )
	{
		final float direction = Math.signum( brightness( lut, 255 ) - brightness( lut, 0 ) );
		for ( int i = 1; i < 256; i++ )
			if ( direction * ( brightness( lut, i ) - brightness( lut, i - 1 ) ) < -4 )
				return false;
		return direction != 0;
	}

	/** Luma of an entry, 0..255 (weights of ITU-R BT.601). */
	private static float brightness( final LUT lut, final int i )
	{
		return 0.299f * lut.getRed( i ) + 0.587f * lut.getGreen( i ) + 0.114f * lut.getBlue( i );
	}
}
