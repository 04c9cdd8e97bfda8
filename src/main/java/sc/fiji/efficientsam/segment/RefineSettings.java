// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import java.util.List;

import sc.fiji.efficientsam.util.Setting;
import sc.fiji.efficientsam.util.Settings;

/** How rough objects are segmented again. Immutable. */
public final class RefineSettings extends Settings {

	public static final Setting< Integer > POINTS = Setting.whole( "inner", 1, "Points inside objects",
			"How many points inside an object go with its box" ).from( 0 ).to( 10 );
	public static final Setting< Double > MARGIN = Setting.number( "margin", 0, "Margin (pixels)",
			"By how much an object's box is moved outwards on each side, for objects that are drawn too small; below 0 inwards" )
					.from( -1000 ).to( 1000 );
	public static final Setting< Double > AGREEMENT = Setting.fraction( "agreement", 0.3, "Minimum agreement (IoU)",
			"A new mask that overlaps less with the old object is not trusted" );
	public static final Setting< Double > SCORE = Setting.fraction( "score", 0.5, "Minimum predicted IoU",
			"A new mask with a lower score is not trusted" );
	public static final Setting< Boolean > KEEP = Setting.flag( "keep", true, "Old object as fallback",
			"Where the new mask is not trusted: true keeps the old object, false drops it" );

	/** All settings of refined objects, in the order of {@link #toString()}. */
	public static final List< Setting< ? > > ALL = list( POINTS, MARGIN, AGREEMENT, SCORE, KEEP, SegmentSettings.HOLES );

	/** One inner point, no margin, old objects kept below an IoU of 0.3 or a predicted IoU of 0.5, holes up to 16 pixels filled. */
	public static final RefineSettings DEFAULT = new RefineSettings( new Settings() );

	public RefineSettings( final Settings values )
	{
		super( values );
	}

	@Override
	public < T > RefineSettings with( final Setting< T > setting, final T value )
	{
		return new RefineSettings( super.with( setting, value ) );
	}

	/** The values in the words of macros. */
	@Override
	public String toString()
	{
		return words( ALL );
	}
}
