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
import org.scijava.widget.FileWidget;

import ij.ImagePlus;

import sc.fiji.efficientsam.StackRequest;
import sc.fiji.efficientsam.StackSegmentation;
import sc.fiji.efficientsam.export.ResultFormat;
import sc.fiji.efficientsam.export.ResultKind;
import sc.fiji.efficientsam.export.ResultWriter;
import sc.fiji.efficientsam.export.StackLabels;
import sc.fiji.efficientsam.roi.RoiPrompts;
import sc.fiji.efficientsam.roi.RoiSources;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.track.TrackSettings;
import sc.fiji.efficientsam.util.Choices;
import sc.fiji.efficientsam.util.Menus;
import sc.fiji.efficientsam.util.Setting;

/**
 * Segments selections on their slices, and follows the objects through z or time;
 * in a macro: {@code run("Segment Stack...", "source=manager mode=follow axis=t")}.
 * See {@link SegmentCommand} for the rules that parameters obey.
 */
@Plugin( type = Command.class, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ),
		@Menu( label = Menus.SEGMENT_STACK, weight = Menus.SIXTH ) }, headless = true,
		description = "Segment the selections of a stack, and follow every object through its slices or frames" )
public class SegmentStackCommand extends ModelCommand {

	@Parameter( label = "Stack", autoFill = false, description = "The stack to segment; on the other axis its current position is used",
			persist = false )
	private ImagePlus imp;

	@Parameter( label = "Prompts", choices = { "auto", "selection", "manager", "overlay", "file" },
			description = "auto takes the file if one is given, else the active selection, else the ROI Manager, else the overlay; " +
			"selections without a position belong to the current slice", persist = false )
	private String source = "auto";

	@Parameter( label = "ROI file", required = false, description = "A .roi or .zip file of selections, for source file or auto",
			persist = false )
	private File file;

	@Parameter( label = "Task", choices = { "follow", "slice" },
			description = "follow: every object is followed from its slice; slice: every selection is for its own slice only",
			persist = false )
	private String mode = "follow";

	@Parameter( persist = false ) private String axis = StackRequest.AXIS.word();
	@Parameter( persist = false ) private String direction = TrackSettings.DIRECTION.word();
	@Parameter( persist = false ) private int first = StackRequest.FIRST.standard();
	@Parameter( persist = false ) private int last = StackRequest.LAST.standard();
	@Parameter( persist = false ) private boolean every = StackRequest.EVERY.standard();
	@Parameter( persist = false ) private boolean join = StackRequest.JOIN.standard();
	@Parameter( persist = false ) private int gap = TrackSettings.GAP.standard();
	@Parameter( persist = false ) private double minscore = TrackSettings.MIN_SCORE.standard();
	@Parameter( persist = false ) private double arearatio = TrackSettings.AREA_RATIO.standard();
	@Parameter( persist = false ) private boolean instances = TrackSettings.INSTANCES.standard();
	@Parameter( persist = false ) private String divisions = StackRequest.DIVISIONS.word();
	@Parameter( persist = false ) private String points = RoiPrompts.POINTS.word();
	@Parameter( persist = false ) private int negative = RoiPrompts.NEGATIVE.standard();
	@Parameter( persist = false ) private boolean perslice = StackRequest.PER_SLICE.standard();
	@Parameter( persist = false ) private double objectsize = SegmentSettings.OBJECT_SIZE.standard();
	@Parameter( persist = false ) private String overlap = SegmentSettings.OVERLAP.word();

	@Parameter( label = "Label stack", description = "Show the label stack: 0 is background, an object has one label on all slices",
			persist = false )
	private boolean labels = true;

	@Parameter( label = "Masks in ROI Manager", description = "Add a selection for each object and slice to the ROI Manager",
			persist = false )
	private boolean manager = false;

	@Parameter( label = "Masks as overlay", description = "Add the objects' outlines to the stack's overlay", persist = false )
	private boolean overlay = false;

	@Parameter( label = "Results tables", description = "Show the table of masks and the table of tracks", persist = false )
	private boolean table = false;

	@Parameter( label = "Results folder", style = FileWidget.DIRECTORY_STYLE, required = false,
			description = "Folder for label stack, selections, tables and the tracks in the format of the Cell Tracking Challenge; none " +
			"to save nothing", persist = false )
	private File folder;

	@Parameter( label = "File formats", required = false, description =
			"Files for the results folder: usual (labels, rois, settings, table, tracks, ctc), or words of these, " + ResultKind.OTHERS,
					persist = false )
	private String formats = ResultKind.USUAL;

	@Override
	List< Setting< ? > > settings()
	{
		return StackRequest.SETTINGS;
	}

	@Override
	public List< String > firstPage()
	{
		return Arrays.asList( "imp", "source", "mode", "objectsize", "model", "labels" );
	}

	/** Counts the selections. */
	@Override
	public void check( final List< String > notes )
	{
		ImagePlusReader.requirePixels( imp );
		if ( imp.getNSlices() * imp.getNFrames() < 2 )
			throw new IllegalArgumentException( "\"" + imp.getTitle() +
					"\" has one slice and one frame. Use \"Segment ROIs...\", or choose a stack." );
		final int n = RoiSources.collectAll( source, file, imp ).size();
		notes.add( n + ( n == 1 ? " selection" : " selections" ) + " will be used in " + Math.max( imp.getNSlices(), imp.getNFrames() ) +
				( imp.getNFrames() > 1 ? " frames." : " slices." ) );
		ResultKind.STACK.formats( formats );
		super.check( notes );
	}

	@Override
	void execute()
	{
		final List< ResultFormat > chosen = ResultKind.STACK.formats( formats );
		final String task = Choices.of( "mode", mode, "follow", "slice" );
		final StackRequest request = configure( sam.stack( imp ) );
		if ( task.equals( "slice" ) )
			request.perSlice( axis );
		else if ( every )
			throw new IllegalArgumentException( "\"every\" prompts all slices, so that there is nothing to follow. Use mode=slice with " +
					"it." );
		final SourceImage now = request.freeze();
		request.rois( RoiSources.collectAll( Choices.of( "source", source, "auto", "selection", "manager", "overlay", "file" ), file,
				imp ) );
		// NB: made first, so that a folder that cannot be used costs no time.
		final ResultWriter writer = folder == null || folder.getPath().isEmpty() ? null : new ResultWriter( folder, now, ResultKind.STACK );
		final String large = writer == null ? "" : writer.requireSpace( StackLabels.bytes( now ) );
		if ( !large.isEmpty() )
			inform( large );
		final StackSegmentation result = request.run();
		if ( writer != null )
			save( result, chosen, writer );
		show( result );
		warnAboutGpu();
		if ( result.isCanceled() || !result.missed().isEmpty() )
			warn( result.summary() );
		else
			inform( result.summary() );
	}

	private void show( final StackSegmentation result )
	{
		if ( overlay )
			Outputs.toOverlay( result.rois(), imp );
		if ( manager )
			Outputs.toManager( result.rois() );
		if ( table )
		{
			result.table().show( "EfficientSAM results" );
			result.trackTable().show( "EfficientSAM tracks" );
		}
		if ( labels )
			Outputs.show( result.labels(), folder );
	}
}
