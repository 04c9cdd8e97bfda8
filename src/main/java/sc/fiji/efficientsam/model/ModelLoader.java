// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Objects;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.InferenceBackend;
import sc.fiji.efficientsam.inference.InferenceException;
import sc.fiji.efficientsam.inference.InferenceSession;
import sc.fiji.efficientsam.prompt.Prompt;

/**
 * Loads models and decides where they run. A GPU is tried with a whole round of
 * encoding and decoding, because faults of its driver and libraries show only then.
 * With {@link Device#AUTO} the first failure, whenever it comes, ends the use of
 * the GPU for as long as this loader lives: it is logged, kept as
 * {@link #gpuFailure()}, and the CPU takes over. Safe for use by several threads.
 */
public final class ModelLoader {

	private static final Logger LOG = LoggerFactory.getLogger( ModelLoader.class );

	private final InferenceBackend backend;
	private volatile String gpuFailure;
	private boolean announced;

	public ModelLoader( final InferenceBackend backend )
	{
		this.backend = Objects.requireNonNull( backend, "backend" );
	}

	/** The library that runs the models. */
	public InferenceBackend backend()
	{
		return backend;
	}

	/** Why the GPU was given up, or null if it was not. */
	public String gpuFailure()
	{
		return gpuFailure;
	}

	/** {@link #gpuFailure()} when asked for the first time after it came up, else null. */
	public synchronized String announceGpuFailure()
	{
		if ( announced || gpuFailure == null )
			return null;
		announced = true;
		return gpuFailure;
	}

	/**
	 * Loads the two files of a model. Blocks until done.
	 *
	 * @throws InferenceException
	 *             if a file cannot be loaded, they are not the two files of a known
	 *             {@link ModelFamily family}, or a GPU was asked for and does not work
	 */
	public PromptableModel open( final ModelInfo info, final Path encoder, final Path decoder, final Device device )
	{
		return open( info, encoder, decoder, null, null, device );
	}

	/**
	 * {@link #open(ModelInfo, Path, Path, Device)} with further files.
	 *
	 * @param windowDecoder
	 *            a decoder for windows of the embedding, or null
	 * @param head
	 *            an instance head, or null
	 */
	public PromptableModel open( final ModelInfo info, final Path encoder, final Path decoder, final Path windowDecoder, final Path head,
			final Device device )
	{
		if ( device == Device.CPU || device == Device.AUTO && ( gpuFailure != null || !backend.hasGpu() ) )
			return load( info, encoder, decoder, windowDecoder, head, Device.CPU );
		try
		{
			final PromptableModel model = warmUp( load( info, encoder, decoder, windowDecoder, head, Device.GPU ) );
			return device == Device.GPU ? model : new FallbackModel( model,
					() -> load( info, encoder, decoder, windowDecoder, head, Device.CPU ), this::giveUpGpu );
		}
		catch ( final RuntimeException | LinkageError e )
		{
			if ( device == Device.GPU )
				throw new InferenceException( reason( e ) +
						" Choose device=cpu or device=auto; Plugins > EfficientSAM > GPU Setup... shows what is missing.", e );
			giveUpGpu( e );
			return load( info, encoder, decoder, windowDecoder, head, Device.CPU );
		}
	}

	private PromptableModel load( final ModelInfo info, final Path encoderFile, final Path decoderFile, final Path windowFile,
			final Path headFile, final Device device )
	{
		final InferenceSession encoder = backend.open( encoderFile, device );
		InferenceSession decoder = null, windows = null, head = null;
		try
		{
			decoder = backend.open( decoderFile, device );
			windows = windowFile == null ? null : backend.open( windowFile, device );
			head = headFile == null ? null : backend.open( headFile, device );
			return ModelFamily.model( info, encoder, decoder, windows, head );
		}
		catch ( final RuntimeException | LinkageError e )
		{
			encoder.close();
			if ( decoder != null )
				decoder.close();
			if ( windows != null )
				windows.close();
			if ( head != null )
				head.close();
			throw e;
		}
	}

	/** Runs a model once. */
	static PromptableModel warmUp( final PromptableModel model )
	{
		try
		{
			final int size = model.info().frameSize();
			final Embedding e = model.encode( new float[ 3 * size * size ] );
			model.decode( e, Collections.singletonList( Prompt.box( size / 4, size / 4, size / 2, size / 2 ) ) );
			if ( model.mapsInstances() )
				model.mapInstances( e );
			return model;
		}
		catch ( final RuntimeException | LinkageError e )
		{
			model.close();
			throw e;
		}
	}

	private void giveUpGpu( final Throwable cause )
	{
		gpuFailure = reason( cause );
		LOG.warn( "The GPU is not used any more, the CPU takes over: {}", gpuFailure );
		LOG.debug( "", cause );
	}

	private static String reason( final Throwable t )
	{
		return t.getMessage() == null ? t.toString() : t.getMessage();
	}
}
