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

/** Segments objects by points in them; in a macro: {@code run("Segment Points...", "mode=each objectsize=30")}. */
@Plugin( type = Command.class, menuPath = Menu.SEGMENT_POINTS, headless = true,
		description = "Turn the points of a point or multi-point selection into masks" )
public class SegmentPointsCommand extends SegmentCommand {

	@Parameter( label = "Points file", required = false, description = "A .roi or .zip file of points; none for the active selection", persist = false )
	private File file;

	@Parameter( label = "Objects", choices = { "each", "together", "counter" }, description = "each: one object per point; together: all points describe one object; counter: one object per counter of the multi-point tool", persist = false )
	private String mode = "each";

	@Parameter( label = "Negative counter (-1 = none)", min = "-1", max = "99", description = "Points of this counter of the multi-point tool lie outside of the objects", persist = false )
	private int negative = -1;

	@Override
	void configure( final SegmentationRequest request )
	{
		request.points( mode ).negative( negative );
		if ( file != null && !file.getPath().isEmpty() )
			request.rois( file );
		else
			request.selection();
	}
}
