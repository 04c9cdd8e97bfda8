// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.EventQueue;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Watches that the event thread never waits in our code: not for locks or other threads, and not for
 * files. It asks the event thread for a sign of life again and again, and looks what it does where there is none. Time in
 * which it computes does not count, as that depends on the computer.
 */
final class EventThreadWatch implements AutoCloseable {

	/** Longest time in milliseconds that the event thread may wait. */
	private static final long LIMIT = 250;

	/** Milliseconds between two looks. */
	private static final long PERIOD = 20;

	private static final URL MAIN = Interactive.class.getProtectionDomain().getCodeSource().getLocation();

	private final List< String > found = Collections.synchronizedList( new ArrayList<>() );

	private final Thread watcher = new Thread( this::watch, "watch of the event thread" );

	private volatile Thread eventThread;

	private volatile boolean answered = true;

	private volatile boolean ended;

	EventThreadWatch()
	{
		watcher.setDaemon( true );
		watcher.start();
	}

	private void watch()
	{
		long since = 0;
		boolean told = false;
		while ( !ended )
		{
			if ( answered )
			{
				answered = false;
				told = false;
				EventQueue.invokeLater( () -> {
					eventThread = Thread.currentThread();
					answered = true;
				} );
			}
			pause();
			final Thread t = eventThread;
			final String where = answered || t == null ? null : waiting( t );
			final long now = System.nanoTime() / 1_000_000;
			if ( where == null )
				since = now;
			else if ( now - since > LIMIT && !told )
			{
				found.add( "The event thread waited for " + ( now - since ) + " ms: " + where );
				told = true;
			}
		}
	}

	private static void pause()
	{
		try
		{
			Thread.sleep( PERIOD );
		}
		catch ( final InterruptedException e )
		{
			Thread.currentThread().interrupt();
		}
	}

	/** What the event thread does, if it waits and our code made it do so; else null. */
	private static String waiting( final Thread t )
	{
		final Thread.State state = t.getState();
		final StackTraceElement[] stack = t.getStackTrace();
		if ( stack.length == 0 || state == Thread.State.RUNNABLE && !isFile( stack[ 0 ].getClassName() ) )
			return null;
		final StringBuilder s = new StringBuilder( state.toString() );
		boolean ours = false;
		for ( final StackTraceElement e : stack )
		{
			s.append( "\n\tat " ).append( e );
			// NB: the lock of the screen is not ours; it depends on the computer, too.
			if ( !ours && e.getClassName().startsWith( "sun.awt." ) )
				return null;
			// NB: nor is the disk that classes are read from, when they are needed for the first time.
			if ( !ours && e.getClassName().equals( "java.lang.ClassLoader" ) )
				return null;
			if ( !ours && e.getClassName().startsWith( "sc.fiji.efficientsam." ) )
			{
				ours = true;
				// NB: what a test does on the event thread is its own affair.
				if ( !isMain( e.getClassName() ) )
					return null;
			}
		}
		return ours ? s.toString() : null;
	}

	private static boolean isFile( final String name )
	{
		return name.startsWith( "java.io." ) || name.startsWith( "sun.nio." ) || name.startsWith( "java.net." )
				|| name.startsWith( "java.util.zip." );
	}

	private static boolean isMain( final String name )
	{
		try
		{
			return MAIN.equals( Class.forName( name, false, EventThreadWatch.class.getClassLoader() ).getProtectionDomain().getCodeSource()
					.getLocation() );
		}
		catch ( final ClassNotFoundException | LinkageError e )
		{
			return true;
		}
	}

	/**
	 * Ends watching.
	 *
	 * @throws AssertionError
	 *             if the event thread waited too long
	 */
	@Override
	public void close()
	{
		ended = true;
		if ( !found.isEmpty() )
			throw new AssertionError( String.join( "\n", found ) );
	}
}
