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
package sc.fiji.efficientsam;

import java.util.function.BooleanSupplier;

/** Something that can be segmented, and of which a part can be done in advance. */
@FunctionalInterface
public interface SegmentationTask {

	/** Segments. Blocks until done. */
	Segmentation run();

	/**
	 * Does in advance, on any one thread, what {@link #run} would begin with, and changes
	 * nothing else: what it gives and how it fails stay the same. The image and the
	 * settings must not be changed in between.
	 *
	 * @param goesOn
	 *            asked now and then whether it is still wanted
	 * @throws RuntimeException
	 *             where {@code run} is going to fail, too
	 */
	default void prepare( final BooleanSupplier goesOn )
	{}
}
