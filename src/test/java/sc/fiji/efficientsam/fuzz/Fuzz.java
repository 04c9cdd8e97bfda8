// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import sc.fiji.efficientsam.download.DownloadException;
import sc.fiji.efficientsam.inference.InferenceException;

/**
 * Throws cases at the plugin that nobody means, and holds it to its promises. A case is a number: its seed, by which it can be run alone.
 *
 * <pre>
 * mvn -q test-compile exec:exec@dev -Dtool="fuzz 20000 1"      20000 cases, from seed 1 on
 * mvn -q test-compile exec:exec@dev -Dtool="fuzz 1 4711"       case 4711 alone
 * mvn -q test-compile exec:exec@dev -Dtool="fuzz 500 1 zip"    only cases whose name holds "zip"
 * </pre>
 */
public final class Fuzz {

	/** One kind of cases. */
	interface Kind {

		/**
		 * Runs a case and checks what comes of it.
		 *
		 * @throws Refusal
		 *             or one of the exceptions that say what to do, if it was
		 *             refused
		 * @throws AssertionError
		 *             if a promise was broken
		 */
		void run( Dice dice, Lab lab ) throws Exception;
	}

	/** A command's refusal. */
	static final class Refusal extends Exception {

		private static final long serialVersionUID = 1L;

		Refusal( final String message )
		{
			super( message );
		}
	}

	/** Seconds that a case may compute, and that it may wait: a busy machine has no time for either. */
	private static final int PATIENCE = 300, FOREVER = 1200;

	private static final Map< String, Kind > KINDS = new LinkedHashMap<>();

	/** Names, more often those that find more. */
	private static final List< String > DRAW = new ArrayList<>();

	static
	{
		add( 5, "command", CommandFuzz::run );
		add( 2, "prompts", PromptFuzz::run );
		add( 2, "steps", SessionFuzz::run );
		add( 1, "batch", BatchFuzz::run );
		add( 1, "evaluation", EvaluateFuzz::run );
		add( 1, "roi file", ReaderFuzz::roi );
		add( 1, "zip file", ReaderFuzz::zip );
		add( 1, "table of prompts", ReaderFuzz::csv );
		add( 2, "session file", ReaderFuzz::session );
		add( 1, "imported file", ImportFuzz::run );
		add( 1, "onnx file", ReaderFuzz::onnx );
		add( 1, "models.json", ReaderFuzz::catalog );
		add( 1, "model.json", ReaderFuzz::imported );
		add( 1, "record of a batch", ReaderFuzz::record );
		add( 1, "stored embedding", ReaderFuzz::embedding );
	}

	private static void add( final int weight, final String name, final Kind kind )
	{
		KINDS.put( name, kind );
		for ( int i = 0; i < weight; i++ )
			DRAW.add( name );
	}

	private final Lab lab;
	private final String only;
	private ExecutorService thread = thread();
	private final Map< String, int[] > counts = new TreeMap<>();

	/** Broken promises, by seed. */
	final Map< Long, String > failures = new LinkedHashMap<>();

	Fuzz( final Lab lab, final String only )
	{
		this.lab = lab;
		this.only = only;
	}

	private ExecutorService thread()
	{
		return Executors.newSingleThreadExecutor( r -> {
			final Thread worker = new Thread( r, "fuzz" );
			worker.setDaemon( true );
			return worker;
		} );
	}

	/** Runs the case of a seed, unless it is of a kind that is not wanted. */
	void run( final long seed ) throws IOException, InterruptedException
	{
		final Dice dice = new Dice( seed * 0x9E3779B97F4A7C15L );
		final String name = DRAW.get( dice.upTo( DRAW.size() ) );
		if ( !name.contains( only ) )
			return;
		lab.clear();
		final int[] count = counts.computeIfAbsent( name, n -> new int[ 3 ] );
		final Future< ? > running = thread.submit( () -> {
			KINDS.get( name ).run( dice, lab );
			return null;
		} );
		try
		{
			await( running );
			count[ 0 ]++;
		}
		catch ( final ExecutionException e )
		{
			if ( isRefusal( e.getCause() ) )
			{
				count[ 1 ]++;
				if ( Boolean.getBoolean( "efficientsam.fuzz.refusals" ) )
					System.out.println( "seed " + seed + ", " + name + " was refused: " + e.getCause().getMessage() );
			}
			else
				fail( seed, name, trace( e.getCause() ) );
		}
		catch ( final TimeoutException e )
		{
			// NB: commands run in threads of SciJava.
			final StringBuilder stacks = new StringBuilder();
			Thread.getAllStackTraces().forEach( ( t, stack ) -> stacks.append( "\n" ).append( t.getName() ).append( "\n\t" )
					.append( join( stack ) ) );
			fail( seed, name, "It did not end within " + PATIENCE + " s of computing:" + stacks );
			running.cancel( true );
			thread = thread();
		}
	}

	private static void await( final Future< ? > running ) throws ExecutionException, TimeoutException, InterruptedException
	{
		final com.sun.management.OperatingSystemMXBean os =
				( com.sun.management.OperatingSystemMXBean ) ManagementFactory.getOperatingSystemMXBean();
		final long computed = os.getProcessCpuTime(), start = System.nanoTime();
		while ( true )
			try
			{
				running.get( 1, TimeUnit.SECONDS );
				return;
			}
			catch ( final TimeoutException e )
			{
				if ( os.getProcessCpuTime() - computed > PATIENCE * 1_000_000_000L || System.nanoTime() - start > FOREVER * 1_000_000_000L )
					throw e;
			}
	}

	private void fail( final long seed, final String name, final String why )
	{
		counts.get( name )[ 2 ]++;
		failures.put( seed, name + ": " + why );
		System.out.println( "seed " + seed + ", " + name + ": " + why );
	}

	/** Whether something is refused in words: an exception of ours, made by us, that says something. */
	static boolean isRefusal( final Throwable t )
	{
		if ( t instanceof Refusal )
			return true;
		final List< Class< ? > > ours = Arrays.asList( IllegalArgumentException.class, IllegalStateException.class,
				UncheckedIOException.class, InferenceException.class, DownloadException.class, CancellationException.class );
		final StackTraceElement[] stack = t.getStackTrace();
		return ours.contains( t.getClass() ) && isText( t.getMessage() ) && stack.length > 0
				&& stack[ 0 ].getClassName().startsWith( "sc.fiji.efficientsam." )
				&& !stack[ 0 ].getClassName().startsWith( Fuzz.class.getPackage().getName() );
	}

	/** Whether a message is one that a person can read. */
	static boolean isText( final String message )
	{
		return message != null && message.trim().contains( " " ) && !message.contains( "(null)" )
				&& !message.matches( "(?s).*\\bjava\\.(lang|util)\\.\\w*.*" );
	}

	static String trace( final Throwable t )
	{
		final StringBuilder s = new StringBuilder();
		for ( Throwable x = t; x != null && s.length() < 6000; x = x.getCause() )
			s.append( s.length() == 0 ? "" : "\ncaused by " ).append( x ).append( "\n\t" ).append( join( x.getStackTrace() ) );
		return s.toString();
	}

	private static String join( final StackTraceElement[] stack )
	{
		final StringBuilder s = new StringBuilder();
		for ( int i = 0; i < Math.min( 14, stack.length ); i++ )
			s.append( i == 0 ? "" : "\n\t" ).append( stack[ i ] );
		return s.toString();
	}

	/** How many cases of each kind gave results, were refused, or failed. */
	String summary()
	{
		final StringBuilder s = new StringBuilder();
		final int[] all = new int[ 3 ];
		counts.forEach( ( name, n ) -> {
			s.append( String.format( "%-18s %6d results, %6d refused, %4d failed%n", name, n[ 0 ], n[ 1 ], n[ 2 ] ) );
			for ( int i = 0; i < 3; i++ )
				all[ i ] += n[ i ];
		} );
		return s.append( String.format( "%-18s %6d results, %6d refused, %4d failed", "all", all[ 0 ], all[ 1 ], all[ 2 ] ) ).toString();
	}

	/** @param args number of cases, first seed, and a part of the names of the kinds that are wanted */
	public static void main( final String[] args ) throws Exception
	{
		final int cases = Integer.parseInt( args[ 0 ] );
		final long first = args.length > 1 ? Long.parseLong( args[ 1 ] ) : 1;
		final long start = System.nanoTime();
		final int failures;
		try ( Lab lab = new Lab( Files.createTempDirectory( "fuzz" ) ) )
		{
			final Fuzz fuzz = new Fuzz( lab, args.length > 2 ? args[ 2 ] : "" );
			for ( long seed = first; seed < first + cases; seed++ )
			{
				fuzz.run( seed );
				if ( ( seed - first ) % 1000 == 999 )
					System.out.println( ( seed - first + 1 ) + " cases, " + fuzz.failures.size() + " failures, " +
							( System.nanoTime() - start ) / 1_000_000_000 + " s" );
			}
			System.out.println( fuzz.summary() );
			failures = fuzz.failures.size();
		}
		System.exit( failures == 0 ? 0 : 1 );
	}
}
