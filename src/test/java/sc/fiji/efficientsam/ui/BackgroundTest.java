// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.swing.SwingUtilities;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.SessionSettings;

/** Tests {@link Embedder} and {@link Decoder} on a real image with the real model: what is told, in which thread, and what is left out. */
public class BackgroundTest {

	private static final SessionSettings SETTINGS = SessionSettings.of( "micro" );

	private static Context context;

	private static ImageSession session;

	/** What was told on the event thread. */
	private final BlockingQueue< Object > told = new LinkedBlockingQueue<>();

	@BeforeAll
	public static void open()
	{
		context = new Context();
		session = context.service( EfficientSamService.class ).session( TestImages.open( "blobs" ) );
	}

	@AfterAll
	public static void close()
	{
		context.dispose();
	}

	private void tell( final Object what )
	{
		assertTrue( SwingUtilities.isEventDispatchThread() );
		told.add( what );
	}

	private Object next() throws InterruptedException
	{
		final Object what = told.poll( 1, TimeUnit.MINUTES );
		assertTrue( what != null, "Nothing was told for a minute." );
		return what;
	}

	private ToolState state()
	{
		final ToolState state = new ToolState( session.image(), SETTINGS );
		state.begin( session );
		state.observe( new ToolState.Observer()
		{
			@Override
			public void encoded( final int done, final int total )
			{
				tell( done + " of " + total );
			}
		} );
		return state;
	}

	private Embedder embedder( final ToolState state )
	{
		return new Embedder( state, () -> tell( "changed" ), this::tell );
	}

	@Test
	public void neighborsAreAlongTheAxisThatTheImageHas()
	{
		final ImagePlus slices = IJ.createHyperStack( "z", 8, 8, 2, 3, 1, 8 ), frames = IJ.createHyperStack( "t", 8, 8, 1, 1, 3, 8 );
		assertEquals( Arrays.asList( new Plane( 3, 1 ), new Plane( 1, 1 ) ), Embedder.neighbors( slices, new Plane( 2, 1 ) ) );
		assertEquals( Arrays.asList( new Plane( 2, 1 ) ), Embedder.neighbors( slices, new Plane( 3, 1 ) ) );
		assertEquals( Arrays.asList( new Plane( 1, 2 ) ), Embedder.neighbors( frames, new Plane( 1, 1 ) ) );
		assertEquals( Collections.emptyList(), Embedder.neighbors( IJ.createImage( "one", 8, 8, 1, 8 ), Plane.FIRST ) );
	}

	@Test
	public void aPlaneIsEncodedAndThenUsedForMasks() throws Exception
	{
		final ToolState state = state();
		try ( Embedder embedder = embedder( state ); Decoder decoder = new Decoder() )
		{
			embedder.turnTo( Plane.FIRST, SETTINGS, 10, 10, Collections.emptyList() );
			final CompletableFuture< View > image = state.view();
			assertEquals( "0 of 1", next() );
			assertEquals( "1 of 1", next() );
			assertTrue( image.isDone() );
			decoder.decode( image, Prompt.point( 125, 90 ), 0, ( v, p ) -> tell( p.object().mask() ), this::tell );
			assertEquals( ImageSession.propose( image.get().image(), Prompt.point( 125, 90 ), 0, SETTINGS ).object().mask(), next() );
			// NB: a plane that looks as it did is not encoded anew, and nobody hears of it.
			embedder.check( Plane.FIRST, SETTINGS, 10, 10 );
			decoder.decode( image, Prompt.point( 10, 10 ), 0, ( v, p ) -> tell( "done" ), this::tell );
			assertEquals( "done", next() );
			assertSame( image, state.view() );
		}
	}

	@Test
	public void whoeverWaitsForAPlaneThatNobodyLooksAtAnyMoreIsCanceled()
	{
		final ToolState state = state();
		final Embedder embedder = embedder( state );
		embedder.turnTo( Plane.FIRST, SETTINGS, 0, 0, Collections.emptyList() );
		final CompletableFuture< View > first = state.view();
		embedder.turnTo( Plane.FIRST, SETTINGS, 0, 0, Collections.emptyList() );
		assertTrue( first.isDone() );
		embedder.close();
		assertTrue( state.view().isDone() );
		embedder.turnTo( Plane.FIRST, SETTINGS, 0, 0, Collections.emptyList() );
		assertThrows( CancellationException.class, () -> state.view().get() );
	}

	@Test
	public void aModelThatIsNotThereFailsOnce() throws Exception
	{
		final ToolState state = state();
		try ( Embedder embedder = embedder( state ); Decoder decoder = new Decoder() )
		{
			embedder.turnTo( Plane.FIRST, SessionSettings.of( "nothing" ), 0, 0, Collections.emptyList() );
			final CompletableFuture< View > image = state.view();
			// NB: nothing is being prepared any more.
			assertEquals( "1 of 1", next() );
			final String message = ( ( Throwable ) next() ).getMessage();
			assertTrue( message.contains( "There is no model \"nothing\"" ), message );
			decoder.decode( image, Prompt.point( 1, 1 ), 0, ( v, p ) -> tell( p ), e -> tell( e.getMessage() ) );
			assertEquals( message, next() );
		}
	}

	@Test
	public void previewsAreShownWhileTheMouseMovesOn() throws Exception
	{
		try ( Decoder decoder = new Decoder() )
		{
			final CompletableFuture< View > image = CompletableFuture.completedFuture( View.of( session, Plane.FIRST, SETTINGS ) );
			decoder.decode( image, Prompt.point( 10, 10 ), 0, ( v, p ) -> tell( "encoded" ), this::tell );
			assertEquals( "encoded", next() );
			// NB: a place is left before its mask is there.
			for ( int i = 0; i < 60_000 && told.size() < 3; i++ )
			{
				decoder.preview( image, Prompt.point( 10 + i % 200, 10 ), ( v, p ) -> tell( p ), this::tell );
				Thread.sleep( 1 );
			}
			assertTrue( told.size() >= 3 );
			// When the mouse has left, nothing more comes.
			decoder.cancelPreview();
			SwingUtilities.invokeAndWait( told::clear );
			decoder.decode( image, Prompt.point( 10, 10 ), 0, ( v, p ) -> tell( "last" ), this::tell );
			assertEquals( "last", next() );
			assertTrue( told.isEmpty(), told.toString() );
		}
	}

	@Test
	public void onlyTheNewestPromptIsAnswered() throws Exception
	{
		try ( Decoder decoder = new Decoder() )
		{
			final CompletableFuture< View > image = new CompletableFuture<>(), canceled = new CompletableFuture<>();
			for ( int i = 0; i < 5; i++ )
			{
				final int n = i;
				decoder.decode( image, Prompt.point( 10 + i, 10 ), 0, ( v, p ) -> tell( n ), this::tell );
			}
			// NB: a preview is made only of what is there.
			decoder.preview( image, Prompt.point( 3, 3 ), ( v, p ) -> tell( "preview" ), this::tell );
			image.complete( View.of( session, Plane.FIRST, SETTINGS ) );
			assertEquals( 4, next() );
			decoder.decode( canceled, Prompt.point( 10, 10 ), 0, ( v, p ) -> tell( p ), this::tell );
			canceled.cancel( false );
			decoder.preview( image, Prompt.point( 10, 10 ), ( v, p ) -> tell( "preview" ), this::tell );
			assertEquals( "preview", next() );
			decoder.decode( image, Prompt.point( 10, 10 ), 0, ( v, p ) -> tell( "dropped" ), this::tell );
			decoder.cancel();
		}
		SwingUtilities.invokeAndWait( () -> {} );
		assertFalse( told.contains( "dropped" ) );
		assertTrue( told.isEmpty(), told.toString() );
	}
}
