// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.cli;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;

import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

/**
 * Runs the plugin's commands from a terminal, with the same {@code key=value}
 * pairs as in a macro; images are given as files:
 *
 * <pre>
 * java -cp ... sc.fiji.efficientsam.cli.Main segment-rois imp=cells.tif file=boxes.zip folder=results
 * </pre>
 * <p>
 * The exit code is 0 if the command did its work, 1 if it failed, 2 if it was
 * called wrongly. A failure prints one line that says what to do.
 * </p>
 */
public final class Main {

	static final int OK = 0, FAILED = 1, USAGE = 2;

	private Main()
	{}

	public static void main( final String... args )
	{
		// NB: before any class of AWT is touched: no command of ours needs a screen here.
		System.setProperty( "java.awt.headless", "true" );
		final int code = run( System.out, System.err, System.console() != null, args );
		System.out.flush();
		System.exit( code );
	}

	/**
	 * Runs one command.
	 *
	 * @param terminal
	 *            whether a person is looking, who wants a progress bar
	 * @return the exit code
	 */
	static int run( final PrintStream out, final PrintStream err, final boolean terminal, final String... args )
	{
		final List< String > words = Arrays.asList( args );
		try ( final Context context = TerminalContext.create() )
		{
			// NB: failures come out as one line of our own.
			context.service( LogService.class ).setLevel( LogLevel.NONE );
			final Commands commands = new Commands( context );
			if ( words.isEmpty() || isHelp( words.get( 0 ) ) )
			{
				out.print( new Help( context, commands ).overview() );
				return words.isEmpty() ? USAGE : OK;
			}
			final CommandInfo info = commands.find( words.get( 0 ) );
			if ( words.stream().anyMatch( Main::isHelp ) )
			{
				out.print( new Help( context, commands ).describe( info ) );
				return OK;
			}
			return run( context, info, words.subList( 1, words.size() ), out, err, terminal );
		}
		catch ( final IllegalArgumentException e )
		{
			err.println( "Error: " + e.getMessage() );
			return USAGE;
		}
	}

	private static boolean isHelp( final String word )
	{
		return word.equals( "--help" ) || word.equals( "-h" ) || word.equals( "help" );
	}

	private static int run( final Context context, final CommandInfo info, final List< String > words, final PrintStream out,
			final PrintStream err, final boolean terminal )
	{
		final Arguments arguments = new Arguments( context.service( ModuleService.class ).createModule( info ), words );
		final ConsoleListener listener = new ConsoleListener( context, out, err, terminal );
		try
		{
			final Module module = context.service( ModuleService.class ).run( info, false, arguments.values() ).get();
			listener.finish();
			if ( !( ( Cancelable ) module ).isCanceled() )
				return OK;
			err.println( "Error: " + oneLine( ( ( Cancelable ) module ).getCancelReason() ) );
		}
		catch ( final ExecutionException e )
		{
			listener.finish();
			err.println( "Error: " + oneLine( reason( e ) ) );
		}
		catch ( final InterruptedException e )
		{
			Thread.currentThread().interrupt();
			err.println( "Error: interrupted." );
		}
		return FAILED;
	}

	/** NB: SciJava wraps what a command throws, twice. */
	private static String reason( final ExecutionException e )
	{
		Throwable t = e.getCause();
		while ( t.getCause() != null && "Module threw exception".equals( t.getMessage() ) )
			t = t.getCause();
		return t.getMessage() == null ? t.toString() : t.getMessage();
	}

	private static String oneLine( final String message )
	{
		return message == null ? "the command was canceled." : message.replaceAll( "\\s*\\R\\s*", " " );
	}
}
