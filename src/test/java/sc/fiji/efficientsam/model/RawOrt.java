// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/** ONNX Runtime used directly, without any of our code or DJL's: the reference for parity tests and benchmarks. */
public final class RawOrt implements AutoCloseable {

	private final OrtEnvironment env = OrtEnvironment.getEnvironment();
	private final OrtSession session;

	/** NB: open a DJL session first; it wants to create the environment. */
	public RawOrt( final Path file ) throws OrtException
	{
		session = env.createSession( file.toString(), new OrtSession.SessionOptions() );
	}

	public float[] encode( final float[] rgb, final int size ) throws OrtException
	{
		final Map< String, OnnxTensor > in = new HashMap<>();
		in.put( "batched_images", floats( rgb, 1, 3, size, size ) );
		return run( in, "image_embeddings" )[ 0 ];
	}

	/** Masks and predicted IoUs on a grid of 256 x 256. */
	public float[][] decode( final FloatBuffer embedding, final long[] shape, final float[] coords, final float[] labels,
			final int queries ) throws OrtException
	{
		final int slots = labels.length / queries;
		final Map< String, OnnxTensor > in = new HashMap<>();
		in.put( "image_embeddings", OnnxTensor.createTensor( env, embedding, shape ) );
		in.put( "batched_point_coords", floats( coords, 1, queries, slots, 2 ) );
		in.put( "batched_point_labels", floats( labels, 1, queries, slots ) );
		in.put( "orig_im_size", OnnxTensor.createTensor( env, LongBuffer.wrap( new long[] { 256, 256 } ), new long[] { 2 } ) );
		return run( in, "output_masks", "iou_predictions" );
	}

	/** Masks and predicted IoUs in windows of the embedding; one origin (x, y) per query. */
	float[][] decodeWindows( final FloatBuffer embedding, final long[] shape, final float[] coords, final float[] labels,
			final long[] origins, final long cells ) throws OrtException
	{
		final int queries = origins.length / 2, slots = labels.length / queries;
		final Map< String, OnnxTensor > in = new HashMap<>();
		in.put( "image_embeddings", OnnxTensor.createTensor( env, embedding, shape ) );
		in.put( "batched_point_coords", floats( coords, 1, queries, slots, 2 ) );
		in.put( "batched_point_labels", floats( labels, 1, queries, slots ) );
		in.put( "window_origins", OnnxTensor.createTensor( env, LongBuffer.wrap( origins ), new long[] { queries, 2 } ) );
		in.put( "window_cells", OnnxTensor.createTensor( env, LongBuffer.wrap( new long[] { cells } ), new long[] { 1 } ) );
		return run( in, "window_masks", "iou_predictions" );
	}

	/** The maps of an instance head. */
	float[] instances( final FloatBuffer embedding, final long[] shape ) throws OrtException
	{
		final Map< String, OnnxTensor > in = new HashMap<>();
		in.put( "image_embeddings", OnnxTensor.createTensor( env, embedding, shape ) );
		return run( in, "instance_maps" )[ 0 ];
	}

	private float[][] run( final Map< String, OnnxTensor > in, final String... outputs ) throws OrtException
	{
		try ( OrtSession.Result result = session.run( in ) )
		{
			final float[][] out = new float[ outputs.length ][];
			for ( int i = 0; i < outputs.length; i++ )
				out[ i ] = ( ( OnnxTensor ) result.get( outputs[ i ] ).get() ).getFloatBuffer().array();
			return out;
		}
		finally
		{
			in.values().forEach( OnnxTensor::close );
		}
	}

	private OnnxTensor floats( final float[] values, final long... shape ) throws OrtException
	{
		return OnnxTensor.createTensor( env, FloatBuffer.wrap( values ), shape );
	}

	@Override
	public void close() throws OrtException
	{
		session.close();
	}
}
