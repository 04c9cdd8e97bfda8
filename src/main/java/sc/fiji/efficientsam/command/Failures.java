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

import ij.Macro;
import ij.macro.Interpreter;

/** What is said of problems, and how they end a macro. */
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

	/** Where a macro is, for messages; "" if it is a script that calls {@code IJ.run}. */
	static String place()
	{
		final Interpreter macro = Interpreter.getInstance();
		return macro == null ? "" : " (The macro was stopped in line " + macro.getLineNumber() + ".)";
	}

	/**
	 * Ends the macro or script that waits for a command. NB: neither exceptions nor
	 * cancels of SciJava's commands end an ImageJ macro; it would go on with wrong data.
	 *
	 * @param quietly
	 *            whether ImageJ shall not show the reason
	 */
	static void stopMacro( final String reason, final boolean quietly )
	{
		final Interpreter macro = Interpreter.getInstance();
		if ( macro == null )
		{
			// NB: this makes IJ.run throw an exception in the script.
			Macro.abort();
			return;
		}
		if ( quietly )
			macro.setIgnoreErrors( true );
		try
		{
			macro.abort( reason );
		}
		catch ( final RuntimeException e )
		{
			// NB: this is how the interpreter says that the macro is stopped.
			if ( !Macro.MACRO_CANCELED.equals( e.getMessage() ) )
				throw e;
		}
	}
}
