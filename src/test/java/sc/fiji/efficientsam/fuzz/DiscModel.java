// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import sc.fiji.efficientsam.inference.OnnxSignature;
import sc.fiji.efficientsam.inference.OnnxWriter;

/**
 * Writes a model of two tiny ONNX graphs that segments without looking: an object is a disc around the middle of its prompt, the brighter
 * the image the larger. Whose mask is whose can be told from where it is, and it takes a millisecond.
 */
final class DiscModel {

	static final String ID = "disc";

	/** Side of its frame in pixels. */
	static final int FRAME = 128;

	private static final int GRID = 64, F = OnnxSignature.FLOAT;

	private DiscModel()
	{}

	/** A folder that can be imported. */
	static Path write( final Path folder ) throws IOException
	{
		Files.createDirectories( folder );
		encoder().write( folder.resolve( "encoder.onnx" ) );
		decoder().write( folder.resolve( "decoder.onnx" ) );
		Files.write( folder.resolve( "model.json" ), json().getBytes( "UTF-8" ) );
		return folder;
	}

	static String json()
	{
		return "{ \"id\": \"" + ID + "\", \"title\": \"Discs\", \"license\": \"CC0\", \"frame\": " + FRAME +
				", \"boxSize\": 40, \"pointSize\": 32 }";
	}

	/** [1, 3, FRAME, FRAME] to its mean in [1, 1, 8, 8]. */
	static OnnxWriter encoder()
	{
		return new OnnxWriter().input( "image", F, 1, 3, FRAME, FRAME ).node( "ReduceMean", new String[] { "image" }, "mean", "keepdims",
				0 ).longs( "shape", 1, 1, 8, 8 )
				.node( "Expand", new String[] { "mean", "shape" }, "image_embeddings" ).output( "image_embeddings", F, 1, 1, 8, 8 );
	}

	/** NB: slots of label 0 and -1 do not count; the others have weight 1, so that the corners of a box give its middle. */
	static OnnxWriter decoder()
	{
		final float[] cells = new float[ 2 * GRID * GRID ];
		for ( int i = 0; i < GRID * GRID; i++ )
		{
			cells[ 2 * i ] = 2 * ( i % GRID ) + 0.5f;
			cells[ 2 * i + 1 ] = 2 * ( i / GRID ) + 0.5f;
		}
		final OnnxWriter w = new OnnxWriter().input( "image_embeddings", F, 1, 1, 8, 8 ).input( "point_coords", F, -1, -1,
				2 ).input( "point_labels", F, -1, -1 );
		w.floats( "one", new long[] { 1 }, 1 ).longs( "axis1", 1 ).longs( "axis2", 2 ).floats( "cells", new long[] { 1, GRID * GRID, 2 },
				cells );
		w.node( "Relu", new String[] { "point_labels" }, "positive" ).node( "Min", new String[] { "positive", "one" },
				"w" ).node( "Unsqueeze", new String[] { "w", "axis2" }, "w1" );
		w.node( "Mul", new String[] { "point_coords", "w1" }, "weighted" ).node( "ReduceSum", new String[] { "weighted", "axis1" }, "sum",
				"keepdims", 1 );
		w.node( "ReduceSum", new String[] { "w1", "axis1" }, "n", "keepdims", 1 ).node( "Div", new String[] { "sum", "n" }, "middle" );
		w.node( "Sub", new String[] { "cells", "middle" }, "d" ).node( "Mul", new String[] { "d", "d" }, "d2" ).node( "ReduceSum",
				new String[] { "d2", "axis2" }, "r2", "keepdims", 0 )
				.node( "Sqrt", new String[] { "r2" }, "r" ).node( "Unsqueeze", new String[] { "r", "axis1" }, "r1" );
		w.node( "ReduceMean", new String[] { "image_embeddings" }, "bright", "keepdims", 0 ).floats( "radii", new long[] { 1, 3, 1 }, 5, 9,
				16 ).node( "Add", new String[] { "radii", "bright" }, "radius" );
		w.node( "Sub", new String[] { "radius", "r1" }, "flat" ).longs( "grid", 0, 3, GRID, GRID ).node( "Reshape",
				new String[] { "flat", "grid" }, "low_res_masks" );
		w.output( "low_res_masks", F, -1, 3, GRID, GRID );
		w.floats( "scores", new long[] { 1, 3 }, 0.7f, 0.9f, 0.5f ).floats( "zero", new long[] { 1 }, 0 ).node( "Mul",
				new String[] { "n", "zero" }, "n0" )
				.node( "ReduceSum", new String[] { "n0", "axis2" }, "n00", "keepdims", 0 ).node( "Add", new String[] { "n00", "scores" },
						"iou_predictions" ).output( "iou_predictions", F, -1, 3 );
		return w;
	}
}
