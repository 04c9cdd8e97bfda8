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

/**
 * A two-dimensional image as the model sees it: red, green and blue between 0
 * and 1, read region by region so that large images need not fit into memory.
 * Implementations are safe for use by several threads as long as the pixels
 * beneath do not change.
 */
public interface RgbImage {

	/** Width in pixels, 1 or more. */
	int width();

	/** Height in pixels, 1 or more. */
	int height();

	/**
	 * Reads a region.
	 *
	 * @param x
	 *            left column
	 * @param y
	 *            top row
	 * @param width
	 *            columns, 1 or more
	 * @param height
	 *            rows, 1 or more
	 * @return planar values {@code [3][height][width]}, each between 0 and 1,
	 *         never NaN
	 * @throws IndexOutOfBoundsException
	 *             if the region is not wholly inside the image
	 */
	float[] read( int x, int y, int width, int height );
}
