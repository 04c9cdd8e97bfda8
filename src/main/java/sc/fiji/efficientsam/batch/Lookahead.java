// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.batch;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import sc.fiji.efficientsam.util.Daemons;

/**
 * Works one slice ahead of the segmentation, on a thread of its own: opens the next image or
 * cuts the next slice out of a stack, and encodes it. Errors come with the futures.
 */
final class Lookahead implements AutoCloseable {

	private final Function< BatchImage, OpenedImage > opener;
	private final ImageSegmenter segmenter;
	private final boolean encode;
	private final BooleanSupplier canceled;
	private final ExecutorService thread = Daemons.single( "batch reader" );
	private volatile boolean closed;
	private volatile boolean wanted;

	/**
	 * @param encode
	 *            false to open images only
	 * @param canceled
	 *            asked again and again while somebody waits for a slice
	 */
	Lookahead( final Function< BatchImage, OpenedImage > opener, final ImageSegmenter segmenter, final boolean encode, final BooleanSupplier canceled )
	{
		this.canceled = canceled;
		this.opener = opener;
		this.segmenter = segmenter;
		this.encode = encode;
	}

	/** The first slice of an image. */
	Future< BatchSlice > open( final BatchImage image )
	{
		return thread.submit( () -> closed ? null : slice( opener.apply( image ), 0 ) );
	}

	/** The slice behind another one, or null if that is the image's last. */
	Future< BatchSlice > after( final BatchSlice slice )
	{
		return slice.index() + 1 < slice.image().size() ? thread.submit( () -> slice( slice.image(), slice.index() + 1 ) ) : null;
	}

	/**
	 * Waits for a slice. NB: encoding in advance ends with the frame at hand then: whoever waits can as
	 * well encode by itself, and listens to cancels meanwhile.
	 *
	 * @throws CancellationException
	 *             if the batch was canceled: a disk may never answer
	 */
	BatchSlice take( final Future< BatchSlice > slice ) throws ExecutionException, InterruptedException
	{
		wanted = true;
		try
		{
			while ( true )
				try
				{
					return slice.get( 200, TimeUnit.MILLISECONDS );
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

	private BatchSlice slice( final OpenedImage image, final int index )
	{
		if ( closed )
			throw new CancellationException( "The batch has ended." );
		final BatchSlice slice = image.slice( index, segmenter );
		if ( encode )
			slice.prepare( () -> !closed && !wanted );
		return slice;
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
