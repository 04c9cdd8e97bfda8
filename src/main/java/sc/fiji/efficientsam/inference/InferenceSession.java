/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
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
