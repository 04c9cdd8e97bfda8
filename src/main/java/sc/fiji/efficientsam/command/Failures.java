/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
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
			return "There is not enough memory (" + problem.getMessage() + "). Close images, use a smaller one, or give Fiji more (Edit > Options > Memory & Threads...).";
		if ( problem instanceof LinkageError )
			return "Parts of EfficientSAM do not fit together (" + problem + "). Update Fiji (Help > Update...) or install the plugin again, and restart.";
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
		return problem instanceof Error || problem.getMessage() == null && !( problem instanceof CancellationException ) || problem instanceof NullPointerException ||
				problem instanceof IndexOutOfBoundsException || problem instanceof ClassCastException || problem instanceof ArithmeticException;
	}

	/** Throws what is no checked exception. */
	static void rethrow( final Throwable problem )
	{
		if ( problem instanceof Error )
			throw ( Error ) problem;
		throw ( RuntimeException ) problem;
	}
}
