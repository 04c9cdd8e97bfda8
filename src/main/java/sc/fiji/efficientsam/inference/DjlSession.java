// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

/**
 * A model loaded by {@link DjlBackend}.
 * <p>
 * NB: DJL attaches a model's results to the memory manager of the <em>first</em>
 * input. Every run has a manager of its own for all inputs, so that results are
 * freed with it and nothing grows from run to run.
 * </p>
 */
final class DjlSession implements InferenceSession {

	private final Path file;
	private final Model model;
	private final OnnxSignature signature;
	private final Device device;
	/** NB: closing frees native memory, which a run in another thread must not see. */
	private final ReadWriteLock open = new ReentrantReadWriteLock();
	private boolean closed;

	DjlSession( final Path file, final Model model, final OnnxSignature signature, final Device device )
	{
		this.file = file;
		this.model = model;
		this.signature = signature;
		this.device = device;
	}

	@Override
	public OnnxSignature signature()
	{
		return signature;
	}

	@Override
	public Device device()
	{
		return device;
	}

	@Override
	public Map< String, Tensor > run( final Map< String, Tensor > inputs, final Collection< String > outputs )
	{
		// NB: ends when a model that is being closed is closed.
		open.readLock().lock();
		try
		{
			NativeRuns.begin();
			try
			{
				return runOpen( inputs, outputs );
			}
			finally
			{
				NativeRuns.end();
			}
		}
		finally
		{
			open.readLock().unlock();
		}
	}

	private Map< String, Tensor > runOpen( final Map< String, Tensor > inputs, final Collection< String > outputs )
	{
		if ( closed )
			throw new InferenceException( "The model \"" + file.getFileName() + "\" was closed; open it again." );
		InputCheck.check( "\"" + file.getFileName() + "\"", signature, inputs, outputs );
		try ( NDManager manager = model.getNDManager().newSubManager() )
		{
			final NDList in = new NDList();
			inputs.forEach( ( name, tensor ) -> in.add( toNDArray( manager, name, tensor ) ) );
			final NDList out = model.getBlock().forward( new ParameterStore( manager, false ), in, false );
			final Map< String, Tensor > wanted = new LinkedHashMap<>();
			for ( final String name : outputs )
				for ( final NDArray array : out )
					if ( name.equals( array.getName() ) )
						wanted.put( name, toTensor( name, array ) );
			return wanted;
		}
		catch ( final InferenceException e )
		{
			throw e;
		}
		catch ( final RuntimeException e )
		{
			final Throwable cause = e.getCause() == null ? e : e.getCause();
			throw new InferenceException( "Running \"" + file.getFileName() + "\" failed: " + cause.getMessage() + " Inputs were " +
					inputs + ".", e );
		}
	}

	private static NDArray toNDArray( final NDManager manager, final String name, final Tensor tensor )
	{
		final Shape shape = new Shape( tensor.shape() );
		final NDArray array = tensor.isFloat() ? manager.create( tensor.floats(), shape, DataType.FLOAT32 )
				: manager.create( tensor.longs(), shape );
		array.setName( name );
		return array;
	}

	private Tensor toTensor( final String name, final NDArray array )
	{
		if ( array.getDataType() != DataType.FLOAT32 )
			throw new InferenceException( "Output \"" + name + "\" of \"" + file.getFileName() + "\" is " + array.getDataType() +
					", not float32." );
		final FloatBuffer values = array.toByteBuffer( false ).asFloatBuffer();
		return Tensor.of( values, array.getShape().getShape() );
	}

	/** Waits for runs in other threads. */
	@Override
	public void close()
	{
		open.writeLock().lock();
		try
		{
			if ( !closed )
				free();
			closed = true;
		}
		finally
		{
			open.writeLock().unlock();
		}
	}

	private void free()
	{
		try
		{
			NativeRuns.begin();
		}
		catch ( final CancellationException e )
		{
			// NB: what the process has ends with it.
			return;
		}
		try
		{
			model.close();
		}
		finally
		{
			NativeRuns.end();
		}
	}

	@Override
	public String toString()
	{
		return file.getFileName() + " on " + device + " " + Arrays.asList( signature );
	}
}
