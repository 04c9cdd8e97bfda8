// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.event.KeyEvent;
import java.io.File;
import java.util.Arrays;
import java.util.concurrent.Callable;

import javax.swing.JComboBox;
import javax.swing.JSpinner;
import javax.swing.JTable;

import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;

import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.command.LegacyMacros;
import sc.fiji.efficientsam.image.ContrastMode;
import sc.fiji.efficientsam.image.ImageSettings;
import sc.fiji.efficientsam.segment.EmbeddingCache;

/** What is done with the tool is recorded, and the recorded macro gives the same labels, bit for bit. */
public class ReplayWindowTest extends RecorderTest {

	@Test
	public void aWholeSessionIsReplayed()
	{
		imp = TestImages.open( "blobs" );
		imp.setTitle( "blobs with spaces.tif" );
		final ImagePlus copy = imp.duplicate();
		copy.setTitle( imp.getTitle() );
		tool = hand.open( context, imp, 0 );
		record();
		label( 73, 41 );
		hand.drag( imp, 155, 15, 190, 50 );
		hand.click( imp, 160, 20, KeyEvent.VK_ALT );
		hand.key( imp, KeyEvent.VK_TAB );
		Hand.awaitMask( tool );
		hand.enter( imp );
		Hand.awaitObjects( tool, 2 );
		label( 108, 14 );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Z );
		hand.key( imp, KeyEvent.VK_ESCAPE );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Z );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Y );
		label( 20, 14 );
		hand.answers.addAll( Arrays.asList( "Round one", Color.ORANGE ) );
		hand.button( tool, "New class..." );
		( ( JComboBox< ? > ) Hand.find( tool.window(), "overlap" ) ).setSelectedIndex( 1 );
		hand.drag( imp, 60, 30, 100, 60 );
		Hand.awaitMask( tool );
		hand.enter( imp );
		Hand.await( () -> tool.state().accepted().lastId() == 4 );
		// With pixels that were drawn by hand.
		hand.click( imp, 20, 14, KeyEvent.VK_CONTROL );
		Hand.await( () -> tool.state().selected.size() == 1 );
		IJ.setTool( "freehand" );
		imp.setRoi( new Roi( 0, 0, 25, 9 ) );
		IJ.wait( 500 );
		hand.button( tool, "Cut selection" );
		hand.enter( imp );
		Hand.edt( () -> {
			InteractiveTool.select();
			( ( JSpinner ) Hand.find( tool.window(), "objectsize" ) ).setValue( 33.0 );
			return null;
		} );
		Hand.await( () -> tool.state().settings.segment().objectSize() == 33 && tool.state().view().isDone() );
		label( 197, 16 );
		hand.picture( "recorded" );
		final String macro = macro();
		assertTrue( macro.contains( "objectclass=[Round one]" ) && macro.contains( "action=undo" ) && macro.contains( "mask=[" )
				&& macro.contains( "objectsize=33.0" ), macro );
		// The size is always written, as dialogs remember another one.
		assertTrue( macro.split( "\n" )[ 1 ].matches( ".*objectsize=[1-9][0-9.]*\".*" ), macro );
		final ImagePlus expected = tool.state().images().labels();
		// On the same image, which has labels already, and on a fresh one.
		LegacyMacros.run( macro + "close(\"blobs with spaces-labels\");", "" );
		assertSame( expected, tool.state().images().labels() );
		Hand.await( () -> ( ( JTable ) Hand.find( tool.window(), "objects" ) ).getRowCount() == tool.state().accepted().objects().size() );
		hand.close( tool );
		assertSame( expected, replay( copy, macro ) );
	}

	private void undoUntil( final Callable< Boolean > condition )
	{
		for ( int i = 0; i < 20 && !Hand.edt( condition ); i++ )
			hand.button( tool, "Undo" );
		Hand.await( condition );
	}

	@Test
	public void sessionsThatAreOpenedAreRecorded()
	{
		imp = TestImages.open( "blobs" );
		imp.setTitle( "opened.tif" );
		final ImagePlus copy = imp.duplicate();
		copy.setTitle( imp.getTitle() );
		tool = hand.open( context, imp, 0 );
		label( 73, 41 );
		label( 174, 33 );
		final File json = folder.resolve( "two.json" ).toFile();
		tool.state().images().save( json.toPath(), tool.state().settings );
		undoUntil( () -> tool.state().accepted().objects().size() == 1 );
		record();
		label( 108, 14 );
		hand.answers.addAll( Arrays.asList( json, 0 ) );
		hand.button( tool, "Open session..." );
		Hand.await( () -> tool.state().accepted().objects().size() == 2 && tool.state().accepted().object( 2 ).mask().contains( 174, 33 ) );
		label( 20, 14 );
		// Back before the session was opened, which was one step here and two in a macro, and another one back.
		undoUntil( () -> tool.state().accepted().objects().size() == 2 && tool.state().accepted().object( 2 ).mask().contains( 108, 14 ) );
		undoUntil( () -> tool.state().accepted().objects().size() == 1 );
		label( 197, 16 );
		final String macro = macro();
		final ImagePlus expected = tool.state().images().labels();
		hand.close( tool );
		assertSame( expected, replay( copy, macro ) );
	}

	@Test
	public void slicesOf16BitStacksAreReplayed()
	{
		final ImageStack stack = new ImageStack( 256, 254 );
		for ( int i = 0; i < 2; i++ )
		{
			stack.addSlice( TestImages.open( "blobs" ).getProcessor().convertToShort( false ) );
			stack.getProcessor( i + 1 ).multiply( 100 - 50 * i );
			stack.getProcessor( i + 1 ).translate( 15 * i, 0 );
		}
		imp = new ImagePlus( "two.tif", stack );
		final ImagePlus copy = imp.duplicate();
		copy.setTitle( "two.tif" );
		tool = hand.open( context, imp, 0 );
		label( 73, 41 );
		// What was done before is recorded, too.
		record();
		imp.setSlice( 2 );
		Hand.await( () -> tool.state().plane.z() == 2 );
		label( 88, 41 );
		( ( JComboBox< ? > ) Hand.find( tool.window(), "contrast" ) ).setSelectedItem( "display" );
		Hand.await( () -> tool.state().settings.get( ImageSettings.CONTRAST ) == ContrastMode.DISPLAY && tool.state().view().isDone() );
		final EmbeddingCache before = tool.state().view().join().image().cache();
		imp.setDisplayRange( 3000, 20000 );
		imp.updateAndDraw();
		Hand.await( () -> tool.state().view().isDone() && tool.state().view().join().image().cache() != before );
		label( 189, 33 );
		assertEquals( 2, tool.state().accepted().objects().stream().filter( o -> o.plane().z() == 2 ).count() );
		final ImagePlus expected = tool.state().images().labels();
		hand.close( tool );
		assertSame( expected, replay( copy, macro() ) );
	}
}
