// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.model.Embedding;

/**
 * Keeps the embeddings of an image's frames in memory up to a number of bytes,
 * and drops those that were not used for longest. Safe for use by several
 * threads; a frame is encoded only once even if two threads ask for it.
 */
public final class EmbeddingCache {

	private final long capacity;
	private final Map< Frame, Embedding > entries = new LinkedHashMap<>( 16, 0.75f, true );
	private final Map< Frame, CompletableFuture< Embedding > > underway = new HashMap<>();
	private final EmbeddingStore store;
	private final String image;
	private long bytes;
	private final Object sizing = new Object();
	private volatile SizeEstimate size;

	/**
	 * @param capacity
	 *            bytes to keep; the newest embedding is kept in any case
	 */
	public EmbeddingCache( final long capacity )
	{
		this( capacity, null, "" );
	}

	/**
	 * @param store
	 *            where embeddings are kept on disk, too; null for nowhere
	 * @param image
	 *            what tells this image and model from all others: the image's
	 *            fingerprint and the hash of the model's weights
	 */
	public EmbeddingCache( final long capacity, final EmbeddingStore store, final String image )
	{
		this.capacity = capacity;
		this.store = store;
		this.image = image;
	}

	/**
	 * The embedding of a frame, made by {@code encoder} if it is not there. Frames that
	 * are at hand are given at once, even while another thread encodes another one.
	 */
	public Embedding get( final Frame frame, final Function< Frame, Embedding > encoder )
	{
		final CompletableFuture< Embedding > mine = new CompletableFuture<>();
		final CompletableFuture< Embedding > other;
		synchronized ( this )
		{
			final Embedding e = entries.get( frame );
			if ( e != null )
				return e;
			other = underway.putIfAbsent( frame, mine );
		}
		return other == null ? make( frame, encoder, mine ) : await( other );
	}

	/** How large the image's objects seem to be, by {@code estimate} if that was not yet asked for. */
	SizeEstimate size( final Supplier< SizeEstimate > estimate )
	{
		synchronized ( sizing )
		{
			if ( size == null )
				size = estimate.get();
			return size;
		}
	}

	/** Whether that is at hand. Never waits. */
	boolean knowsSize()
	{
		return size != null;
	}

	private Embedding make( final Frame frame, final Function< Frame, Embedding > encoder, final CompletableFuture< Embedding > result )
	{
		try
		{
			final Embedding e = load( frame, encoder );
			put( frame, e );
			result.complete( e );
			return e;
		}
		catch ( final RuntimeException | Error e )
		{
			result.completeExceptionally( e );
			throw e;
		}
		finally
		{
			synchronized ( this )
			{
				underway.remove( frame );
			}
		}
	}

	private static Embedding await( final CompletableFuture< Embedding > other )
	{
		try
		{
			return other.join();
		}
		catch ( final CompletionException e )
		{
			if ( e.getCause() instanceof RuntimeException )
				throw ( RuntimeException ) e.getCause();
			throw e;
		}
	}

	private synchronized void put( final Frame frame, final Embedding e )
	{
		entries.put( frame, e );
		bytes += e.bytes();
		while ( bytes > capacity && entries.size() > 1 )
			bytes -= entries.remove( entries.keySet().iterator().next() ).bytes();
	}

	/** Whether a frame's embedding is at hand, in memory. */
	public synchronized boolean contains( final Frame frame )
	{
		return entries.containsKey( frame );
	}

	private Embedding load( final Frame frame, final Function< Frame, Embedding > encoder )
	{
		if ( store == null )
			return encoder.apply( frame );
		final String key = EmbeddingStore.key( image, frame.toString() );
		final Embedding stored = store.get( key );
		if ( stored != null )
			return stored;
		final Embedding fresh = encoder.apply( frame );
		store.put( key, fresh );
		return fresh;
	}

	/** What tells this image and model from all others; "" if nobody said. */
	public String image()
	{
		return image;
	}

	/** Bytes of embeddings that are kept. */
	long capacity()
	{
		return capacity;
	}

	/** Number of embeddings at hand. */
	public synchronized int size()
	{
		return entries.size();
	}

	/** Bytes of the embeddings at hand. */
	public synchronized long bytes()
	{
		return bytes;
	}
}
