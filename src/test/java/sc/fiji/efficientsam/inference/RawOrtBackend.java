// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.HashSet;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/** ONNX Runtime without DJL, to show that {@link InferenceBackend} asks for nothing that only DJL has. */
final class RawOrtBackend implements InferenceBackend {

	// NB: DJL creates the environment, as long as it is used in the same JVM.
	private final OrtEnvironment env = environment();

	private static OrtEnvironment environment()
	{
		DjlEngine.get();
		return OrtEnvironment.getEnvironment();
	}

	@Override
	public String description()
	{
		return "ONNX Runtime " + env.getVersion();
	}

	@Override
	public boolean hasGpu()
	{
		return false;
	}

	@Override
	public InferenceSession open( final Path model, final Device device )
	{
		if ( !Files.isRegularFile( model ) )
			throw new InferenceException( model + " does not exist" );
		final OnnxSignature signature = OnnxSignature.read( model );
		try
		{
			return new Session( env, signature, env.createSession( model.toString(), new OrtSession.SessionOptions() ) );
		}
		catch ( final OrtException e )
		{
			throw new InferenceException( model + ": " + e.getMessage(), e );
		}
	}

	private static final class Session implements InferenceSession {

		private final OrtEnvironment env;
		private final OnnxSignature signature;
		private OrtSession session;

		Session( final OrtEnvironment env, final OnnxSignature signature, final OrtSession session )
		{
			this.env = env;
			this.signature = signature;
			this.session = session;
		}

		@Override
		public OnnxSignature signature()
		{
			return signature;
		}

		@Override
		public Device device()
		{
			return Device.CPU;
		}

		@Override
		public Map< String, Tensor > run( final Map< String, Tensor > inputs, final Collection< String > outputs )
		{
			if ( session == null )
				throw new InferenceException( "closed" );
			InputCheck.check( "the model", signature, inputs, outputs );
			final Map< String, OnnxTensor > in = new HashMap<>();
			try
			{
				for ( final Map.Entry< String, Tensor > e : inputs.entrySet() )
					in.put( e.getKey(), e.getValue().isFloat() ? OnnxTensor.createTensor( env, e.getValue().floats(), e.getValue().shape() )
							: OnnxTensor.createTensor( env, LongBuffer.wrap( e.getValue().longs() ), e.getValue().shape() ) );
				try ( OrtSession.Result result = session.run( in, new HashSet<>( outputs ) ) )
				{
					final Map< String, Tensor > out = new LinkedHashMap<>();
					for ( final String name : outputs )
					{
						final OnnxTensor t = ( OnnxTensor ) result.get( name ).get();
						final FloatBuffer values = t.getFloatBuffer();
						out.put( name, Tensor.of( values, t.getInfo().getShape() ) );
					}
					return out;
				}
			}
			catch ( final OrtException e )
			{
				throw new InferenceException( "failed: " + e.getMessage(), e );
			}
			finally
			{
				in.values().forEach( OnnxTensor::close );
			}
		}

		@Override
		public void close()
		{
			try
			{
				if ( session != null )
					session.close();
				session = null;
			}
			catch ( final OrtException e )
			{
				throw new InferenceException( e.getMessage(), e );
			}
		}
	}
}
