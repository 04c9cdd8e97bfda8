// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.io.File;
import java.util.Arrays;
import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.gui.Roi;

import sc.fiji.efficientsam.Segmentation;
import sc.fiji.efficientsam.SimilarRequest;
import sc.fiji.efficientsam.roi.RoiPrompts;
import sc.fiji.efficientsam.roi.RoiSources;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.util.Choices;
import sc.fiji.efficientsam.util.Menus;
import sc.fiji.efficientsam.util.Setting;

/** Finds all objects that are like some examples; in a macro: {@code run("Segment Similar...", "similarity=0.5")}. */
@Plugin( type = Command.class, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ),
		@Menu( label = Menus.SEGMENT_SIMILAR, weight = Menus.FOURTH + 0.5 ) }, headless = true,
		description = "Find all objects that are like one to five examples" )
public class SegmentSimilarCommand extends ResultCommand {

	@Parameter( label = "Examples", choices = { "auto", "selection", "manager", "overlay", "file" },
			description = "Where the examples are: points and boxes are segmented first, areas are taken as they are; auto takes the " +
					"file if one is given, else the active selection, else the ROI Manager, else the overlay",
			persist = false )
	private String source = "auto";

	@Parameter( label = "ROI file", required = false, description = "A .roi or .zip file of selections, for source file or auto",
			persist = false )
	private File file;

	@Parameter( persist = false ) private double similarity = SimilarRequest.SIMILARITY.standard();
	@Parameter( persist = false ) private int negative = RoiPrompts.NEGATIVE.standard();
	@Parameter( persist = false ) private double objectsize = SegmentSettings.OBJECT_SIZE.standard();
	@Parameter( persist = false ) private int along = RoiPrompts.ALONG.standard();
	@Parameter( persist = false ) private String candidate = SegmentSettings.CANDIDATE.word();
	@Parameter( persist = false ) private String overlap = SegmentSettings.OVERLAP.word();
	@Parameter( persist = false ) private int fragments = SegmentSettings.FRAGMENTS.standard();
	@Parameter( persist = false ) private int holes = SegmentSettings.HOLES.standard();

	@Override
	List< Setting< ? > > settings()
	{
		return SimilarRequest.SETTINGS;
	}

	@Override
	public List< String > firstPage()
	{
		return Arrays.asList( "imp", "source", "similarity", "model", "labels", "manager" );
	}

	/** Counts the examples. */
	@Override
	public void check( final List< String > notes )
	{
		ImagePlusReader.requirePixels( imp );
		final List< Roi > here = RoiSources.onPlane( RoiSources.collectAll( source, file, imp ), SourceImage.of( imp ) );
		final int n = here.stream().mapToInt( r -> r.getType() == Roi.POINT ? r.getFloatPolygon().npoints : 1 ).sum();
		notes.add( n + ( n == 1 ? " example" : " examples" ) + " will be used." );
		super.check( notes );
	}

	@Override
	final void execute()
	{
		final SimilarRequest request = configure( sam.similar( imp ) );
		// NB: selections and plane go together, even if somebody moves the slider just now.
		final SourceImage now = request.freeze();
		final List< Roi > all = RoiSources.collectAll( Choices.of( "source", source, "auto", "selection", "manager", "overlay", "file" ),
				file, imp ), here = RoiSources.onPlane( all, now );
		final Segmentation result = request.rois( here ).run();
		inform( "Object size: " + request.usedObjectSize() + " pixels (that of the examples)" );
		finish( result );
		final String leftOut = RoiSources.leftOut( all, here );
		if ( !leftOut.isEmpty() )
			warn( leftOut );
		tell( result );
	}
}
