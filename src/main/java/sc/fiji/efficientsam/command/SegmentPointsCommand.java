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

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;

import ij.gui.Roi;

import sc.fiji.efficientsam.SegmentationRequest;

/** Segments objects by points in them; in a macro: {@code run("Segment Points...", "mode=each objectsize=30")}. */
@Plugin( type = Command.class, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ), @Menu( label = Menus.SEGMENT_POINTS, weight = Menus.THIRD ) }, headless = true,
		description = "Turn the points of a point or multi-point selection into masks" )
public class SegmentPointsCommand extends SegmentCommand {

	@Override
	public List< String > firstPage()
	{
		return Arrays.asList( "imp", "source", "mode", "objectsize", "model", "labels", "manager" );
	}

	@Override
	void configure( final SegmentationRequest request, final List< Roi > selections )
	{
		checkSelections( selections );
	}

	@Override
	void checkSelections( final List< Roi > selections )
	{
		for ( final Roi roi : selections )
			if ( roi.getType() != Roi.POINT )
				throw new IllegalArgumentException( "The selection " + ( roi.getName() == null ? "" : "\"" + roi.getName() + "\" " ) + "is not a point selection but a " +
						roi.getTypeAsString().toLowerCase( Locale.ROOT ) + ". Use the point or multi-point tool, or \"Segment ROIs...\"." );
	}
}
