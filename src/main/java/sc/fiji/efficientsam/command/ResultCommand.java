/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
package sc.fiji.efficientsam.command;

import java.io.File;
import java.util.List;

import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;

import ij.ImagePlus;

import sc.fiji.efficientsam.Segmentation;
import sc.fiji.efficientsam.imagej.ImagePlusReader;
import sc.fiji.efficientsam.imagej.ResultWriter;

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

	@Parameter( label = "Results folder", style = FileWidget.DIRECTORY_STYLE, required = false, description = "Folder for label image, selections, table and picture; none to save nothing", persist = false )
	private File folder;

	@Override
	public void check( final List< String > notes )
	{
		ImagePlusReader.requirePixels( imp );
		super.check( notes );
	}

	/** Saves and shows what the user asked for. */
	void finish( final Segmentation result )
	{
		// NB: saved first, so that nothing that happens on screen can lose it.
		if ( folder != null && !folder.getPath().isEmpty() )
			save( result );
		if ( overlay )
			Outputs.toOverlay( result.rois(), imp );
		if ( manager )
			Outputs.toManager( result.rois() );
		if ( table )
			result.table().show( "EfficientSAM results" );
		if ( labels )
			Outputs.show( result.labels(), folder );
		warnAboutGpu();
		inform( result.provenanceSummary() );
	}

	private void save( final Segmentation result )
	{
		final ResultWriter writer = new ResultWriter( folder, result.source() );
		inform( "Saved " + writer.labels( result.labels() ) );
		if ( result.found() > 0 )
			inform( "Saved " + writer.rois( result.rois() ) );
		inform( "Saved " + writer.table( result.table() ) );
		inform( "Saved " + writer.settings( result.provenance() ) );
		if ( result.hasPicture() )
			inform( "Saved " + writer.picture( result.picture() ) );
		else
			warn( "The image is too large for a picture; none was saved." );
	}
}
