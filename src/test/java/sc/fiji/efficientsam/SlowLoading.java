// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.inference.InferenceBackend;
import sc.fiji.efficientsam.inference.InferenceSession;

/** Makes a service load models as slowly as a test wants: none is loaded before {@link #go()}. */
public final class SlowLoading implements InferenceBackend, AutoCloseable {

	private final DefaultEfficientSamService service;

	private final InferenceBackend real = new DjlBackend( 0 );

	private final CountDownLatch gate = new CountDownLatch( 1 );

	/** Is counted down when a model begins to be loaded. */
	public final CountDownLatch begun = new CountDownLatch( 1 );

	/** Models that were loaded are closed. */
	public SlowLoading( final EfficientSamService service )
	{
		this.service = ( DefaultEfficientSamService ) service;
		this.service.useBackend( this );
	}

	/** Lets models be loaded from now on. */
	public void go()
	{
		gate.countDown();
	}

	@Override
	public InferenceSession open( final Path file, final Device device )
	{
		begun.countDown();
		try
		{
			if ( !gate.await( 1, TimeUnit.MINUTES ) )
				throw new IllegalStateException( "Nobody let the model be loaded." );
		}
		catch ( final InterruptedException e )
		{
			throw new IllegalStateException( "Loading was interrupted.", e );
		}
		return real.open( file, device );
	}

	@Override
	public String description()
	{
		return real.description();
	}

	@Override
	public boolean hasGpu()
	{
		return false;
	}

	/** Lets the service load models as usual. */
	@Override
	public void close()
	{
		go();
		service.useThreads( 0 );
	}
}
