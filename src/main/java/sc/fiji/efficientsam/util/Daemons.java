// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.util;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that do not keep a program from ending, and that end when they have nothing to do. */
public final class Daemons {

	/** Seconds without work after which a thread ends; the next work starts another one. */
	private static final int IDLE = 5;

	private Daemons()
	{}

	/** One thread, which does one thing after the other. */
	public static ExecutorService single( final String name )
	{
		final ThreadPoolExecutor one = new ThreadPoolExecutor( 1, 1, IDLE, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				run -> thread( name, run ) );
		one.allowCoreThreadTimeOut( true );
		return one;
	}

	/** A thread for one piece of work; not started. */
	public static Thread thread( final String name, final Runnable run )
	{
		final Thread t = new Thread( run, name );
		t.setDaemon( true );
		return t;
	}
}
