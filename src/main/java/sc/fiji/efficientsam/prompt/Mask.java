/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
package sc.fiji.efficientsam.prompt;

import java.util.BitSet;

/**
 * The pixels of one object: a rectangle of the image and, within it, one bit
 * per pixel. Immutable; an empty mask (nothing found) has width and height 0.
 * <p>
 * Coordinates are whole pixels of the image.
 * </p>
 */
public final class Mask {

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
		final BitSet left = bits();
		for ( int i = bits.nextSetBit( 0 ); i >= 0; i = bits.nextSetBit( i + 1 ) )
			if ( o.contains( x + i % width, y + i / width ) )
				left.clear( i );
		return of( x, y, width, height, left );
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
			for ( int i = m.bits.nextSetBit( 0 ); i >= 0; i = m.bits.nextSetBit( i + 1 ) )
				all.set( Math.addExact( Math.multiplyExact( m.y - top + i / m.width, w ), m.x - left + i % m.width ) );
		return of( left, top, w, h, all );
	}

	/** What of this mask lies inside of an image. */
	public Mask crop( final int imageWidth, final int imageHeight )
	{
		final BitSet inside = bits();
		for ( int i = bits.nextSetBit( 0 ); i >= 0; i = bits.nextSetBit( i + 1 ) )
		{
			final int px = x + i % width, py = y + i / width;
			if ( px < 0 || py < 0 || px >= imageWidth || py >= imageHeight )
				inside.clear( i );
		}
		return of( x, y, width, height, inside );
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
