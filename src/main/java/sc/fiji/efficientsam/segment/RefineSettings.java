// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

/**
 * How rough objects are segmented again. Immutable; {@code with...} methods
 * return changed copies of {@link #DEFAULT}.
 */
public final class RefineSettings {

	/** One inner point, no margin, old objects kept below an IoU of 0.3 or a predicted IoU of 0.5, holes up to 16 pixels filled. */
	public static final RefineSettings DEFAULT = new RefineSettings( 1, 0, 0.3, 0.5, true, 16 );

	private final int points;
	private final double margin;
	private final double minAgreement;
	private final double minScore;
	private final boolean keep;
	private final int maxHole;

	private RefineSettings( final int points, final double margin, final double minAgreement, final double minScore, final boolean keep, final int maxHole )
	{
		if ( points < 0 || points > 10 )
			throw new IllegalArgumentException( "The number of inner points must be 0 to 10, but is " + points + "." );
		if ( !( Math.abs( margin ) <= 1000 ) )
			throw new IllegalArgumentException( "The margin must be a number of pixels, -1000 to 1000, but is " + margin + "." );
		if ( !( minAgreement >= 0 && minAgreement <= 1 && minScore >= 0 && minScore <= 1 ) )
			throw new IllegalArgumentException( "The limits for agreement and score must be 0 to 1, but are " + minAgreement + " and " + minScore + "." );
		if ( maxHole < 0 )
			throw new IllegalArgumentException( "The hole size must be 0 (off) or a number of pixels, but is " + maxHole + "." );
		this.points = points;
		this.margin = margin;
		this.minAgreement = minAgreement;
		this.minScore = minScore;
		this.keep = keep;
		this.maxHole = maxHole;
	}

	/** How many points deep inside the old object go with its box; 0 to 10. */
	public RefineSettings withPoints( final int number )
	{
		return new RefineSettings( number, margin, minAgreement, minScore, keep, maxHole );
	}

	/** By how many pixels the old object's box is moved outwards on each side; below 0: inwards. For objects that are drawn too small, or too large. */
	public RefineSettings withMargin( final double pixels )
	{
		return new RefineSettings( points, pixels, minAgreement, minScore, keep, maxHole );
	}

	/** New masks whose IoU with the old object is lower are not trusted; 0..1. */
	public RefineSettings withMinAgreement( final double iou )
	{
		return new RefineSettings( points, margin, iou, minScore, keep, maxHole );
	}

	/** New masks with a lower predicted IoU are not trusted; 0..1. */
	public RefineSettings withMinScore( final double iou )
	{
		return new RefineSettings( points, margin, minAgreement, iou, keep, maxHole );
	}

	/** Whether the old object stays where the new mask is not trusted (else it is dropped). */
	public RefineSettings withKeep( final boolean old )
	{
		return new RefineSettings( points, margin, minAgreement, minScore, old, maxHole );
	}

	/** Holes with at most this number of pixels are filled; 0 for off. */
	public RefineSettings withMaxHole( final int pixels )
	{
		return new RefineSettings( points, margin, minAgreement, minScore, keep, pixels );
	}

	public int points()
	{
		return points;
	}

	public double margin()
	{
		return margin;
	}

	public double minAgreement()
	{
		return minAgreement;
	}

	public double minScore()
	{
		return minScore;
	}

	public boolean keep()
	{
		return keep;
	}

	public int maxHole()
	{
		return maxHole;
	}

	/** The values in the words of macros. */
	@Override
	public String toString()
	{
		return "inner=" + points + " margin=" + margin + " agreement=" + minAgreement + " score=" + minScore + " keep=" + keep + " holes=" + maxHole;
	}
}
