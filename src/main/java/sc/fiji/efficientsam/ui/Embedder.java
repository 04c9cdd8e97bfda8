// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import javax.swing.SwingUtilities;

import ij.ImagePlus;

import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.everything.Tiling;
import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.FramePlanner;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.util.Daemons;

/**
 * Encodes in the background, in one thread of its own: first the frame under the user's eyes, then
 * the rest of the plane as clicks will need it, then neighboring planes. To be
 * used from the event thread.
 */
final class Embedder implements AutoCloseable {

	/** Most frames of a plane that are encoded before anybody asks for them. */
	private static final int MAX_FRAMES = 100;

	private final ToolState state;
	private final ImageSession session;
	private final Runnable changed;
	private final Consumer< Throwable > failed;
	private final ExecutorService thread = Daemons.single( "EfficientSAM encoder" );
	private volatile int generation;
	private volatile boolean closed;
	/** Counts how often the tool turned to a plane. */
	private volatile int turns;

	/**
	 * @param state
	 *            is given the views of its session
	 * @param changed
	 *            is told on the event thread that the present plane does not look to the model as it did before
	 * @param failed
	 *            is told on the event thread why something could not be encoded
	 */
	Embedder( final ToolState state, final Runnable changed, final Consumer< Throwable > failed )
	{
		this.state = state;
		this.session = state.images();
		this.changed = changed;
		this.failed = failed;
	}

	/** The planes before and after one: slices, or frames where there is one slice. */
	static List< Plane > neighbors( final ImagePlus imp, final Plane plane )
	{
		final List< Plane > planes = new ArrayList<>();
		final boolean time = imp.getNSlices() == 1;
		for ( final int d : new int[] { 1, -1 } )
		{
			final int z = plane.z() + ( time ? 0 : d ), t = plane.t() + ( time ? d : 0 );
			if ( z >= 1 && z <= imp.getNSlices() && t >= 1 && t <= imp.getNFrames() )
				planes.add( new Plane( z, t ) );
		}
		return planes;
	}

	/**
	 * Turns to a plane.
	 *
	 * @param x
	 *            where the user looks
	 * @param neighbors
	 *            planes to be encoded after it
	 */
	void turnTo( final Plane plane, final SessionSettings settings, final double x, final double y, final List< Plane > neighbors )
	{
		final CompletableFuture< View > mine = new CompletableFuture<>();
		state.setView( mine );
		final int g = ++generation;
		turns++;
		submit( () -> {
			if ( g != generation )
				return;
			try
			{
				final View view = View.of( session, plane, settings );
				mine.complete( view );
				encode( view.image(), settings, x, y, g, true );
				for ( final Plane p : neighbors )
					if ( g == generation )
						encode( session.embed( p, settings ), settings, x, y, g, false );
			}
			catch ( final RuntimeException | Error e )
			{
				fail( mine, e, g );
			}
		} );
	}

	/** Looks whether the plane's pixels or contrast have changed, and encodes it anew if so. */
	void check( final Plane plane, final SessionSettings settings, final double x, final double y )
	{
		// NB: not whether what is current was replaced: another check may have done that, and the image may have changed since.
		final int turn = turns;
		submit( () -> {
			final int g = generation;
			if ( closed || turn != turns )
				return;
			try
			{
				final View now = View.of( session, plane, settings );
				SwingUtilities.invokeLater( () -> {
					final View shown = state.view().isCompletedExceptionally() ? null : state.view().getNow( null );
					// NB: a plane that looks the same has the same embeddings.
					if ( closed || turn != turns || shown != null && shown.image().cache() == now.image().cache() )
						return;
					state.setView( CompletableFuture.completedFuture( now ) );
					final int mine = ++generation;
					changed.run();
					state.redraw();
					submit( () -> encode( now.image(), settings, x, y, mine, true ) );
				} );
			}
			catch ( final RuntimeException | Error e )
			{
				fail( new CompletableFuture<>(), e, g );
			}
		} );
	}

	private void submit( final Runnable r )
	{
		try
		{
			thread.submit( () -> {
				try
				{
					r.run();
				}
				catch ( final RuntimeException | Error e )
				{
					fail( new CompletableFuture<>(), e, generation );
				}
			} );
		}
		catch ( final RejectedExecutionException e )
		{
			// NB: the window was closed meanwhile.
			state.view().cancel( false );
		}
	}

	private void fail( final CompletableFuture< View > future, final Throwable e, final int g )
	{
		future.completeExceptionally( e );
		if ( g == generation )
			SwingUtilities.invokeLater( () -> {
				state.encoded( 1, 1 );
				failed.accept( e );
			} );
	}

	private void encode( final EmbeddedImage image, final SessionSettings settings, final double x, final double y, final int g,
			final boolean report )
	{
		final List< Frame > frames = frames( image, settings, x, y );
		for ( int i = 0; i < frames.size() && g == generation; i++ )
		{
			report( report, i, frames.size(), g );
			image.embedding( frames.get( i ) );
		}
		report( report, frames.size(), frames.size(), g );
	}

	private void report( final boolean wanted, final int done, final int total, final int g )
	{
		if ( wanted )
			SwingUtilities.invokeLater( () -> {
				if ( g == generation )
					state.encoded( done, total );
			} );
	}

	/** The frames that clicks anywhere will need, the one nearest to (x, y) first. */
	private static List< Frame > frames( final EmbeddedImage image, final SessionSettings settings, final double x, final double y )
	{
		final int w = image.image().width(), h = image.image().height();
		final FramePlanner planner = new FramePlanner( w, h, image.model().info() );
		final Tiling tiling = new Tiling( planner, w, h, planner.scale( Prompt.point( 0, 0 ),
				image.typicalSize( settings.segment().objectSize() ) ) );
		final List< Frame > frames = new ArrayList<>();
		for ( int i = 0; i < tiling.size(); i++ )
			frames.add( tiling.frame( i ) );
		frames.sort( Comparator.comparingDouble( f -> Math.hypot( f.x() + f.width() / 2.0 - x, f.y() + f.height() / 2.0 - y ) ) );
		return frames.subList( 0, Math.min( MAX_FRAMES, frames.size() ) );
	}

	/** Ends with the frame at hand. NB: no interrupts, which would break a file that is being read, or a model that others wait for. */
	@Override
	public void close()
	{
		closed = true;
		generation++;
		state.view().cancel( false );
		thread.shutdown();
	}
}
