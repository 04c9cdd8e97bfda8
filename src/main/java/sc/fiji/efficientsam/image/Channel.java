// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.image;

import java.util.Objects;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * One channel of an image: its pixel values, the range of values that is mapped
 * to 0..1, and the colors of that range. Immutable, but for its pixels.
 */
public final class Channel {

	private final RandomAccessibleInterval< ? extends RealType< ? > > pixels;
	private final double min;
	private final double max;
	private final float[][] colors;

	/**
	 * @param pixels
	 *            two-dimensional, x and y, starting at (0, 0)
	 * @param min
	 *            the value that becomes 0
	 * @param max
	 *            the value that becomes 1; where it is not above {@code min}
	 *            (a constant image) every pixel becomes 0
	 * @param colors
	 *            {@code [3][n]}, n &gt;= 2: red, green and blue (each 0..1) at n
	 *            evenly spaced brightnesses from 0 to 1; between them colors
	 *            are interpolated
	 */
	public Channel( final RandomAccessibleInterval< ? extends RealType< ? > > pixels, final double min, final double max,
			final float[][] colors )
	{
		this.pixels = Objects.requireNonNull( pixels, "pixels" );
		if ( pixels.numDimensions() != 2 || pixels.min( 0 ) != 0 || pixels.min( 1 ) != 0 )
			throw new IllegalArgumentException( "A channel has two dimensions and starts at (0, 0)." );
		if ( colors.length != 3 || colors[ 0 ].length < 2 || colors[ 1 ].length != colors[ 0 ].length
				|| colors[ 2 ].length != colors[ 0 ].length )
			throw new IllegalArgumentException( "Colors have three parts (red, green, blue) of two or more entries each." );
		this.min = min;
		this.max = max;
		this.colors = new float[][] { colors[ 0 ].clone(), colors[ 1 ].clone(), colors[ 2 ].clone() };
	}

	/** A channel that goes from black to one color, given as red, green and blue, each 0..1. */
	public static Channel colored( final RandomAccessibleInterval< ? extends RealType< ? > > pixels, final double[] range, final float r,
			final float g, final float b )
	{
		return new Channel( pixels, range[ 0 ], range[ 1 ], new float[][] { { 0, r }, { 0, g }, { 0, b } } );
	}

	/** A channel in shades of gray; {@code range} is {value of black, value of white}. */
	public static Channel gray( final RandomAccessibleInterval< ? extends RealType< ? > > pixels, final double[] range )
	{
		return colored( pixels, range, 1, 1, 1 );
	}

	public RandomAccessibleInterval< ? extends RealType< ? > > pixels()
	{
		return pixels;
	}

	/** Brightness 0..1 of a pixel value; 0 for NaN and minus infinity, 1 for plus infinity. */
	public float normalize( final double value )
	{
		// NB: NaN compares false, so that it ends up at 0.
		if ( !( value > min ) || !( max > min ) )
			return 0;
		return value >= max ? 1 : ( float ) ( ( value - min ) / ( max - min ) );
	}

	/** Red, green or blue (part 0, 1, 2) of a brightness 0..1. */
	public float color( final int part, final float brightness )
	{
		final float[] c = colors[ part ];
		final float at = brightness * ( c.length - 1 );
		final int i = Math.min( ( int ) at, c.length - 2 );
		return c[ i ] + ( at - i ) * ( c[ i + 1 ] - c[ i ] );
	}

	/** Adds range and colors. */
	void addAppearance( final Fingerprint f )
	{
		f.add( min );
		f.add( max );
		f.add( colors[ 0 ].length );
		for ( final float[] part : colors )
			for ( final float v : part )
				f.add( v );
	}
}
