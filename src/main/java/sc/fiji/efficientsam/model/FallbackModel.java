// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.InferenceException;
import sc.fiji.efficientsam.prompt.Prompt;

/**
 * A model on a GPU that moves to the CPU, once and for good, when a computation
 * fails. Embeddings live on the Java side, so that those made by the GPU stay good.
 */
final class FallbackModel implements PromptableModel {

	private final PromptableModel gpu;
	private final Supplier< PromptableModel > loader;
	private final Consumer< Throwable > failed;
	private volatile PromptableModel cpu;
	private volatile boolean closed;

	/**
	 * @param gpu
	 *            closed with this model
	 * @param loader
	 *            loads the same model on the CPU
	 * @param failed
	 *            is told why the GPU was given up
	 */
	FallbackModel( final PromptableModel gpu, final Supplier< PromptableModel > loader, final Consumer< Throwable > failed )
	{
		this.gpu = gpu;
		this.loader = loader;
		this.failed = failed;
	}

	private PromptableModel current()
	{
		return cpu == null ? gpu : cpu;
	}

	private < T > T run( final Function< PromptableModel, T > computation )
	{
		if ( cpu != null )
			return computation.apply( cpu );
		try
		{
			return computation.apply( gpu );
		}
		catch ( final IllegalArgumentException | CancellationException e )
		{
			// NB: this is about the prompt, or the end of the program, not about the GPU.
			throw e;
		}
		catch ( final RuntimeException | LinkageError e )
		{
			// NB: a model that was closed is no fault of the GPU's.
			if ( closed )
				throw e;
			return computation.apply( moveToCpu( e ) );
		}
	}

	private synchronized PromptableModel moveToCpu( final Throwable cause )
	{
		// NB: nobody would close what is loaded now.
		if ( closed )
			throw new InferenceException( "The model \"" + gpu.info().id() + "\" was closed; open it again.", cause );
		if ( cpu == null )
		{
			failed.accept( cause );
			cpu = loader.get();
		}
		return cpu;
	}

	@Override
	public ModelInfo info()
	{
		return gpu.info();
	}

	@Override
	public Device device()
	{
		return current().device();
	}

	@Override
	public int maxPoints()
	{
		return gpu.maxPoints();
	}

	@Override
	public boolean takesNegativePoints()
	{
		return gpu.takesNegativePoints();
	}

	@Override
	public boolean takesMasks()
	{
		return gpu.takesMasks();
	}

	@Override
	public Embedding encode( final float[] rgb, final int width, final int height )
	{
		return run( m -> m.encode( rgb, width, height ) );
	}

	@Override
	public List< MaskCandidates > decode( final Embedding embedding, final List< Prompt > prompts )
	{
		return run( m -> m.decode( embedding, prompts ) );
	}

	@Override
	public boolean mapsInstances()
	{
		return gpu.mapsInstances();
	}

	@Override
	public InstanceMap mapInstances( final Embedding embedding )
	{
		return run( m -> m.mapInstances( embedding ) );
	}

	@Override
	public FeatureMap features( final Embedding embedding )
	{
		return gpu.features( embedding );
	}

	@Override
	public synchronized void close()
	{
		closed = true;
		// NB: not earlier: another thread may still have been using the GPU when this one gave it up.
		gpu.close();
		if ( cpu != null )
			cpu.close();
	}
}
