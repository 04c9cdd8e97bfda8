// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.mask;

import java.util.BitSet;

/**
 * The pixels of one object: a rectangle of the image and, within it, one bit
 * per pixel. Immutable; an empty mask (nothing found) has width and height 0.
 * <p>
 * Coordinates are whole pixels of the image.
 * </p>
 */
public final class Mask {

	/** Is given pixels. */
	@FunctionalInterface
	public interface PixelConsumer {

		/** @param x column in the image; y row, downwards */
		void accept( int x, int y );
	}

	/** A condition on pixels. */
	@FunctionalInterface
	public interface PixelPredicate {

		/** @param x column in the image; y row, downwards */
		boolean test( int x, int y );
	}

	/** The mask without any pixel. */
	public static final Mask EMPTY = new Mask( 0, 0, 0, 0, new BitSet() );

	private final int x;
	private final int y;
	private final int width;
	private final int height;
	private final BitSet bits;

	private Mask( final int x, final int y, final int width, final int height, final BitSet bits )
	{
		this.x = x;
		this.y = y;
		this.width = width;
		this.height = height;
		this.bits = bits;
	}

	/**
	 * Makes a mask, cropped to its pixels.
	 *
	 * @param x
	 *            left column of the rectangle that {@code bits} describes
	 * @param y
	 *            its top row
	 * @param width
	 *            its width in pixels
	 * @param height
	 *            its height in pixels
	 * @param bits
	 *            bit {@code row * width + column} is set where the pixel belongs
	 *            to the object; copied. The rectangle has to have less than
	 *            2^31 pixels.
	 */
	public static Mask of( final int x, final int y, final int width, final int height, final BitSet bits )
	{
		Math.multiplyExact( width, height );
		if ( bits.length() > width * height )
			throw new IllegalArgumentException( "A bit lies outside of the " + width + " x " + height + " rectangle." );
		int top = Integer.MAX_VALUE, bottom = -1, left = Integer.MAX_VALUE, right = -1;
		for ( int row = 0; row < height; row++ )
		{
			final int first = bits.nextSetBit( row * width );
			if ( first < 0 || first >= ( row + 1 ) * width )
				continue;
			final int last = bits.previousSetBit( ( row + 1 ) * width - 1 );
			top = Math.min( top, row );
			bottom = row;
			left = Math.min( left, first - row * width );
			right = Math.max( right, last - row * width );
		}
		if ( bottom < 0 )
			return EMPTY;
		final int w = right - left + 1;
		final int h = bottom - top + 1;
		final BitSet cropped = new BitSet( w * h );
		for ( int row = 0; row < h; row++ )
		{
			final int from = ( row + top ) * width + left;
			for ( int i = bits.nextSetBit( from ); i >= 0 && i < from + w; i = bits.nextSetBit( i + 1 ) )
				cropped.set( row * w + i - from );
		}
		return new Mask( x + left, y + top, w, h, cropped );
	}

	/** Left-most column that holds a pixel of the mask. */
	public int x()
	{
		return x;
	}

	/** Top-most row that holds a pixel of the mask. */
	public int y()
	{
		return y;
	}

	/** Width in pixels of the mask's bounding box; 0 if empty. */
	public int width()
	{
		return width;
	}

	/** Height in pixels of the mask's bounding box; 0 if empty. */
	public int height()
	{
		return height;
	}

	public boolean isEmpty()
	{
		return bits.isEmpty();
	}

	/** Number of pixels. */
	public int area()
	{
		return bits.cardinality();
	}

	/** Whether the image's pixel (px, py) belongs to the mask; false outside of the bounding box. */
	public boolean contains( final int px, final int py )
	{
		final int dx = px - x;
		final int dy = py - y;
		return dx >= 0 && dy >= 0 && dx < width && dy < height && bits.get( dy * width + dx );
	}

	/** The bounding box's bits, row by row; a copy. */
	public BitSet bits()
	{
		return ( BitSet ) bits.clone();
	}

	/** The edges of the bounding box, or null if the mask is empty. */
	public Box bounds()
	{
		return isEmpty() ? null : Box.ofPixels( x, y, width, height );
	}

	/** Hands over all pixels, in reading order. */
	public void forEach( final PixelConsumer action )
	{
		for ( int i = bits.nextSetBit( 0 ); i >= 0; i = bits.nextSetBit( i + 1 ) )
			action.accept( x + i % width, y + i / width );
	}

	/** Those of the pixels that meet a condition, which is asked in reading order. */
	public Mask filter( final PixelPredicate condition )
	{
		final BitSet left = new BitSet( width * height );
		for ( int i = bits.nextSetBit( 0 ); i >= 0; i = bits.nextSetBit( i + 1 ) )
			if ( condition.test( x + i % width, y + i / width ) )
				left.set( i );
		return of( x, y, width, height, left );
	}

	/** The mask moved by whole pixels. */
	public Mask shift( final int dx, final int dy )
	{
		return isEmpty() ? this : new Mask( Math.addExact( x, dx ), Math.addExact( y, dy ), width, height, bits );
	}

	/** Number of pixels that both masks hold. */
	public int intersection( final Mask o )
	{
		final int left = Math.max( x, o.x ), right = Math.min( x + width, o.x + o.width );
		final int bottom = Math.min( y + height, o.y + o.height );
		int n = 0;
		for ( int row = Math.max( y, o.y ); row < bottom && left < right; row++ )
		{
			final int end = ( row - y ) * width + right - x;
			final int shift = ( row - o.y ) * o.width - o.x - ( ( row - y ) * width - x );
			for ( int i = bits.nextSetBit( ( row - y ) * width + left - x ); i >= 0 && i < end; i = bits.nextSetBit( i + 1 ) )
				if ( o.bits.get( i + shift ) )
					n++;
		}
		return n;
	}

	/** Intersection over union with another mask, 0..1; 1 if both are empty. */
	public double iou( final Mask o )
	{
		final int both = intersection( o );
		final int any = area() + o.area() - both;
		return any == 0 ? 1 : ( double ) both / any;
	}

	/** This mask without the other one's pixels. */
	public Mask minus( final Mask o )
	{
		return filter( ( px, py ) -> !o.contains( px, py ) );
	}

	/** The pixels of this mask and of the other one. */
	public Mask union( final Mask o )
	{
		if ( isEmpty() || o.isEmpty() )
			return isEmpty() ? o : this;
		final int left = Math.min( x, o.x ), top = Math.min( y, o.y );
		final int w = Math.max( x + width, o.x + o.width ) - left, h = Math.max( y + height, o.y + o.height ) - top;
		final BitSet all = new BitSet();
		for ( final Mask m : new Mask[] { this, o } )
			m.forEach( ( px, py ) -> all.set( Math.addExact( Math.multiplyExact( py - top, w ), px - left ) ) );
		return of( left, top, w, h, all );
	}

	/** What of this mask lies inside of an image. */
	public Mask crop( final int imageWidth, final int imageHeight )
	{
		return filter( ( px, py ) -> px >= 0 && py >= 0 && px < imageWidth && py < imageHeight );
	}

	@Override
	public boolean equals( final Object o )
	{
		if ( !( o instanceof Mask ) )
			return false;
		final Mask m = ( Mask ) o;
		return m.x == x && m.y == y && m.width == width && m.height == height && m.bits.equals( bits );
	}

	@Override
	public int hashCode()
	{
		return 31 * ( 31 * x + y ) + bits.hashCode();
	}

	@Override
	public String toString()
	{
		return isEmpty() ? "empty mask" : "mask of " + area() + " pixels in " + bounds();
	}
}
