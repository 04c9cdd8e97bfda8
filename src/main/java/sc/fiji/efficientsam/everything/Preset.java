// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

/** Settings that suit a kind of objects, found on training images; what a user sets explicitly wins. */
public enum Preset {

	/** {@link EverythingSettings#DEFAULT}. */
	AUTO( EverythingSettings.DEFAULT ),

	/** Round objects with good contrast: the default settings. */
	NUCLEI( EverythingSettings.DEFAULT ),

	/** Objects of low contrast, such as cells in phase contrast: masks of lower quality count, too. */
	CELLS( EverythingSettings.DEFAULT.withPointQuality( 0.35 ) ),
	/**
	 * Cells of little contrast, as in phase contrast, that fill much of the image. NB: on two training images of T98G cells a limit of .35, .2, .1, .05 gives an
	 * AP at .5 of .06, .12, .24, .27; on yeast, which stands out, .1 finds nothing more than .35 and twice as much that is nothing.
	 */
	PHASE( EverythingSettings.DEFAULT.withPointQuality( 0.07 ) ),

	/**
	 * Thin objects: a grid twice as dense, which misses no rod, but has no points where the image is flat, and masks of lower quality, as the
	 * model's scores are low for small objects.
	 */
	BACTERIA( EverythingSettings.DEFAULT.withDensity( 4 ).withMinContrast( 0.25 ).withSkipQuality( 0.4 ).withPointQuality( 0.25 ) ),

	/** Crowded objects of electron microscopy: masks of lower quality count, too. */
	EM( EverythingSettings.DEFAULT.withPointQuality( 0.3 ) );

	private final EverythingSettings settings;

	Preset( final EverythingSettings settings )
	{
		this.settings = settings;
	}

	/** The preset's settings. */
	public EverythingSettings settings()
	{
		return settings;
	}
}
