// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.labkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import net.imagej.ImgPlus;
import net.imagej.axis.Axes;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Util;
import net.imglib2.view.Views;

import sc.fiji.efficientsam.image.Channel;
import sc.fiji.efficientsam.image.ChannelImage;
import sc.fiji.efficientsam.image.ImageSettings;
import sc.fiji.efficientsam.image.ValueRange;

/**
 * The planes of an image as Labkit has it, as the model sees them: gray, RGB, or channels in colors, with the contrast of
 * the plane's own values. Positions are those of Labkit's labelings, which have no channels. Immutable.
 */
final class Planes {

	private static final float[][] COLORS = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 }, { 1, 1, 1 }, { 0, 1, 1 }, { 1, 0, 1 }, { 1, 1, 0 } };

	private final ImgPlus< ? > image;
	private final int channel;

	Planes( final ImgPlus< ? > image )
	{
		this.image = image;
		channel = image.dimensionIndex( Axes.CHANNEL );
	}

	/**
	 * A plane.
	 *
	 * @param position
	 *            in the dimensions behind x and y, without channels
	 */
	ChannelImage get( final long... position )
	{
		final List< Channel > channels = new ArrayList<>();
		final int n = channel < 0 ? 1 : ( int ) image.dimension( channel );
		for ( int c = 0; c < n; c++ )
			channels.addAll( channels( slice( c, position ), n, c ) );
		return new ChannelImage( channels );
	}

	private RandomAccessibleInterval< ? > slice( final long c, final long[] position )
	{
		RandomAccessibleInterval< ? > slice = image;
		// NB: from behind, so that those before keep their places.
		int p = position.length;
		for ( int d = image.numDimensions() - 1; d >= 2; d-- )
			slice = Views.hyperSlice( slice, d, d == channel ? c : position[ --p ] );
		return Views.zeroMin( slice );
	}

	@SuppressWarnings( "unchecked" )
	private static List< Channel > channels( final RandomAccessibleInterval< ? > slice, final int n, final int c )
	{
		final Object type = Util.getTypeFromInterval( ( RandomAccessibleInterval< Object > ) slice );
		if ( type instanceof ARGBType )
		{
			final RandomAccessibleInterval< ARGBType > rgb = ( RandomAccessibleInterval< ARGBType > ) slice;
			return Arrays.asList( color( Converters.argbChannel( rgb, 1 ), 0, new double[] { 0, 255 } ),
					color( Converters.argbChannel( rgb, 2 ), 1, new double[] { 0, 255 } ),
					color( Converters.argbChannel( rgb, 3 ), 2, new double[] { 0, 255 } ) );
		}
		final RandomAccessibleInterval< ? extends RealType< ? > > real = ( RandomAccessibleInterval< ? extends RealType< ? > > ) slice;
		return Arrays.asList( n == 1 ? Channel.gray( real, range( real ) ) : color( real, c, range( real ) ) );
	}

	private static Channel color( final RandomAccessibleInterval< ? extends RealType< ? > > pixels, final int index, final double[] range )
	{
		final float[] rgb = COLORS[ index % COLORS.length ];
		return Channel.colored( pixels, range, rgb[ 0 ], rgb[ 1 ], rgb[ 2 ] );
	}

	private static double[] range( final RandomAccessibleInterval< ? extends RealType< ? > > pixels )
	{
		return ValueRange.percentiles( pixels, ImageSettings.LOW.standard(), ImageSettings.HIGH.standard() );
	}
}
