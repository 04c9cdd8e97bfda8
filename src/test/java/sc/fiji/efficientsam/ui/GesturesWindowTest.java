// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Dialog;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import javax.swing.JTable;

import org.junit.jupiter.api.Test;

import ij.IJ;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.prompt.Prompt;

/** Keys that mean nothing, several ways to exclude, boxes by clicks, what is selected after undo, and certainty in words. */
public class GesturesWindowTest extends WindowTest {

	private static void assertNoDialog()
	{
		IJ.wait( 500 );
		assertFalse( Arrays.stream( Window.getWindows() ).anyMatch( w -> w instanceof Dialog && w.isVisible() ) );
	}

	@Test
	public void keysWithoutAMeaningStayWithTheTool()
	{
		open( TestImages.open( "blobs" ) );
		hand.key( imp, KeyEvent.VK_1 );
		// NB: to ImageJ it is the gel analyzer, which complains in a dialog.
		assertNoDialog();
		assertTrue( message().contains( "no class 1" ) && message().contains( "New class" ), message() );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Y );
		assertNoDialog();
		assertEquals( "There is nothing to redo.", message() );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Z );
		assertEquals( "There is nothing to undo.", message() );
		// What ImageJ can undo is ImageJ's.
		final byte[] before = ( ( byte[] ) imp.getProcessor().getPixels() ).clone();
		IJ.run( imp, "Invert", "" );
		assertFalse( Arrays.equals( before, ( byte[] ) imp.getProcessor().getPixels() ) );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Z );
		Hand.await( () -> Arrays.equals( before, ( byte[] ) imp.getProcessor().getPixels() ) );
		// While another tool is selected, keys are ImageJ's; so are others while ours is.
		IJ.setTool( "rectangle" );
		assertNull( Hand.edt( () -> new Keys( tool.state(), tool ).action( new KeyEvent( imp.getCanvas(), KeyEvent.KEY_PRESSED, 0, 0,
				KeyEvent.VK_1, '1' ), true ) ) );
		Hand.edt( () -> {
			InteractiveTool.select();
			return null;
		} );
		assertNotNull( Hand.edt( () -> new Keys( tool.state(), tool ).action( new KeyEvent( imp.getCanvas(), KeyEvent.KEY_PRESSED, 0, 0,
				KeyEvent.VK_1, '1' ), true ) ) );
		assertNull( Hand.edt( () -> new Keys( tool.state(), tool ).action( new KeyEvent( imp.getCanvas(), KeyEvent.KEY_PRESSED, 0, 0,
				KeyEvent.VK_T, 't' ), true ) ) );
	}

	@Test
	public void keysGoOnInTheToolsWindow()
	{
		open( TestImages.open( "blobs" ) );
		hand.click( imp, 73, 41 );
		Hand.awaitMask( tool );
		// A click on a button leaves the focus where keys are not typed into a field.
		Hand.edt( () -> {
			tool.window().toFront();
			tool.window().requestFocus();
			return null;
		} );
		Hand.await( () -> tool.window().isFocused() );
		hand.type( KeyEvent.VK_X );
		Hand.await( () -> tool.state().mode() == Mode.EXCLUDE );
		hand.type( KeyEvent.VK_ENTER );
		Hand.awaitObjects( tool, 1 );
	}

	@Test
	public void theMiddleButtonTheToggleAndTheKeyExclude()
	{
		open( TestImages.open( "blobs" ) );
		hand.click( imp, 73, 41 );
		Hand.awaitMask( tool );
		hand.middleClick( imp, 68, 36 );
		final Prompt two = Prompt.point( 73, 41 ).withNegative( 68, 36 );
		Hand.await( () -> two.equals( tool.state().draft().prompt() ) && tool.state().proposal() != null );
		assertEquals( segment( TestImages.open( "blobs" ), two ), mask() );
		assertEquals( Mode.INCLUDE, tool.state().mode() );
		// By the toggle, until the object is accepted.
		hand.button( tool, "Exclude" );
		hand.click( imp, 75, 50 );
		hand.click( imp, 60, 50 );
		Hand.await( () -> tool.state().draft().points().size() == 4 && tool.state().proposal() != null );
		assertEquals( two.withNegative( 75, 50 ).withNegative( 60, 50 ), draft().prompt() );
		hand.picture( "exclude" );
		hand.enter( imp );
		Hand.awaitObjects( tool, 1 );
		assertEquals( Mode.INCLUDE, tool.state().mode() );
		// By the key: until it is pressed again, or for as long as it is held down.
		hand.click( imp, 174, 33 );
		Hand.awaitMask( tool );
		hand.key( imp, KeyEvent.VK_X );
		hand.click( imp, 170, 30 );
		Hand.await( () -> tool.state().draft().points().size() == 2 );
		assertEquals( Mode.EXCLUDE, tool.state().mode() );
		hand.key( imp, KeyEvent.VK_X );
		Hand.await( () -> tool.state().mode() == Mode.INCLUDE );
		IJ.wait( 200 );
		hand.click( imp, 172, 31, KeyEvent.VK_X );
		Hand.await( () -> tool.state().draft().points().size() == 3 && tool.state().mode() == Mode.INCLUDE );
		assertFalse( draft().points().get( 2 ).isPositive() );
		// Without an object there is nothing to exclude from; Esc drops all of it.
		hand.key( imp, KeyEvent.VK_ESCAPE );
		hand.middleClick( imp, 68, 36 );
		assertTrue( message().contains( "no object yet" ), message() );
	}

	@Test
	public void twoClicksAreABox()
	{
		open( TestImages.open( "blobs" ) );
		hand.key( imp, KeyEvent.VK_B );
		hand.click( imp, 88, 58 );
		IJ.wait( 200 );
		assertNull( draft() );
		hand.move( imp, 70, 40 );
		// The rubber band.
		Hand.await( () -> imp.getOverlay() != null && imp.getOverlay().size() == 1 );
		hand.click( imp, 57, 24 );
		Hand.awaitMask( tool );
		assertEquals( Box.ofPixels( 57, 24, 32, 35 ), draft().box() );
		assertTrue( draft().points().isEmpty() );
		// A first corner is dropped by Esc, and when clicks mean something else again.
		hand.click( imp, 100, 100 );
		hand.key( imp, KeyEvent.VK_ESCAPE );
		assertNull( Hand.edt( () -> tool.state().corner ) );
		hand.click( imp, 100, 100 );
		hand.button( tool, "Include" );
		assertNull( Hand.edt( () -> tool.state().corner ) );
		hand.click( imp, 73, 41 );
		Hand.awaitMask( tool );
		assertEquals( Prompt.point( 73, 41 ), draft().prompt() );
	}

	@Test
	public void onlyWhatIsSeenAsSelectedIsDeletedAfterUndoAndRedo()
	{
		open( TestImages.open( "blobs" ) );
		label( 73, 41 );
		label( 174, 33 );
		label( 108, 14 );
		hand.click( imp, 73, 41, KeyEvent.VK_CONTROL );
		hand.click( imp, 174, 33, KeyEvent.VK_CONTROL );
		Hand.await( () -> tool.state().selected.size() == 2 );
		// The mouse rests on the third object, which nobody has selected.
		hand.move( imp, 108, 14 );
		hand.key( imp, KeyEvent.VK_M );
		Hand.awaitObjects( tool, 2 );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Z );
		Hand.awaitObjects( tool, 3 );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Y );
		Hand.awaitObjects( tool, 2 );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Z );
		Hand.awaitObjects( tool, 3 );
		hand.key( imp, KeyEvent.VK_DELETE );
		IJ.wait( 300 );
		assertEquals( 3, tool.state().accepted().objects().size() );
		assertTrue( message().startsWith( "Select objects first" ), message() );
		// An object that undo has changed is not selected any more, another one still is; as the table shows.
		hand.click( imp, 73, 41, KeyEvent.VK_CONTROL );
		Hand.await( () -> tool.state().selected.size() == 1 );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Y );
		Hand.awaitObjects( tool, 2 );
		assertTrue( tool.state().selected.isEmpty() );
		hand.click( imp, 108, 14, KeyEvent.VK_CONTROL );
		Hand.await( () -> tool.state().selected.size() == 1 );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Z );
		Hand.awaitObjects( tool, 3 );
		final JTable table = ( JTable ) Hand.find( tool.window(), "objects" );
		assertArrayEquals( new int[] { 2 }, Hand.edt( table::getSelectedRows ) );
		hand.key( imp, KeyEvent.VK_DELETE );
		assertNull( Hand.awaitObjects( tool, 2 ).object( 3 ) );
		// What lies under the mouse is meant once the mouse has moved there; not where it was before it left the image.
		hand.move( imp, 73, 41 );
		hand.move( 1500, 1100 );
		hand.key( imp, KeyEvent.VK_DELETE );
		IJ.wait( 300 );
		assertEquals( 2, tool.state().accepted().objects().size() );
		hand.move( imp, 73, 41 );
		hand.key( imp, KeyEvent.VK_DELETE );
		assertNull( Hand.awaitObjects( tool, 1 ).object( 1 ) );
	}

	@Test
	public void theTableIsSortedAndStillSelectsWhatItShows()
	{
		open( TestImages.open( "blobs" ) );
		label( 73, 41 );
		label( 174, 33 );
		label( 108, 14 );
		final JTable table = ( JTable ) Hand.find( tool.window(), "objects" );
		Hand.edt( () -> {
			table.getRowSorter().toggleSortOrder( 3 );
			return null;
		} );
		final List< Integer > byArea = Hand.edt( () -> Arrays.asList( ( Integer ) table.getValueAt( 0, 0 ),
				( Integer ) table.getValueAt( 1, 0 ), ( Integer ) table.getValueAt( 2, 0 ) ) );
		for ( int i = 1; i < 3; i++ )
			assertTrue( tool.state().accepted().object( byArea.get( i - 1 ) ).mask().area() <= tool.state().accepted()
					.object( byArea.get( i ) ).mask().area() );
		assertEquals( 2, byArea.get( 0 ) );
		Hand.edt( () -> {
			table.setRowSelectionInterval( 0, 0 );
			return null;
		} );
		assertEquals( "[2]", tool.state().selected.toString() );
		hand.click( imp, 73, 41, KeyEvent.VK_CONTROL );
		Hand.await( () -> table.getSelectedRowCount() == 2 );
		assertEquals( byArea.indexOf( 1 ), Hand.edt( table::getSelectedRows )[ 1 ] );
		// One slice and one frame need no columns.
		assertEquals( 4, table.getColumnCount() );
	}

	@Test
	public void theModelsCertaintyIsSaidInWords()
	{
		imp = TestImages.open( "nuclei-he" );
		tool = hand.open( context, imp, 50 );
		for ( final int[] p : new int[][] { { 293, 101 }, { 107, 186 } } )
		{
			final double score = context.service( EfficientSamService.class ).segment( TestImages.open( "nuclei-he" ) ).objectSize( 50 )
					.prompt( Prompt.point( p[ 0 ], p[ 1 ] ) ).run().objects().get( 0 ).score();
			hand.click( imp, p[ 0 ], p[ 1 ] );
			Hand.awaitMask( tool );
			assertEquals( String.format( Locale.ROOT, score < 0.65
					? "Unsure (%.2f) - check or add a point, mask 1 (best)" : "Sure (%.2f), mask 1 (best)", score ), status() );
			assertEquals( p[ 0 ] == 293, score < 0.65 );
			hand.picture( "certainty-" + p[ 0 ] );
		}
		assertEquals( Certainty.UNSURE, Certainty.of( 0.46 ) );
		assertEquals( Certainty.FAIRLY_SURE, Certainty.of( 0.7 ) );
		assertEquals( Certainty.SURE, Certainty.of( 0.796 ) );
	}
}
