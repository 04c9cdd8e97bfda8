// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import sc.fiji.efficientsam.model.PromptableModel;

/**
 * The models that are loaded, each once. Who wants a model that another thread is
 * loading waits for it; nobody else waits. Safe for use by several threads.
 */
final class LoadedModels {

	/** A model, and the hash of its weights. NB: kept with it, as the file may be gone by now. */
	static final class Loaded {

		private final PromptableModel model;
		private final String weights;

		Loaded( final PromptableModel model, final String weights )
		{
			this.model = model;
			this.weights = weights;
		}
	}

	private final Map< String, CompletableFuture< Loaded > > models = new ConcurrentHashMap<>();

	/** The model with a key, loaded by {@code loader} if it is not there; a failure is not kept. */
	PromptableModel get( final String key, final Supplier< Loaded > loader )
	{
		final CompletableFuture< Loaded > mine = new CompletableFuture<>();
		final CompletableFuture< Loaded > other = models.putIfAbsent( key, mine );
		return ( other == null ? load( key, loader, mine ) : await( other ) ).model;
	}

	private Loaded load( final String key, final Supplier< Loaded > loader, final CompletableFuture< Loaded > result )
	{
		try
		{
			final Loaded loaded = loader.get();
			result.complete( loaded );
			return loaded;
		}
		catch ( final RuntimeException | Error e )
		{
			models.remove( key, result );
			result.completeExceptionally( e );
			throw e;
		}
	}

	/** NB: ends when the other thread has loaded it, whether or not that works. */
	private static Loaded await( final CompletableFuture< Loaded > other )
	{
		try
		{
			return other.join();
		}
		catch ( final CompletionException e )
		{
			if ( e.getCause() instanceof RuntimeException )
				throw ( RuntimeException ) e.getCause();
			if ( e.getCause() instanceof Error )
				throw ( Error ) e.getCause();
			throw e;
		}
	}

	/** The hash of a model's weights, or null if it is not one of these. Never waits. */
	String weights( final PromptableModel model )
	{
		for ( final CompletableFuture< Loaded > f : models.values() )
		{
			final Loaded loaded = f.isCompletedExceptionally() ? null : f.getNow( null );
			if ( loaded != null && loaded.model == model )
				return loaded.weights;
		}
		return null;
	}

	/** Closes all models, which waits for their runs; those that are being loaded are closed as soon as they are. */
	void close()
	{
		for ( final String key : models.keySet() )
		{
			final CompletableFuture< Loaded > f = models.remove( key );
			if ( f != null )
				f.thenAccept( loaded -> loaded.model.close() );
		}
	}
}
