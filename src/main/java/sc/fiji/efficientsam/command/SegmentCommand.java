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
import java.util.List;

import org.scijava.ItemVisibility;
import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.Segmentation;
import sc.fiji.efficientsam.SegmentationRequest;
import sc.fiji.efficientsam.imagej.ResultWriter;
import sc.fiji.efficientsam.imagej.RoiSources;

/**
 * The parameters and outputs that all commands for prompted segmentation share.
 * <p>
 * NB: a field's name is the parameter's name in macros, where letter case is lost:
 * lower case, one word, never renamed. Nothing that changes results is persisted:
 * a macro that leaves a parameter out must not get the last dialog's value.
 * </p>
 */
abstract class SegmentCommand extends EfficientSamCommand {

	@Parameter( label = "Image", description = "The image to segment; its current slice is used", persist = false )
	ImagePlus imp;

	@Parameter( label = "Selections from", choices = { "auto", "selection", "manager", "overlay", "file" }, description = "auto takes the file if one is given, else the active selection, else the ROI Manager, else the overlay", persist = false )
	private String source = "auto";

	@Parameter( label = "ROI file", required = false, description = "A .roi or .zip file of selections, for source file or auto", persist = false )
	private File file;

	@Parameter( label = "Points make objects", choices = { "each", "together", "counter" }, description = "each: one object per point; together: all points of a selection describe one object; counter: one object per counter of the multi-point tool", persist = false )
	private String mode = "each";

	@Parameter( label = "Negative counter (-1 = none)", min = "-1", max = "99", description = "Points of this counter of the multi-point tool lie outside of the objects", persist = false )
	private int negative = -1;

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

	@Parameter( label = "Object size (pixels, 0 = unknown)", min = "0", description = "Typical long side of the objects; decides at what scale points are served, and matters a lot for them", persist = false )
	private double objectsize = 0;

	@Parameter( label = "Mask choice", choices = { "score", "smallest", "largest", "fit" }, description = "Which of the model's masks is taken: best predicted IoU, smallest, largest, or the one that fits the prompt best", persist = false )
	private String candidate = "score";

	@Parameter( label = "Overlaps go to", choices = { "score", "first", "last" }, description = "Who gets pixels that several masks claim: the object with the higher predicted IoU, the first or the last prompt", persist = false )
	private String overlap = "score";

	@Parameter( label = "Remove fragments below (pixels)", min = "0", description = "Smaller pieces of a mask are removed, except its largest; 0 for off", persist = false )
	private int fragments = 16;

	@Parameter( label = "Fill holes up to (pixels)", min = "0", description = "Holes of a mask of up to this size are filled; 0 for off", persist = false )
	private int holes = 16;

	@Parameter( label = "Show label image", description = "Show the label image: 0 is background, label i is prompt i", persist = false )
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

	/** Checks the selections, and sets what else the command asks for. */
	abstract void configure( SegmentationRequest request, List< Roi > selections );

	@Override
	final void execute()
	{
		offerDownload( model );
		final SegmentationRequest request = sam.segment( imp ).model( model ).device( device ).contrast( contrast ).percentiles( low, high ).channel( channel )
				.objectSize( objectsize ).candidate( candidate ).overlap( overlap ).fragments( fragments ).holes( holes )
				.points( mode ).negative( negative ).progress( progress() );
		final List< Roi > selections = RoiSources.collect( source, file, imp );
		configure( request, selections );
		request.rois( selections );
		final Segmentation result = request.run();
		// NB: saved first, so that nothing that happens on screen can lose it.
		if ( folder != null && !folder.getPath().isEmpty() )
			save( result );
		show( result );
		warnAboutGpu();
		inform( result.provenanceSummary() );
		if ( result.missed().isEmpty() )
			inform( result.summary() );
		else
			warn( result.summary() );
	}

	private void save( final Segmentation result )
	{
		final ResultWriter writer = new ResultWriter( folder, imp );
		inform( "Saved " + writer.labels( result.labels() ) );
		inform( "Saved " + writer.rois( result.rois() ) );
		inform( "Saved " + writer.table( result.table() ) );
		if ( result.hasPicture() )
			inform( "Saved " + writer.picture( result.picture() ) );
		else
			warn( "The image is too large for a picture; none was saved." );
	}

	private void show( final Segmentation result )
	{
		if ( overlay )
			addToOverlay( result );
		if ( manager )
			addToManager( result );
		if ( table )
			result.table().show( "EfficientSAM results" );
		if ( labels )
			showLabels( result );
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
