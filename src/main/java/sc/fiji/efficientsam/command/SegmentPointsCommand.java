// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;

import ij.gui.Roi;

import sc.fiji.efficientsam.util.Menus;

/** Segments objects by points in them; in a macro: {@code run("Segment Points...", "mode=each objectsize=30")}. */
@Plugin( type = Command.class, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ),
		@Menu( label = Menus.SEGMENT_POINTS, weight = Menus.THIRD ) }, headless = true,
		description = "Turn the points of a point or multi-point selection into masks" )
public class SegmentPointsCommand extends SegmentCommand {

	@Override
	public List< String > firstPage()
	{
		return Arrays.asList( "imp", "mode", "objectsize", "model", "labels", "manager" );
	}

	@Override
	void checkSelections( final List< Roi > selections )
	{
		for ( final Roi roi : selections )
			if ( roi.getType() != Roi.POINT )
				throw new IllegalArgumentException( "The selection " + ( roi.getName() == null ? "" : "\"" + roi.getName() + "\" " ) +
						"is not a point selection but a " +
						roi.getTypeAsString().toLowerCase( Locale.ROOT ) + ". Use the point or multi-point tool, or \"Segment ROIs...\"." );
	}
}
