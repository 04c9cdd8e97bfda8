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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.event.EventSubscriber;
import org.scijava.app.event.StatusEvent;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.prefs.PrefService;
import org.scijava.service.Service;
import org.scijava.thread.ThreadService;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.macro.Interpreter;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.dialog.FakeUser;

/** Opens the dialogs of all commands as a user interface does, fills them in, and looks at what the commands and the recorder get. */
public class DialogTest {

	private FakeUser user;

	private ImagePlus blobs;

	private final List< ImagePlus > images = new ArrayList<>();

	@BeforeEach
	public void start()
	{
		user = new FakeUser();
		user.context().service( PrefService.class ).remove( EfficientSamService.class, "objectSize" );
		blobs = IJ.openImage( TestImages.file( "blobs.png" ).getPath() );
		blobs.setRoi( new Roi( 8, 0, 28, 30 ) );
		// NB: without a screen, images are open in batch mode only.
		Interpreter.batchMode = true;
		open( blobs );
	}

	/** Opens an image, which becomes the active one. */
	private void open( final ImagePlus imp )
	{
		images.add( imp );
		Interpreter.addBatchModeImage( imp );
	}

	@AfterEach
	public void stop()
	{
		images.forEach( Interpreter::removeBatchModeImage );
		Interpreter.batchMode = false;
		user.close();
	}

	private Iterable< CommandInfo > commands()
	{
		final Set< CommandInfo > ours = new HashSet<>();
		for ( final CommandInfo info : user.context().service( CommandService.class ).getCommands() )
			if ( info.getClassName().startsWith( "sc.fiji.efficientsam." ) )
				ours.add( info );
		assertEquals( 14, ours.size(), ours.toString() );
		return ours;
	}

	/** Runs a command as a menu does; the module as it was left. */
	private Module run( final Class< ? extends EfficientSamCommand > command ) throws Exception
	{
		final Module module = user.context().service( ModuleService.class ).createModule( user.context().service( CommandService.class ).getCommand( command ) );
		try
		{
			return user.context().service( ModuleService.class ).run( module, true ).get();
		}
		catch ( final ExecutionException e )
		{
			return module;
		}
	}

	private static List< String > inputs( final CommandInfo info )
	{
		final List< String > names = new ArrayList<>();
		for ( final ModuleItem< ? > item : info.inputs() )
			if ( !Service.class.isAssignableFrom( item.getType() ) && item.getType() != Context.class )
				names.add( item.getName() );
		return names;
	}

	@Test
	@SuppressWarnings( "unchecked" )
	public void dialogsHaveTenFieldsAtMostAndTheOthersBehindAButton() throws Exception
	{
		for ( final CommandInfo info : commands() )
		{
			user.dialogs.clear();
			user.answer = dialog -> {
				if ( user.dialogs.size() == 1 && dialog.getInfo().getInput( "more" ) != null )
					FakeUser.press( dialog, "more" );
				// NB: the pages behind the button are left by OK, so that all of them are seen.
				return user.dialogs.get( 0 ).get( 1 ) != null && dialog.getInfo().getInput( "note" ) == null;
			};
			run( ( Class< ? extends EfficientSamCommand > ) Class.forName( info.getClassName() ) );
			if ( info.getClassName().matches( ".*\\.(Interactive|Help)Command" ) )
			{
				assertTrue( user.dialogs.isEmpty(), info.getClassName() + " " + user.dialogs );
				continue;
			}
			final List< String > main = user.dialogs.get( 0 );
			assertTrue( main.size() - 1 <= 10, main.toString() );
			assertTrue( main.containsAll( Arrays.asList( "note", "help" ) ), main.toString() );
			final Set< String > all = new TreeSet<>();
			for ( final List< String > dialog : user.dialogs )
			{
				assertTrue( dialog.size() - 1 <= 12, dialog.toString() );
				all.addAll( dialog.subList( 1, dialog.size() ) );
			}
			all.removeAll( Arrays.asList( "note", "more", "help" ) );
			assertEquals( new TreeSet<>( inputs( info ) ), all, info.getClassName() );
		}
	}

	@Test
	public void parametersAreFitForMacros() throws Exception
	{
		for ( final CommandInfo info : commands() )
		{
			assertTrue( info.isValid(), info.getProblems().toString() );
			assertEquals( !info.getClassName().endsWith( ".InteractiveCommand" ), info.canRunHeadless(), info.getClassName() );
			for ( final String name : inputs( info ) )
			{
				final ModuleItem< ? > item = info.getInput( name );
				assertTrue( name.matches( "[a-z]+" ), info.getClassName() + "." + name );
				assertFalse( item.isPersisted(), info.getClassName() + "." + name );
				assertFalse( item.getLabel() == null || item.getLabel().isEmpty() || item.getLabel().contains( "=" ), info.getClassName() + "." + name );
				assertFalse( item.getType() == ImagePlus.class && item.isAutoFill(), "imagej-legacy would fill in without a word: " + info.getClassName() + "." + name );
			}
		}
	}

	@Test
	public void theDialogNamesItsImageAndTheRecorderWritesIt() throws Exception
	{
		user.answer = dialog -> {
			assertEquals( "imp", user.dialogs.get( 0 ).get( 1 ) );
			assertEquals( "blobs.png", dialog.getInput( "imp" ) );
			assertTrue( dialog.getInput( "note" ).toString().contains( "1 selection will be used." ), dialog.getInput( "note" ).toString() );
			FakeUser.type( dialog, "labels", false );
			return true;
		};
		final Module module = run( SegmentRoisCommand.class );
		assertSame( blobs, module.getInput( "imp" ) );
		assertEquals( 1, user.dialogs.size(), "the platform asked again: " + user.dialogs );
		assertEquals( "imp=blobs.png model=micro labels=false manager=false table=false source=auto objectsize=0.0", sorted( user.options(), "imp", "model", "labels", "manager", "table", "source", "objectsize" ) );
	}

	private static String sorted( final String options, final String... keys )
	{
		final StringBuilder line = new StringBuilder();
		for ( final String key : keys )
			for ( final String word : options.split( " " ) )
				if ( word.startsWith( key + "=" ) )
					line.append( line.length() == 0 ? "" : " " ).append( word );
		assertEquals( options.split( " " ).length, keys.length, options );
		return line.toString();
	}

	@Test
	public void whatIsSetBehindTheButtonIsShownAndRecordedInTheWordsOfMacros() throws Exception
	{
		user.answer = dialog -> {
			if ( dialog.getInfo().getInput( "note" ) == null )
			{
				if ( dialog.getInfo().getInput( "contrast" ) != null )
				{
					assertEquals( "Percentiles of the pixel values", dialog.getInput( "contrast" ) );
					FakeUser.type( dialog, "contrast", "Display range (Brightness/Contrast)" );
					FakeUser.type( dialog, "channel", "1" );
				}
				if ( dialog.getInfo().getInput( "candidate" ) != null )
					FakeUser.type( dialog, "candidate", "The smallest" );
				return true;
			}
			FakeUser.press( dialog, "more" );
			assertTrue( dialog.getInput( "note" ).toString().contains( "Contrast: Display range (Brightness/Contrast)" ), dialog.getInput( "note" ).toString() );
			FakeUser.type( dialog, "source", "Selection in the image" );
			FakeUser.type( dialog, "labels", false );
			return true;
		};
		final Module module = run( SegmentRoisCommand.class );
		assertEquals( "display", module.getInput( "contrast" ) );
		assertEquals( 1, module.getInput( "channel" ) );
		assertEquals( "selection", user.recorded.get( "source" ) );
		assertEquals( "display", user.recorded.get( "contrast" ) );
		assertEquals( "smallest", user.recorded.get( "candidate" ) );
		assertNull( user.recorded.get( "device" ), "standard values behind the button need not be recorded" );
	}

	@Test
	public void cancelOfTheSecondDialogChangesNothing() throws Exception
	{
		user.answer = dialog -> {
			if ( dialog.getInfo().getInput( "note" ) == null )
			{
				if ( dialog.getInfo().getInput( "holes" ) != null )
					FakeUser.type( dialog, "holes", 99 );
				return dialog.getInfo().getInput( "folder" ) == null;
			}
			FakeUser.press( dialog, "more" );
			FakeUser.type( dialog, "labels", false );
			return true;
		};
		assertEquals( 16, run( SegmentRoisCommand.class ).getInput( "holes" ) );
	}

	@Test
	public void wordsStandForSpecialNumbers() throws Exception
	{
		user.answer = dialog -> {
			if ( dialog.getInfo().getInput( "note" ) != null )
			{
				FakeUser.press( dialog, "more" );
				return false;
			}
			if ( dialog.getInfo().getInput( "quality" ) == null )
				return true;
			if ( user.messages.isEmpty() )
			{
				assertEquals( "preset", dialog.getInput( "quality" ) );
				assertEquals( "automatic", dialog.getInput( "smallest" ) );
				FakeUser.type( dialog, "smallest", "" );
				FakeUser.type( dialog, "quality", "a lot" );
				return true;
			}
			assertEquals( "a lot", dialog.getInput( "quality" ), "what was typed is kept" );
			FakeUser.type( dialog, "quality", "0.25" );
			return true;
		};
		final Module module = run( SegmentEverythingCommand.class );
		assertEquals( 1, user.messages.size(), user.messages.toString() );
		assertTrue( user.messages.get( 0 ).contains( "\"a lot\" is no value for \"Least quality\". Type a number, or \"preset\"." ), user.messages.get( 0 ) );
		assertEquals( 0.25, module.getInput( "quality" ) );
		assertEquals( 0, module.getInput( "smallest" ) );
	}

	@Test
	public void okWithoutASelectionSaysSoAndKeepsTheDialogOpen() throws Exception
	{
		blobs.deleteRoi();
		user.answer = dialog -> {
			assertTrue( dialog.getInput( "note" ).toString().contains( "There is nothing to segment" ), dialog.getInput( "note" ).toString() );
			return user.dialogs.size() == 1;
		};
		assertTrue( ( ( EfficientSamCommand ) run( SegmentRoisCommand.class ) ).isCanceled() );
		assertEquals( 2, user.dialogs.size() );
		assertTrue( user.messages.get( 0 ).contains( "Draw a selection" ), user.messages.toString() );
	}

	@Test
	public void thePixelsOfAnImageAreNotItsRoughLabels() throws Exception
	{
		user.answer = dialog -> {
			assertTrue( dialog.getInput( "note" ).toString().contains( "as image and as rough labels" ), dialog.getInput( "note" ).toString() );
			return user.dialogs.size() == 1;
		};
		run( RefineLabelsCommand.class );
		assertTrue( user.messages.get( 0 ).contains( "as image and as rough labels" ), user.messages.toString() );
	}

	@Test
	public void anotherOpenImageIsOfferedAsRoughLabels() throws Exception
	{
		final ImagePlus mask = IJ.createImage( "mask.tif", "8-bit black", blobs.getWidth(), blobs.getHeight(), 1 );
		mask.getProcessor().setValue( 255 );
		mask.getProcessor().fill( new Roi( 10, 2, 24, 26 ) );
		open( mask );
		user.answer = dialog -> {
			assertEquals( "mask.tif", dialog.getInput( "imp" ), "the active image comes first" );
			assertEquals( "blobs.png", dialog.getInput( "rough" ) );
			FakeUser.type( dialog, "imp", "blobs.png" );
			assertEquals( "mask.tif", dialog.getInput( "rough" ), "the other one moves on" );
			assertTrue( dialog.getInput( "note" ).toString().contains( "1 object of \"mask.tif\" will be made exact." ), dialog.getInput( "note" ).toString() );
			FakeUser.type( dialog, "labels", false );
			return true;
		};
		final Module module = run( RefineLabelsCommand.class );
		assertSame( blobs, module.getInput( "imp" ) );
		assertSame( mask, module.getInput( "rough" ) );
		assertEquals( "blobs.png", user.recorded.get( "imp" ) );
		assertEquals( "mask.tif", user.recorded.get( "rough" ) );
	}

	@Test
	public void theImageItselfIsNoSeedImage() throws Exception
	{
		open( IJ.createImage( "seeds.tif", "8-bit black", blobs.getWidth(), blobs.getHeight(), 1 ) );
		open( blobs );
		final List< Object > offered = new ArrayList<>();
		user.answer = dialog -> {
			if ( dialog.getInfo().getInput( "note" ) != null )
				FakeUser.press( dialog, "more" );
			else if ( dialog.getInfo().getInput( "seeds" ) != null )
				offered.addAll( dialog.getInfo().getInput( "seeds" ).getChoices() );
			return false;
		};
		run( SegmentEverythingCommand.class );
		assertEquals( Arrays.asList( "none", "seeds.tif" ), offered );
	}

	@Test
	public void theSizeOfObjectsStaysWithTheImageAndIsOfferedForTheNext() throws Exception
	{
		user.answer = dialog -> {
			assertEquals( 0.0, dialog.getInput( "objectsize" ) );
			FakeUser.type( dialog, "objectsize", 30.0 );
			FakeUser.type( dialog, "labels", false );
			return true;
		};
		run( SegmentRoisCommand.class );
		user.answer = dialog -> {
			assertEquals( 30.0, dialog.getInput( "objectsize" ) );
			assertTrue( dialog.getInput( "note" ).toString().contains( "the one you gave for this image" ), dialog.getInput( "note" ).toString() );
			FakeUser.type( dialog, "objectsize", 99.0 );
			return false;
		};
		run( SegmentEverythingCommand.class );
		final ImagePlus next = blobs.createImagePlus();
		next.setProcessor( "next.png", blobs.getProcessor().duplicate() );
		next.setRoi( new Roi( 8, 0, 28, 30 ) );
		open( next );
		user.answer = dialog -> {
			assertEquals( 30.0, dialog.getInput( "objectsize" ), "what was canceled is not kept" );
			assertTrue( dialog.getInput( "note" ).toString().contains( "the last one you gave" ), dialog.getInput( "note" ).toString() );
			return false;
		};
		run( SegmentRoisCommand.class );
		try (LegacyMacros macros = new LegacyMacros( user.context() ))
		{
			// NB: a macro that leaves the size out means "unknown".
			final String log = LegacyMacros.run( "open(\"" + LegacyMacros.path( "blobs.png" ) + "\");\nmakeRectangle(8, 0, 28, 30);\nrun(\"Segment ROIs...\", \"table=false\");\nprint(getTitle());", "" );
			assertTrue( log.contains( "objectsize=0.0" ), log );
		}
	}

	@Test
	public void theDeviceDialogStartsWithWhatIsSetAndSaysWhatIsSet() throws Exception
	{
		user.answer = dialog -> {
			assertEquals( "automatic", dialog.getInput( "threads" ) );
			FakeUser.type( dialog, "threads", "3" );
			return true;
		};
		run( DeviceAndCacheCommand.class );
		assertTrue( user.messages.get( 0 ).contains( "with 3 threads" ), user.messages.toString() );
		user.answer = dialog -> {
			assertEquals( "3", dialog.getInput( "threads" ) );
			FakeUser.type( dialog, "threads", "automatic" );
			return true;
		};
		run( DeviceAndCacheCommand.class );
		assertTrue( user.messages.get( 1 ).contains( "one thread per physical core" ), user.messages.toString() );
	}

	@Test
	public void macrosMayNameAnImageTwiceOnlyToBeToldSo()
	{
		try (LegacyMacros macros = new LegacyMacros( user.context() ))
		{
			final String open = "open(\"" + LegacyMacros.path( "blobs.png" ) + "\");\n";
			final String same = LegacyMacros.run( open + "run(\"Refine Labels...\", \"imp=blobs.png rough=blobs.png margin=0\");\nprint(\"NOT REACHED\");", "" );
			assertTrue( same.contains( "\"blobs.png\" is chosen as image and as rough labels." ), same );
			assertFalse( same.contains( "NOT REACHED" ), same );
			final String seeds = LegacyMacros.run( open + "run(\"Segment Everything...\", \"source=seeds seeds=blobs.png\");\nprint(\"NOT REACHED\");", "" );
			assertTrue( seeds.contains( "\"blobs.png\" is chosen as image and as seed image." ), seeds );
			assertFalse( seeds.contains( "NOT REACHED" ), seeds );
		}
	}

	@Test
	public void aRecordedLineDoesInAMacroWhatTheDialogDid() throws Exception
	{
		user.answer = dialog -> {
			if ( dialog.getInfo().getInput( "note" ) != null )
			{
				FakeUser.press( dialog, "more" );
				FakeUser.type( dialog, "objectsize", 30.0 );
				FakeUser.type( dialog, "labels", false );
			}
			else if ( dialog.getInfo().getInput( "areas" ) != null )
			{
				FakeUser.type( dialog, "areas", "A rough mask of the object" );
				FakeUser.type( dialog, "holes", 7 );
			}
			return true;
		};
		run( SegmentRoisCommand.class );
		final String line = "run(\"Segment ROIs...\", \"" + user.options() + "\");";
		try (LegacyMacros macros = new LegacyMacros( user.context() ))
		{
			final String log = LegacyMacros.run( "open(\"" + LegacyMacros.path( "blobs.png" ) + "\");\nmakeRectangle(8, 0, 28, 30);\n" + line + "\nprint(\"REACHED\");", "" );
			assertTrue( log.contains( "REACHED" ), line + log );
			assertTrue( log.contains( "objectsize=30.0 fragments=16 holes=7" ) && log.contains( "areas=mask" ), line + log );
			final String words = LegacyMacros.run( "open(\"" + LegacyMacros.path( "blobs.png" ) + "\");\nmakeRectangle(8, 0, 28, 30);\n" +
					"run(\"Segment ROIs...\", \"candidate=[The smallest] source=[Selection in the image] labels=false\");\nprint(\"REACHED\");", "" );
			assertTrue( words.contains( "REACHED" ) && words.contains( "candidate=smallest" ), words );
		}
	}

	@Test
	public void afterEscapeNoProgressIsLeftInTheStatusBar() throws Exception
	{
		final int[] last = { -1, -1 };
		final Object listener = new Object()
		{
			@EventHandler
			@SuppressWarnings( "unused" )
			public synchronized void onEvent( final StatusEvent e )
			{
				if ( e.getProgressMaximum() < 0 )
					return;
				last[ 0 ] = e.getProgressValue();
				last[ 1 ] = e.getProgressMaximum();
				if ( last[ 0 ] > 0 && last[ 0 ] < last[ 1 ] )
					IJ.setKeyDown( KeyEvent.VK_ESCAPE );
			}
		};
		final List< EventSubscriber< ? > > held = user.context().service( EventService.class ).subscribe( listener );
		assertNotNull( held );
		user.answer = dialog -> true;
		assertTrue( ( ( EfficientSamCommand ) run( SegmentEverythingCommand.class ) ).isCanceled() );
		final CountDownLatch delivered = new CountDownLatch( 1 );
		user.context().service( ThreadService.class ).queue( delivered::countDown );
		delivered.await();
		assertEquals( last[ 1 ], last[ 0 ] );
		assertTrue( last[ 1 ] > 0 );
	}
}
