// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

import java.util.Collection;
import java.util.Map;

/**
 * One loaded model. {@link #run} is safe for use by several threads at once;
 * {@link #close} waits for nobody, so close only when no run is under way.
 */
public interface InferenceSession extends AutoCloseable {

	/** Names, types and shapes of what the model takes and gives. */
	OnnxSignature signature();

	/** Where the model runs: {@link Device#CPU} or {@link Device#GPU}, never AUTO. */
	Device device();

	/**
	 * Computes. Blocks until done.
	 *
	 * @param inputs
	 *            one tensor for each input of the signature
	 * @param outputs
	 *            names of the wanted outputs; others are not copied to Java
	 * @return the wanted outputs by name
	 * @throws InferenceException
	 *             if an input is missing, unknown, or of a wrong type or shape,
	 *             an output is unknown, the computation fails, or the session
	 *             was closed
	 */
	Map< String, Tensor > run( Map< String, Tensor > inputs, Collection< String > outputs );

	/** Frees the native memory. Closing twice does nothing. */
	@Override
	void close();
}
