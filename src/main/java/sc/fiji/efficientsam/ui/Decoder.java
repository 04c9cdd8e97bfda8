// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import javax.swing.SwingUtilities;

import sc.fiji.efficientsam.ImageSession.Proposal;
import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.Segmenter;
import sc.fiji.efficientsam.util.Daemons;

/**
 * Makes masks in the background, in one thread of its own, beside the one that encodes. Work
 * that was overtaken by newer work is left out, and the thread never waits for an image: work begins
 * when the image is there. To be used from the event thread.
 */
final class Decoder implements AutoCloseable {

	private final ExecutorService thread = Daemons.single( "EfficientSAM decoder" );
	private volatile int newest;
	private volatile int newestHover;
	/** Counts how often previews were dropped. */
	private volatile int drops;

	/**
	 * Segments a prompt, as soon as the image is there; never if it is canceled.
	 *
	 * @param done
	 *            is given what the model saw and the result, on the event thread, unless newer work was asked
	 *            for meanwhile
	 * @param failed
	 *            is told on the event thread why there is none
	 */
	void decode( final CompletableFuture< View > view, final Prompt prompt, final int choice, final BiConsumer< View, Proposal > done,
			final Consumer< Throwable > failed )
	{
		final int mine = ++newest;
		cancelPreview();
		view.whenCompleteAsync( ( seen, e ) -> {
			if ( mine != newest )
				return;
			final Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
			if ( cause == null )
				propose( seen, prompt, choice, () -> mine == newest, done, failed );
			else if ( !( cause instanceof CancellationException ) )
				SwingUtilities.invokeLater( () -> failed.accept( cause ) );
		}, this::submit );
	}

	private static void propose( final View view, final Prompt prompt, final int choice, final BooleanSupplier wanted,
			final BiConsumer< View, Proposal > done, final Consumer< Throwable > failed )
	{
		try
		{
			final Proposal p = ImageSession.propose( view.image(), prompt, choice, view.settings() );
			SwingUtilities.invokeLater( () -> {
				if ( wanted.getAsBoolean() )
					done.accept( view, p );
			} );
		}
		catch ( final RuntimeException | Error e )
		{
			SwingUtilities.invokeLater( () -> failed.accept( e ) );
		}
	}

	/**
	 * Segments a prompt for a preview, if that takes no encoding. While the mouse moves on, the newest place is served next, and what was
	 * begun is still shown: else nothing would be seen before the mouse stands still, as it moves faster than masks are made.
	 */
	void preview( final CompletableFuture< View > view, final Prompt prompt, final BiConsumer< View, Proposal > done,
			final Consumer< Throwable > failed )
	{
		final int mine = ++newestHover;
		final View seen = view.isCompletedExceptionally() ? null : view.getNow( null );
		if ( seen == null || !isReady( seen, prompt ) )
		{
			cancelPreview();
			return;
		}
		final int dropped = drops;
		submit( () -> {
			if ( mine == newestHover )
				propose( seen, prompt, 0, () -> dropped == drops, done, failed );
		} );
	}

	/** Drops a preview that is under way. */
	void cancelPreview()
	{
		newestHover++;
		drops++;
	}

	/** Drops work that is under way. */
	void cancel()
	{
		newest++;
		cancelPreview();
	}

	private static boolean isReady( final View view, final Prompt prompt )
	{
		final List< Prompt > one = Collections.singletonList( prompt );
		// NB: looking for the size would encode.
		return ( !Segmenter.needsSize( one ) || view.image().knowsTypicalSize( view.settings().segment().objectSize() ) ) &&
				new Segmenter( view.settings().segment() ).frames( view.image(), one ).stream().allMatch( view.image().cache()::contains );
	}

	private void submit( final Runnable r )
	{
		try
		{
			thread.execute( r );
		}
		catch ( final RejectedExecutionException e )
		{
			// NB: the window was closed meanwhile; nobody waits for the result.
		}
	}

	@Override
	public void close()
	{
		cancel();
		thread.shutdown();
	}
}
