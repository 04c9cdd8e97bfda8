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
