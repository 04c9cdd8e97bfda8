// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.source;

import java.lang.reflect.Field;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import ij.IJ;

/**
 * Keeps ImageJ from showing exceptions and errors of this thread. ImageJ has one
 * handler of exceptions for all threads: as long as threads of ours are quiet, one
 * is set that knows them, and hands the exceptions of others on to the handler that
 * was there before; it is set again when the last one ends. Safe for use by several
 * threads.
 */
final class Quiet implements AutoCloseable {

	private static final Set< Thread > THREADS = ConcurrentHashMap.newKeySet();

	private static final IJ.ExceptionHandler OURS = Quiet::handle;

	/** NB: ImageJ tells nobody what its handler is; null where that cannot be found out. */
	private static final Field HANDLER = field();

	private static volatile IJ.ExceptionHandler before;

	private static boolean redirected;

	private Quiet()
	{}

	/** Begins in this thread; it has to be closed by it. Not to be nested. */
	static Quiet begin()
	{
		synchronized ( THREADS )
		{
			if ( THREADS.isEmpty() && isKnown() && current() != OURS )
			{
				before = current();
				IJ.setExceptionHandler( OURS );
			}
			if ( THREADS.isEmpty() )
				redirected = IJ.redirectingErrorMessages();
			THREADS.add( Thread.currentThread() );
			IJ.redirectErrorMessages( true );
		}
		return new Quiet();
	}

	@Override
	public void close()
	{
		synchronized ( THREADS )
		{
			THREADS.remove( Thread.currentThread() );
			if ( !THREADS.isEmpty() )
				return;
			IJ.redirectErrorMessages( redirected );
			// NB: unless somebody else has set one meanwhile.
			if ( isKnown() && current() == OURS )
			{
				IJ.setExceptionHandler( before );
				before = null;
			}
		}
	}

	private static void handle( final Throwable e )
	{
		if ( THREADS.contains( Thread.currentThread() ) )
			return;
		final IJ.ExceptionHandler others = before;
		if ( others != null )
			others.handle( e );
		else
			handleAsUsual( e );
	}

	/** NB: what ImageJ does without a handler it does only without one. */
	private static void handleAsUsual( final Throwable e )
	{
		IJ.setExceptionHandler( null );
		IJ.handleException( e );
		synchronized ( THREADS )
		{
			if ( !THREADS.isEmpty() && current() == null )
				IJ.setExceptionHandler( OURS );
		}
	}

	private static Field field()
	{
		try
		{
			final Field f = IJ.class.getDeclaredField( "exceptionHandler" );
			f.setAccessible( true );
			return f;
		}
		catch ( final NoSuchFieldException | RuntimeException e )
		{
			return null;
		}
	}

	/** Whether the handler that is there can be told; if not, it is left alone. */
	private static boolean isKnown()
	{
		return HANDLER != null;
	}

	private static IJ.ExceptionHandler current()
	{
		try
		{
			return ( IJ.ExceptionHandler ) HANDLER.get( null );
		}
		catch ( final IllegalAccessException e )
		{
			throw new IllegalStateException( e );
		}
	}
}
