// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import sc.fiji.efficientsam.image.RgbImage;

/** Makes the seeds for an image, once the size of its objects is known. */
@FunctionalInterface
public interface SeedSource {

	/** A regular grid of the settings' spacing; some presets leave out points where the image is flat. */
	SeedSource GRID = ( image, settings ) -> {
		final Seeds grid = Seeds.grid( image.width(), image.height(), settings.spacing() );
		return settings.get( EverythingSettings.MIN_CONTRAST ) > 0 ? new ContrastSeeds( image, grid, settings ) : grid;
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
