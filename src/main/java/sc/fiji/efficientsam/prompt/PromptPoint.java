// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.prompt;

import java.util.List;
import java.util.stream.Collectors;

import sc.fiji.efficientsam.mask.InnerPixels;
import sc.fiji.efficientsam.mask.Mask;

/**
 * A point that says "this pixel is inside the object" (positive) or "this
 * pixel is outside" (negative).
 * <p>
 * Coordinates are in pixels, with integer values at pixel <em>centers</em>:
 * (0, 0) is the middle of the top left pixel, as in ImgLib2. Immutable.
 * </p>
 */
public final class PromptPoint {

	private final double x;
	private final double y;
	private final boolean positive;

	/**
	 * @throws IllegalArgumentException if a coordinate is NaN or infinite
	 */
	public PromptPoint( final double x, final double y, final boolean positive )
	{
		if ( !Double.isFinite( x ) || !Double.isFinite( y ) )
			throw new IllegalArgumentException( "A point prompt needs finite coordinates, but got (" + x + ", " + y + ")." );
		this.x = x;
		this.y = y;
		this.positive = positive;
	}

	/** At most {@code n} positive points deep inside a mask; see {@link InnerPixels}. */
	public static List< PromptPoint > inside( final Mask mask, final int n )
	{
		return InnerPixels.of( mask, n ).stream().map( p -> new PromptPoint( p[ 0 ], p[ 1 ], true ) ).collect( Collectors.toList() );
	}

	/** Horizontal position in pixels; integers are pixel centers. */
	public double x()
	{
		return x;
	}

	/** Vertical position in pixels, downwards; integers are pixel centers. */
	public double y()
	{
		return y;
	}

	/** Whether the point lies inside the object (else outside). */
	public boolean isPositive()
	{
		return positive;
	}

	/** Whether the pixel on which the point lies belongs to a mask. */
	public boolean isIn( final Mask mask )
	{
		return mask.contains( ( int ) Math.round( x ), ( int ) Math.round( y ) );
	}

	@Override
	public boolean equals( final Object o )
	{
		if ( !( o instanceof PromptPoint ) )
			return false;
		final PromptPoint p = ( PromptPoint ) o;
		return p.x == x && p.y == y && p.positive == positive;
	}

	@Override
	public int hashCode()
	{
		return 31 * ( 31 * Double.hashCode( x ) + Double.hashCode( y ) ) + Boolean.hashCode( positive );
	}

	@Override
	public String toString()
	{
		return ( positive ? "+(" : "-(" ) + x + ", " + y + ")";
	}
}
