// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;

/**
 * Lets the JVM end behind the runs of ONNX Runtime, not under them. When a JVM ends, ONNX
 * Runtime frees its environment in a shutdown hook, and the process frees what
 * libraries keep; a run that goes on or begins at that time crashes: 7 of 24 programs
 * that were terminated while they decoded ended with SIGABRT, not as terminated ones.
 * So at the end new runs are refused, and those that are under way are waited for. Safe
 * for use by several threads.
 */
final class NativeRuns {

	private static final Logger LOG = LoggerFactory.getLogger( NativeRuns.class );

	/** Seconds to wait at the end; the largest models encode in less. */
	private static final long PATIENCE = 30;

	private static final Object LOCK = new Object();

	private static int running;

	private static boolean ending;

	private NativeRuns()
	{}

	/**
	 * Something begins to use ONNX Runtime; {@link #end()} has to follow.
	 *
	 * @throws CancellationException
	 *             if the JVM is ending
	 */
	static void begin()
	{
		synchronized ( LOCK )
		{
			if ( ending )
				throw new CancellationException( "The program is ending; nothing is computed any more." );
			running++;
		}
	}

	static void end()
	{
		synchronized ( LOCK )
		{
			running--;
			LOCK.notifyAll();
		}
	}

	/** To be called once, when ONNX Runtime has started. */
	static void guard()
	{
		holdEnvironment();
		Runtime.getRuntime().addShutdownHook( new Thread( NativeRuns::finish, "EfficientSAM ends runs" ) );
	}

	private static void finish()
	{
		final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos( PATIENCE );
		synchronized ( LOCK )
		{
			ending = true;
			try
			{
				for ( long left = PATIENCE * 1000; running > 0 && left > 0;
						left = TimeUnit.NANOSECONDS.toMillis( deadline - System.nanoTime() ) )
					LOCK.wait( left );
			}
			catch ( final InterruptedException e )
			{
				Thread.currentThread().interrupt();
			}
		}
	}

	/**
	 * Takes the environment once more, so that ONNX Runtime's own shutdown hook does not free it. NB: hooks
	 * run side by side, in no order, so that ours cannot be first; and ONNX Runtime counts who has the
	 * environment, but has no public way to take it twice.
	 */
	private static void holdEnvironment()
	{
		try
		{
			final Field api = Class.forName( "ai.onnxruntime.OnnxRuntime", true, OrtEnvironment.class.getClassLoader() )
					.getDeclaredField( "ortApiHandle" );
			api.setAccessible( true );
			final Method create = OrtEnvironment.class.getDeclaredMethod( "createHandle", long.class, int.class, String.class );
			create.setAccessible( true );
			create.invoke( null, api.getLong( null ), OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(), "efficientsam" );
		}
		catch ( final ReflectiveOperationException | RuntimeException e )
		{
			LOG.debug( "ONNX Runtime's environment cannot be held", e );
		}
	}
}
