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

import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.export.ResultFormat;
import sc.fiji.efficientsam.export.ResultKind;
import sc.fiji.efficientsam.export.ResultWriter;
import sc.fiji.efficientsam.session.SessionFile;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.util.Choices;
import sc.fiji.efficientsam.util.Menus;

/**
 * Does the steps of a session file again, or takes over its objects; in a macro:
 * {@code run("Replay Session...", "imp=cells.tif session=cells.session.json folder=results")}.
 */
@Plugin( type = Command.class, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ),
		@Menu( label = Menus.FOR_MACROS, weight = Menus.LAST ), @Menu( label = Menus.REPLAY_SESSION ) }, headless = true,
		description = "Do the steps of a saved session again on an image, or take its objects as they were saved" )
public class ReplaySessionCommand extends EfficientSamCommand {

	@Parameter( label = "Image", autoFill = false, description = "The image that the session belongs to, or another one of the same size",
			persist = false )
	private ImagePlus imp;

	@Parameter( label = "Session file", description = "What the interactive tool saved", persist = false )
	private File session;

	@Parameter( label = "Task", choices = { "replay", "saved" },
			description = "replay: all steps are done again by the model; saved: the objects are taken as they were saved",
			persist = false )
	private String mode = "replay";

	@Parameter( label = "Label image", description = "Show the label image or stack: 0 is background", persist = false )
	private boolean labels = true;

	@Parameter( label = "Masks in ROI Manager", description = "Add each object's selection to the ROI Manager", persist = false )
	private boolean manager = false;

	@Parameter( label = "Masks as overlay", description = "Add the objects' outlines to the image's overlay", persist = false )
	private boolean overlay = false;

	@Parameter( label = "Results table", description = "Show the table of objects", persist = false )
	private boolean table = false;

	@Parameter( label = "Results folder", style = FileWidget.DIRECTORY_STYLE, required = false,
			description = "Folder for label image, class image, selections and table; none to save nothing", persist = false )
	private File folder;

	@Parameter( label = "File formats", required = false, description =
			"Files for the results folder: usual (labels, rois, table, classes), or words of these, " + ResultKind.OTHERS, persist = false )
	private String formats = ResultKind.USUAL;

	@Override
	public List< String > firstPage()
	{
		return Arrays.asList( "imp", "session", "mode", "labels", "manager", "folder" );
	}

	/** Looks whether the file is there. */
	@Override
	public void check( final List< String > notes )
	{
		ImagePlusReader.requirePixels( imp );
		requireSession();
		if ( !session.isFile() )
			throw new IllegalArgumentException( "The session file \"" + session +
					"\" does not exist. Choose the file that the interactive tool saved." );
	}

	private void requireSession()
	{
		if ( session == null || session.getPath().isEmpty() )
			throw new IllegalArgumentException( "Which session? Use session=... for the file that the interactive tool saved." );
	}

	@Override
	void execute()
	{
		final String task = Choices.of( "mode", mode, "replay", "saved" );
		requireSession();
		final List< ResultFormat > chosen = ResultKind.SESSION.formats( formats );
		final SessionFile file = SessionFile.read( session.toPath() );
		final ImageSession objects = sam.session( imp );
		if ( task.equals( "saved" ) )
			objects.restore( file );
		else
			objects.replay( file, progress() );
		if ( folder != null && !folder.getPath().isEmpty() )
			save( objects, chosen, new ResultWriter( folder, objects.source(), ResultKind.SESSION ) );
		Outputs.show( objects, imp, folder, labels, manager, overlay, table );
		warnAboutGpu();
		inform( objects.state().objects().size() + " object(s) in \"" + imp.getTitle() + "\"." );
	}
}
