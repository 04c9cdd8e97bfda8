// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.AWTEvent;
import java.awt.MouseInfo;
import java.awt.Point;
import java.awt.Toolkit;
import java.awt.event.AWTEventListener;
import java.awt.event.InputEvent;
import java.awt.event.PaintEvent;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import javax.swing.JProgressBar;
import javax.swing.SwingUtilities;

import org.scijava.Context;

import ij.ImagePlus;
import ij.process.ImageProcessor;

import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.PromptPoint;

/**
 * Measures how long it takes from a click, or a move of the mouse, until the mask or its preview is painted,
 * after encoding, in a real window on a virtual screen: 100 of each at 512 x 512 and 2048 x 2048
 * pixels. {@code mvn -q test-compile exec:exec@dev -Dtool=click-latency}
 */
public final class ClickLatency {

	private static final int CLICKS = 100;

	private static final int WARM_UP = 20;

	private ClickLatency()
	{}

	public static void main( final String[] args ) throws Exception
	{
		final Hand hand = new Hand();
		final Context context = new Context();
		for ( final int size : new int[] { 512, 2048 } )
			measure( hand, context, size );
		System.exit( 0 );
	}

	/** Real nuclei, put side by side. */
	private static ImagePlus image( final int size )
	{
		final ImageProcessor nuclei = TestImages.open( "nuclei-fluorescence" ).getProcessor();
		nuclei.setRoi( 0, 0, 512, 512 );
		final ImageProcessor part = nuclei.crop(), all = part.createProcessor( size, size );
		for ( int y = 0; y < size; y += 512 )
			for ( int x = 0; x < size; x += 512 )
				all.insert( part, x, y );
		return new ImagePlus( size + " x " + size, all );
	}

	private static void measure( final Hand hand, final Context context, final int size ) throws InterruptedException
	{
		final ImagePlus imp = image( size );
		final long opened = System.nanoTime();
		final Tool tool = hand.open( context, imp, 0 );
		final JProgressBar progress = ( JProgressBar ) Hand.find( tool.window(), "progress" );
		double longest = 0;
		for ( boolean ready = false; !ready; Thread.sleep( 5 ) )
		{
			final long asked = System.nanoTime();
			ready = Hand.edt( () -> tool.state().view().isDone() && !progress.isVisible() );
			longest = Math.max( longest, ( System.nanoTime() - asked ) / 1e6 );
		}
		final double encoding = ( System.nanoTime() - opened ) / 1e9;
		System.out.printf( "%d x %d: frames ready after %.1f s, longest wait for the event thread meanwhile %.0f ms%n", size, size,
				encoding, longest );
		measure( "click to painted mask", size, ( x, y ) -> click( hand, tool, imp, x, y ) );
		Hand.edt( () -> {
			tool.run( Action.DROP );
			tool.run( Action.PREVIEW );
			return null;
		} );
		measure( "move of the mouse to painted preview", size, ( x, y ) -> preview( hand, tool, imp, x, y ) );
		follow( hand, tool, imp, size );
		hand.close( tool );
	}

	/** How often another preview is painted while the mouse moves on and on, 125 times a second as mice do. */
	private static void follow( final Hand hand, final Tool tool, final ImagePlus imp, final int size ) throws InterruptedException
	{
		final Set< Mask > seen = Collections.newSetFromMap( new IdentityHashMap<>() );
		final AWTEventListener listener = e -> {
			if ( e instanceof PaintEvent && e.getSource() == imp.getCanvas() && !tool.state().preview.isEmpty() )
				seen.add( tool.state().preview );
		};
		hand.move( imp, size / 4, size / 4 );
		final Point from = MouseInfo.getPointerInfo().getLocation();
		Hand.edt( () -> {
			Toolkit.getDefaultToolkit().addAWTEventListener( listener, AWTEvent.PAINT_EVENT_MASK );
			return null;
		} );
		final long start = System.nanoTime();
		int moves = 0;
		for ( ; System.nanoTime() - start < 3_000_000_000L; moves++ )
		{
			hand.robot.mouseMove( from.x + 2 * ( moves % 100 < 50 ? moves % 50 : 50 - moves % 50 ), from.y + moves / 8 );
			Thread.sleep( Math.max( 0, ( start + ( moves + 1 ) * 8_000_000L - System.nanoTime() ) / 1_000_000 ) );
		}
		final double seconds = ( System.nanoTime() - start ) / 1e9;
		final int painted = Hand.edt( () -> {
			Toolkit.getDefaultToolkit().removeAWTEventListener( listener );
			return seen.size();
		} );
		System.out.printf( "%d x %d: the mouse moved %.0f times a second, and %.0f previews a second were painted%n", size, size,
				moves / seconds, painted / seconds );
	}

	private interface Deed
	{
		double milliseconds( int x, int y ) throws InterruptedException;
	}

	private static void measure( final String what, final int size, final Deed deed ) throws InterruptedException
	{
		final double[] ms = new double[ CLICKS ];
		final Random random = new Random( 1 );
		for ( int i = -WARM_UP; i < CLICKS; i++ )
		{
			final double t = deed.milliseconds( 10 + random.nextInt( size - 20 ), 10 + random.nextInt( size - 20 ) );
			if ( i >= 0 )
				ms[ i ] = t;
			Thread.sleep( 100 );
		}
		Arrays.sort( ms );
		System.out.printf( "%d x %d: %s: median %.1f ms, 95th percentile %.1f ms, longest %.1f ms%n", size, size, what,
				( ms[ CLICKS / 2 ] + ms[ CLICKS / 2 - 1 ] ) / 2, ms[ CLICKS * 95 / 100 - 1 ],
				ms[ CLICKS - 1 ] );
	}

	/** Milliseconds from the release of the button to the end of the first painting with the mask. */
	private static double click( final Hand hand, final Tool tool, final ImagePlus imp, final int x, final int y )
			throws InterruptedException
	{
		hand.move( imp, x, y );
		return time( imp, () -> tool.state().proposal() != null && isNear( tool.state().draft().points().get( 0 ), x, y ),
				() -> hand.robot.mouseRelease( InputEvent.BUTTON1_DOWN_MASK ),
				() -> hand.robot.mousePress( InputEvent.BUTTON1_DOWN_MASK ) );
	}

	/** Milliseconds from a move of the mouse to the end of the first painting with the mask that a click would give there. */
	private static double preview( final Hand hand, final Tool tool, final ImagePlus imp, final int x, final int y )
			throws InterruptedException
	{
		final Mask[] before = new Mask[ 1 ];
		return time( imp, () -> tool.state().preview != before[ 0 ] && !tool.state().preview.isEmpty(), () -> hand.move( imp, x, y ),
				() -> before[ 0 ] = tool.state().preview );
	}

	private static double time( final ImagePlus imp, final BooleanSupplier there, final Runnable deed, final Runnable prepare )
			throws InterruptedException
	{
		final CountDownLatch painted = new CountDownLatch( 1 );
		final long[] end = new long[ 1 ];
		final AWTEventListener listener = e -> {
			if ( e instanceof PaintEvent && e.getSource() == imp.getCanvas() && there.getAsBoolean() )
				// NB: runs when this event was dealt with, that is when the canvas was painted.
				SwingUtilities.invokeLater( () -> {
					if ( end[ 0 ] == 0 )
						end[ 0 ] = System.nanoTime();
					painted.countDown();
				} );
		};
		Hand.edt( () -> {
			Toolkit.getDefaultToolkit().addAWTEventListener( listener, AWTEvent.PAINT_EVENT_MASK );
			return null;
		} );
		prepare.run();
		final long start = System.nanoTime();
		deed.run();
		if ( !painted.await( 60, TimeUnit.SECONDS ) )
			throw new IllegalStateException( "No mask was painted within a minute." );
		Hand.edt( () -> {
			Toolkit.getDefaultToolkit().removeAWTEventListener( listener );
			return null;
		} );
		return ( end[ 0 ] - start ) / 1e6;
	}

	/** NB: a pixel of the screen can be several of the image. */
	private static boolean isNear( final PromptPoint p, final int x, final int y )
	{
		return Math.abs( p.x() - x ) <= 3 && Math.abs( p.y() - y ) <= 3;
	}
}
