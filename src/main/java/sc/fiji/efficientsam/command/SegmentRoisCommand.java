// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.util.Arrays;
import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.efficientsam.roi.RoiPrompts;
import sc.fiji.efficientsam.util.Menus;

/** Segments one object per selection; in a macro: {@code run("Segment ROIs...", "source=manager")}. */
@Plugin( type = Command.class, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ),
		@Menu( label = Menus.SEGMENT_ROIS, weight = Menus.SECOND ) }, headless = true,
		description = "Turn every selection (box, area, line or point) into exactly one mask" )
public class SegmentRoisCommand extends SegmentCommand {

	@Parameter( persist = false ) private int inner = RoiPrompts.INNER.standard();
	@Parameter( persist = false ) private int along = RoiPrompts.ALONG.standard();
	@Parameter( persist = false ) private String areas = RoiPrompts.AREAS.word();

	@Override
	public List< String > firstPage()
	{
		return Arrays.asList( "imp", "source", "objectsize", "model", "labels", "manager" );
	}
}
