// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.io.IOException;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sc.fiji.efficientsam.batch.MergeMemory;
import sc.fiji.efficientsam.benchmark.BatchTiming;
import sc.fiji.efficientsam.benchmark.InferenceBenchmark;
import sc.fiji.efficientsam.command.MacroReference;
import sc.fiji.efficientsam.everything.EverythingReport;
import sc.fiji.efficientsam.everything.QualityFit;
import sc.fiji.efficientsam.fuzz.Fuzz;
import sc.fiji.efficientsam.fuzz.Soak;
import sc.fiji.efficientsam.learn.SimilarReport;
import sc.fiji.efficientsam.learn.TeachReport;
import sc.fiji.efficientsam.pictures.MakePictures;
import sc.fiji.efficientsam.site.BuildSite;
import sc.fiji.efficientsam.track.TrackReport;
import sc.fiji.efficientsam.ui.CertaintyReport;
import sc.fiji.efficientsam.ui.ClickLatency;
import sc.fiji.efficientsam.ui.MakeScreenshot;

/**
 * The developers' tools, by name, each in a JVM of its own with the memory and the screen that it needs:
 *
 * <pre>
 * mvn -q test-compile exec:exec@dev                                          lists them
 * mvn -q test-compile exec:exec@dev -Dtool="fuzz --help"                     what one does, and its arguments
 * mvn -q test-compile exec:exec@dev -Dtool="fuzz 20000 1"
 * mvn -q test-compile exec:exec@dev -Dtool="-Xmx4g fuzz 20000 1"             with options of Java
 * mvn -q test-compile exec:exec@dev -Dtool="click-latency" -Ddisplay=98      on another virtual screen
 * </pre>
 */
public final class Tools {

	static final int USAGE = 2;

	/** Property: number of the virtual screen of tools with windows. */
	private static final String DISPLAY = "efficientsam.display";

	private static final Map< String, Tool > ALL = new LinkedHashMap<>();

	static
	{
		add( "benchmark", InferenceBenchmark.class, "", "encoding and decoding beside raw ONNX Runtime (JMH)" );
		add( "batch-timing", BatchTiming.class, "<images> <repeats> <boxes per image> <pictures: true|false>",
				"a batch that encodes ahead beside one that does not" );
		add( "certainty-report", CertaintyReport.class, "<data> <list> <images per set> <clicks per image> <out.csv>",
				"what the words for the model's certainty are worth" );
		addWithWindows( "click-latency", ClickLatency.class, "", "time from click to painted mask" );
		add( "everything-report", EverythingReport.class,
				"<data> <list> <preset> <true|estimate> <images per set> <side in object sizes> <out.csv>",
				"average precision and time of everything mode" );
		add( "fuzz", Fuzz.class, "<cases> [<first seed> [<part of a kind's name>]]", "random cases; \"1 4711\" runs case 4711 alone",
				"-Xmx1500m" );
		add( "macro-reference", MacroReference.class, "", "writes docs/macro-reference.md from the commands' parameters" );
		addWithWindows( "make-pictures", MakePictures.class, "[<name> ...]",
				"makes all pictures of the documentation, or those that are named" );
		add( "merge-memory", MergeMemory.class, "<new folder> <images> <objects per image>", "memory for joining a batch's results" );
		add( "quality-fit", QualityFit.class, "<data> <list> <images per set> <side in object sizes> <features.csv>",
				"fits everything mode's measure of quality to new weights" );
		add( "sample-rois", MakeSampleRois.class, "", "makes the selections in sample-data from the ground truth" );
		addWithWindows( "screenshot", MakeScreenshot.class, "<file.png> [<look and feel>|- [settings|keys]]",
				"a picture of the interactive tool", "-Defficientsam.screen=1600x1200" );
		add( "similar-report", SimilarReport.class, "<data> <list> <images per set> <clicks,...> <least similarity,...> <out.csv>",
				"what \"all like this\" reaches of what a click on each object reaches" );
		addWithWindows( "soak", Soak.class, "<minutes>", "mixed work; memory, threads and files every minute", "-Xmx1g" );
		add( "teach-report", TeachReport.class, "<data> <list> <images per set> <objects,...> <out.csv>",
				"what teaching is worth: everything mode without and with a lesson of some objects" );
		add( "track-report", TrackReport.class,
				"<data> <list> <series> <slices> <first|middle> <same labels: true|false> [<folder for pictures>]",
				"how well objects are followed through real slices" );
		add( "update-site", BuildSite.class, "<target/fiji> <project> <new folder> [<db.xml.gz of the site as it is>]",
				"what an update site serves, and a ZIP for each platform; mvn -Pupdate-site package calls it" );
	}

	private Tools()
	{}

	/** A program, and what it needs. */
	private static final class Tool {

		final Class< ? > main;
		final String usage;
		final String what;
		final boolean windows;
		final List< String > options;

		Tool( final Class< ? > main, final String usage, final String what, final boolean windows, final String... options )
		{
			this.main = main;
			this.usage = usage;
			this.what = what;
			this.windows = windows;
			this.options = Arrays.asList( options );
		}

		/** Number of arguments that may not be left out. */
		int required()
		{
			final Matcher m = Pattern.compile( "<[^>]*>" ).matcher( usage.replaceAll( "\\[.*", "" ) );
			int n = 0;
			while ( m.find() )
				n++;
			return n;
		}
	}

	private static void add( final String name, final Class< ? > main, final String usage, final String what, final String... options )
	{
		ALL.put( name, new Tool( main, usage, what, false, options ) );
	}

	private static void addWithWindows( final String name, final Class< ? > main, final String usage, final String what,
			final String... options )
	{
		ALL.put( name, new Tool( main, usage, what, true, options ) );
	}

	/** Names and main classes. */
	static Map< String, Class< ? > > all()
	{
		final Map< String, Class< ? > > classes = new LinkedHashMap<>();
		ALL.forEach( ( name, tool ) -> classes.put( name, tool.main ) );
		return classes;
	}

	/** All tools with their arguments. */
	static String list()
	{
		final StringBuilder s = new StringBuilder( "Usage: mvn -q test-compile exec:exec@dev -Dtool=\"[options of Java] <tool> " +
				"<arguments>\"\n" );
		s.append( '\n' );
		ALL.forEach( ( name, tool ) -> s.append( describe( name, tool ) ) );
		return s.toString();
	}

	private static String describe( final String name, final Tool tool )
	{
		return name + ( tool.usage.isEmpty() ? "" : " " + tool.usage ) + "\n    " + tool.what + ( tool.windows ? " (needs Xvfb)" : "" ) +
				"\n";
	}

	public static void main( final String... args ) throws IOException, InterruptedException
	{
		System.exit( run( args ) );
	}

	/** Runs a tool; its exit code, {@link #USAGE} if it was called wrongly. */
	static int run( final String... args ) throws IOException, InterruptedException
	{
		int first = 0;
		while ( first < args.length && args[ first ].startsWith( "-" ) && !args[ first ].equals( "--help" ) )
			first++;
		if ( first == args.length || args[ first ].equals( "--help" ) )
		{
			System.out.print( list() );
			return args.length == 0 || first < args.length ? 0 : USAGE;
		}
		final String name = args[ first ];
		final Tool tool = ALL.get( name );
		final List< String > own = Arrays.asList( args ).subList( first + 1, args.length );
		if ( tool == null )
		{
			System.err.println( "There is no tool \"" + name + "\". Choose one of: " + String.join( ", ", ALL.keySet() ) );
			return USAGE;
		}
		if ( own.contains( "--help" ) )
		{
			System.out.print( describe( name, tool ) );
			return 0;
		}
		if ( own.size() < tool.required() )
		{
			System.err.print( "\"" + name + "\" needs " + tool.required() + " argument(s), but got " + own.size() + ".\n" +
					describe( name, tool ) );
			return USAGE;
		}
		return start( tool, Arrays.asList( args ).subList( 0, first ), own );
	}

	private static int start( final Tool tool, final List< String > options, final List< String > arguments )
			throws IOException, InterruptedException
	{
		final List< String > command = new ArrayList<>();
		command.add( Paths.get( System.getProperty( "java.home" ), "bin", "java" ).toString() );
		command.addAll( tool.options );
		final String windows = Paths.get( "target", "windows" ).toAbsolutePath().toString();
		if ( tool.windows )
			command.addAll( Arrays.asList( "-Defficientsam.home=" + Paths.get( windows, "home" ), "-Duser.home=" + windows ) );
		else
			command.add( "-Djava.awt.headless=true" );
		// NB: later options win.
		command.addAll( options );
		command.add( tool.main.getName() );
		command.addAll( arguments );
		final ProcessBuilder builder = new ProcessBuilder( command ).inheritIO();
		// NB: not as an option, for which it is too long on Windows.
		builder.environment().put( "CLASSPATH", System.getProperty( "java.class.path" ) );
		if ( tool.windows )
			builder.environment().put( "DISPLAY", ":" + System.getProperty( DISPLAY, "97" ) );
		final Process process = builder.start();
		// NB: what is stopped by Ctrl-C here stops there, too.
		final Thread stop = new Thread( process::destroy );
		Runtime.getRuntime().addShutdownHook( stop );
		final int code = process.waitFor();
		Runtime.getRuntime().removeShutdownHook( stop );
		return code;
	}
}
