// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import java.util.List;

import sc.fiji.efficientsam.util.Setting;
import sc.fiji.efficientsam.util.Settings;

/** How prompts are turned into masks. Immutable. */
public final class SegmentSettings extends Settings {

	public static final Setting< MaskRule > CANDIDATE = Setting.choice( "candidate", MaskRule.SCORE, "Mask choice",
			"Which of the model's masks is taken: best predicted IoU, smallest, largest, or the one that fits the prompt best" );
	public static final Setting< Double > OBJECT_SIZE = Setting.number( "objectsize", 0, "Object size (pixels)",
			"Typical long side of the objects, 0 if unknown; decides at what scale points are served, and matters a lot for them" )
					.from( 0 );
	public static final Setting< Integer > FRAGMENTS = Setting.whole( "fragments", 16, "Minimum fragment size (pixels)",
			"Connected components of a mask with fewer pixels are removed, except the largest; 0 for off" ).from( 0 );
	public static final Setting< Integer > HOLES = Setting.whole( "holes", 16, "Maximum hole size (pixels)",
			"Holes of a mask with up to this number of pixels are filled; 0 for off" ).from( 0 );
	public static final Setting< OverlapRule > OVERLAP = Setting.choice( "overlap", OverlapRule.SCORE, "Overlapping pixels",
			"Who gets pixels that several masks claim: the object with the higher predicted IoU, the first or the last one (of " +
					"prompts, ids, or objects in reading order)" );

	/** All settings of one mask, in the order of {@link #toString()}. */
	public static final List< Setting< ? > > ALL = list( CANDIDATE, OBJECT_SIZE, FRAGMENTS, HOLES );

	/** Best predicted IoU, automatic scale, fragments and holes below 16 pixels cleaned. */
	public static final SegmentSettings DEFAULT = new SegmentSettings( new Settings() );

	public SegmentSettings( final Settings values )
	{
		super( values );
	}

	@Override
	public < T > SegmentSettings with( final Setting< T > setting, final T value )
	{
		return new SegmentSettings( super.with( setting, value ) );
	}

	/** {@link #OBJECT_SIZE}. */
	public double objectSize()
	{
		return get( OBJECT_SIZE );
	}

	@Override
	public String toString()
	{
		return words( ALL );
	}
}
