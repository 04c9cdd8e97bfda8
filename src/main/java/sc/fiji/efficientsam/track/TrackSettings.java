// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import java.util.List;

import sc.fiji.efficientsam.util.Setting;
import sc.fiji.efficientsam.util.Settings;

/** How objects are followed from slice to slice. Immutable. */
public final class TrackSettings extends Settings {

	public static final Setting< Direction > DIRECTION = Setting.choice( "direction", Direction.BOTH, "Direction",
			"Where to follow objects from the slice they were prompted on", Direction.BOTH, Direction.FORWARD, Direction.BACKWARD );
	public static final Setting< Double > MIN_SCORE = Setting.fraction( "minscore", 0.5, "Minimum predicted IoU",
			"A track ends at a mask with a lower score" );
	public static final Setting< Double > AREA_RATIO = Setting.number( "arearatio", 2.5, "Maximum change in area",
			"Factor, above 1, by which an area may change from slice to slice" )
					.from( 1 ).step( 0.1 ).rule( v -> v > 1, "a factor above 1" );
	public static final Setting< Double > MIN_OVERLAP = Setting.fraction( "minoverlap", 0.2, "Minimum overlap (IoU)",
			"Masks that overlap less with the place where the object is expected do not count" );
	public static final Setting< Integer > GAP = Setting.whole( "gap", 2, "Maximum gap (slices)",
			"An object that is lost is searched for in up to this number of further slices" ).from( 0 );
	public static final Setting< Double > DRIFT = Setting.fraction( "drift", 0.5, "Drift weight",
			"Weight of the newest displacement in the velocity; 0 for objects that stand still" );
	public static final Setting< Double > GROW = Setting.fraction( "grow", 0, "Box growth",
			"Share of the expected box's sides that is added at each end" );
	public static final Setting< Double > MIN_LOOK = Setting.fraction( "minlook", 0.6, "Minimum likeness",
			"Masks whose brightness is less like that of the object so far do not count" );
	public static final Setting< Boolean > DIVISIONS = Setting.flag( "divisions", false, "Divisions",
			"Whether objects may divide into two" );

	public static final Setting< Boolean > INSTANCES = Setting.flag( "instances", false, "Match to instances",
			"Look for all objects of each slice by an instance head, and take each object from the one that it matches" );

	/** All but divisions, which may follow from the axis. */
	public static final List< Setting< ? > > FOLLOWING = list( DIRECTION, MIN_SCORE, AREA_RATIO, MIN_OVERLAP, GAP, DRIFT, GROW, MIN_LOOK,
			INSTANCES );

	/** All settings of tracks, in the order of {@link #toString()}; without the range of slices. */
	public static final List< Setting< ? > > ALL = join( FOLLOWING, list( DIVISIONS ) );

	/** Both directions, gaps of up to two slices, no divisions. */
	public static final TrackSettings DEFAULT = new TrackSettings( new Settings() );

	private final int first;
	private final int last;

	/** All slices. */
	public TrackSettings( final Settings values )
	{
		this( values, 0, Integer.MAX_VALUE );
	}

	private TrackSettings( final Settings values, final int first, final int last )
	{
		super( values );
		if ( first < 0 || last < first )
			throw new IllegalArgumentException( "The range of slices must begin at the first slice or later and not end before it " +
					"begins, " +
					"but got " +
					( first + 1L ) + " to " + ( last + 1L ) + "." );
		this.first = first;
		this.last = last;
	}

	@Override
	public < T > TrackSettings with( final Setting< T > setting, final T value )
	{
		return new TrackSettings( super.with( setting, value ), first, last );
	}

	/** @param from first slice, from 0; @param to last slice, itself included */
	public TrackSettings withRange( final int from, final int to )
	{
		return new TrackSettings( this, from, to );
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

	@Override
	public String toString()
	{
		return words( ALL );
	}
}
