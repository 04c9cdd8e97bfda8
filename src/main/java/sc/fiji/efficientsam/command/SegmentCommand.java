// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.io.File;
import java.util.List;

import org.scijava.plugin.Parameter;

import ij.gui.Roi;

import sc.fiji.efficientsam.Segmentation;
import sc.fiji.efficientsam.SegmentationRequest;
import sc.fiji.efficientsam.roi.RoiPrompts;
import sc.fiji.efficientsam.roi.RoiSources;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.util.Choices;
import sc.fiji.efficientsam.util.Setting;

/** The parameters that all commands for prompted segmentation share. */
abstract class SegmentCommand extends ResultCommand {

	@Parameter( label = "Prompts", choices = { "auto", "selection", "manager", "overlay", "file" },
			description = "auto takes the file if one is given, else the active selection, else the ROI Manager, else the overlay",
			persist = false )
	private String source = "auto";

	@Parameter( label = "ROI file", required = false, description = "A .roi or .zip file of selections, for source file or auto",
			persist = false )
	private File file;

	@Parameter( persist = false ) private String mode = RoiPrompts.POINTS.word();
	@Parameter( persist = false ) private int negative = RoiPrompts.NEGATIVE.standard();
	@Parameter( persist = false ) private double objectsize = SegmentSettings.OBJECT_SIZE.standard();
	@Parameter( persist = false ) private String candidate = SegmentSettings.CANDIDATE.word();
	@Parameter( persist = false ) private String overlap = SegmentSettings.OVERLAP.word();
	@Parameter( persist = false ) private int fragments = SegmentSettings.FRAGMENTS.standard();
	@Parameter( persist = false ) private int holes = SegmentSettings.HOLES.standard();

	@Override
	List< Setting< ? > > settings()
	{
		return SegmentationRequest.SETTINGS;
	}

	/** Counts the selections. */
	@Override
	public void check( final List< String > notes )
	{
		ImagePlusReader.requirePixels( imp );
		final List< Roi > all = RoiSources.collectAll( source, file, imp ), selections = RoiSources.onPlane( all, SourceImage.of( imp ) );
		checkSelections( selections );
		final int points = selections.stream().filter( r -> r.getType() == Roi.POINT ).mapToInt( r -> r.getFloatPolygon().npoints ).sum();
		notes.add( counted( selections.size(), "selection" ) + ( points > 0 ? " with " + counted( points, "point" ) : "" ) +
				" will be used." );
		final String leftOut = RoiSources.leftOut( all, selections );
		if ( !leftOut.isEmpty() )
			notes.add( leftOut );
		super.check( notes );
	}

	private static String counted( final int n, final String what )
	{
		return n + " " + what + ( n == 1 ? "" : "s" );
	}

	/**
	 * Looks whether the command takes such selections.
	 *
	 * @throws IllegalArgumentException
	 *             if it does not
	 */
	void checkSelections( final List< Roi > selections )
	{}

	@Override
	final void execute()
	{
		final SegmentationRequest request = configure( sam.segment( imp ) );
		// NB: selections and plane go together, even if somebody moves the slider just now.
		final SourceImage now = request.freeze();
		final List< Roi > all = RoiSources.collectAll( Choices.of( "source", source, "auto", "selection", "manager", "overlay", "file" ),
				file, imp ), selections = RoiSources.onPlane( all, now );
		final String leftOut = RoiSources.leftOut( all, selections );
		checkSelections( selections );
		request.rois( selections );
		final Segmentation result = request.run();
		objectsize = settleSize( objectsize, request.usedObjectSize(), request.isUnsureOfObjectSize() );
		finish( result );
		if ( !leftOut.isEmpty() )
			warn( leftOut );
		tell( result );
	}
}
