// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.util.concurrent.CancellationException;

/** What is said of problems. */
final class Failures {

	private Failures()
	{}

	/** What went wrong, and what to do, in one sentence or two. */
	static String reason( final Throwable problem )
	{
		if ( problem instanceof OutOfMemoryError )
			return "There is not enough memory (" + problem.getMessage() +
					"). Close images, use a smaller one, or give Fiji more (Edit > Options > Memory & Threads...).";
		if ( problem instanceof LinkageError )
			return "Parts of EfficientSAM do not fit together (" + problem +
					"). Update Fiji (Help > Update...) or install the plugin again, and restart.";
		return problem.getMessage() == null || problem instanceof Error ? problem.toString() : problem.getMessage();
	}

	/** A reason for a dialog, whose lines fit on any screen. */
	static String wrapped( final String reason )
	{
		return reason.replaceAll( "(.{1,100})(?:\\s|$)", "$1\n" ).trim();
	}

	/** Whether a problem is a fault of the software, of which a developer wants to see more than its message. */
	static boolean isUnexpected( final Throwable problem )
	{
		return problem instanceof Error || problem.getMessage() == null && !( problem instanceof CancellationException )
				|| problem instanceof NullPointerException ||
				problem instanceof IndexOutOfBoundsException || problem instanceof ClassCastException
						|| problem instanceof ArithmeticException;
	}

	/** Throws what is no checked exception. */
	static void rethrow( final Throwable problem )
	{
		if ( problem instanceof Error )
			throw ( Error ) problem;
		throw ( RuntimeException ) problem;
	}
}
