// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.mask;

/**
 * An axis-aligned box round an object, or round any set of pixels.
 * <p>
 * The four values are the box's <em>edges</em> in the frame in which integers
 * are pixel centers, so a box that holds exactly the pixel (3, 5) reaches from
 * (2.5, 4.5) to (3.5, 5.5). Immutable.
 * </p>
 */
public final class Box {

	private final double minX;
	private final double minY;
	private final double maxX;
	private final double maxY;

	/**
	 * @throws IllegalArgumentException if an edge is NaN or infinite, or the
	 *             box has no area
	 */
	public Box( final double minX, final double minY, final double maxX, final double maxY )
	{
		// NB: written so that NaN fails, too.
		if ( !( maxX > minX && maxY > minY ) || Double.isInfinite( maxX - minX ) || Double.isInfinite( maxY - minY ) )
			throw new IllegalArgumentException( "A box prompt needs a width and a height above 0, but got x " + minX + " to " + maxX +
					" and y " + minY + " to " + maxY + "." );
		this.minX = minX;
		this.minY = minY;
		this.maxX = maxX;
		this.maxY = maxY;
	}

	/** The box of {@code width x height} whole pixels whose top left pixel is (x, y). */
	public static Box ofPixels( final double x, final double y, final double width, final double height )
	{
		return new Box( x - 0.5, y - 0.5, x + width - 0.5, y + height - 0.5 );
	}

	public double minX()
	{
		return minX;
	}

	public double minY()
	{
		return minY;
	}

	public double maxX()
	{
		return maxX;
	}

	public double maxY()
	{
		return maxY;
	}

	/** Width in pixels, above 0. */
	public double width()
	{
		return maxX - minX;
	}

	/** Height in pixels, above 0. */
	public double height()
	{
		return maxY - minY;
	}

	public double longSide()
	{
		return Math.max( width(), height() );
	}

	public double centerX()
	{
		return ( minX + maxX ) / 2;
	}

	public double centerY()
	{
		return ( minY + maxY ) / 2;
	}

	/** Area in pixels. */
	public double area()
	{
		return width() * height();
	}

	/** The smallest box that holds this one and the given one. */
	public Box union( final Box o )
	{
		return new Box( Math.min( minX, o.minX ), Math.min( minY, o.minY ), Math.max( maxX, o.maxX ), Math.max( maxY, o.maxY ) );
	}

	/** The box with so much added at the left and at the right, and at the top and at the bottom. */
	public Box grown( final double x, final double y )
	{
		return new Box( minX - x, minY - y, maxX + x, maxY + y );
	}

	/** What both boxes cover, or null if they share no area. */
	public Box intersect( final Box o )
	{
		final double x0 = Math.max( minX, o.minX );
		final double y0 = Math.max( minY, o.minY );
		final double x1 = Math.min( maxX, o.maxX );
		final double y1 = Math.min( maxY, o.maxY );
		return x1 > x0 && y1 > y0 ? new Box( x0, y0, x1, y1 ) : null;
	}

	/** Intersection over union of the two boxes' areas, 0..1. */
	public double iou( final Box o )
	{
		final Box both = intersect( o );
		return both == null ? 0 : both.area() / ( area() + o.area() - both.area() );
	}

	@Override
	public boolean equals( final Object o )
	{
		if ( !( o instanceof Box ) )
			return false;
		final Box b = ( Box ) o;
		return b.minX == minX && b.minY == minY && b.maxX == maxX && b.maxY == maxY;
	}

	@Override
	public int hashCode()
	{
		return 31 * ( 31 * ( 31 * Double.hashCode( minX ) + Double.hashCode( minY ) ) + Double.hashCode( maxX ) ) + Double.hashCode( maxY );
	}

	@Override
	public String toString()
	{
		return "box x " + minX + ".." + maxX + ", y " + minY + ".." + maxY;
	}
}
