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

import org.scijava.ItemVisibility;
import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.ModelRequest;
import sc.fiji.efficientsam.Segmentation;
import sc.fiji.efficientsam.imagej.ResultWriter;
import sc.fiji.efficientsam.imagej.RoiSources;

/**
 * The parameters and outputs that all commands share which segment an image.
 * <p>
 * NB: a field's name is the parameter's name in macros, where letter case is lost:
 * lower case, one word, never renamed. Nothing that changes results is persisted:
 * a macro that leaves a parameter out must not get the last dialog's value.
 * </p>
 */
abstract class ResultCommand extends EfficientSamCommand {

	@Parameter( label = "Image", description = "The image to segment; its current slice is used", persist = false )
	ImagePlus imp;

	@Parameter( label = "Model", initializer = "listModels", callback = "modelChosen", description = "The model; see Plugins > EfficientSAM > Models...", persist = false )
	private String model = EfficientSamService.DEFAULT_MODEL;

	@Parameter( label = "It takes", visibility = ItemVisibility.MESSAGE, initializer = "modelChosen", required = false, persist = false )
	private String takes = "";

	@Parameter( label = "Device", choices = { "auto", "cpu", "gpu" }, description = "Where the model runs; auto takes a graphics card if one works", persist = false )
	private String device = "auto";

	@Parameter( label = "Contrast", choices = { "percentile", "display", "full" }, description = "Which pixel values the model sees as black and white: percentiles, the range set for display, or the full range of the pixel type", persist = false )
	private String contrast = "percentile";

	@Parameter( label = "Low percentile", min = "0", max = "100", stepSize = "0.1", description = "For contrast percentile", persist = false )
	private double low = 0.1;

	@Parameter( label = "High percentile", min = "0", max = "100", stepSize = "0.1", description = "For contrast percentile", persist = false )
	private double high = 99.9;

	@Parameter( label = "Channel (0 = as displayed)", min = "0", description = "0 for the displayed channels in their colours, else one channel, counted from 1", persist = false )
	private int channel = 0;

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

	/** Follows the choice of the model. */
	void modelChosen()
	{
		takes = describePrompts( model );
	}

	/** Sets what all these commands have in common. */
	< R extends ModelRequest< R > > R configure( final R request )
	{
		offerDownload( model );
		return request.model( model ).device( device ).contrast( contrast ).percentiles( low, high ).channel( channel ).progress( progress() );
	}

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
