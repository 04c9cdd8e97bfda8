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

import sc.fiji.efficientsam.export.ImportedObjects;
import sc.fiji.efficientsam.export.ResultFormat;
import sc.fiji.efficientsam.export.ResultKind;
import sc.fiji.efficientsam.export.ResultWriter;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.util.Menus;

/**
 * Reads objects from files of other programs, for images to be measured, made exact, or saved in other formats; in a macro:
 * {@code run("Import Objects...", "imp=cells.tif file=cells.geojson")}.
 */
@Plugin( type = Command.class, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ),
		@Menu( label = Menus.IMPORT_OBJECTS, weight = Menus.SEVENTH ) }, headless = true,
		description = "Make a label image or selections from a GeoJSON file (QuPath), a COCO file or OME-Zarr" )
public class ImportObjectsCommand extends EfficientSamCommand {

	@Parameter( label = "Image", autoFill = false, description = "The image that the objects belong to", persist = false )
	private ImagePlus imp;

	@Parameter( label = "File", style = FileWidget.FILE_AND_DIRECTORY_STYLE, description =
			"A GeoJSON file, as QuPath exports it, a COCO file with polygons or run lengths, or a folder of OME-Zarr with labels (or a " +
			"file .zattrs or zarr.json in it); of a COCO file with many images the objects of this one are taken, by its file's name",
			persist = false )
	private File file;

	@Parameter( label = "Label image", description = "Show the label image or stack: 0 is background", persist = false )
	private boolean labels = true;

	@Parameter( label = "Masks in ROI Manager", description = "Add each object's selection to the ROI Manager; classes are groups",
			persist = false )
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
		return Arrays.asList( "imp", "file", "labels", "manager", "table", "folder" );
	}

	/** Counts the objects. */
	@Override
	public void check( final List< String > notes )
	{
		ImagePlusReader.requirePixels( imp );
		ResultKind.SESSION.formats( formats );
		final ImportedObjects objects = sam.importObjects( imp, file );
		notes.add( objects.summary() );
		notes.addAll( objects.notes() );
	}

	@Override
	void execute()
	{
		ImagePlusReader.requirePixels( imp );
		final List< ResultFormat > chosen = ResultKind.SESSION.formats( formats );
		final ImportedObjects objects = sam.importObjects( imp, file );
		final SourceImage now = objects.source();
		if ( folder != null && !folder.getPath().isEmpty() )
			save( objects, chosen, new ResultWriter( folder, now, ResultKind.SESSION ) );
		Outputs.show( objects, imp, folder, labels, manager, overlay, table );
		if ( objects.notes().isEmpty() )
			inform( objects.summary() );
		else
			warn( objects.summary() + " " + String.join( " ", objects.notes() ) );
	}
}
