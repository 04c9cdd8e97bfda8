// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.util.Arrays;
import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.gui.Roi;

import sc.fiji.efficientsam.SegmentationRequest;
import sc.fiji.efficientsam.util.Menus;

/** Segments one object per selection; in a macro: {@code run("Segment ROIs...", "source=manager")}. */
@Plugin( type = Command.class, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ), @Menu( label = Menus.SEGMENT_ROIS, weight = Menus.SECOND ) }, headless = true,
		description = "Turn every selection (box, area, line or point) into exactly one mask" )
public class SegmentRoisCommand extends SegmentCommand {

	@Parameter( label = "Points inside areas", min = "0", max = "10", description = "How many points inside an area selection go with its box", persist = false )
	private int inner = 1;

	@Parameter( label = "Points along lines", min = "1", max = "10", description = "How many points along a line selection describe its object", persist = false )
	private int along = 3;

	@Parameter( label = "Meaning of areas", choices = { "box", "mask" }, description = "What a selection other than a rectangle says: its box and points inside it, or also a rough mask of the object", persist = false )
	private String areas = "box";

	@Override
	public List< String > firstPage()
	{
		return Arrays.asList( "imp", "source", "objectsize", "model", "labels", "manager", "table" );
	}

	@Override
	void configure( final SegmentationRequest request, final List< Roi > selections )
	{
		request.inner( inner ).along( along ).areas( areas );
	}
}
