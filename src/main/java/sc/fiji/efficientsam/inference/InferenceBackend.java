// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

import java.nio.file.Path;

/**
 * Something that can run ONNX files. This interface and
 * {@link InferenceSession} are all that the plugin asks of an inference
 * library; to exchange the library, implement the two.
 * <p>
 * Implementations are safe for use by several threads.
 * </p>
 */
public interface InferenceBackend {

	/** Name and version of the library, for logs and results. */
	String description();

	/** Whether the library was built for GPUs; says nothing about whether there is one that works. */
	boolean hasGpu();

	/** Whether the library was built for Apple's Core ML. */
	default boolean hasCoreMl()
	{
		return false;
	}

	/**
	 * Loads a file and prepares it for running. Blocks until done.
	 *
	 * @param model
	 *            an ONNX file
	 * @param device
	 *            where it shall run; AUTO means GPU if {@link #hasGpu()}, without
	 *            falling back
	 * @return a session that the caller has to close
	 * @throws InferenceException
	 *             if the library cannot be started, or the file is missing,
	 *             truncated, or not a model that the library can run; the
	 *             message says which and what to do
	 */
	InferenceSession open( Path model, Device device );
}
