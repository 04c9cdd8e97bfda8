// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.batch;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import ij.ImagePlus;
import ij.plugin.Duplicator;

import sc.fiji.efficientsam.SegmentationTask;
import sc.fiji.efficientsam.source.ImageSeries;
import sc.fiji.efficientsam.util.Daemons;

/**
 * Reads a batch's images, slice by slice, on a thread of its own, one slice ahead of the
 * segmentation: opens the next image or cuts the next slice out of a stack, and encodes it.
 */
final class BatchReader implements AutoCloseable {

	private final List< BatchImage > images;
	private final Function< BatchImage, ImageSeries > opener;
	private final ImageSegmenter segmenter;
	private final boolean encode;
	private final BooleanSupplier canceled;
	private final ExecutorService thread = Daemons.single( "batch reader" );
	private volatile boolean closed;
	private volatile boolean wanted;

	/** The slice that is read ahead: number of the image, of the slice, and what is to be done with it. */
	private int image = -1;
	private int slice = -1;
	private Future< SegmentationTask > coming;

	/** The images of the file that was looked into last. NB: only for this reader's thread. */
	private ImageSeries series;

	/** The pixels of the image that was opened last. NB: only for this reader's thread. */
	private ImagePlus opened;

	/**
	 * @param opener
	 *            looks into a file and {@link BatchImage#opened notes} what is in it
	 * @param encode
	 *            false to open images only
	 * @param canceled
	 *            asked again and again while somebody waits for a slice
	 */
	BatchReader( final List< BatchImage > images, final Function< BatchImage, ImageSeries > opener, final ImageSegmenter segmenter,
			final boolean encode, final BooleanSupplier canceled )
	{
		this.images = images;
		this.opener = opener;
		this.segmenter = segmenter;
		this.encode = encode;
		this.canceled = canceled;
	}

	/**
	 * Waits for a slice, and begins with the one that follows it: of the same image, or of the next one. NB: encoding
	 * in advance ends with the frame at hand while somebody waits: who waits can as well encode by itself, and listens
	 * to cancels meanwhile.
	 *
	 * @param i
	 *            number of the image
	 * @param s
	 *            number of the slice, counted from 0; below the size of the image
	 * @throws ExecutionException
	 *             if it cannot be read
	 * @throws CancellationException
	 *             if the batch was canceled: a disk may never answer
	 */
	SegmentationTask read( final int i, final int s ) throws ExecutionException, InterruptedException
	{
		if ( image != i || slice != s )
			begin( i, s );
		final SegmentationTask task = await();
		if ( s + 1 < images.get( i ).size() )
			begin( i, s + 1 );
		else if ( i + 1 < images.size() )
			begin( i + 1, 0 );
		return task;
	}

	private void begin( final int i, final int s )
	{
		image = i;
		slice = s;
		coming = thread.submit( () -> task( images.get( i ), s ) );
	}

	private SegmentationTask await() throws ExecutionException, InterruptedException
	{
		wanted = true;
		try
		{
			while ( true )
				try
				{
					return coming.get( 200, TimeUnit.MILLISECONDS );
				}
				catch ( final TimeoutException e )
				{
					if ( canceled.getAsBoolean() )
						throw new CancellationException( "The batch was canceled; run it again to go on." );
				}
		}
		finally
		{
			wanted = false;
		}
	}

	private SegmentationTask task( final BatchImage from, final int s )
	{
		if ( s == 0 && !closed )
			series = opener.apply( from );
		// NB: one series in memory at a time.
		if ( !closed && from.isFirst( s ) )
		{
			opened = null;
			opened = series.open( from.series( s ) );
		}
		if ( closed )
			throw new CancellationException( "The batch has ended." );
		final SegmentationTask task = segmenter.task( slice( from, s ), from.file() );
		if ( encode )
			prepare( task );
		return task;
	}

	/** A slice with all its channels. */
	private ImagePlus slice( final BatchImage from, final int s )
	{
		final int z = from.z( s ), t = from.t( s );
		final ImagePlus imp = !from.isAlone( s ) ? new Duplicator().run( opened, 1, opened.getNChannels(), z, z, t, t ) : opened;
		imp.setTitle( opened.getTitle() );
		return imp;
	}

	/**
	 * Encodes as far as it is sure what will be needed. NB: what fails here fails again, or not, when it is its turn;
	 * only then does it count.
	 */
	private void prepare( final SegmentationTask task )
	{
		try
		{
			task.prepare( () -> !closed && !wanted );
		}
		catch ( final RuntimeException | OutOfMemoryError e )
		{
			// nothing is lost but time
		}
	}

	/**
	 * Ends at once what is only wanted in advance. NB: waits for it, so that nobody computes with a model that is
	 * closed after the batch; but not for a disk that never answers.
	 */
	@Override
	public void close()
	{
		closed = true;
		thread.shutdown();
		try
		{
			thread.awaitTermination( canceled.getAsBoolean() ? 5 : 60, TimeUnit.SECONDS );
		}
		catch ( final InterruptedException e )
		{
			Thread.currentThread().interrupt();
		}
	}
}
