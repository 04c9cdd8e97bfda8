// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.AWTException;
import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.MouseInfo;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.SwingUtilities;

import org.scijava.Context;
import org.scijava.prefs.PrefService;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageCanvas;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.ObjectSizes;
import sc.fiji.efficientsam.Preferences;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.session.SessionState;

/** A user at the screen: moves the mouse, presses buttons and keys, looks, and answers questions. */
final class Hand implements Asker {

	private static final long PATIENCE = 60_000;

	private static ImageJ ij;

	final Robot robot;

	/** Answers to questions, in order. */
	final Deque< Object > answers = new ArrayDeque<>();

	/** Questions that were asked. */
	final List< String > questions = new ArrayList<>();

	Hand()
	{
		VirtualScreen.require();
		try
		{
			robot = new Robot();
		}
		catch ( final AWTException e )
		{
			throw new IllegalStateException( e );
		}
		// NB: what a test that failed has left behind would be offered for recovery.
		final File[] kept = new File( System.getProperty( "efficientsam.home" ), "sessions" ).listFiles();
		for ( final File f : kept == null ? new File[ 0 ] : kept )
			f.delete();
		if ( ij == null )
		{
			ij = new ImageJ( ImageJ.STANDALONE );
			ij.exitWhenQuitting( false );
		}
	}

	/** Opens an image and the tool for it, and waits until its first frame is there. */
	Tool open( final Context context, final ImagePlus imp, final double objectSize )
	{
		imp.show();
		forget( context );
		final Tool tool = edt( () -> Interactive.open( context.service( EfficientSamService.class ), imp,
				SessionSettings.of( "micro" ).with( "objectsize", Double.toString( objectSize ) ), this ) );
		await( () -> tool.state().view().isDone() && tool.keeper().isSettled() );
		// NB: the image lies above other windows, so that the mouse reaches it.
		edt( () -> {
			imp.getWindow().setLocation( 20, 300 );
			imp.getWindow().toFront();
			tool.window().setLocation( 1000, 100 );
			return null;
		} );
		Arrivals.settle();
		robot.delay( 200 );
		return tool;
	}

	/** What users before this one liked must not change what happens. */
	static void forget( final Context context )
	{
		final PrefService prefs = context.service( PrefService.class );
		prefs.remove( Preferences.class, ObjectSizes.KEY );
		new WindowMemory( prefs ).forget();
	}

	static < T > T edt( final Callable< T > c )
	{
		final AtomicReference< T > result = new AtomicReference<>();
		final AtomicReference< Exception > failure = new AtomicReference<>();
		try
		{
			SwingUtilities.invokeAndWait( () -> {
				try
				{
					result.set( c.call() );
				}
				catch ( final Exception e )
				{
					failure.set( e );
				}
			} );
		}
		catch ( final InvocationTargetException | InterruptedException e )
		{
			throw new IllegalStateException( e );
		}
		if ( failure.get() != null )
			throw failure.get() instanceof RuntimeException ? ( RuntimeException ) failure.get()
					: new IllegalStateException( failure.get() );
		return result.get();
	}

	/** Waits until something is true on the event thread. */
	static void await( final Callable< Boolean > condition )
	{
		final long end = System.currentTimeMillis() + PATIENCE;
		while ( !edt( condition ) )
		{
			if ( System.currentTimeMillis() > end )
				throw new AssertionError( "It did not happen within one minute." );
			IJ.wait( 20 );
		}
	}

	/** The middle of a pixel on the screen. */
	private static Point at( final ImagePlus imp, final int x, final int y )
	{
		return edt( () -> {
			final ImageCanvas c = imp.getCanvas();
			final Point p = c.getLocationOnScreen();
			return new Point( ( int ) ( p.x + c.screenXD( x + 0.5 ) ), ( int ) ( p.y + c.screenYD( y + 0.5 ) ) );
		} );
	}

	void move( final ImagePlus imp, final int x, final int y )
	{
		final Point p = at( imp, x, y );
		move( p.x, p.y );
	}

	/** Moves the mouse to a place on the screen. */
	void move( final int x, final int y )
	{
		final Point now = MouseInfo.getPointerInfo().getLocation();
		if ( now.x == x && now.y == y )
			Arrivals.settle();
		else
			Arrivals.after( () -> robot.mouseMove( x, y ), MouseEvent.MOUSE_MOVED, MouseEvent.MOUSE_DRAGGED, MouseEvent.MOUSE_ENTERED,
					MouseEvent.MOUSE_EXITED );
	}

	/** Clicks on a pixel, with keys held down. */
	void click( final ImagePlus imp, final int x, final int y, final int... keys )
	{
		press( imp, x, y, InputEvent.BUTTON1_DOWN_MASK, keys );
	}

	void rightClick( final ImagePlus imp, final int x, final int y )
	{
		press( imp, x, y, InputEvent.BUTTON3_DOWN_MASK );
	}

	void middleClick( final ImagePlus imp, final int x, final int y )
	{
		press( imp, x, y, InputEvent.BUTTON2_DOWN_MASK );
	}

	private void press( final ImagePlus imp, final int x, final int y, final int button, final int... keys )
	{
		move( imp, x, y );
		for ( final int k : keys )
			robot.keyPress( k );
		robot.mousePress( button );
		Arrivals.after( () -> robot.mouseRelease( button ), MouseEvent.MOUSE_RELEASED );
		release( keys );
	}

	/** Draws from pixel to pixel with the mouse button held down. */
	void drag( final ImagePlus imp, final int x0, final int y0, final int x1, final int y1, final int... keys )
	{
		move( imp, x0, y0 );
		for ( final int k : keys )
			robot.keyPress( k );
		robot.mousePress( InputEvent.BUTTON1_DOWN_MASK );
		for ( int i = 1; i <= 5; i++ )
			move( imp, x0 + ( x1 - x0 ) * i / 5, y0 + ( y1 - y0 ) * i / 5 );
		Arrivals.after( () -> robot.mouseRelease( InputEvent.BUTTON1_DOWN_MASK ), MouseEvent.MOUSE_RELEASED );
		release( keys );
	}

	/** Presses a key in the image's window; the last one, with those before it held down. */
	void key( final ImagePlus imp, final int... keys )
	{
		do
		{
			edt( () -> {
				imp.getWindow().toFront();
				imp.getCanvas().requestFocus();
				return null;
			} );
			await( () -> imp.getCanvas().isFocusOwner() );
			// NB: a window that has just been opened may take the focus away once more.
			Arrivals.settle();
		} while ( !edt( () -> imp.getCanvas().isFocusOwner() ) );
		for ( final int k : keys )
			robot.keyPress( k );
		release( keys );
	}

	private void release( final int... keys )
	{
		for ( int i = keys.length - 1; i >= 0; i-- )
		{
			final int k = keys[ i ];
			Arrivals.after( () -> robot.keyRelease( k ), KeyEvent.KEY_RELEASED );
		}
	}

	/** Presses a key in whatever window has the focus. */
	void type( final int key )
	{
		robot.keyPress( key );
		release( key );
	}

	void enter( final ImagePlus imp )
	{
		key( imp, KeyEvent.VK_ENTER );
	}

	/** Presses a button of the tool's window. */
	void button( final Tool tool, final String name )
	{
		final AbstractButton b = ( AbstractButton ) find( tool.window(), name );
		edt( () -> {
			b.doClick( 0 );
			return null;
		} );
	}

	/** A part of a window by its name. */
	static Component find( final Container in, final String name )
	{
		for ( final Component c : in.getComponents() )
		{
			if ( name.equals( c.getName() ) )
				return c;
			final Component inside = c instanceof Container ? inside( ( Container ) c, name ) : null;
			if ( inside != null )
				return inside;
		}
		return null;
	}

	/** Also in menus that open beside a part. */
	private static Component inside( final Container c, final String name )
	{
		final Container menu = c instanceof JComponent ? ( ( JComponent ) c ).getComponentPopupMenu() : null;
		final Component found = menu == null ? null : find( menu, name );
		return found == null ? find( c, name ) : found;
	}

	/** Waits for an image's window, until it has got the focus that new windows get: what is typed next would be lost to it. */
	static ImagePlus image( final String title )
	{
		await( () -> WindowManager.getImage( title ) != null );
		final ImagePlus imp = WindowManager.getImage( title );
		await( () -> imp.getWindow() != null && imp.getWindow().isShowing() && imp.getWindow().isFocused() );
		return imp;
	}

	/** Waits for the mask of the present object. */
	static void awaitMask( final Tool tool )
	{
		await( () -> tool.state().draft() != null && tool.state().proposal() != null );
	}

	/** Waits until there is a number of accepted objects; what there is then. */
	static SessionState awaitObjects( final Tool tool, final int n )
	{
		await( () -> tool.state().accepted().objects().size() == n );
		return tool.state().accepted();
	}

	/** Closes the tool without being asked, and the image. */
	void close( final Tool tool )
	{
		edt( () -> {
			if ( Interactive.of( tool.state().image ) != null )
			{
				answers.push( 2 );
				tool.close( false );
				answers.clear();
			}
			tool.state().image.changes = false;
			tool.state().image.close();
			return null;
		} );
		// NB: label images that were shown.
		for ( final int id : WindowManager.getIDList() == null ? new int[ 0 ] : WindowManager.getIDList() )
			edt( () -> {
				final ImagePlus other = WindowManager.getImage( id );
				other.changes = false;
				if ( Interactive.of( other ) == null )
					other.close();
				return null;
			} );
	}

	/** Saves what is seen on the screen in {@code target/windows}, to be looked at. */
	void picture( final String name )
	{
		Arrivals.settle();
		robot.delay( 300 );
		try
		{
			ImageIO.write( robot.createScreenCapture( new Rectangle( 1600, 1200 ) ), "png", new File( "target/windows", name + ".png" ) );
		}
		catch ( final IOException e )
		{
			throw new IllegalStateException( e );
		}
	}

	// -- Answers --

	private Object answer( final String question )
	{
		questions.add( question );
		if ( answers.isEmpty() )
			throw new AssertionError( "Nobody expected to be asked: " + question );
		return answers.pop();
	}

	@Override
	public int choose( final String question, final String... options )
	{
		return ( Integer ) answer( question );
	}

	@Override
	public String text( final String question, final String proposal )
	{
		return ( String ) answer( question );
	}

	@Override
	public Color color( final String question, final Color proposal )
	{
		return ( Color ) answer( question );
	}

	@Override
	public File save( final String question, final String proposal )
	{
		return ( File ) answer( question );
	}

	@Override
	public File open( final String question )
	{
		return ( File ) answer( question );
	}
}
