// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.scijava.app.event.StatusEvent;
import org.scijava.command.CommandInfo;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.event.EventSubscriber;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.thread.ThreadService;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;

import sc.fiji.efficientsam.dialog.FakeUser;
import sc.fiji.efficientsam.ui.HelpWindow;

/** Opens the dialogs of all commands as a user interface does, fills them in, and looks at what is shown and what the commands get. */
public class DialogTest extends DialogUser {

	@Test
	@SuppressWarnings( "unchecked" )
	public void dialogsShowTheImageAndFiveMoreFieldsAndTheOthersBehindAButton() throws Exception
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
			if ( info.getClassName().matches( ".*\\.(Interactive|Help|About)Command" ) )
			{
				assertTrue( user.dialogs.isEmpty(), info.getClassName() + " " + user.dialogs );
				continue;
			}
			final List< String > main = user.dialogs.get( 0 );
			// NB: and a note, and the buttons "More..." and "Help".
			assertTrue( main.size() - 1 <= 6 + 3, main.toString() );
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
				final ModuleItem< ? > item = user.context().service( ModuleService.class ).createModule( info ).getInfo().getInput( name );
				assertTrue( name.matches( "[a-z]+" ), info.getClassName() + "." + name );
				assertFalse( item.isPersisted(), info.getClassName() + "." + name );
				assertFalse( item.getLabel() == null || item.getLabel().isEmpty() || item.getLabel().contains( "=" ), info.getClassName() +
						"." + name );
				assertFalse( item.getType() == ImagePlus.class && item.isAutoFill(), "imagej-legacy would fill in without a word: " +
						info.getClassName() + "." + name );
			}
		}
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
		assertTrue( user.messages.get( 0 ).contains( "\"a lot\" is no value for \"Minimum quality\". Type a number, or \"preset\"." ),
				user.messages.get( 0 ) );
		assertEquals( 0.25, module.getInput( "quality" ) );
		assertEquals( 0, module.getInput( "smallest" ) );
	}

	@Test
	public void okWithoutASelectionSaysSoAndKeepsTheDialogOpen() throws Exception
	{
		blobs.deleteRoi();
		user.answer = dialog -> {
			assertTrue( dialog.getInput( "note" ).toString().contains( "There is nothing to segment" ),
					dialog.getInput( "note" ).toString() );
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
			assertTrue( dialog.getInput( "note" ).toString().contains( "as image and as rough labels" ),
					dialog.getInput( "note" ).toString() );
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
			assertTrue( dialog.getInput( "note" ).toString().contains( "1 object of \"mask.tif\" will be made exact." ),
					dialog.getInput( "note" ).toString() );
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
		// NB: thousands of points take so long that Escape comes in time, though events are delivered by another thread.
		assertTrue( ( ( EfficientSamCommand ) run( SegmentEverythingCommand.class, m -> m.setInput( "spacing", 3.0 ) ) )
				.isCanceled() );
		final CountDownLatch delivered = new CountDownLatch( 1 );
		user.context().service( ThreadService.class ).queue( delivered::countDown );
		delivered.await();
		assertEquals( last[ 1 ], last[ 0 ] );
		assertTrue( last[ 1 ] > 0 );
	}

	@Test
	public void theObjectSizeIsACircleOnTheImageAsLongAsTheDialogIsOpen() throws Exception
	{
		final Overlay own = new Overlay( new Roi( 1, 2, 3, 4 ) );
		blobs.setOverlay( own );
		user.answer = dialog -> {
			assertEquals( 1, blobs.getOverlay().size() );
			FakeUser.type( dialog, "objectsize", 40.0 );
			FakeUser.type( dialog, "objectsize", 50.0 );
			assertEquals( 2, blobs.getOverlay().size() );
			assertEquals( new Rectangle( 103, 102, 50, 50 ), blobs.getOverlay().get( 1 ).getBounds() );
			return false;
		};
		run( SegmentRoisCommand.class );
		assertSame( own, blobs.getOverlay() );
		assertEquals( 1, own.size() );
	}

	@Test
	public void withoutAnImageNoDialogOpens() throws Exception
	{
		closeAll();
		final EfficientSamCommand command = ( EfficientSamCommand ) run( SegmentPointsCommand.class );
		assertTrue( user.dialogs.isEmpty(), user.dialogs.toString() );
		assertEquals( "There is no image. Open one first (File > Open...).", command.getCancelReason() );
	}

	@Test
	public void theHelpHasAPlaceForEveryCommand() throws Exception
	{
		final String help = new String( Files.readAllBytes( Paths.get( HelpWindow.page().toURI() ) ), StandardCharsets.UTF_8 );
		for ( final CommandInfo info : commands() )
			if ( !info.getClassName().endsWith( ".HelpCommand" ) )
				assertTrue( help.contains( "<a name=\"" + HelpWindow.anchor( info.getTitle() ) + "\">" ), info.getTitle() );
		assertTrue( help.contains( HelpWindow.MANUAL ) );
	}

	@Test
	public void theMenuIsInTheOrderOfWork()
	{
		final Map< Double, String > order = new TreeMap<>();
		for ( final CommandInfo info : commands() )
			if ( info.getMenuPath().size() == 3 )
				assertNull( order.put( info.getMenuPath().getLeaf().getWeight(), info.getMenuPath().getLeaf().getName() ),
						info.getTitle() );
			else
				assertEquals( "For Macros", info.getMenuPath().get( 2 ).getName() );
		assertEquals( Arrays.asList( "Interactive...", "Segment ROIs...", "Segment Points...", "Segment Everything...",
				"Segment Similar...", "Refine Labels...", "Segment Stack...", "Import Objects...", "Segment Labkit Labeling...",
				"Open in Labkit...", "Teach...", "Batch...", "Evaluate...", "Models...", "Device and Cache...", "GPU Setup...",
				"EfficientSAM Help...",
				"About and Citation..." ),
				new ArrayList<>( order.values() ) );
	}
}
