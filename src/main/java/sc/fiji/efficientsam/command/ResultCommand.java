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

import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.io.File;

import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

import sc.fiji.efficientsam.Segmentation;
import sc.fiji.efficientsam.imagej.ResultWriter;
import sc.fiji.efficientsam.imagej.RoiSources;

/** The image and the outputs that all commands share which segment one image. */
abstract class ResultCommand extends ModelCommand {

	@Parameter( label = "Image", description = "The image to segment; its current slice is used", persist = false )
	ImagePlus imp;

	@Parameter( label = "Show label image", description = "Show the label image: 0 is background", persist = false )
	private boolean labels = true;

	@Parameter( label = "Masks to ROI Manager", description = "Add each object's selection to the ROI Manager", persist = false )
	private boolean manager = false;

	@Parameter( label = "Masks as overlay", description = "Add the objects' outlines to the image's overlay", persist = false )
	private boolean overlay = false;

	@Parameter( label = "Results table", description = "Show the table of objects", persist = false )
	private boolean table = false;

	@Parameter( label = "Save into folder", style = FileWidget.DIRECTORY_STYLE, required = false, description = "Folder for label image, selections, table and picture; none to save nothing", persist = false )
	private File folder;

	/** Saves and shows what the user asked for. */
	void finish( final Segmentation result )
	{
		// NB: saved first, so that nothing that happens on screen can lose it.
		if ( folder != null && !folder.getPath().isEmpty() )
			save( result );
		if ( overlay )
			addToOverlay( result );
		if ( manager )
			addToManager( result );
		if ( table )
			result.table().show( "EfficientSAM results" );
		if ( labels )
			showLabels( result );
		warnAboutGpu();
		inform( result.provenanceSummary() );
	}

	private void save( final Segmentation result )
	{
		final ResultWriter writer = new ResultWriter( folder, imp );
		inform( "Saved " + writer.labels( result.labels() ) );
		if ( result.found() > 0 )
			inform( "Saved " + writer.rois( result.rois() ) );
		inform( "Saved " + writer.table( result.table() ) );
		if ( result.hasPicture() )
			inform( "Saved " + writer.picture( result.picture() ) );
		else
			warn( "The image is too large for a picture; none was saved." );
	}

	private void showLabels( final Segmentation result )
	{
		try
		{
			// NB: not an output parameter: headless macros would not see it, and GUI macros would see it twice.
			result.labels().show();
		}
		catch ( final HeadlessException e )
		{
			// NB: Fiji and ImageJ macros know images without a screen; a bare JVM does not.
			if ( folder == null )
				throw new IllegalArgumentException( "There is no screen to show the label image on, and no folder was given. Use folder=... to keep the result.", e );
		}
	}

	private void addToOverlay( final Segmentation result )
	{
		final Overlay all = imp.getOverlay() == null ? new Overlay() : imp.getOverlay().duplicate();
		result.rois().forEach( all::add );
		imp.setOverlay( all );
	}

	private void addToManager( final Segmentation result )
	{
		RoiManager rois = RoiSources.openManager();
		if ( rois == null && !GraphicsEnvironment.isHeadless() )
			rois = RoiManager.getRoiManager();
		if ( rois == null )
			throw new IllegalArgumentException( "There is no ROI Manager without a screen. Use folder=... to save the selections, or leave manager out." );
		for ( final Roi roi : result.rois() )
			rois.addRoi( roi );
	}
}
