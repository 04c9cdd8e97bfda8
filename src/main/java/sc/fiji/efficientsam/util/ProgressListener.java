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
package sc.fiji.efficientsam.util;

/** Is told how far a long computation is, and may stop it. Called from the computing thread. */
@FunctionalInterface
public interface ProgressListener {

	/** Listens to nothing and never stops anything. */
	ProgressListener NONE = ( done, total, message ) -> {};

	/**
	 * @param done
	 *            steps that are finished
	 * @param total
	 *            all steps, as far as known by now; may grow
	 * @param message
	 *            what is being done, in words
	 */
	void progress( long done, long total, String message );

	/** Asked between steps; where it answers true the computation ends with a {@link java.util.concurrent.CancellationException}. */
	default boolean isCanceled()
	{
		return false;
	}
}
