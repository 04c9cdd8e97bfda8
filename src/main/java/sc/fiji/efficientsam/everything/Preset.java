// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import sc.fiji.efficientsam.util.Setting;

/** Settings that suit a kind of objects, found on training images; what a user sets explicitly wins. */
public enum Preset {

	/** {@link EverythingSettings#DEFAULT}. */
	AUTO( EverythingSettings.DEFAULT ),

	/** Round objects with good contrast: the default settings. */
	NUCLEI( EverythingSettings.DEFAULT ),

	/** Objects of low contrast, such as cells in phase contrast: masks of lower quality count, too. */
	CELLS( EverythingSettings.DEFAULT.with( EverythingSettings.QUALITY, 0.35 ) ),

	/**
	 * Cells of little contrast, as in phase contrast, that fill much of the image. NB: on two training images of T98G
	 * cells a limit of .35, .2, .1, .05 gives an
	 * AP at .5 of .06, .12, .24, .27; on yeast, which stands out, .1 finds nothing more than .35 and twice as much that is nothing.
	 */
	PHASE( EverythingSettings.DEFAULT.with( EverythingSettings.QUALITY, 0.07 ) ),

	/**
	 * Thin objects: a grid twice as dense, which misses no rod, but has no points where the image is flat, and masks of
	 * lower quality, as the
	 * model's scores are low for small objects.
	 */
	BACTERIA( EverythingSettings.DEFAULT.with( EverythingSettings.DENSITY, 4.0 ).with( EverythingSettings.MIN_CONTRAST, 0.25 )
			.with( EverythingSettings.SKIP, 0.4 ).with( EverythingSettings.QUALITY, 0.25 ) ),

	/** Crowded objects of electron microscopy: masks of lower quality count, too. */
	EM( EverythingSettings.DEFAULT.with( EverythingSettings.QUALITY, 0.3 ) );

	/** Where the settings begin. Unsaid: they tell themselves. */
	public static final Setting< Preset > SETTING = Setting.choice( "preset", AUTO, "Objects",
			"Kind of objects, which sets all limits that are left at -1; phase is for low-contrast cells, em for electron " +
					"microscopy" ).unsaid();

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
