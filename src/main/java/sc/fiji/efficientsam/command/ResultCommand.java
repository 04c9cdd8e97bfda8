// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.io.File;
import java.util.List;

import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;

import ij.ImagePlus;

import sc.fiji.efficientsam.ModelRequest;
import sc.fiji.efficientsam.Segmentation;
import sc.fiji.efficientsam.export.ResultKind;
import sc.fiji.efficientsam.export.ResultWriter;
import sc.fiji.efficientsam.source.ImagePlusReader;

/** The image and the outputs that all commands share which segment one image. */
abstract class ResultCommand extends ModelCommand {

	@Parameter( label = "Image", autoFill = false, description = "The image to segment; its current slice is used", persist = false )
	ImagePlus imp;

	@Parameter( label = "Label image", description = "Show the label image: 0 is background", persist = false )
	private boolean labels = true;

	@Parameter( label = "Masks in ROI Manager", description = "Add each object's selection to the ROI Manager", persist = false )
	private boolean manager = false;

	@Parameter( label = "Masks as overlay", description = "Add the objects' outlines to the image's overlay", persist = false )
	private boolean overlay = false;

	@Parameter( label = "Results table", description = "Show the table of objects", persist = false )
	private boolean table = false;

	@Parameter( label = "Results folder", style = FileWidget.DIRECTORY_STYLE, required = false,
			description = "Folder for label image, selections, table and picture; none to save nothing", persist = false )
	private File folder;

	@Parameter( label = "File formats", required = false, description =
			"Files for the results folder: usual (label image, selections, table, settings, picture), or words of labels, rois, table, " +
			"settings, picture, " + ResultKind.OTHERS, persist = false )
	private String formats = ResultKind.USUAL;

	@Override
	public void check( final List< String > notes )
	{
		ImagePlusReader.requirePixels( imp );
		ResultKind.IMAGE.formats( formats );
		super.check( notes );
	}

	/** NB: a wrong word comes out before the work, not after it. */
	@Override
	< R extends ModelRequest< R > > R configure( final R request )
	{
		ResultKind.IMAGE.formats( formats );
		return super.configure( request );
	}

	/** Shows a further image. */
	void show( final ImagePlus more )
	{
		Outputs.show( more, folder );
	}

	/**
	 * Tells an object size that was found automatically.
	 *
	 * @param told
	 *            what the user has told; 0 for nothing
	 * @param used
	 *            what was used; 0 for none
	 * @param unsure
	 *            whether it was looked for, and what was seen tells no size that could be trusted
	 * @return what is to be recorded: the size that was used, so that a macro does the
	 *         same on other images
	 */
	double settleSize( final double told, final double used, final boolean unsure )
	{
		if ( told > 0 )
			return told;
		if ( used > 0 )
			inform( "Object size: " + used + " pixels (automatic" + ( unsure ? ", but unsure: tell objectsize if you know it)" : ")" ) );
		else if ( unsure )
			inform( "Object size: unclear, so that the image is looked at in its own resolution. " +
					"Tell objectsize, the typical long side in pixels, if you know it." );
		return used;
	}

	/** Saves and shows what the user asked for. */
	void finish( final Segmentation result )
	{
		// NB: saved first, so that nothing that happens on screen can lose it.
		if ( folder != null && !folder.getPath().isEmpty() )
			save( result, ResultKind.IMAGE.formats( formats ), new ResultWriter( folder, result.source(), ResultKind.IMAGE ) );
		Outputs.show( result, imp, folder, labels, manager, overlay, table );
		warnAboutGpu();
		inform( result.provenanceSummary() );
	}

	/** Says what was made, as a warning if something was not. */
	void tell( final Segmentation result )
	{
		if ( result.missed().isEmpty() )
			inform( result.summary() );
		else
			warn( result.summary() );
	}
}
