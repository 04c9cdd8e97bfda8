// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.event.WindowEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import ij.ImageListener;
import ij.ImagePlus;
import ij.WindowManager;

import sc.fiji.efficientsam.TestImages;

/** Labels that stay when the tool closes are made in another thread, and nothing goes on before they are there. */
public class KeepWindowTest extends WindowTest {

	@Test
	public void closingDoesNotMakeTheUserWaitForLabels()
	{
		open( TestImages.open( "blobs" ) );
		label( 73, 41 );
		label( 174, 33 );
		final short[] expected = ( short[] ) tool.state().images().labels().getProcessor().getPixels();
		final Path kept = tool.keeper().file();
		Hand.await( () -> Files.exists( kept ) );
		hand.answers.push( 0 );
		final CompletableFuture< Void > shown = Hand.edt( () -> {
			final CompletableFuture< Void > closing = tool.close( true );
			// The tool is gone, its labels are on their way.
			assertFalse( closing.isDone() );
			assertFalse( tool.window().isVisible() );
			assertEquals( null, WindowManager.getImage( "blobs-labels" ) );
			return closing;
		} );
		shown.join();
		assertArrayEquals( expected, ( short[] ) WindowManager.getImage( "blobs-labels" ).getProcessor().getPixels() );
		// Only now is what was kept for an accident not needed any more.
		Hand.await( () -> !Files.exists( kept ) );
	}

	@Test
	public void anImageIsClosedWhenItsLabelsAreThere()
	{
		open( TestImages.open( "blobs" ) );
		label( 73, 41 );
		final AtomicBoolean there = new AtomicBoolean(), closed = new AtomicBoolean();
		final ImageListener listener = new ImageListener()
		{
			@Override
			public void imageOpened( final ImagePlus image )
			{}

			@Override
			public void imageUpdated( final ImagePlus image )
			{}

			@Override
			public void imageClosed( final ImagePlus image )
			{
				if ( image != imp )
					return;
				there.set( WindowManager.getImage( "blobs-labels" ) != null );
				closed.set( true );
			}
		};
		ImagePlus.addImageListener( listener );
		try
		{
			hand.answers.push( 0 );
			Hand.edt( () -> {
				imp.changes = false;
				imp.getWindow().dispatchEvent( new WindowEvent( imp.getWindow(), WindowEvent.WINDOW_CLOSING ) );
				return null;
			} );
			Hand.await( closed::get );
			assertTrue( there.get() );
			assertEquals( 1, hand.questions.size() );
		}
		finally
		{
			ImagePlus.removeImageListener( listener );
		}
	}
}
