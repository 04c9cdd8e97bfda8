// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.source.ImagePlusSlices;
import sc.fiji.efficientsam.source.StackAxis;
import sc.fiji.efficientsam.track.Track;
import sc.fiji.efficientsam.track.Tracks;

/** Makes the tables of objects that were segmented on several slices. */
public final class StackTables {

	private StackTables()
	{}

	/**
	 * One row per object and slice, sorted by slice: the columns of
	 * {@link MeasurementTable}, where "Slice" and "Frame" are the z and t positions
	 * counted from 1, and "Origin", which is "prompt" or "followed".
	 *
	 * @param slices
	 *            what was segmented; its gray values are measured
	 * @throws IllegalStateException
	 *             if the pixels are others now
	 */
	public static ResultsTable objects( final StackAxis axis, final Tracks tracks, final ImagePlusSlices slices )
	{
		final ResultsTable table = MeasurementTable.table();
		for ( int s = 0; s < axis.size(); s++ )
		{
			ImagePlus plain = null;
			for ( final Track track : tracks.all() )
			{
				final SegmentedObject object = track.object( s );
				if ( object == null )
					continue;
				if ( plain == null )
					plain = slices.plane( s ).measured();
				MeasurementTable.addRow( table, plain, object, track.id(), axis.z( s ), axis.t( s ) );
				table.addValue( "Origin", track.isPrompted( s ) ? "prompt" : "followed" );
				table.addValue( "Parent", track.parent() );
			}
		}
		return table;
	}

	/** One row per track: where it begins and ends (positions counted from 1), why, and how sure the model was. */
	public static ResultsTable tracks( final StackAxis axis, final Tracks tracks )
	{
		final ResultsTable table = MeasurementTable.table();
		for ( final Track track : tracks.all() )
		{
			final long found = track.objects().values().stream().filter( SegmentedObject::isFound ).count();
			table.incrementCounter();
			table.addValue( "Label", track.id() );
			table.addValue( "Name", track.name() );
			table.addValue( "Parent", track.parent() );
			table.addValue( "Axis", axis.isTime() ? "t" : "z" );
			table.addValue( "First", track.begin() + 1 );
			table.addValue( "Last", track.end() + 1 );
			table.addValue( "Found", found );
			table.addValue( "Missed", found == 0 ? 0 : track.end() - track.begin() + 1 - found );
			table.addValue( "PredictedIoU", track.objects().values().stream().mapToDouble( SegmentedObject::score ).average()
					.orElse( Double.NaN ) );
			table.addValue( "Before", track.before().words() );
			table.addValue( "After", track.after().words() );
		}
		return table;
	}
}
