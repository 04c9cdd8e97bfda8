// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.lang.reflect.InvocationTargetException;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.ui.Interactive;
import sc.fiji.efficientsam.util.Menus;

/**
 * Opens the interactive tool for an image, without any dialog, since its window has all settings; in a macro: {@code
 * run("Interactive...", "imp=cells.tif objectsize=40")}.
 */
@Plugin( type = Command.class, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ),
		@Menu( label = Menus.INTERACTIVE, weight = Menus.FIRST ) },
		description = "Click on objects, see their masks at once, correct and accept them" )
public class InteractiveCommand extends ModelCommand {

	@Parameter( label = "Image", autoFill = false, description = "The image to label", persist = false )
	private ImagePlus imp;

	@Parameter( persist = false ) private double objectsize = SegmentSettings.OBJECT_SIZE.standard();

	@Override
	void execute()
	{
		ImagePlusReader.requirePixels( imp );
		if ( GraphicsEnvironment.isHeadless() )
			throw new IllegalArgumentException( "The interactive tool needs a screen. Without one use Label Object... or Replay " +
					"Session..." );
		final SessionSettings settings = sessionSettings();
		// NB: what cannot work is said now, not at the first click.
		settings.segment();
		if ( imp.getWindow() == null )
			imp.show();
		if ( EventQueue.isDispatchThread() )
		{
			Interactive.open( sam, imp, settings );
			return;
		}
		try
		{
			EventQueue.invokeAndWait( () -> Interactive.open( sam, imp, settings ) );
		}
		catch ( final InvocationTargetException e )
		{
			throw e.getCause() instanceof RuntimeException ? ( RuntimeException ) e.getCause() : new IllegalStateException( e.getCause() );
		}
		catch ( final InterruptedException e )
		{
			Thread.currentThread().interrupt();
		}
	}
}
