// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.AWTEvent;
import java.awt.Toolkit;
import java.awt.event.InputEvent;
import java.util.concurrent.atomic.AtomicIntegerArray;

import javax.swing.SwingUtilities;

import ij.IJ;

/**
 * Counts the mouse and key events that have arrived, so that a test waits as long
 * as it takes and no longer. {@link java.awt.Robot#waitForIdle()} asks the window
 * manager instead, and where there is none it waits for ten seconds each time.
 */
final class Arrivals {

	/** How long an event is waited for that may go elsewhere: to a menu, another window or nowhere. */
	private static final long PATIENCE = 1000;

	private static final AtomicIntegerArray COUNTS = new AtomicIntegerArray( 1000 );

	static
	{
		Toolkit.getDefaultToolkit().addAWTEventListener( e -> {
			// NB: copies of an event for other parts of a window count, too; what is waited for has arrived then.
			if ( e instanceof InputEvent )
				COUNTS.incrementAndGet( e.getID() );
		}, AWTEvent.MOUSE_EVENT_MASK | AWTEvent.MOUSE_MOTION_EVENT_MASK | AWTEvent.KEY_EVENT_MASK );
	}

	private Arrivals()
	{}

	/** Does something and waits until one of the events that it causes has been handled. */
	static void after( final Runnable act, final int... ids )
	{
		final int before = count( ids );
		act.run();
		final long end = System.currentTimeMillis() + PATIENCE;
		while ( count( ids ) == before && System.currentTimeMillis() < end )
			IJ.wait( 5 );
		settle();
	}

	private static int count( final int... ids )
	{
		int n = 0;
		for ( final int id : ids )
			n += COUNTS.get( id );
		return n;
	}

	/** Waits until the event thread has done what it was given, and what that gave it. */
	static void settle()
	{
		Toolkit.getDefaultToolkit().sync();
		IJ.wait( 30 );
		for ( int i = 0; i < 3; i++ )
			Hand.edt( () -> null );
	}
}
