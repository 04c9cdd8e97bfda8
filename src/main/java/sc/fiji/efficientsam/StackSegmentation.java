// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import sc.fiji.efficientsam.export.Annotation;
import sc.fiji.efficientsam.export.MeasurementTable;
import sc.fiji.efficientsam.export.Result;
import sc.fiji.efficientsam.export.ResultKind;
import sc.fiji.efficientsam.export.StackLabels;
import sc.fiji.efficientsam.export.StackTables;
import sc.fiji.efficientsam.roi.RoiGroups;
import sc.fiji.efficientsam.source.ImagePlusSlices;
import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.source.StackAxis;
import sc.fiji.efficientsam.track.Track;
import sc.fiji.efficientsam.track.Tracks;

/**
 * What came of a {@link StackRequest}: objects that have the same id on all
 * slices, no two of which overlap. Nothing is shown on screen. Not safe for use by
 * several threads.
 */
public final class StackSegmentation implements Result {

	private final StackAxis axis;
	private final Tracks tracks;
	private final Map< Integer, String > classes;
	private final ImagePlusSlices slices;
	private final ImagePlus labels;
	private final Map< String, String > provenance;

	/**
	 * @param classes
	 *            of the prompted objects, by id
	 */
	StackSegmentation( final StackAxis axis, final Tracks tracks, final Map< Integer, String > classes, final ImagePlusSlices slices,
			final Map< String, String > provenance )
	{
		this.classes = classes;
		this.axis = axis;
		this.tracks = tracks;
		this.slices = slices;
		this.labels = StackLabels.create( axis, tracks );
		this.provenance = Collections.unmodifiableMap( new LinkedHashMap<>( provenance ) );
		provenance.forEach( ( key, value ) -> labels.setProp( "EfficientSAM." + key, value ) );
	}

	/** The label stack, of the source's slices, frames and calibration: 0 is background, else the track's id. Not shown yet. */
	@Override
	public ImagePlus labels()
	{
		return labels;
	}

	/** The objects through the slices; slices are counted from 0 there. */
	public Tracks tracks()
	{
		return tracks;
	}

	/** The objects on each slice, track by track; a prompt's name and class belong to the object, not to those that it divides into. */
	@Override
	public List< Annotation > annotations()
	{
		final List< Annotation > found = new ArrayList<>();
		for ( final Track track : tracks.all() )
			track.objects().forEach( ( slice, object ) -> {
				final String name = track.name().isEmpty() || track.parent() > 0 ? "label " + track.id() : track.name();
				if ( object.isFound() )
					found.add( new Annotation( track.id(), String.format( "%s-%04d", name, slice + 1 ), object, axis.z( slice ),
							axis.t( slice ), classes.getOrDefault( track.id(), "" ) ) );
			} );
		return found;
	}

	/** The classes of the prompts, in their order, with the colors of ImageJ's groups. */
	@Override
	public Map< String, Integer > classColors()
	{
		return RoiGroups.colors( new LinkedHashSet<>( classes.values() ) );
	}

	@Override
	public ResultKind kind()
	{
		return ResultKind.STACK;
	}

	/** The stack as it was when the work began. */
	@Override
	public SourceImage source()
	{
		return axis.image();
	}

	/**
	 * One row per object and slice; see {@link StackTables#objects}.
	 *
	 * @throws IllegalStateException
	 *             if the stack's pixels have been changed since they were segmented
	 */
	@Override
	public ResultsTable table()
	{
		final ResultsTable table = StackTables.objects( axis, tracks, slices );
		for ( int row = 0; row < table.size() && !classes.isEmpty(); row++ )
			table.setValue( MeasurementTable.CLASS, row, classes.getOrDefault( ( int ) table.getValue( "Label", row ), "" ) );
		return table;
	}

	/** One row per track; see {@link StackTables#tracks}. */
	@Override
	public ResultsTable trackTable()
	{
		return StackTables.tracks( axis, tracks );
	}

	@Override
	public String cellTracking()
	{
		return tracks.toCellTrackingChallenge();
	}

	/** Whether it was canceled, so that this is only what was done up to there. */
	public boolean isCanceled()
	{
		return tracks.isCanceled();
	}

	/** Model, weights, device, library and settings that this result came from, by name. */
	@Override
	public Map< String, String > provenance()
	{
		return provenance;
	}

	/** Names of the prompts for which there are no pixels on any slice. */
	public List< String > missed()
	{
		final List< String > missed = new ArrayList<>();
		for ( final Track track : tracks.all() )
			if ( !track.isFound() )
				missed.add( "#" + track.id() + " " + track.name() );
		return missed;
	}

	/** One sentence for the log. */
	public String summary()
	{
		final long prompted = tracks.all().stream().filter( t -> t.parent() == 0 ).count(), daughters = tracks.all().size() - prompted;
		final long masks = tracks.all().stream().flatMap( t -> t.objects().values().stream() ).filter( o -> o.isFound() ).count();
		final List< String > missed = missed();
		return ( isCanceled() ? "Canceled: so far " : "" ) + ( prompted - missed.size() ) + " of " + prompted +
				( prompted == 1 ? " object" : " objects" ) + " segmented in \"" +
				axis.image().title() + "\", " + masks + ( masks == 1 ? " mask" : " masks" ) + " on its " + axis.noun() + "s" +
				( daughters == 0 ? "" : ", " + daughters / 2 + ( daughters == 2 ? " division" : " divisions" ) ) +
				( missed.isEmpty() ? "." : "; nothing was found for " +
						String.join( ", ", missed.subList( 0, Math.min( 10, missed.size() ) ) ) + ( missed.size() > 10 ? ", ..." : "" ) +
						"." );
	}
}
