// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.inference.InferenceBackend;
import sc.fiji.efficientsam.inference.InferenceException;
import sc.fiji.efficientsam.inference.OnnxSignature;
import sc.fiji.efficientsam.inference.OnnxWriter;
import sc.fiji.efficientsam.prompt.Prompt;

/**
 * Tests {@link EfficientSamModel} on tiny graphs with the official signature and
 * known answers: the "masks" are candidate number + sum of all coordinates +
 * 1000 x sum of all labels + the embedding, everywhere; the "scores" are 0.1, 0.9, 0.5.
 */
public class EfficientSamModelTest {

	private static final int FRAME = 512;

	private static final ModelInfo INFO = new ModelInfo( "tiny", "tiny", "none", FRAME, 50, 50 );

	@TempDir
	Path folder;

	private final InferenceBackend backend = new DjlBackend( 1 );

	/** Embedding: the image's mean, [1,1,1,1]. */
	private Path encoder() throws IOException
	{
		return new OnnxWriter().input( "batched_images", OnnxSignature.FLOAT, -1, 3, -1, -1 )
				.node( "ReduceMean", new String[] { "batched_images" }, "image_embeddings", "keepdims", 1 )
				.output( "image_embeddings", OnnxSignature.FLOAT, -1, 1, 1, 1 ).write( folder.resolve( "encoder.onnx" ) );
	}

	/** With queries fixed at 1 as the official export has it, and a third output with a name such as the exporter makes up. */
	private Path officialDecoder() throws IOException
	{
		return new OnnxWriter()
				.input( "image_embeddings", OnnxSignature.FLOAT, -1, 1, 1, 1 ).input( "batched_point_coords", OnnxSignature.FLOAT, 1, 1, -1,
						2 )
				.input( "batched_point_labels", OnnxSignature.FLOAT, 1, 1, -1 ).input( "orig_im_size", OnnxSignature.INT64, 2 )
				.floats( "thousand", new long[] { 1 }, 1000 ).floats( "number", new long[] { 1, 1, 3, 1, 1 }, 0, 1, 2 ).floats( "scores",
						new long[] { 1, 1, 3 }, 0.1f, 0.9f, 0.5f )
				.longs( "lead", 1, 1, 3 )
				.node( "ReduceSum", new String[] { "batched_point_coords" }, "c", "keepdims", 0 )
				.node( "ReduceSum", new String[] { "batched_point_labels" }, "l", "keepdims", 0 )
				.node( "ReduceSum", new String[] { "image_embeddings" }, "e", "keepdims", 0 )
				.node( "Mul", new String[] { "l", "thousand" }, "l1000" )
				.node( "Add", new String[] { "c", "l1000" }, "cl" ).node( "Add", new String[] { "cl", "e" }, "cle" ).node( "Add",
						new String[] { "number", "cle" }, "values" )
				.node( "Concat", new String[] { "lead", "orig_im_size" }, "shape", "axis", 0 )
				.node( "Expand", new String[] { "values", "shape" }, "output_masks" )
				.node( "Identity", new String[] { "scores" }, "iou_predictions" ).node( "Identity", new String[] { "scores" },
						"onnx::Shape_1830" )
				.output( "output_masks", OnnxSignature.FLOAT, 1, 1, 3, -1, -1 ).output( "iou_predictions", OnnxSignature.FLOAT, 1, 1, 3 )
				.output( "onnx::Shape_1830", OnnxSignature.FLOAT, 1, 1, 3 ).write( folder.resolve( "decoder.onnx" ) );
	}

	private PromptableModel official() throws IOException
	{
		return ModelFamily.model( INFO, backend.open( encoder(), Device.CPU ), backend.open( officialDecoder(), Device.CPU ), null, null );
	}

	@Test
	public void officialDecodersAreRecognizedByTheirShape() throws IOException
	{
		try ( PromptableModel model = official() )
		{
			assertFalse( model.takesNegativePoints() );
			assertEquals( 6, model.maxPoints() );
		}
	}

	@Test
	public void promptsAreDecodedOneByOneNumberByNumber() throws IOException
	{
		try ( PromptableModel model = official() )
		{
			final float[] image = new float[ 3 * FRAME * FRAME ];
			Arrays.fill( image, 0.25f );
			final Embedding e = model.encode( image );
			assertArrayEquals( new float[] { 0.25f }, e.values().toFloatArray(), 1e-6f );
			final List< MaskCandidates > out = model.decode( e,
					Arrays.asList( Prompt.point( 10, 20 ), Prompt.box( 2, 4, 8, 16 ).withPoint( 4, 6 ) ) );
			// coordinates are halved: a grid of 256 for a frame of 512; no padding is sent
			final float point = 5 + 10 + 1000 + 0.25f;
			final float box = ( 1.5f + 3.5f + 9.5f + 19.5f + 4 + 6 ) / 2 + 1000 * ( 2 + 3 + 1 ) + 0.25f;
			for ( int c = 0; c < 3; c++ )
			{
				assertEquals( c + point, out.get( 0 ).logit( c, 7, 100 ), 1e-3f );
				assertEquals( c + box, out.get( 1 ).logit( c, 255, 255 ), 1e-3f );
			}
			assertEquals( 1, out.get( 0 ).best() );
			assertEquals( 256, out.get( 0 ).grid() );
		}
	}

	@Test
	public void moreThanSixPointsAreRefusedNotDropped() throws IOException
	{
		try ( PromptableModel model = official() )
		{
			final Embedding e = model.encode( new float[ 3 * FRAME * FRAME ] );
			Prompt p = Prompt.box( 0, 0, 5, 5 ).withName( "cell 7" );
			for ( int i = 0; i < 5; i++ )
				p = p.withPoint( i, 0 );
			final Prompt seven = p;
			final String message = assertThrows( IllegalArgumentException.class,
					() -> model.decode( e, Collections.singletonList( seven ) ) ).getMessage();
			assertTrue( message.contains( "at most 6" ) && message.contains( "cell 7" ), message );
			assertThrows( IllegalArgumentException.class, () -> model.decode( e,
					Collections.singletonList( Prompt.point( 1, 1 ).withNegative( 2, 2 ) ) ) );
		}
	}

	@Test
	public void filesThatAreNoPairAreRefusedWithWhatWasFound() throws IOException
	{
		final Path encoder = encoder();
		final String message = assertThrows( InferenceException.class,
				() -> new ModelLoader( backend ).open( INFO, encoder, encoder, Device.CPU ) ).getMessage();
		assertTrue( message.contains( "batched_point_coords" ) && message.contains( "batched_images" ), message );
	}
}
