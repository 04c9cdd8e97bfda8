// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.ModulePreprocessor;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginService;
import org.scijava.thread.ThreadService;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.macro.Interpreter;

import sc.fiji.efficientsam.TestImages;

/** How all commands get their inputs from Fiji: from macros, scripts, and headless calls. */
public class InputPreprocessorTest extends MacroTestBase {

	@BeforeEach
	public void clear()
	{
		legacy.dialogs.clear();
		legacy.last = null;
		LegacyMacros.run( "close(\"*\");", "" );
	}

	private static List< CommandInfo > commands()
	{
		final List< CommandInfo > ours = new ArrayList<>();
		for ( final CommandInfo info : context.service( CommandService.class ).getCommands() )
			if ( EfficientSamCommand.isOurs( info ) )
				ours.add( info );
		assertTrue( ours.size() >= 13, ours.toString() );
		return ours;
	}

	/** Keeps the inputs that a command would run with, and ends it. */
	private static final class Capture extends AbstractPreprocessorPlugin {

		private Map< String, Object > seen;

		@Override
		public void process( final Module module )
		{
			seen = inputs( module );
			cancel( "" );
		}
	}

	private static Map< String, Object > inputs( final Module module )
	{
		final Map< String, Object > all = new LinkedHashMap<>();
		for ( final ModuleItem< ? > item : InputValues.settable( module.getInfo().inputs() ).values() )
			if ( item.getType() != ImagePlus.class )
				all.put( item.getName(), module.getInput( item.getName() ) );
		return all;
	}

	private static Map< String, Object > initial( final CommandInfo info )
	{
		return inputs( context.service( ModuleService.class ).createModule( info ) );
	}

	private static Map< String, Object > required( final CommandInfo info )
	{
		final Map< String, Object > given = new LinkedHashMap<>();
		for ( final ModuleItem< ? > item : info.inputs() )
			if ( item.isRequired() && item.getType() == ImagePlus.class )
				given.put( item.getName(), IJ.createImage( "image", "8-bit black", 8, 8, 1 ) );
			else if ( item.isRequired() && item.getType() == File.class )
				given.put( item.getName(), new File( "given" ) );
		return given;
	}

	@Test
	public void withoutOptionsCommandsOfMacrosRunWithTheValuesOfTheirFields()
	{
		for ( final CommandInfo info : commands() )
		{
			final Capture capture = new Capture();
			legacy.last = capture;
			final StringBuilder options = new StringBuilder();
			final Map< String, Object > expected = initial( info );
			for ( final Map.Entry< String, Object > e : required( info ).entrySet() )
			{
				options.append( e.getKey() ).append( e.getValue() instanceof File ? "=given " : "=image " );
				if ( e.getValue() instanceof File )
					expected.put( e.getKey(), e.getValue() );
			}
			final String log = LegacyMacros.run( "newImage(\"image\", \"8-bit black\", 8, 8, 1);\nrun(\"" +
					info.getMenuPath().getLeaf().getName() + "\", \"" + options + "\");\n", "" );
			assertEquals( expected, capture.seen, info.getClassName() + ": " + log );
		}
		assertEquals( Collections.emptyList(), legacy.dialogs );
	}

	@Test
	public void withoutOptionsHeadlessCommandsRunWithTheValuesOfTheirFields() throws Exception
	{
		for ( final CommandInfo info : commands() )
		{
			final Capture capture = new Capture();
			final List< ModulePreprocessor > all = new ArrayList<>( context.service( PluginService.class )
					.createInstancesOfType( PreprocessorPlugin.class ) );
			all.add( capture );
			final Map< String, Object > given = required( info ), expected = initial( info );
			given.forEach( ( k, v ) -> expected.computeIfPresent( k, ( key, old ) -> v ) );
			given.values().removeIf( v -> v == null );
			for ( final Map.Entry< String, Object > e : given.entrySet() )
				if ( e.getValue() instanceof File )
					expected.put( e.getKey(), e.getValue() );
			context.service( ModuleService.class ).run( info, all, null, given ).get();
			assertEquals( expected, capture.seen, info.getClassName() );
		}
	}

	private static Module runHeadless( final String label, final Object... inputs ) throws ExecutionException, InterruptedException
	{
		for ( final CommandInfo info : context.service( CommandService.class ).getCommands() )
			if ( info.getMenuPath().getLeaf() != null && info.getMenuPath().getLeaf().getName().equals( label ) )
				return context.service( ModuleService.class ).run( info, true, inputs ).get();
		throw new AssertionError( label );
	}

	private static void assertStops( final String command, final String options, final String reason )
	{
		final String log = LegacyMacros.run( "open(\"" + LegacyMacros.path( "blobs.png" ) + "\");\nmakeRectangle(8, 0, 28, 30);\nrun(\"" +
				command + "\", \"" + options + "\");\nprint(\"NOT REACHED\");\n", "" );
		assertFalse( log.contains( "NOT REACHED" ), log );
		assertTrue( log.contains( reason ), log );
		assertEquals( 2, log.split( reason.substring( 0, Math.min( 20, reason.length() ) ).replaceAll( "([\\\\\\[\\]().?])", "\\\\$1" ),
				-1 ).length, "said once: " + log );
		assertFalse( log.contains( "Exception" ), log );
	}

	@Test
	public void whatIsNoValueStopsTheMacroAndIsNamed()
	{
		final String rois = "Segment ROIs...";
		assertStops( rois, "objectsize=abc", "\"abc\" is no value for objectsize. Use a number with a decimal point." );
		assertStops( rois, "objectsize=1,5", "\"1,5\" is no value for objectsize." );
		assertStops( rois, "inner=1.5", "\"1.5\" is no value for inner. Use a whole number." );
		assertStops( rois, "inner=99999999999", "\"99999999999\" is no value for inner." );
		assertStops( rois, "table=yes", "\"yes\" is no value for table. Use true or false." );
		assertStops( rois, "labels=1", "\"1\" is no value for labels. Use true or false." );
		assertStops( rois, "objectsise=30", "There is no parameter \"objectsise\". Did you mean \"objectsize\"?" );
		assertStops( rois, "diameter=30", "There is no parameter \"diameter\". The keys are: " );
		assertStops( rois, "objectsize=30 objectsize=40", "The parameter \"objectsize\" is given twice." );
		assertStops( rois, "file=/my data/rois.zip", "\"data/rois.zip\" is neither a parameter nor of the form key=value" );
		assertStops( rois, "file=[/my data/rois.zip", "The value of file begins with [ and does not end." );
		assertStops( rois, "folder", "\"folder\" is not of the form key=value. Write folder=<path>." );
		assertStops( rois, "imp=[my cells.tif]", "There is no image \"my cells.tif\". Open are: \"blobs.png\"." );
		assertStops( "Replay Session...", "", "\"Session file\" is missing. Write session=[path]." );
		assertStops( "Refine Labels...", "imp=blobs.png", "\"Rough labels\" is missing. Write rough=[title]." );
		assertStops( "Device and Cache...", "threads=many", "\"many\" is no value for threads." );
		assertEquals( Collections.emptyList(), legacy.dialogs );
	}

	@Test
	public void keysInOtherValuesAreNotTaken()
	{
		final Capture capture = new Capture();
		legacy.last = capture;
		LegacyMacros.run( "newImage(\"inner=9\", \"8-bit black\", 8, 8, 1);\nrun(\"Segment ROIs...\", \"imp=inner=9 table file=[/x " +
				"objectsize=3/y.zip] candidate=FIT holes=5.0\");", "" );
		assertEquals( 0.0, capture.seen.get( "objectsize" ) );
		assertEquals( 1, capture.seen.get( "inner" ) );
		assertEquals( true, capture.seen.get( "table" ), "a key that stands alone" );
		assertEquals( "fit", capture.seen.get( "candidate" ) );
		assertEquals( 5, capture.seen.get( "holes" ) );
		assertEquals( new File( "/x objectsize=3/y.zip" ), capture.seen.get( "file" ) );
	}

	@Test
	public void withoutAnImageTheMacroStopsAndSaysSo()
	{
		final String log = LegacyMacros.run( "run(\"Segment ROIs...\", \"\");\nprint(\"NOT REACHED\");", "" );
		assertFalse( log.contains( "NOT REACHED" ), log );
		assertTrue( log.contains( "There is no image. Open one first" ) && log.contains( "stopped in line 2" ), log );
		final ExecutionException e = assertThrows( ExecutionException.class, () -> runHeadless( "Segment ROIs..." ) );
		assertTrue( e.getCause().getCause().getMessage().contains( "There is no image" ), e.toString() );
	}

	@Test
	public void scriptsNameTheImageInTheCallAndStopAtFailures()
	{
		final ImagePlus wanted = TestImages.open( "blobs" ), other = IJ.createImage( "other", "8-bit black", 30, 30, 1 );
		wanted.setRoi( 8, 0, 28, 30 );
		final boolean batch = Interpreter.batchMode;
		Interpreter.batchMode = true;
		try
		{
			Interpreter.addBatchModeImage( other );
			IJ.run( wanted, "Segment ROIs...", "labels=false folder=[" + folder + "]" );
			assertTrue( folder.resolve( "blobs-labels.tif" ).toFile().exists() );
			final RuntimeException e = assertThrows( RuntimeException.class, () -> IJ.run( wanted, "Segment ROIs...", "overlap=none" ) );
			assertEquals( Macro.MACRO_CANCELED, e.getMessage() );
		}
		finally
		{
			Interpreter.batchMode = batch;
		}
		assertEquals( Collections.emptyList(), legacy.dialogs );
	}

	@Test
	public void errorsStopTheMacroToo()
	{
		assertStops( "Fail...", "how=memory", "There is not enough memory (Java heap space)." );
		for ( final String[] c : new String[][] { { "linkage", "do not fit together (java.lang.NoSuchMethodError: some.Library.method())" },
				{ "stack", "StackOverflowError" }, { "null", "NullPointerException" } } )
		{
			final String log = LegacyMacros.run( "run(\"Fail...\", \"how=" + c[ 0 ] + "\");\nprint(\"NOT REACHED\");", "" );
			assertTrue( log.contains( c[ 1 ] ) && !log.contains( "NOT REACHED" ), log );
			assertTrue( log.contains( "FailingCommand.execute" ), "with a trace for those who can mend it: " + log );
		}
		final ExecutionException e = assertThrows( ExecutionException.class, () -> runHeadless( "Fail...", "how", "memory" ) );
		assertTrue( e.getCause().getCause() instanceof OutOfMemoryError, e.toString() );
		assertTrue( LegacyMacros.run( "run(\"Fail...\", \"how=warn\");\nprint(\"went on\");", "" ).contains( "went on" ) );
	}

	@Test
	public void aCommandOfTheMenuIsNotTheMacros() throws InterruptedException
	{
		final Thread waiting = new Thread( () -> new Interpreter().run( "wait(2000);" ) );
		waiting.start();
		while ( Interpreter.getInstance() == null )
			Thread.sleep( 5 );
		assertTrue( IJ.isMacro() );
		assertFalse( new MacroCall( context.service( ThreadService.class ) ).isMacro() );
		Interpreter.getInstance().abortMacro();
		waiting.join();
	}
}
