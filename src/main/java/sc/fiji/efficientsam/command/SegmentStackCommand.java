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
import sc.fiji.efficientsam.roi.RoiSources;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.util.Choices;
import sc.fiji.efficientsam.util.Menus;

/**
 * Segments selections on their slices, and follows the objects through z or time;
 * in a macro: {@code run("Segment Stack...", "source=manager mode=follow axis=t")}.
 * See {@link SegmentCommand} for the rules that parameters obey.
 */
@Plugin( type = Command.class, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ), @Menu( label = Menus.SEGMENT_STACK, weight = Menus.SIXTH ) }, headless = true,
		description = "Segment the selections of a stack, and follow every object through its slices or frames" )
public class SegmentStackCommand extends ModelCommand {

	@Parameter( label = "Stack", autoFill = false, description = "The stack to segment; on the other axis its current position is used", persist = false )
	private ImagePlus imp;

	@Parameter( label = "Prompts", choices = { "auto", "selection", "manager", "overlay", "file" }, description = "auto takes the file if one is given, else the active selection, else the ROI Manager, else the overlay; selections without a position belong to the current slice", persist = false )
	private String source = "auto";

	@Parameter( label = "ROI file", required = false, description = "A .roi or .zip file of selections, for source file or auto", persist = false )
	private File file;

	@Parameter( label = "Task", choices = { "follow", "slice" }, description = "follow: every object is followed from its slice; slice: every selection is for its own slice only", persist = false )
	private String mode = "follow";

	@Parameter( label = "Axis", choices = { "auto", "z", "t" }, description = "Which axis; auto takes the one that has more than one position", persist = false )
	private String axis = "auto";

	@Parameter( label = "Direction", choices = { "both", "forward", "backward" }, description = "Where to follow objects from the slice they were prompted on", persist = false )
	private String direction = "both";

	@Parameter( label = "First slice", min = "1", description = "First slice or frame to use, counted from 1", persist = false )
	private int first = 1;

	@Parameter( label = "Last slice", min = "0", description = "Last slice or frame to use; 0 for the stack's last", persist = false )
	private int last = 0;

	@Parameter( label = "Prompts for every slice", description = "For mode slice: selections without a position prompt every slice", persist = false )
	private boolean every = false;

	@Parameter( label = "One object per name", description = "Selections of one name on several slices are one object, which is corrected there", persist = false )
	private boolean join = false;

	@Parameter( label = "Missed slices", min = "0", description = "An object that is not found is searched again in up to this number of slices", persist = false )
	private int gap = 2;

	@Parameter( label = "Lowest predicted IoU", min = "0", max = "1", stepSize = "0.05", description = "Masks that the model trusts less end a track", persist = false )
	private double minscore = 0.5;

	@Parameter( label = "Largest change of area", min = "1", stepSize = "0.1", description = "Factor by which an area may change from slice to slice", persist = false )
	private double arearatio = 2.5;

	@Parameter( label = "Divisions", choices = { "auto", "yes", "no" }, description = "Whether objects may divide into two; auto: in time, but not in z", persist = false )
	private String divisions = "auto";

	@Parameter( label = "Points", choices = { "each", "together", "counter" }, description = "each: one object per point; together: all points of a selection describe one object; counter: one object per counter of the multi-point tool", persist = false )
	private String points = "each";

	@Parameter( label = "Negative counter", min = "-1", max = "99", description = "Points of this counter of the multi-point tool lie outside of the objects; -1 for none", persist = false )
	private int negative = -1;

	@Parameter( label = "Contrast per slice", description = "Every slice has a contrast of its own, for stacks that fade or flicker", persist = false )
	private boolean perslice = false;

	@Parameter( label = "Object size (pixels)", min = "0", description = "Typical long side of the objects, 0 if unknown; matters for points", persist = false )
	private double objectsize = 0;

	@Parameter( label = "Owner of overlaps", choices = { "score", "first", "last" }, description = "Who gets pixels that several masks claim", persist = false )
	private String overlap = "score";

	@Parameter( label = "Label stack", description = "Show the label stack: 0 is background, an object has one label on all slices", persist = false )
	private boolean labels = true;

	@Parameter( label = "Masks in ROI Manager", description = "Add a selection for each object and slice to the ROI Manager", persist = false )
	private boolean manager = false;

	@Parameter( label = "Masks as overlay", description = "Add the objects' outlines to the stack's overlay", persist = false )
	private boolean overlay = false;

	@Parameter( label = "Results tables", description = "Show the table of masks and the table of tracks", persist = false )
	private boolean table = false;

	@Parameter( label = "Results folder", style = FileWidget.DIRECTORY_STYLE, required = false, description = "Folder for label stack, selections, tables and the tracks in the format of the Cell Tracking Challenge; none to save nothing", persist = false )
	private File folder;

	@Parameter( label = "File formats", required = false, description = "Files for the results folder: usual (labels, rois, settings, table, tracks, ctc), or words of these, geojson (for QuPath) and coco, separated by commas", persist = false )
	private String formats = ResultKind.USUAL;

	@Override
	public List< String > firstPage()
	{
		return Arrays.asList( "imp", "source", "mode", "objectsize", "model", "labels", "table" );
	}

	/** Counts the selections. */
	@Override
	public void check( final List< String > notes )
	{
		ImagePlusReader.requirePixels( imp );
		if ( imp.getNSlices() * imp.getNFrames() < 2 )
			throw new IllegalArgumentException( "\"" + imp.getTitle() + "\" has one slice and one frame. Use \"Segment ROIs...\", or choose a stack." );
		final int n = RoiSources.collectAll( source, file, imp ).size();
		notes.add( n + ( n == 1 ? " selection" : " selections" ) + " will be used in " + Math.max( imp.getNSlices(), imp.getNFrames() ) + ( imp.getNFrames() > 1 ? " frames." : " slices." ) );
		ResultKind.STACK.formats( formats );
		super.check( notes );
	}

	@Override
	void execute()
	{
		final List< ResultFormat > chosen = ResultKind.STACK.formats( formats );
		final String task = Choices.of( "mode", mode, "follow", "slice" ), divide = Choices.of( "divisions", divisions, "auto", "yes", "no" );
		final StackRequest request = configure( sam.stack( imp ) ).follow( axis ).direction( Choices.of( "direction", direction, "both", "forward", "backward" ) ).range( first, last )
				.everySlice( every ).join( join ).gap( gap ).minScore( minscore ).areaRatio( arearatio ).points( points ).negative( negative )
				.contrastPerSlice( perslice ).objectSize( objectsize ).overlap( overlap );
		if ( task.equals( "slice" ) )
			request.perSlice( axis );
		else if ( every )
			throw new IllegalArgumentException( "\"every\" prompts all slices, so that there is nothing to follow. Use mode=slice with it." );
		if ( !divide.equals( "auto" ) )
			request.divisions( divide.equals( "yes" ) );
		final SourceImage now = request.freeze();
		request.rois( RoiSources.collectAll( Choices.of( "source", source, "auto", "selection", "manager", "overlay", "file" ), file, imp ) );
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
