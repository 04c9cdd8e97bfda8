// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import java.util.Locale;
import java.util.Objects;

/**
 * How objects are followed from slice to slice. Immutable; {@code with...} methods
 * return changed copies of {@link #DEFAULT}.
 */
public final class TrackSettings {

	/** Both directions, gaps of up to two slices, no divisions. */
	public static final TrackSettings DEFAULT = new TrackSettings( Direction.BOTH, 0, Integer.MAX_VALUE, 0.5, 2.5, 0.2, 2, 0.5, 0, 0.6, false );

	private final Direction direction;
	private final int first;
	private final int last;
	private final double minScore;
	private final double maxAreaRatio;
	private final double minOverlap;
	private final int maxGap;
	private final double drift;
	private final double grow;
	private final double minLook;
	private final boolean divisions;

	private TrackSettings( final Direction direction, final int first, final int last, final double minScore, final double maxAreaRatio,
			final double minOverlap, final int maxGap, final double drift, final double grow, final double minLook, final boolean divisions )
	{
		this.direction = Objects.requireNonNull( direction, "direction" );
		if ( first < 0 || last < first )
			throw new IllegalArgumentException( "The range of slices must begin at the first slice or later and not end before it begins, but got " +
					( first + 1L ) + " to " + ( last + 1L ) + "." );
		share( "lowest predicted IoU", minScore );
		share( "smallest overlap", minOverlap );
		share( "weight of the drift", drift );
		share( "growth of the box", grow );
		share( "smallest likeness", minLook );
		if ( !( maxAreaRatio > 1 ) )
			throw new IllegalArgumentException( "The largest change of area from slice to slice is a factor above 1, but is " + maxAreaRatio + "." );
		if ( maxGap < 0 )
			throw new IllegalArgumentException( "The number of slices that an object may be missed in must be 0 or more, but is " + maxGap + "." );
		this.first = first;
		this.last = last;
		this.minScore = minScore;
		this.maxAreaRatio = maxAreaRatio;
		this.minOverlap = minOverlap;
		this.maxGap = maxGap;
		this.drift = drift;
		this.grow = grow;
		this.minLook = minLook;
		this.divisions = divisions;
	}

	private static void share( final String what, final double value )
	{
		if ( !( value >= 0 && value <= 1 ) )
			throw new IllegalArgumentException( "The " + what + " must be 0 to 1, but is " + value + "." );
	}

	public TrackSettings withDirection( final Direction d )
	{
		return new TrackSettings( d, first, last, minScore, maxAreaRatio, minOverlap, maxGap, drift, grow, minLook, divisions );
	}

	/** @param from first slice, from 0; @param to last slice, itself included */
	public TrackSettings withRange( final int from, final int to )
	{
		return new TrackSettings( direction, from, to, minScore, maxAreaRatio, minOverlap, maxGap, drift, grow, minLook, divisions );
	}

	public TrackSettings withMinScore( final double score )
	{
		return new TrackSettings( direction, first, last, score, maxAreaRatio, minOverlap, maxGap, drift, grow, minLook, divisions );
	}

	public TrackSettings withMaxAreaRatio( final double ratio )
	{
		return new TrackSettings( direction, first, last, minScore, ratio, minOverlap, maxGap, drift, grow, minLook, divisions );
	}

	public TrackSettings withMinOverlap( final double iou )
	{
		return new TrackSettings( direction, first, last, minScore, maxAreaRatio, iou, maxGap, drift, grow, minLook, divisions );
	}

	public TrackSettings withMaxGap( final int slices )
	{
		return new TrackSettings( direction, first, last, minScore, maxAreaRatio, minOverlap, slices, drift, grow, minLook, divisions );
	}

	public TrackSettings withDrift( final double weight )
	{
		return new TrackSettings( direction, first, last, minScore, maxAreaRatio, minOverlap, maxGap, weight, grow, minLook, divisions );
	}

	public TrackSettings withGrow( final double share )
	{
		return new TrackSettings( direction, first, last, minScore, maxAreaRatio, minOverlap, maxGap, drift, share, minLook, divisions );
	}

	public TrackSettings withMinLook( final double likeness )
	{
		return new TrackSettings( direction, first, last, minScore, maxAreaRatio, minOverlap, maxGap, drift, grow, likeness, divisions );
	}

	public TrackSettings withDivisions( final boolean detect )
	{
		return new TrackSettings( direction, first, last, minScore, maxAreaRatio, minOverlap, maxGap, drift, grow, minLook, detect );
	}

	/** Where objects are followed to. */
	public Direction direction()
	{
		return direction;
	}

	/** First slice that is used, from 0. */
	public int first()
	{
		return first;
	}

	/** Last slice that is used, itself included; may lie beyond the stack. */
	public int last()
	{
		return last;
	}

	/** Masks with a lower predicted IoU do not count, 0..1. */
	public double minScore()
	{
		return minScore;
	}

	/** Factor by which an object's area may grow or shrink from one slice to the next, above 1. */
	public double maxAreaRatio()
	{
		return maxAreaRatio;
	}

	/** Least IoU of a mask with the object's expected place, 0..1. */
	public double minOverlap()
	{
		return minOverlap;
	}

	/** Slices in a row in which an object may be missed before its track ends. */
	public int maxGap()
	{
		return maxGap;
	}

	/** Weight of the newest displacement in the velocity, 0 (objects stand still) to 1. */
	public double drift()
	{
		return drift;
	}

	/** Share of the expected box's sides that is added at each end. */
	public double grow()
	{
		return grow;
	}

	/** Least likeness of the brightness in and round a mask with that of the object so far, 0 (anything passes) to 1. */
	public double minLook()
	{
		return minLook;
	}

	/** Whether objects may divide; for series in time. */
	public boolean divisions()
	{
		return divisions;
	}

	@Override
	public String toString()
	{
		return "direction=" + direction.name().toLowerCase( Locale.ROOT ) + " minscore=" + minScore + " arearatio=" + maxAreaRatio + " minoverlap=" + minOverlap +
				" gap=" + maxGap + " drift=" + drift + " grow=" + grow + " minlook=" + minLook + " divisions=" + divisions;
	}
}
