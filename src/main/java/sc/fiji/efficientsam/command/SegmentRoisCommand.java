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

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.efficientsam.SegmentationRequest;
import sc.fiji.efficientsam.imagej.RoiSources;

/** Segments one object per selection; in a macro: {@code run("Segment ROIs...", "source=manager")}. */
@Plugin( type = Command.class, menuPath = Menu.SEGMENT_ROIS, headless = true,
		description = "Turn every selection (box, area, line or point) into exactly one mask" )
public class SegmentRoisCommand extends SegmentCommand {

	@Parameter( label = "Selections from", choices = { "auto", "selection", "manager", "overlay", "file" }, description = "auto takes the file if one is given, else the active selection, else the ROI Manager, else the overlay", persist = false )
	private String source = "auto";

	@Parameter( label = "ROI file", required = false, description = "A .roi or .zip file of selections, for source file or auto", persist = false )
	private File file;

	@Parameter( label = "Points inside areas", min = "0", max = "10", description = "How many points inside an area selection go with its box", persist = false )
	private int inner = 1;

	@Parameter( label = "Points along lines", min = "1", max = "10", description = "How many points along a line selection describe its object", persist = false )
	private int along = 3;

	@Override
	void configure( final SegmentationRequest request )
	{
		request.inner( inner ).along( along );
		final boolean auto = "auto".equalsIgnoreCase( source );
		final boolean hasFile = file != null && !file.getPath().isEmpty();
		if ( "file".equalsIgnoreCase( source ) || auto && hasFile )
			request.rois( file );
		else if ( "selection".equalsIgnoreCase( source ) || auto && imp.getRoi() != null )
			request.selection();
		else if ( "manager".equalsIgnoreCase( source ) || auto && RoiSources.hasManager() )
			request.roiManager();
		else if ( "overlay".equalsIgnoreCase( source ) || auto && imp.getOverlay() != null )
			request.overlay();
		else if ( auto )
			throw new IllegalArgumentException( "There is nothing to segment: \"" + imp.getTitle() +
					"\" has no selection and no overlay, and the ROI Manager is empty. Draw a selection, or give a file." );
		else
			throw new IllegalArgumentException( "\"" + source + "\" is no value for source. Use one of: auto, selection, manager, overlay, file." );
	}
}
