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
package sc.fiji.efficientsam.everything;

import sc.fiji.efficientsam.image.RgbImage;

/** Makes the seeds for an image, once the size of its objects is known. */
@FunctionalInterface
public interface SeedSource {

	/** A regular grid of the settings' spacing; some presets leave out points where the image is flat. */
	SeedSource GRID = ( image, settings ) -> {
		final Seeds grid = Seeds.grid( image.width(), image.height(), settings.spacing() );
		return settings.minContrast() > 0 ? new ContrastSeeds( image, grid, settings ) : grid;
	};

	/** Local maxima of the smoothed image. */
	SeedSource MAXIMA = ( image, settings ) -> Seeds.of( SeedPoints.extrema( image, settings.objectSize(), true ) );

	/** Local minima of the smoothed image, for dark objects. */
	SeedSource MINIMA = ( image, settings ) -> Seeds.of( SeedPoints.extrema( image, settings.objectSize(), false ) );

	/**
	 * @param settings
	 *            with an object size above 0
	 */
	Seeds seeds( RgbImage image, EverythingSettings settings );
}
