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
package sc.fiji.efficientsam.image;

/** Where the range of pixel values that the model sees as black..white comes from. */
public enum ContrastMode {

	/** The range that is set for display (Image &gt; Adjust &gt; Brightness/Contrast). */
	DISPLAY,

	/** From a low to a high percentile of the finite pixel values; bright specks and hot pixels do no harm. */
	PERCENTILE,

	/** All values that the pixel type can hold; for floating point types, from the lowest to the highest finite value. */
	FULL
}
