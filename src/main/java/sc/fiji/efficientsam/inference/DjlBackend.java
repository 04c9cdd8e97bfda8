// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;

/**
 * Runs ONNX files with ONNX Runtime through the Deep Java Library (DJL). Safe
 * for use by several threads.
 */
public final class DjlBackend implements InferenceBackend {

	private final int threads;

	/** Lets ONNX Runtime choose the number of threads: one per physical core. */
	public DjlBackend()
	{
		this( 0 );
	}

	/**
	 * @param threads
	 *            threads that one computation may use; 0 for one per physical
	 *            core
	 */
	public DjlBackend( final int threads )
	{
		if ( threads < 0 )
			throw new IllegalArgumentException( "The number of threads must be 0 (automatic) or more, but is " + threads + "." );
		this.threads = threads;
	}

	@Override
	public String description()
	{
		return "ONNX Runtime " + DjlEngine.version() + " (DJL " + Engine.getDjlVersion() + ")";
	}

	@Override
	public boolean hasGpu()
	{
		return DjlEngine.hasCuda();
	}

	@Override
	public boolean hasCoreMl()
	{
		return DjlEngine.hasCoreMl();
	}

	@Override
	public InferenceSession open( final Path file, final Device device )
	{
		if ( !Files.isRegularFile( file ) )
			throw new InferenceException( "The model file \"" + file + "\" does not exist. Check the path, or choose another model." );
		final OnnxSignature signature = OnnxSignature.read( file );
		final Device where = device == Device.AUTO ? hasGpu() ? Device.GPU : Device.CPU : device;
		if ( where == Device.COREML && !hasCoreMl() )
			throw new InferenceException( "Core ML is a part of macOS, and this computer has none." );
		NativeRuns.begin();
		try
		{
			return load( file, signature, where );
		}
		finally
		{
			NativeRuns.end();
		}
	}

	private InferenceSession load( final Path file, final OnnxSignature signature, final Device device )
	{
		final Engine engine = DjlEngine.get();
		try ( QuietLog quiet = QuietLog.open() )
		{
			return load( engine, file, signature, device );
		}
	}

	private InferenceSession load( final Engine engine, final Path file, final OnnxSignature signature, final Device device )
	{
		final Model model = engine.newModel( file.getFileName().toString(), device == Device.GPU
				? ai.djl.Device.gpu( 0 ) : ai.djl.Device.cpu() );
		try
		{
			// NB: never null: DJL would skip the device, too, and run on the CPU.
			final Map< String, String > options = new HashMap<>();
			if ( threads > 0 )
				options.put( "intraOpNumThreads", Integer.toString( threads ) );
			// NB: DJL's name for it; to DJL the device is the CPU.
			if ( device == Device.COREML )
				options.put( "ortDevice", "CoreML" );
			model.load( file, null, options );
			return new DjlSession( file, model, signature, device );
		}
		catch ( final IOException | MalformedModelException | RuntimeException | LinkageError e )
		{
			model.close();
			final Throwable cause = e.getCause() == null ? e : e.getCause();
			throw new InferenceException( device == Device.GPU
					? "The model cannot run on a GPU here (" + cause.getMessage() + ")."
					: device == Device.COREML ? "Core ML does not take the model (" + cause.getMessage() + ")."
					: "\"" + file + "\" cannot be loaded as an ONNX model (" + cause.getMessage() +
							"). Get the file again; a broken download is the usual cause.", e );
		}
	}
}
