// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

/**
 * Where an object is and how it drifts: the position of its centroid and a
 * smoothed velocity, which is what an alpha-beta filter with trusted positions
 * (alpha = 1) keeps. Slices may be visited in either direction. Immutable.
 */
final class Motion {

	private final int slice;
	private final double x;
	private final double y;
	private final double vx;
	private final double vy;

	private Motion( final int slice, final double x, final double y, final double vx, final double vy )
	{
		this.slice = slice;
		this.x = x;
		this.y = y;
		this.vx = vx;
		this.vy = vy;
	}

	/** An object that was seen once, and is taken to stand still. */
	static Motion at( final int slice, final double x, final double y )
	{
		return new Motion( slice, x, y, 0, 0 );
	}

	/**
	 * The object seen again.
	 *
	 * @param weight
	 *            of the new displacement in the velocity, 0 (never moves) to 1 (no
	 *            smoothing); also the first displacement counts only so much, as
	 *            one step does not make a drift
	 */
	Motion seen( final int newSlice, final double newX, final double newY, final double weight )
	{
		final int steps = newSlice - slice;
		if ( steps == 0 )
			return new Motion( slice, newX, newY, vx, vy );
		final double nx = ( newX - x ) / steps, ny = ( newY - y ) / steps;
		return new Motion( newSlice, newX, newY, vx + weight * ( nx - vx ), vy + weight * ( ny - vy ) );
	}

	/** The same motion, had the object been seen elsewhere. */
	Motion moved( final double dx, final double dy )
	{
		return new Motion( slice, x + dx, y + dy, vx, vy );
	}

	/** Slice on which the object was seen last. */
	int slice()
	{
		return slice;
	}

	/** Expected shift in columns between the last sighting and a slice. */
	double dx( final int at )
	{
		return vx * ( at - slice );
	}

	/** Expected shift in rows between the last sighting and a slice. */
	double dy( final int at )
	{
		return vy * ( at - slice );
	}

	@Override
	public String toString()
	{
		return "(" + x + ", " + y + ") on slice " + slice + ", velocity (" + vx + ", " + vy + ")";
	}
}
