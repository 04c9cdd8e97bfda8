// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.batch;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import sc.fiji.efficientsam.source.ImageFiles;
import sc.fiji.efficientsam.util.Daemons;
import sc.fiji.efficientsam.util.Hashes;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * Segments many image files, each as it would be alone, and writes the results of
 * each into a folder. While one image is segmented the next one is opened and encoded,
 * as far as its prompts tell what is needed, and the
 * results of the one before are written. An image that fails is noted, and the others go on.
 * An image whose results are there and were made of the same image, prompts and
 * settings is left out, so that a batch that was stopped goes on where it was.
 * Slices and time points of a stack are segmented one by one. Not safe for use by
 * several threads; several processes may share a folder if each has a shard of its
 * own.
 */
public final class BatchRequest {

	private final List< BatchImage > images;
	private final ImageSegmenter segmenter;
	private final Path folder;
	private String settings = "";
	private Function< File, File > prompts = f -> null;
	private boolean again;
	private boolean pictures = true;
	private boolean ahead = true;
	private ProgressListener progress = ProgressListener.NONE;

	/**
	 * @param images
	 *            see {@link BatchFiles#list} and {@link BatchFiles#shard}
	 * @param folder
	 *            for the results; made if need be
	 */
	public BatchRequest( final List< BatchImage > images, final ImageSegmenter segmenter, final File folder )
	{
		this.images = new ArrayList<>( images );
		this.segmenter = segmenter;
		this.folder = folder.toPath().toAbsolutePath().normalize();
	}

	/** All that changes results, in words: an image that was done with other settings is done again. */
	public BatchRequest settings( final String words )
	{
		settings = words;
		return this;
	}

	/** The file of prompts that goes with an image, or null: an image whose prompts have changed is done again. */
	public BatchRequest prompts( final Function< File, File > beside )
	{
		prompts = beside;
		return this;
	}

	/** Whether images that are done are done again. */
	public BatchRequest again( final boolean all )
	{
		again = all;
		return this;
	}

	/** Whether a picture of each result is written; true by default. */
	public BatchRequest pictures( final boolean write )
	{
		pictures = write;
		return this;
	}

	/** Whether the next image is encoded while one is segmented; true by default. It changes no result; false saves memory (64 MB at most). */
	public BatchRequest ahead( final boolean encode )
	{
		ahead = encode;
		return this;
	}

	/** Who is told how far it is, and may cancel. */
	public BatchRequest progress( final ProgressListener listener )
	{
		progress = listener;
		return this;
	}

	/**
	 * Segments. Blocks until done.
	 *
	 * @return what became of each image
	 * @throws CancellationException
	 *             if the listener canceled; what is done stays
	 */
	public BatchReport run()
	{
		final Map< BatchImage, String > failed = Collections.synchronizedMap( new LinkedHashMap<>() );
		final List< BatchImage > todo = new ArrayList<>();
		for ( final BatchImage image : images )
			if ( isTodo( image, failed ) )
				todo.add( image );
		final ExecutorService writer = Daemons.single( "batch writer" );
		Future< ? > writing = null;
		try ( Lookahead lookahead = new Lookahead( this::open, segmenter, ahead, () -> progress.isCanceled() ) )
		{
			final Iterator< BatchImage > following = todo.iterator();
			final AtomicReference< Future< BatchSlice > > next = new AtomicReference<>( following.hasNext() ? lookahead.open( following.next() ) : null );
			for ( int i = 0; i < todo.size(); i++ )
			{
				if ( progress.isCanceled() )
					throw new CancellationException( "The batch was canceled after " + i + " of " + todo.size() + " images; run it again to go on." );
				progress.progress( i, todo.size(), "Segmenting " + todo.get( i ) );
				final BatchJob job = new BatchJob( todo.get( i ), folder, pictures );
				job.segment( next.get(), lookahead, () -> next.set( following.hasNext() ? lookahead.open( following.next() ) : null ) );
				// NB: one at a time, so that not more than three images are in memory.
				awaitEnd( writing );
				writing = writer.submit( () -> job.write( failed ) );
			}
			progress.progress( todo.size(), Math.max( 1, todo.size() ), "Segmented " + todo.size() + " images" );
		}
		finally
		{
			writer.shutdown();
			// NB: also after a cancel: what was segmented is written, and nobody else starts meanwhile.
			awaitEnd( writing );
		}
		return new BatchReport( images.size(), failed );
	}

	private OpenedImage open( final BatchImage image )
	{
		// NB: read for its hash here, beside the work on other images, and not before the first one.
		return new OpenedImage( image, ImageFiles.open( image.file() ), inputs( image.file(), prompts.apply( image.file() ) ) );
	}

	/** NB: a disk may never answer; who cancels waits one minute for it. */
	private void awaitEnd( final Future< ? > writing )
	{
		try
		{
			for ( int canceled = 0; writing != null && !writing.isDone() && canceled < 300; canceled += progress.isCanceled() ? 1 : 0 )
				awaitShortly( writing );
			if ( writing != null && !writing.isDone() )
				throw new CancellationException( "The batch was canceled. The results of one image are not written yet, as the disk of \"" + folder + "\" does not answer; run it again to go on." );
			if ( writing != null )
				writing.get();
		}
		catch ( final ExecutionException e )
		{
			throw e.getCause() instanceof RuntimeException ? ( RuntimeException ) e.getCause() : new IllegalStateException( e.getCause() );
		}
		catch ( final InterruptedException e )
		{
			Thread.currentThread().interrupt();
			throw new CancellationException( "The batch was interrupted; run it again to go on." );
		}
	}

	private static void awaitShortly( final Future< ? > writing ) throws InterruptedException
	{
		try
		{
			writing.get( 200, TimeUnit.MILLISECONDS );
		}
		catch ( final TimeoutException | ExecutionException e )
		{
			// NB: asked again by who waits.
		}
	}

	/** NB: only an image that was done needs to be compared with what it was made of. */
	private boolean isTodo( final BatchImage image, final Map< BatchImage, String > failed )
	{
		try
		{
			final File beside = image.file().isFile() ? prompts.apply( image.file() ) : null;
			final BatchRecord r = BatchRecord.read( BatchJob.record( folder, image ) );
			return again || r == null || r.error != null || !r.isDone( folder, inputs( image.file(), beside ) );
		}
		catch ( final IllegalArgumentException | UncheckedIOException e )
		{
			BatchJob.fail( folder, image, e.getMessage(), failed );
			return false;
		}
	}

	/** What an image's results are made of. */
	private String inputs( final File image, final File beside )
	{
		return fingerprint( image ) + " " + ( beside == null ? "" : fingerprint( beside ) ) + " " + Hashes.sha256( settings );
	}

	private static String fingerprint( final File file )
	{
		try
		{
			return file.isFile() ? Hashes.sha256( file.toPath() ) : "missing";
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( "\"" + file + "\" cannot be read: " + e.getMessage(), e );
		}
	}
}
