// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

import sc.fiji.efficientsam.inference.OnnxSignature;
import sc.fiji.efficientsam.inference.OnnxWriter;

/**
 * Tiny encoders and decoders with the signatures of the SAM family and known
 * answers. An encoder's embedding is the mean of its input, everywhere; SAM 2's
 * further outputs are 2 and 3 times that. A decoder's logits are, everywhere,
 *
 * <pre>
 * candidate + sum of (x + 10 y) + 100 * sum of labels + mean of the embeddings' sum
 *     + has_mask_input * (maximum + sum of the positive values of mask_input) + (orig_im_size: rows + 2 columns) / 1024
 * </pre>
 *
 * with terms whose input it lacks left out, and its scores 0.1, 0.9, 0.5, 0.7.
 */
final class SamGraphs {

	private static final int F = OnnxSignature.FLOAT;

	private SamGraphs()
	{}

	/** Planar [1, 3, side, side]. */
	static Path planarEncoder( final Path file, final String input, final int side, final String... outputs ) throws IOException
	{
		return encoder( new OnnxWriter().input( input, F, 1, 3, side, side ), input, outputs ).write( file );
	}

	/** Interleaved [rows, columns, 3]; -1 for free lengths. */
	static Path interleavedEncoder( final Path file, final String input, final int side, final String... outputs ) throws IOException
	{
		return encoder( new OnnxWriter().input( input, F, side, side, 3 ), input, outputs ).write( file );
	}

	private static OnnxWriter encoder( final OnnxWriter w, final String input, final String... outputs )
	{
		w.node( "ReduceMean", new String[] { input }, "mean", "keepdims", 0 ).longs( "shape", 1, 1, 64, 64 );
		for ( int i = 0; i < outputs.length; i++ )
			w.floats( "factor" + i, new long[] { 1 }, i + 1 ).node( "Mul", new String[] { "mean", "factor" + i }, "m" + i )
					.node( "Expand", new String[] { "m" + i, "shape" }, outputs[ i ] ).output( outputs[ i ], F, 1, 1, 64, 64 );
		return w;
	}

	/**
	 * @param batch
	 *            whether the number of prompts is free
	 * @param candidates
	 *            1 to 4
	 * @param sizeType
	 *            element type of orig_im_size; 0 to leave it out
	 * @param lowRes
	 *            whether there is an output of low resolution beside the masks
	 */
	static Path decoder( final Path file, final boolean batch, final int candidates, final boolean takesMask, final int sizeType,
			final boolean lowRes, final String... embeddings ) throws IOException
	{
		final int b = batch ? -1 : 1;
		final OnnxWriter w = new OnnxWriter().input( "point_coords", F, b, -1, 2 ).input( "point_labels", F, b, -1 );
		w.floats( "weights", new long[] { 2 }, 1, 10 ).floats( "hundred", new long[] { 1 }, 100 ).longs( "axes12", 1, 2 ).longs( "axis1",
				1 );
		w.node( "Mul", new String[] { "point_coords", "weights" }, "weighted" ).node( "ReduceSum", new String[] { "weighted", "axes12" },
				"c", "keepdims", 1 );
		w.node( "ReduceSum", new String[] { "point_labels", "axis1" }, "l0", "keepdims", 1 ).node( "Mul", new String[] { "l0", "hundred" },
				"l1" ).longs( "axis2", 2 )
				.node( "Unsqueeze", new String[] { "l1", "axis2" }, "l" ).node( "Add", new String[] { "c", "l" }, "cl" );
		w.longs( "axis3", 3 ).node( "Unsqueeze", new String[] { "cl", "axis3" }, "v0" );
		String value = "v0";
		for ( int i = 0; i < embeddings.length; i++ )
		{
			w.input( embeddings[ i ], F, 1, 1, 64, 64 ).node( "ReduceMean", new String[] { embeddings[ i ] }, "e" + i, "keepdims",
					1 ).node( "Add", new String[] { value, "e" + i }, "ve" + i );
			value = "ve" + i;
		}
		if ( takesMask )
		{
			w.input( "mask_input", F, batch ? -1 : 1, 1, 256, 256 ).input( "has_mask_input", F, batch ? -1 : 1 ).longs( "axes0", 0 );
			w.node( "Unsqueeze", new String[] { "has_mask_input", "axes0" }, "has0" ).node( "Unsqueeze", new String[] { "has0", "axes0" },
					"has1" ).node( "Unsqueeze", new String[] { "has1", "axes0" }, "has" );
			w.node( "ReduceMax", new String[] { "mask_input" }, "mmax", "keepdims", 1 ).node( "Relu", new String[] { "mask_input" },
					"mpositive" ).longs( "axes23", 2, 3 )
					.node( "ReduceSum", new String[] { "mpositive", "axes23" }, "msum", "keepdims", 1 ).node( "Add",
							new String[] { "mmax", "msum" }, "m0" )
					.node( "Mul", new String[] { "m0", "has" }, "m" ).node( "Add", new String[] { value, "m" }, "vm" );
			value = "vm";
		}
		if ( sizeType != 0 )
		{
			w.input( "orig_im_size", sizeType, 2 ).node( "Cast", new String[] { "orig_im_size" }, "sizef", "to", F ).floats( "sizeweights",
					new long[] { 2 }, 1 / 1024f, 2 / 1024f )
					.node( "Mul", new String[] { "sizef", "sizeweights" }, "s0" ).node( "ReduceSum", new String[] { "s0" }, "s", "keepdims",
							0 ).node( "Add", new String[] { value, "s" }, "vs" );
			value = "vs";
		}
		final float[] numbers = { 0, 1, 2, 3 }, scores = { 0.1f, 0.9f, 0.5f, 0.7f };
		w.floats( "numbers", new long[] { 1, candidates, 1, 1 }, Arrays.copyOf( numbers, candidates ) ).node( "Add",
				new String[] { value, "numbers" }, "all" );
		w.longs( "grid", 1, 1, 256, 256 ).node( "Expand", new String[] { "all", "grid" }, lowRes ? "low_res_masks" : "masks" );
		if ( lowRes )
			w.floats( "minus", new long[] { 1 }, -1 ).node( "Mul", new String[] { "all", "minus" }, "masks" ).output( "low_res_masks", F, b,
					candidates, 256, 256 ).output( "masks", F, b, candidates, -1, -1 );
		else
			w.output( "masks", F, b, candidates, 256, 256 );
		w.floats( "zero", new long[] { 1 }, 0 ).floats( "scores", new long[] { 1, candidates }, Arrays.copyOf( scores, candidates ) )
				.node( "Mul", new String[] { "l0", "zero" }, "nothing" ).node( "Add", new String[] { "nothing", "scores" },
						"iou_predictions" ).output( "iou_predictions", F, b, candidates );
		return w.write( file );
	}
}
