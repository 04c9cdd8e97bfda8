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

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

import sc.fiji.efficientsam.Segmentation;

/** Makes rough objects exact; in a macro: {@code run("Refine Labels...", "imp=cells.tif rough=mask.tif")}. */
@Plugin( type = Command.class, menuPath = Menu.REFINE_LABELS, headless = true,
		description = "Segment the objects of a rough label image or binary mask again, keeping their ids" )
public class RefineLabelsCommand extends ResultCommand {

	@Parameter( label = "Rough labels", autoFill = false, description = "Label image or binary mask of the same size: from a threshold, StarDist, Cellpose or Labkit, for example", persist = false )
	private ImagePlus rough;

	@Parameter( label = "Points inside objects", min = "0", max = "10", description = "How many points inside an object go with its box", persist = false )
	private int inner = 1;

	@Parameter( label = "Margin (pixels)", min = "-1000", max = "1000", description = "By how much an object's box is moved outwards on each side, for objects that are drawn too small; below 0 inwards", persist = false )
	private double margin = 0;

	@Parameter( label = "Least agreement (IoU)", min = "0", max = "1", stepSize = "0.05", description = "A new mask that overlaps less with the old object is not trusted", persist = false )
	private double agreement = 0.3;

	@Parameter( label = "Least predicted IoU", min = "0", max = "1", stepSize = "0.05", description = "A new mask with a lower score is not trusted", persist = false )
	private double score = 0.5;

	@Parameter( label = "Keep the old object instead", description = "Where the new mask is not trusted: true keeps the old object, false drops it", persist = false )
	private boolean keep = true;

	@Parameter( label = "Fill holes up to (pixels)", min = "0", description = "Holes of a mask of up to this size are filled; 0 for off", persist = false )
	private int holes = 16;

	@Parameter( label = "Overlaps go to", choices = { "score", "first", "last" }, description = "Who gets pixels that several masks claim: the object with the higher predicted IoU, the lowest or the highest id", persist = false )
	private String overlap = "score";

	@Override
	final void execute()
	{
		final Segmentation result = configure( sam.refine( imp, rough ) ).inner( inner ).margin( margin ).agreement( agreement ).score( score ).keep( keep )
				.holes( holes ).overlap( overlap ).run();
		finish( result );
		if ( result.missed().isEmpty() )
			inform( result.summary() );
		else
			warn( result.summary() );
	}
}
