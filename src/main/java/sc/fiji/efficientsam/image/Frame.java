// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.image;

import java.util.BitSet;
import java.util.Objects;

import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.PromptPoint;

/**
 * The part of an image that is encoded at once, and how it lies in the model's
 * square input: a rectangle of the image is resized by one factor (the aspect
 * ratio is kept), put into the input's top left corner, and the rest stays
 * black. Immutable.
 * <p>
 * Both the image's and the input's coordinates have integers at pixel centers.
 * </p>
 */
public final class Frame {

	/** Pixels that are read at once. */
	private static final int STRIP = 1 << 20;

	private final int x;
	private final int y;
	private final int width;
	private final int height;
	private final double scale;

	/**
	 * @param x
	 *            left column of the rectangle, in pixels of the image
	 * @param y
	 *            its top row
	 * @param width
	 *            its width, 1 or more
	 * @param height
	 *            its height, 1 or more
	 * @param scale
	 *            input pixels per image pixel
	 */
	public Frame( final int x, final int y, final int width, final int height, final double scale )
	{
		this.x = x;
		this.y = y;
		this.width = width;
		this.height = height;
		this.scale = scale;
	}

	public int x()
	{
		return x;
	}

	public int y()
	{
		return y;
	}

	public int width()
	{
		return width;
	}

	public int height()
	{
		return height;
	}

	/** Input pixels per image pixel. */
	public double scale()
	{
		return scale;
	}

	/** The rectangle of the image. */
	public Box bounds()
	{
		return Box.ofPixels( x, y, width, height );
	}

	/** Input column of an image column. */
	public double toFrameX( final double imageX )
	{
		return ( imageX - x + 0.5 ) * scale - 0.5;
	}

	/** Input row of an image row. */
	public double toFrameY( final double imageY )
	{
		return ( imageY - y + 0.5 ) * scale - 0.5;
	}

	public Box toFrame( final Box box )
	{
		return new Box( toFrameX( box.minX() ), toFrameY( box.minY() ), toFrameX( box.maxX() ), toFrameY( box.maxY() ) );
	}

	public PromptPoint toFrame( final PromptPoint p )
	{
		return new PromptPoint( toFrameX( p.x() ), toFrameY( p.y() ), p.isPositive() );
	}

	/**
	 * A mask's part in this rectangle, in pixels of the input: an input pixel
	 * belongs to it if the nearest image pixel does.
	 *
	 * @param size
	 *            side of the model's square input in pixels
	 */
	public Mask toFrame( final Mask mask, final int size )
	{
		final int left = clip( Math.floor( toFrameX( mask.x() - 0.5 ) ), size ),
				right = clip( Math.ceil( toFrameX( mask.x() + mask.width() - 0.5 ) ) + 1, size );
		final int top = clip( Math.floor( toFrameY( mask.y() - 0.5 ) ), size ),
				bottom = clip( Math.ceil( toFrameY( mask.y() + mask.height() - 0.5 ) ) + 1, size );
		final BitSet bits = new BitSet();
		for ( int row = top; row < bottom; row++ )
			for ( int col = left; col < right; col++ )
				if ( contains( mask, col, row ) )
					bits.set( ( row - top ) * ( right - left ) + col - left );
		return Mask.of( left, top, right - left, bottom - top, bits );
	}

	/** Whether the image pixel nearest to an input pixel is of the mask. */
	private boolean contains( final Mask mask, final int col, final int row )
	{
		final int px = ( int ) Math.floor( ( col + 0.5 ) / scale ), py = ( int ) Math.floor( ( row + 0.5 ) / scale );
		return px < width && py < height && mask.contains( x + px, y + py );
	}

	private static int clip( final double v, final int size )
	{
		return ( int ) Math.max( 0, Math.min( size, v ) );
	}

	/** Columns of the model's input that the image fills; the rest is black. */
	public int filledWidth( final int size )
	{
		return scaled( width, size );
	}

	/** Rows of the model's input that the image fills; the rest is black. */
	public int filledHeight( final int size )
	{
		return scaled( height, size );
	}

	/**
	 * Cuts, resizes (see {@link Resampler}) and pads. Needs memory for
	 * {@code 3 * size} floats per row of the rectangle, whatever its width.
	 *
	 * @param size
	 *            side of the model's square input in pixels
	 * @return planar RGB {@code [3][size][size]}, 0..1
	 */
	public float[] render( final RgbImage image, final int size )
	{
		final int w = scaled( width, size );
		final int h = scaled( height, size );
		final float[] narrow = readNarrow( image, w );
		final float[] small = Resampler.resize( narrow, 3, w, height, w, h );
		if ( w == size && h == size )
			return small;
		final float[] padded = new float[ 3 * size * size ];
		for ( int p = 0; p < 3; p++ )
			for ( int row = 0; row < h; row++ )
				System.arraycopy( small, ( p * h + row ) * w, padded, ( p * size + row ) * size, w );
		return padded;
	}

	/** The rectangle resized to a width of w: planar {@code [3][height][w]}; read in strips, so that a large image needs little memory. */
	private float[] readNarrow( final RgbImage image, final int w )
	{
		final float[] narrow = new float[ Math.multiplyExact( 3 * w, height ) ];
		final int rows = Math.max( 1, STRIP / width );
		for ( int top = 0; top < height; top += rows )
		{
			final int n = Math.min( rows, height - top );
			final float[] strip = Resampler.resize( image.read( x, y + top, width, n ), 3, width, n, w, n );
			for ( int p = 0; p < 3; p++ )
				System.arraycopy( strip, p * n * w, narrow, ( p * height + top ) * w, n * w );
		}
		return narrow;
	}

	private int scaled( final int length, final int size )
	{
		return ( int ) Math.max( 1, Math.min( size, Math.round( length * scale ) ) );
	}

	@Override
	public boolean equals( final Object o )
	{
		if ( !( o instanceof Frame ) )
			return false;
		final Frame f = ( Frame ) o;
		return f.x == x && f.y == y && f.width == width && f.height == height && f.scale == scale;
	}

	@Override
	public int hashCode()
	{
		return Objects.hash( x, y, width, height, scale );
	}

	@Override
	public String toString()
	{
		return "frame of " + width + " x " + height + " pixels at (" + x + ", " + y + "), scale " + scale;
	}
}
