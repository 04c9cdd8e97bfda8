// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import javax.swing.SwingUtilities;

import ij.CommandListener;
import ij.Executer;
import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageWindow;

/**
 * Asks what is to become of objects that were not saved before ImageJ closes their image, so that the user can
 * still say no. It hears of Close, Close All and Quit, be it by menu, key or the window's button. Macros and scripts are
 * not held up; then the tool asks when the image is gone. One for all tools, from the first one on.
 */
final class CloseGuard implements CommandListener {

	private static CloseGuard guard;

	private CloseGuard()
	{}

	/** To be called from the event thread. */
	static void install()
	{
		if ( guard == null )
			Executer.addCommandListener( guard = new CloseGuard() );
	}

	/** NB: ImageJ holds a lock meanwhile, so that nobody is asked here. */
	@Override
	public String commandExecuting( final String command )
	{
		final boolean one = "Close".equals( command );
		if ( !one && !"Close All".equals( command ) && !"Quit".equals( command ) )
			return command;
		// NB: what people choose runs in a thread of its own, with the command's name.
		if ( !command.equals( Thread.currentThread().getName() ) || IJ.macroRunning() )
			return command;
		final ImagePlus imp = one ? closing() : null;
		if ( one && imp == null || asking( imp ).isEmpty() )
			return command;
		SwingUtilities.invokeLater( () -> ask( command, imp ) );
		return null;
	}

	/** The image that "Close" closes; null if it is a window of another kind. */
	private static ImagePlus closing()
	{
		final Object active = WindowManager.getActiveWindow();
		return active == null || active instanceof ImageWindow ? WindowManager.getCurrentImage() : null;
	}

	/** The tools that have something to ask, of an image or of all. */
	private static List< Tool > asking( final ImagePlus imp )
	{
		final List< Tool > tools = new ArrayList<>();
		for ( final Tool t : Interactive.all() )
			if ( ( imp == null || t.state().image == imp ) && t.asks() )
				tools.add( t );
		return tools;
	}

	/** Asks, and gives the command again if nobody said no. */
	private static void ask( final String command, final ImagePlus imp )
	{
		final List< CompletableFuture< Void > > closed = new ArrayList<>();
		for ( final Tool t : asking( imp ) )
		{
			final CompletableFuture< Void > shown = t.close( true );
			if ( shown.isCancelled() )
				return;
			closed.add( shown );
		}
		// NB: not before images that the user wants to keep are there, since ImageJ may end then.
		CompletableFuture.allOf( closed.toArray( new CompletableFuture< ? >[ 0 ] ) ).thenRun( () -> new Executer( command, imp ) );
	}
}
