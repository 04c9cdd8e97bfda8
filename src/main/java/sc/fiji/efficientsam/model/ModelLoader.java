// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.InferenceBackend;
import sc.fiji.efficientsam.inference.InferenceException;
import sc.fiji.efficientsam.inference.InferenceSession;
import sc.fiji.efficientsam.prompt.Prompt;

/**
 * Loads models and decides where they run. A GPU, or Core ML, is tried with a whole round of
 * encoding and decoding, because faults of its driver and libraries show only then, and its
 * first results with a model are {@link DeviceTest compared} with the CPU's.
 * With {@link Device#AUTO} and {@link Device#COREML} the first failure, whenever it comes, ends the use of
 * the device for as long as this loader lives: it is logged, kept as
 * {@link #failure}, and the CPU takes over. Safe for use by several threads.
 */
public final class ModelLoader {

	private static final Logger LOG = LoggerFactory.getLogger( ModelLoader.class );

	private final InferenceBackend backend;
	private final Map< Device, String > failures = new EnumMap<>( Device.class );
	private final Set< Device > announced = EnumSet.noneOf( Device.class );
	/** Files whose results on a device are the CPU's. */
	private final Set< String > tested = ConcurrentHashMap.newKeySet();

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
		return failure( Device.GPU );
	}

	/** Why a device was given up, or null if it was not. */
	public synchronized String failure( final Device device )
	{
		return failures.get( device );
	}

	/** Says which device was given up, and why, when asked for the first time after it was; else null. */
	public synchronized String announceFailure()
	{
		for ( final Map.Entry< Device, String > e : failures.entrySet() )
			if ( announced.add( e.getKey() ) )
				return e.getKey() == Device.COREML ? "Core ML is not used, but the CPU: " + e.getValue()
						: "The GPU does not work and the CPU is used instead: " + e.getValue() +
								" (Plugins > EfficientSAM > GPU Setup... shows what is missing.)";
		return null;
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
		final Supplier< PromptableModel > cpu = () -> load( info, encoder, decoder, windowDecoder, head, Device.CPU );
		final Device where = device == Device.AUTO ? Device.GPU : device;
		if ( device == Device.CPU || device != Device.GPU && failure( where ) != null || device == Device.AUTO && !backend.hasGpu() )
			return cpu.get();
		try
		{
			final PromptableModel model = warmUp( load( info, encoder, decoder, windowDecoder, head, where ) );
			requireSame( model, cpu, encoder + " " + decoder + " " + where );
			return device == Device.GPU ? model : new FallbackModel( model, cpu, e -> giveUp( where, e ) );
		}
		catch ( final RuntimeException | LinkageError e )
		{
			if ( device == Device.GPU )
				throw new InferenceException( reason( e ) +
						" Choose device=cpu or device=auto; Plugins > EfficientSAM > GPU Setup... shows what is missing.", e );
			giveUp( where, e );
			return cpu.get();
		}
	}

	/** Compares a model's results with the CPU's, once; closes it if they are others. */
	private void requireSame( final PromptableModel model, final Supplier< PromptableModel > cpu, final String key )
	{
		if ( tested.contains( key ) )
			return;
		try ( PromptableModel other = cpu.get() )
		{
			DeviceTest.run( model, other );
			tested.add( key );
		}
		catch ( final RuntimeException | LinkageError e )
		{
			model.close();
			throw e;
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

	private void giveUp( final Device device, final Throwable cause )
	{
		synchronized ( this )
		{
			failures.put( device, reason( cause ) );
		}
		LOG.warn( "{} is not used any more, the CPU takes over: {}", device == Device.COREML ? "Core ML" : "The GPU", reason( cause ) );
		LOG.debug( "", cause );
	}

	private static String reason( final Throwable t )
	{
		return t.getMessage() == null ? t.toString() : t.getMessage();
	}
}
