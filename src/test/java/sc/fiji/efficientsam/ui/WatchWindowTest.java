// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

import ij.IJ;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.SlowLoading;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.session.SessionFile;

/** The watch that all tests in windows have sees what it is there for. */
public class WatchWindowTest {

	@TempDir
	Path folder;

	/** What the watch says about something that is done on the event thread. */
	private static String seen( final Callable< ? > work )
	{
		VirtualScreen.require();
		final EventThreadWatch watch = new EventThreadWatch();
		Hand.edt( () -> true );
		IJ.wait( 100 );
		Hand.edt( work );
		return assertThrows( AssertionError.class, watch::close ).getMessage();
	}

	@Test
	public void waitingForAModelIsSeen() throws Exception
	{
		VirtualScreen.require();
		try ( Context context = new Context(); SlowLoading slow = new SlowLoading( context.service( EfficientSamService.class ) ) )
		{
			final EfficientSamService sam = context.service( EfficientSamService.class );
			final CompletableFuture< ? > loads = CompletableFuture.runAsync( () -> sam.model( "micro", Device.CPU ) );
			assertTrue( slow.begun.await( 1, TimeUnit.MINUTES ) );
			CompletableFuture.runAsync( () -> {
				IJ.wait( 1500 );
				slow.go();
			} );
			final String message = seen( () -> sam.model( "micro", Device.CPU ) );
			assertTrue( message.contains( "DefaultEfficientSamService.model" ), message );
			loads.get( 1, TimeUnit.MINUTES );
		}
	}

	@Test
	public void waitingForAFileIsSeen() throws IOException, InterruptedException
	{
		VirtualScreen.require();
		final Path fifo = folder.resolve( "slow.json" );
		assertTrue( new ProcessBuilder( "mkfifo", fifo.toString() ).start().waitFor() == 0 );
		CompletableFuture.runAsync( () -> {
			IJ.wait( 1500 );
			try
			{
				Files.write( fifo, "{}".getBytes() );
			}
			catch ( final IOException e )
			{
				throw new IllegalStateException( e );
			}
		} );
		final String message = seen( () -> assertThrows( IllegalArgumentException.class, () -> SessionFile.read( fifo ) ) );
		assertTrue( message.contains( "SessionFile.read" ), message );
	}

	/** What computes is not waiting, and what a test does is not our code's affair. */
	@Test
	public void workAndTestsAreNotSeen()
	{
		VirtualScreen.require();
		try ( EventThreadWatch watch = new EventThreadWatch() )
		{
			Hand.edt( () -> true );
			Hand.edt( () -> {
				final long end = System.nanoTime() + 500_000_000L;
				while ( System.nanoTime() < end )
					continue;
				Thread.sleep( 500 );
				return null;
			} );
		}
	}
}
