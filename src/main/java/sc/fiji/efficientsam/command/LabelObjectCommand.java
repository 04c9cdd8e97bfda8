// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.export.SessionImages;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.session.SessionState;
import sc.fiji.efficientsam.session.Step;
import sc.fiji.efficientsam.util.Choices;
import sc.fiji.efficientsam.util.Menus;

/**
 * Does one step of the interactive tool: this is what the tool records. In a macro:
 * {@code run("Label Object...", "imp=cells.tif prompts=[+ 95 60 - 120 60]")}. The
 * labels of one image collect from step to step, in the image {@code <title>-labels}.
 */
@Plugin( type = Command.class, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ),
		@Menu( label = Menus.FOR_MACROS, weight = Menus.LAST ), @Menu( label = Menus.LABEL_OBJECT ) }, headless = true,
		description = "Add one object to an image's labels by points and a box, or change objects: what the interactive tool records" )
public class LabelObjectCommand extends ModelCommand {

	@Parameter( label = "Image", autoFill = false, description = "The image to segment", persist = false )
	private ImagePlus imp;

	@Parameter( label = "Task", choices = { "accept", "draw", "delete", "merge", "classify", "define", "undo", "redo", "clear" },
			description = "accept: an object by prompts; draw: an object by a mask; delete, merge, classify: objects by their labels; " +
			"define: a class; clear: begin anew", persist = false )
	private String action = "accept";

	@Parameter( label = "Prompts", required = false, description =
			"A box as \"box x y width height\", positive points as \"+ x y\", negative ones as \"- x y\", in pixels", persist = false )
	private String prompts = "";

	@Parameter( label = "Mask choice", min = "0", description =
			"0 for the model's mask with the best predicted IoU, else the place by predicted IoU, counted from 1", persist = false )
	private int choice = 0;

	@Parameter( label = "Mask", required = false, description =
			"For draw: \"x y width height: runs\", with the lengths of runs outside and inside in turn, row by row", persist = false )
	private String mask = "";

	@Parameter( label = "Labels", required = false, description = "The objects to change, separated by spaces; none for a new object",
			persist = false )
	private String ids = "";

	@Parameter( label = "Class", required = false, description = "The object's class; none for no class", persist = false )
	private String objectclass = "";

	@Parameter( label = "Class color", required = false, description = "For define: red, green and blue as #rrggbb", persist = false )
	private String color = "#ffffff";

	@Parameter( label = "Slice", min = "0", description = "Where the object is; 0 for the current slice", persist = false )
	private int slice = 0;

	@Parameter( label = "Frame", min = "0", description = "Where the object is; 0 for the current frame", persist = false )
	private int frame = 0;

	@Parameter( label = "Overlapping pixels", choices = { "first", "last", "allow" },
			description = "Pixels of objects that are there already stay with them, go to the new object, or belong to both",
			persist = false )
	private String overlap = "first";

	@Parameter( label = "Displayed range", required = false, description =
			"For contrast display: the least and the highest pixel value that were displayed, such as \"3 200\", or \"1 0 90, 2 3 200\" " +
			"for the channels of a composite image; none for what is displayed now", persist = false )
	private String display = "";

	@Parameter( persist = false ) private double objectsize = SegmentSettings.OBJECT_SIZE.standard();
	@Parameter( persist = false ) private int fragments = SegmentSettings.FRAGMENTS.standard();
	@Parameter( persist = false ) private int holes = SegmentSettings.HOLES.standard();

	@Parameter( label = "Label image", description = "Show the labels so far, in one image that follows the steps", persist = false )
	private boolean labels = true;

	@Override
	public List< String > firstPage()
	{
		return Arrays.asList( "imp", "action", "prompts", "ids", "objectsize", "labels" );
	}

	@Override
	void execute()
	{
		final String task = Choices.of( "action", action, "accept", "draw", "delete", "merge", "classify", "define", "undo", "redo",
				"clear" );
		final ImageSession session = sam.session( imp );
		if ( task.equals( "undo" ) && !session.session().canUndo() || task.equals( "redo" ) && !session.session().canRedo() )
			throw new IllegalArgumentException( "There is nothing to " + task + "." );
		if ( task.equals( "undo" ) )
			session.session().undo();
		else if ( task.equals( "redo" ) )
			session.session().redo();
		else if ( task.equals( "clear" ) )
			session.session().restore( SessionState.EMPTY );
		else
			session.run( Step.of( words( task ), EfficientSamService.DEFAULT_MODEL ) );
		if ( labels )
			Outputs.showLabels( session );
		warnAboutGpu();
		inform( "\"" + imp.getTitle() + "\" has " + session.state().objects().size() + " labeled object(s)." );
	}

	private Map< String, String > words( final String task )
	{
		final Plane now = SessionImages.plane( imp );
		final Map< String, String > words = new LinkedHashMap<>();
		if ( task.equals( "accept" ) )
			words.putAll( sessionSettings().with( SessionSettings.DISPLAY, display ).values() );
		words.put( "action", task );
		for ( final String input : Arrays.asList( "prompts", "choice", "mask", "ids", "objectclass", "color", "overlap" ) )
			words.put( input, getInput( input ) == null ? null : getInput( input ).toString() );
		words.put( "slice", Integer.toString( slice == 0 ? now.z() : slice ) );
		words.put( "frame", Integer.toString( frame == 0 ? now.t() : frame ) );
		return words;
	}
}
