// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.cli;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.regex.Pattern;

import org.scijava.Context;
import org.scijava.app.event.StatusEvent;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;

/** Prints what a command says: messages as lines; its progress as a bar, if a person is looking. */
final class ConsoleListener {

	private static final int WIDTH = 30;

	/** What SciJava itself says about every command. */
	private static final Pattern CHATTER = Pattern.compile( "(Running command|Command (finished|canceled|errored)): " );

	private final PrintStream out;
	private final PrintStream err;
	private final boolean terminal;
	private boolean barShown;

	ConsoleListener( final Context context, final PrintStream out, final PrintStream err, final boolean terminal )
	{
		this.out = out;
		this.err = err;
		this.terminal = terminal;
		context.service( EventService.class ).subscribe( this );
	}

	@EventHandler
	private synchronized void onEvent( final StatusEvent e )
	{
		final String message = e.getStatusMessage();
		if ( e.getProgressMaximum() > 0 )
		{
			if ( terminal )
				bar( e.getProgressValue(), e.getProgressMaximum(), message );
		}
		else if ( message != null && !message.isEmpty() && !CHATTER.matcher( message ).lookingAt() )
		{
			finish();
			( e.isWarning() ? err : out ).println( message );
		}
	}

	private void bar( final int done, final int total, final String message )
	{
		final char[] bar = new char[ WIDTH ];
		final int filled = ( int ) ( ( long ) WIDTH * done / total );
		Arrays.fill( bar, '.' );
		Arrays.fill( bar, 0, filled, '#' );
		err.print( "\r[" + new String( bar ) + "] " + 100L * done / total + "% " + message + "   " );
		err.flush();
		barShown = true;
	}

	/** Ends the line of the bar, if there is one. */
	synchronized void finish()
	{
		if ( barShown )
			err.println();
		barShown = false;
	}
}
