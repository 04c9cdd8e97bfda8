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
package sc.fiji.efficientsam.track;

import sc.fiji.efficientsam.segment.EmbeddedImage;

/**
 * Images of one size in a row: the slices of a stack, the frames of a series.
 * Implementations are safe for use by several threads.
 */
public interface SliceSource {

	/** Number of slices, 1 or more. */
	int size();

	/** Width of every slice in pixels. */
	int width();

	/** Height of every slice in pixels. */
	int height();

	/**
	 * Reads a slice. The caller keeps as many as it needs; the source should keep
	 * none, so that a long stack does not fill the memory.
	 *
	 * @param index
	 *            0 to {@code size() - 1}
	 */
	EmbeddedImage slice( int index );
}
