// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.SlowLoading;
import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.session.SessionSettings;

/**
 * Models that load slowly, disks that answer slowly, and images that change or go away meanwhile: the tool never stands
 * still, and nothing stays behind.
 */
public class WaitsWindowTest extends WindowTest {

	@TempDir
	Path folder;

	private static EfficientSamService sam()
	{
		return context.service( EfficientSamService.class );
	}

	private static ImagePlus threeSlices( final String title )
	{
		final ImageStack stack = new ImageStack( 256, 254 );
		for ( int i = 0; i < 3; i++ )
			stack.addSlice( TestImages.open( "blobs" ).getProcessor().duplicate() );
		return new ImagePlus( title, stack );
	}

	/** Opens the tool without waiting for anything. */
	private void openAtOnce( final ImagePlus image )
	{
		imp = image;
		imp.show();
		tool = Hand.edt( () -> Interactive.open( sam(), imp, SessionSettings.of( "micro" ), hand ) );
	}

	/** Turns to the second slice and clicks there, before the first one could be read. */
	private void clickWhileNothingIsThere()
	{
		Hand.edt( () -> {
			imp.setSlice( 2 );
			return null;
		} );
		Hand.await( () -> tool.state().plane.z() == 2 );
		Hand.edt( () -> {
			tool.click( 73, 41, true, false );
			tool.hover( 75, 41, true, false );
			return null;
		} );
	}

	private void crop()
	{
		Hand.edt( () -> {
			final ImageStack cropped = new ImageStack( 200, 150 );
			for ( int i = 1; i <= 3; i++ )
			{
				final ImageProcessor ip = imp.getStack().getProcessor( i );
				ip.setRoi( 40, 10, 200, 150 );
				cropped.addSlice( ip.crop() );
			}
			imp.setStack( cropped );
			imp.updateAndDraw();
			return null;
		} );
	}

	private static long workers()
	{
		return Thread.getAllStackTraces().keySet().stream().filter( t -> t.getName().startsWith( "EfficientSAM encoder" )
				|| t.getName().startsWith( "EfficientSAM decoder" ) || t.getName().startsWith( "EfficientSAM finder" ) ).count();
	}

	private static void awaitGone( final List< WeakReference< Object > > references )
	{
		Hand.await( () -> {
			System.gc();
			return references.stream().allMatch( r -> r.get() == null );
		} );
	}

	@Test
	public void imagesCanBeCroppedWhileClicksArePending()
	{
		for ( int i = 0; i < 5; i++ )
		{
			final List< WeakReference< Object > > left = new ArrayList<>();
			try ( SlowLoading slow = new SlowLoading( sam() ) )
			{
				openAtOnce( threeSlices( "cropped" ) );
				left.add( new WeakReference<>( tool.state().images() ) );
				left.add( new WeakReference<>( tool.state().view() ) );
				clickWhileNothingIsThere();
				crop();
				Hand.await( () -> tool.state().images().images().width() == 200 );
				Hand.edt( () -> {
					tool.click( 33, 31, true, false );
					return null;
				} );
				slow.go();
				Hand.awaitMask( tool );
			}
			assertTrue( tool.state().proposal().object().isFound() );
			// The session of the image as it was is gone, though the tool is open.
			awaitGone( left );
			Hand.await( () -> workers() <= 2 );
			hand.close( tool );
			Hand.await( () -> workers() == 0 );
		}
	}

	@Test
	public void imagesCanBeClosedWhileClicksArePending()
	{
		final List< WeakReference< Object > > left = new ArrayList<>();
		for ( int i = 0; i < 10; i++ )
			try ( SlowLoading slow = new SlowLoading( sam() ) )
			{
				openAtOnce( threeSlices( "closed" ) );
				left.add( new WeakReference<>( tool.state().images().session() ) );
				left.add( new WeakReference<>( tool.state().view() ) );
				clickWhileNothingIsThere();
				final CompletableFuture< ? > pending = tool.state().view();
				hand.close( tool );
				assertTrue( pending.isDone() );
				assertNull( Interactive.of( imp ) );
				slow.go();
				Hand.await( () -> workers() == 0 );
			}
		assertEquals( 0, hand.questions.size() );
		assertTrue( IJ.getLog() == null || !IJ.getLog().contains( "closed" ), IJ.getLog() );
		open( TestImages.open( "blobs" ) );
		awaitGone( left );
	}

	@Test
	public void windowsThatAreClosedAfterWorkLeaveNothingBehind()
	{
		final List< WeakReference< Object > > left = new ArrayList<>();
		for ( int i = 0; i < 3; i++ )
		{
			open( TestImages.open( "blobs" ) );
			label( 73, 41 );
			hand.click( imp, 174, 33 );
			left.add( new WeakReference<>( tool.state().images().session() ) );
			hand.close( tool );
		}
		Hand.await( () -> workers() == 0 );
		open( TestImages.open( "nuclei-he" ) );
		awaitGone( left );
	}

	@Test
	public void aModelThatLoadsSlowlyStopsNobody()
	{
		try ( SlowLoading slow = new SlowLoading( sam() ) )
		{
			openAtOnce( threeSlices( "first" ) );
			final Tool first = tool;
			clickWhileNothingIsThere();
			hand.button( tool, "Undo" );
			hand.button( tool, "Redo" );
			Hand.edt( () -> {
				tool.set( tool.state().settings.with( "objectsize", "40" ) );
				return null;
			} );
			hand.button( tool, "Next unlabeled" );
			// Another tool is opened and closed meanwhile.
			openAtOnce( TestImages.open( "blobs" ) );
			Hand.edt( () -> {
				tool.click( 73, 41, true, false );
				return null;
			} );
			IJ.wait( 600 );
			hand.close( tool );
			tool = first;
			imp = first.state().image;
			slow.go();
			Hand.awaitMask( tool );
		}
		Hand.edt( () -> {
			tool.run( Action.ACCEPT );
			return null;
		} );
		Hand.awaitObjects( tool, 1 );
	}

	private static void fifo( final Path file ) throws Exception
	{
		Files.createDirectories( file.getParent() );
		Files.deleteIfExists( file );
		assertEquals( 0, new ProcessBuilder( "mkfifo", file.toString() ).start().waitFor() );
	}

	/** Files that nobody can read before their bytes come are what a network drive is at its worst. */
	@Test
	public void aDiskThatAnswersSlowlyStopsNobody() throws Exception
	{
		open( TestImages.open( "blobs" ) );
		label( 73, 41 );
		label( 174, 33 );
		final Path kept = tool.keeper().file(), saved = folder.resolve( "saved.json" );
		tool.state().images().save( saved, tool.state().settings );
		final byte[] bytes = Files.readAllBytes( saved );
		hand.close( tool );
		Hand.await( () -> !Files.exists( kept ) );
		// What was left behind is read slowly, and offered when it is there.
		fifo( kept );
		openAtOnce( TestImages.open( "blobs" ) );
		assertEquals( kept, tool.keeper().file() );
		Hand.edt( () -> {
			tool.click( 108, 14, true, false );
			return null;
		} );
		Hand.awaitMask( tool );
		assertEquals( segment( imp, Prompt.point( 108, 14 ) ), mask() );
		Hand.edt( () -> {
			tool.run( Action.ACCEPT );
			return null;
		} );
		Hand.awaitObjects( tool, 1 );
		IJ.wait( 400 );
		hand.answers.push( 0 );
		Files.write( kept, bytes );
		Hand.awaitObjects( tool, 2 );
		// What was made meanwhile is one step back.
		hand.button( tool, "Undo" );
		Hand.awaitObjects( tool, 1 );
		hand.button( tool, "Redo" );
		Hand.awaitObjects( tool, 2 );
		// A session that is opened is read slowly, too.
		final Path opened = folder.resolve( "slow.json" );
		fifo( opened );
		hand.answers.addAll( Arrays.asList( opened.toFile(), 0 ) );
		hand.button( tool, "Open session..." );
		IJ.wait( 400 );
		hand.button( tool, "Undo" );
		Hand.awaitObjects( tool, 1 );
		Files.write( opened, bytes );
		Hand.awaitObjects( tool, 2 );
	}
}
