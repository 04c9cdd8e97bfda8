// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.event.KeyEvent;
import java.awt.event.WindowEvent;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import javax.swing.JTable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.SessionFile;

/** Accepted objects in a real window: editing, classes, slices, closing, recovery. */
public class LabelingWindowTest extends WindowTest {

	@TempDir
	Path folder;

	private static short[] pixels( final ImagePlus labels )
	{
		return ( short[] ) labels.getProcessor().getPixels();
	}

	@Test
	public void objectsAreSelectedDeletedMergedAndClassified()
	{
		open( TestImages.open( "blobs" ) );
		final Mask a = label( 73, 41 ).mask(), b = label( 174, 33 ).mask();
		label( 108, 14 );
		hand.answers.addAll( Arrays.asList( "Round", Color.ORANGE ) );
		hand.button( tool, "New class..." );
		hand.click( imp, 73, 41, KeyEvent.VK_CONTROL );
		hand.click( imp, 174, 33, KeyEvent.VK_CONTROL );
		Hand.await( () -> ( ( JTable ) Hand.find( tool.window(), "objects" ) ).getSelectedRowCount() == 2 );
		hand.key( imp, KeyEvent.VK_1 );
		Hand.await( () -> !tool.state().accepted().object( 1 ).objectClass().isEmpty() );
		assertEquals( "Round", tool.state().accepted().object( 2 ).objectClass() );
		hand.picture( "objects" );
		hand.key( imp, KeyEvent.VK_M );
		Hand.awaitObjects( tool, 2 );
		assertEquals( a.area() + b.area(), tool.state().accepted().object( 1 ).mask().area() );
		hand.move( imp, 108, 14 );
		hand.key( imp, KeyEvent.VK_DELETE );
		Hand.awaitObjects( tool, 1 );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Z );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Z );
		Hand.awaitObjects( tool, 3 );
		assertEquals( b, tool.state().accepted().object( 2 ).mask() );
		// The table selects, too.
		Hand.edt( () -> {
			( ( JTable ) Hand.find( tool.window(), "objects" ) ).setRowSelectionInterval( 2, 2 );
			return null;
		} );
		hand.button( tool, "Delete" );
		assertNull( Hand.awaitObjects( tool, 2 ).object( 3 ) );
		hand.button( tool, "To ROI Manager" );
		Hand.await( () -> RoiManager.getInstance() != null && RoiManager.getInstance().getCount() == 2 );
		assertEquals( 1, RoiManager.getInstance().getRoi( 0 ).getGroup() );
		RoiManager.getInstance().reset();
		hand.button( tool, "Class image" );
		final ImagePlus classes = Hand.image( "blobs-classes" );
		assertEquals( a.area() + b.area(), classes.getProcessor().getHistogram()[ 1 ] );
		assertEquals( Color.ORANGE.getRGB(), classes.getProcessor().getLut().getRGB( 1 ) );
	}

	@Test
	public void masksAreChangedWithImageJsOwnTools()
	{
		open( TestImages.open( "blobs" ) );
		final Mask a = label( 73, 41 ).mask();
		hand.click( imp, 73, 41, KeyEvent.VK_CONTROL );
		Hand.await( () -> tool.state().selected.size() == 1 );
		hand.key( imp, KeyEvent.VK_E );
		Hand.await( () -> imp.getRoi() != null );
		assertEquals( "brush", IJ.getToolName() );
		assertTrue( imp.getRoi().contains( 73, 41 ) );
		imp.setRoi( new Roi( 60, 30, 20, 20 ) );
		hand.enter( imp );
		Hand.await( () -> tool.state().accepted().object( 1 ).mask().area() == 400 );
		assertEquals( 1, tool.state().accepted().objects().size() );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Z );
		Hand.await( () -> tool.state().accepted().object( 1 ).mask().equals( a ) );
		hand.button( tool, "Drop" );
		// A piece is added to the selected object, and another one cut off.
		Hand.edt( () -> InteractiveTool.isSelected() || select() );
		hand.click( imp, 73, 41, KeyEvent.VK_CONTROL );
		Hand.await( () -> tool.state().selected.size() == 1 );
		IJ.setTool( "rectangle" );
		imp.setRoi( new Roi( 0, 0, 10, 10 ) );
		Hand.awaitMask( tool );
		hand.button( tool, "Add selection" );
		imp.setRoi( new OvalRoi( 68, 36, 10, 10 ) );
		IJ.wait( 500 );
		hand.button( tool, "Cut selection" );
		hand.enter( imp );
		Hand.await( () -> tool.state().accepted().object( 1 ).mask().contains( 5, 5 ) );
		assertTrue( !tool.state().accepted().object( 1 ).mask().contains( 73, 41 ) );
		assertEquals( 1, tool.state().accepted().objects().size() );
	}

	private static boolean select()
	{
		InteractiveTool.select();
		return true;
	}

	@Test
	public void slicesHaveLabelsOfTheirOwn()
	{
		final ImageStack stack = new ImageStack( 256, 254 );
		for ( int i = 0; i < 3; i++ )
		{
			stack.addSlice( TestImages.open( "blobs" ).getProcessor().duplicate() );
			stack.getProcessor( i + 1 ).translate( 10 * i, 0 );
		}
		final ImagePlus image = new ImagePlus( "three.tif", stack );
		image.getCalibration().pixelWidth = 0.5;
		open( image );
		final Mask first = label( 73, 41 ).mask();
		// The next slice is encoded before anybody goes there.
		Hand.await( () -> tool.state().images().embed( new Plane( 2, 1 ), tool.state().settings ).cache().size() > 0 );
		imp.setSlice( 3 );
		Hand.await( () -> tool.state().plane.z() == 3 );
		final Mask third = label( 93, 41 ).mask();
		assertEquals( first.area(), third.area(), 0.05 * first.area() );
		assertEquals( first.x() + 20, third.x(), 2 );
		hand.click( imp, 190, 33 );
		imp.setSlice( 1 );
		Hand.await( () -> tool.state().plane.z() == 1 && tool.state().draft() == null );
		assertEquals( 1, tool.state().accepted().objects( Plane.FIRST ).size() );
		// Undo goes back to where it was done.
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Z );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Z );
		Hand.await( () -> tool.state().plane.z() == 3 && tool.state().accepted().objects().size() == 1 );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Y );
		Hand.awaitObjects( tool, 2 );
		hand.button( tool, "Label image" );
		final ImagePlus labels = Hand.image( "three-labels" );
		assertEquals( 3, labels.getStackSize() );
		assertEquals( 0.5, labels.getCalibration().pixelWidth );
		for ( int i = 1; i <= 3; i++ )
			assertEquals( i == 2 ? 0 : i == 1 ? 1 : 2, labels.getStack().getProcessor( i ).getStats().max );
		// The label image follows.
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Z );
		Hand.awaitObjects( tool, 1 );
		assertEquals( 0, labels.getStack().getProcessor( 3 ).getStats().max );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Y );
		Hand.awaitObjects( tool, 2 );
		assertEquals( 2, labels.getStack().getProcessor( 3 ).getStats().max );
	}

	@Test
	public void theNextUnlabeledObjectIsFound()
	{
		open( TestImages.open( "blobs" ) );
		final Mask a = label( 73, 41 ).mask();
		hand.key( imp, KeyEvent.VK_N );
		Hand.awaitMask( tool );
		assertEquals( 1, tool.state().draft().points().size() );
		assertTrue( tool.state().mask( tool.state().draft() ).area() > 30 );
		assertEquals( 0, a.intersection( tool.state().mask( tool.state().draft() ) ), 5 );
	}

	@Test
	public void closingAsksAndCanBeCanceled()
	{
		open( TestImages.open( "blobs" ) );
		label( 73, 41 );
		hand.answers.push( 3 );
		closeWindow();
		Hand.await( () -> hand.questions.size() == 1 );
		assertNotNull( Interactive.of( imp ) );
		final File json = folder.resolve( "my work.session.json" ).toFile();
		hand.answers.addAll( Arrays.asList( 1, json ) );
		final short[] labels = pixels( tool.state().images().labels() );
		closeWindow();
		Hand.await( () -> Interactive.of( imp ) == null );
		Hand.await( () -> new File( folder.toFile(), "my work-labels.tif" ).exists() );
		assertArrayEquals( labels, pixels( IJ.openImage( new File( folder.toFile(), "my work-labels.tif" ).getPath() ) ) );
		assertEquals( 1, SessionFile.read( json.toPath() ).state().objects().size() );
		// The outlines stay, and the session goes on when the tool is opened again.
		assertEquals( 1, imp.getOverlay().size() );
		tool = hand.open( context, imp, 0 );
		assertEquals( 1, tool.state().accepted().objects().size() );
	}

	private void closeWindow()
	{
		Hand.edt( () -> {
			tool.window().dispatchEvent( new WindowEvent( tool.window(), WindowEvent.WINDOW_CLOSING ) );
			return null;
		} );
	}

	@Test
	public void whatCannotBeSavedWhileClosingIsKept() throws Exception
	{
		open( TestImages.open( "blobs" ) );
		label( 73, 41 );
		final Path kept = tool.keeper().file(), blocked = folder.resolve( "file" );
		Files.write( blocked, new byte[] { 1 } );
		hand.answers.addAll( Arrays.asList( 1, blocked.resolve( "x.json" ).toFile() ) );
		closeWindow();
		Hand.await( () -> IJ.getLog() != null && IJ.getLog().contains( kept.toString() ) );
		IJ.wait( 300 );
		assertEquals( 1, SessionFile.read( kept ).state().objects().size() );
	}

	@Test
	public void closingTheImageLosesNothing()
	{
		open( TestImages.open( "blobs" ) );
		label( 73, 41 );
		final short[] before = pixels( tool.state().images().labels() );
		hand.answers.push( 0 );
		Hand.edt( () -> {
			imp.changes = false;
			imp.close();
			return null;
		} );
		Hand.image( "blobs-labels" );
		assertEquals( 1, hand.questions.size() );
		assertArrayEquals( before, pixels( WindowManager.getImage( "blobs-labels" ) ) );
		assertNull( Interactive.of( imp ) );
	}

	@Test
	public void whatWasNotSavedIsRecovered() throws Exception
	{
		open( TestImages.open( "blobs" ) );
		label( 73, 41 );
		label( 174, 33 );
		final short[] before = pixels( tool.state().images().labels() );
		// An ImageJ that ends unexpectedly leaves its file behind.
		final Path home = new File( System.getProperty( "efficientsam.home" ), "sessions" ).toPath();
		Hand.await( () -> home.toFile().list() != null && Arrays.stream( home.toFile().list() ).filter( n -> n.startsWith( "blobs-" ) )
				.count() == 2 &&
				SessionFile.read( autosaved( home ) ).state().objects().size() == 2 );
		final byte[] file = Files.readAllBytes( autosaved( home ) );
		final Path place = autosaved( home );
		hand.close( tool );
		Hand.await( () -> !Files.exists( place ) );
		Files.write( place, file );
		hand.answers.push( 0 );
		open( TestImages.open( "blobs" ) );
		assertTrue( hand.questions.get( hand.questions.size() - 1 ).contains( "2 object(s)" ), hand.questions.toString() );
		assertArrayEquals( before, pixels( tool.state().images().labels() ) );
		assertEquals( 3, label( 108, 14 ).id() );
		// A damaged file is put aside.
		hand.close( tool );
		Hand.await( () -> !Files.exists( place ) );
		Files.write( place, Arrays.copyOf( file, file.length / 2 ) );
		open( TestImages.open( "blobs" ) );
		assertEquals( 0, tool.state().accepted().objects().size() );
		assertTrue( message().contains( "damaged" ), message() );
		assertTrue( Files.deleteIfExists( place.resolveSibling( place.getFileName() + ".damaged" ) ) );
	}

	private static Path autosaved( final Path home )
	{
		return Arrays.stream( home.toFile().listFiles() ).filter( f -> f.getName().startsWith( "blobs-" )
				&& f.getName().endsWith( ".json" ) ).findFirst().get().toPath();
	}

	@Test
	public void sessionsAreOpened()
	{
		open( TestImages.open( "blobs" ) );
		label( 73, 41 );
		final File json = folder.resolve( "s.json" ).toFile();
		hand.answers.add( json );
		hand.button( tool, "Save session..." );
		Hand.await( () -> message() != null && message().startsWith( "Saved" ) );
		label( 174, 33 );
		hand.answers.addAll( Arrays.asList( json, 0 ) );
		hand.button( tool, "Open session..." );
		Hand.awaitObjects( tool, 1 );
		hand.answers.addAll( Arrays.asList( new File( folder.toFile(), "none.json" ), 0 ) );
		hand.button( tool, "Open session..." );
		Hand.await( () -> message().contains( "there is no such file" ) );
		assertEquals( 1, tool.state().accepted().objects().size() );
	}
}
