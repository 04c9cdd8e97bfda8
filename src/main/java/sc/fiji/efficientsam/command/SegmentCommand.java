// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.io.File;
import java.util.List;

import org.scijava.plugin.Parameter;

import ij.gui.Roi;

import sc.fiji.efficientsam.Segmentation;
import sc.fiji.efficientsam.SegmentationRequest;
import sc.fiji.efficientsam.roi.RoiSources;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.util.Choices;

/** The parameters that all commands for prompted segmentation share. */
abstract class SegmentCommand extends ResultCommand {

	@Parameter( label = "Prompts", choices = { "auto", "selection", "manager", "overlay", "file" }, description = "auto takes the file if one is given, else the active selection, else the ROI Manager, else the overlay", persist = false )
	private String source = "auto";

	@Parameter( label = "ROI file", required = false, description = "A .roi or .zip file of selections, for source file or auto", persist = false )
	private File file;

	@Parameter( label = "Points", choices = { "each", "together", "counter" }, description = "each: one object per point; together: all points of a selection describe one object; counter: one object per counter of the multi-point tool", persist = false )
	private String mode = "each";

	@Parameter( label = "Negative counter", min = "-1", max = "99", description = "Points of this counter of the multi-point tool lie outside of the objects; -1 for none", persist = false )
	private int negative = -1;

	@Parameter( label = "Object size (pixels)", min = "0", description = "Typical long side of the objects; decides at what scale points are served, and matters a lot for them; 0 for automatic", persist = false )
	private double objectsize = 0;

	@Parameter( label = "Chosen mask", choices = { "score", "smallest", "largest", "fit" }, description = "Which of the model's masks is taken: best predicted IoU, smallest, largest, or the one that fits the prompt best", persist = false )
	private String candidate = "score";

	@Parameter( label = "Owner of overlaps", choices = { "score", "first", "last" }, description = "Who gets pixels that several masks claim: the object with the higher predicted IoU, the first or the last prompt", persist = false )
	private String overlap = "score";

	@Parameter( label = "Smallest fragment (pixels)", min = "0", description = "Smaller pieces of a mask are removed, except its largest; 0 for off", persist = false )
	private int fragments = 16;

	@Parameter( label = "Largest hole filled (pixels)", min = "0", description = "Holes of a mask of up to this size are filled; 0 for off", persist = false )
	private int holes = 16;

	/** Counts the selections. */
	@Override
	public void check( final List< String > notes )
	{
		ImagePlusReader.requirePixels( imp );
		final List< Roi > all = RoiSources.collectAll( source, file, imp ), selections = RoiSources.onPlane( all, SourceImage.of( imp ) );
		checkSelections( selections );
		final int points = selections.stream().filter( r -> r.getType() == Roi.POINT ).mapToInt( r -> r.getFloatPolygon().npoints ).sum();
		notes.add( counted( selections.size(), "selection" ) + ( points > 0 ? " with " + counted( points, "point" ) : "" ) + " will be used." );
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

	/** Checks the selections, and sets what else the command asks for. */
	abstract void configure( SegmentationRequest request, List< Roi > selections );

	@Override
	final void execute()
	{
		final SegmentationRequest request = configure( sam.segment( imp ) ).objectSize( objectsize ).candidate( candidate ).overlap( overlap )
				.fragments( fragments ).holes( holes ).points( mode ).negative( negative );
		// NB: selections and plane go together, even if somebody moves the slider just now.
		final SourceImage now = request.freeze();
		final List< Roi > all = RoiSources.collectAll( Choices.of( "source", source, "auto", "selection", "manager", "overlay", "file" ), file, imp ), selections = RoiSources.onPlane( all, now );
		final String leftOut = RoiSources.leftOut( all, selections );
		configure( request, selections );
		request.rois( selections );
		final Segmentation result = request.run();
		objectsize = settleSize( objectsize, request.usedObjectSize() );
		finish( result );
		if ( !leftOut.isEmpty() )
			warn( leftOut );
		if ( result.missed().isEmpty() )
			inform( result.summary() );
		else
			warn( result.summary() );
	}
}
