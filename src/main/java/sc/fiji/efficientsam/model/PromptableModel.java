// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.util.List;

import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.prompt.Prompt;

/**
 * A promptable segmentation model: an image encoder and a mask decoder, kept
 * apart so that one embedding serves many prompts. One implementation per ONNX
 * contract.
 * <p>
 * {@link #encode} and {@link #decode} are safe for use by several threads and
 * block until done; {@link #close} waits for what runs, and what is asked for
 * after it fails.
 * </p>
 */
public interface PromptableModel extends AutoCloseable {

	ModelInfo info();

	/** Where the model runs: CPU or GPU. */
	Device device();

	/** Most points that one prompt may have; a box counts as two. */
	int maxPoints();

	/** Whether the model was trained with negative points. */
	boolean takesNegativePoints();

	/** Whether the model takes a rough mask as a prompt. */
	default boolean takesMasks()
	{
		return false;
	}

	/** Encodes a frame that the image fills. */
	default Embedding encode( final float[] rgb )
	{
		return encode( rgb, info().frameSize(), info().frameSize() );
	}

	/**
	 * Encodes a frame.
	 *
	 * @param rgb
	 *            planar {@code [3][size][size]} with size {@code info().frameSize()},
	 *            values 0..1, black where the image does not reach; not changed
	 * @param width
	 *            columns that the image fills, from the left; some models pad the
	 *            rest in their own way
	 * @param height
	 *            rows that the image fills, from the top
	 */
	Embedding encode( float[] rgb, int width, int height );

	/**
	 * Decodes prompts on an embedding; as a batch where the model allows it.
	 *
	 * @param prompts
	 *            in pixels of the frame (integers at pixel centers)
	 * @return one element for each prompt, in the same order
	 * @throws IllegalArgumentException
	 *             if a prompt has more than {@link #maxPoints()} points, or
	 *             negative points or a mask where the model does not take them
	 */
	List< MaskCandidates > decode( Embedding embedding, List< Prompt > prompts );

	/** Whether the model has an instance head, which tells all objects of a frame without prompts. */
	default boolean mapsInstances()
	{
		return false;
	}

	/**
	 * What the instance head sees in a frame. Blocks until done.
	 *
	 * @throws UnsupportedOperationException
	 *             if the model has no such head
	 */
	default InstanceMap mapInstances( final Embedding embedding )
	{
		throw new UnsupportedOperationException( "The model " + info().id() + " has no instance head." );
	}

	/** What the encoder tells of each place of a frame, for learning from examples. Safe for use by several threads. */
	default FeatureMap features( final Embedding embedding )
	{
		return FeatureMap.of( embedding.parts().values(), info().frameSize() );
	}

	/** Frees the native memory. */
	@Override
	void close();
}
