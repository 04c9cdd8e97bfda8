// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fiji;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.Window;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

import javax.swing.JButton;
import javax.swing.SwingUtilities;

import net.imagej.ImageJ;

import ij.IJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.plugin.frame.Recorder;

/**
 * Uses ImageJ2 as a person would, and writes down what happened; a program of its own, which {@link WindowFijiTest} starts. NB: nothing
 * here may name a class of ImageJ before imagej-legacy has changed them.
 */
public final class FijiDriver {

	private static final long PATIENCE = 60_000;

	private FijiDriver()
	{}

	public static void main( final String... args )
	{
		int code = 1;
		try
		{
			final ImageJ ij = new ImageJ();
			ij.ui().showUI();
			Files.write( Paths.get( args[ 0 ] ), new Session().run( args ).getBytes( StandardCharsets.UTF_8 ) );
			code = 0;
		}
		catch ( final Throwable t )
		{
			t.printStackTrace();
		}
		System.exit( code );
	}

	/** What knows ImageJ's classes. */
	private static final class Session
	{
		String run( final String... args ) throws Exception
		{
			if ( args[ 1 ].equals( "menu" ) )
			{
				await( () -> Menus.getCommands() != null && Menus.getCommands().containsKey( "Segment ROIs..." ) );
				final List< String > labels = new ArrayList<>();
				for ( final Object label : Menus.getCommands().keySet() )
					labels.add( label.toString() );
				Collections.sort( labels );
				return "\n" + String.join( "\n", labels ) + "\n";
			}
			final ImagePlus imp = IJ.openImage( Fiji.path( "sample-data", "blobs.png" ) );
			imp.show();
			if ( args[ 1 ].equals( "macro" ) )
			{
				IJ.runMacro( args[ 2 ] );
				return Double.toString( labels() );
			}
			imp.setRoi( new Roi( 155, 15, 36, 36 ) );
			SwingUtilities.invokeAndWait( () -> IJ.run( "Record..." ) );
			final Recorder recorder = await( () -> Recorder.getInstance() );
			IJ.selectWindow( imp.getID() );
			// NB: as the menu does.
			SwingUtilities.invokeLater( () -> IJ.doCommand( args[ 2 ] ) );
			final Dialog dialog = await( () -> dialog( args[ 2 ] ) );
			// NB: what a dialog says is looked up after it is shown.
			IJ.wait( 2000 );
			SwingUtilities.invokeAndWait( ( ( JButton ) button( dialog, "OK" ) )::doClick );
			final double found = labels();
			final String line = await( () -> recorded( recorder.getText(), args[ 2 ] ) );
			recorder.close();
			WindowManager.getImage( "blobs-labels" ).close();
			IJ.selectWindow( imp.getID() );
			IJ.runMacro( line );
			return line + "\n" + found + "\n" + labels() + "\n";
		}

		/** The highest label, when the label image is there. */
		private static double labels()
		{
			return await( () -> WindowManager.getImage( "blobs-labels" ) ).getStatistics().max;
		}

		private static String recorded( final String text, final String label )
		{
			for ( final String line : text.split( "\n" ) )
				if ( line.startsWith( "run(\"" + label + "\"" ) )
					return line;
			return null;
		}

		private static Dialog dialog( final String title )
		{
			for ( final Window w : Window.getWindows() )
				if ( w instanceof Dialog && w.isShowing() && title.equals( ( ( Dialog ) w ).getTitle() ) )
					return ( Dialog ) w;
			return null;
		}

		private static Component button( final Container in, final String text )
		{
			for ( final Component c : in.getComponents() )
			{
				if ( c instanceof JButton && text.equals( ( ( JButton ) c ).getText() ) )
					return c;
				final Component inside = c instanceof Container ? button( ( Container ) c, text ) : null;
				if ( inside != null )
					return inside;
			}
			return null;
		}

		private static < T > T await( final Callable< T > what )
		{
			final long end = System.currentTimeMillis() + PATIENCE;
			while ( System.currentTimeMillis() < end )
			{
				try
				{
					final T t = what.call();
					if ( t != null && t != Boolean.FALSE )
						return t;
				}
				catch ( final Exception e )
				{
					throw new IllegalStateException( e );
				}
				IJ.wait( 100 );
			}
			throw new AssertionError( "It did not happen within one minute." );
		}
	}
}
