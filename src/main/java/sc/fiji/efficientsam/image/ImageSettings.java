// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.image;

import java.util.List;

import sc.fiji.efficientsam.util.Setting;
import sc.fiji.efficientsam.util.Settings;

/** How a model sees an image. */
public final class ImageSettings {

	public static final Setting< ContrastMode > CONTRAST = Setting.choice( "contrast", ContrastMode.PERCENTILE, "Contrast",
			"Which pixel values the model sees as black and white: percentiles, the range set for display, or the full range of the " +
					"pixel type" );
	public static final Setting< Double > LOW = Setting.number( "low", 0.1, "Low percentile",
			"For contrast percentile" ).from( 0 ).to( 100 ).step( 0.1 );
	public static final Setting< Double > HIGH = Setting.number( "high", 99.9, "High percentile",
			"For contrast percentile" ).from( 0 ).to( 100 ).step( 0.1 );
	public static final Setting< Integer > CHANNEL = Setting.whole( "channel", 0, "Channel",
			"0 for the displayed channels in their colors, else one channel, counted from 1" ).from( 0 );

	/** All of them. */
	public static final List< Setting< ? > > ALL = Settings.list( CONTRAST, LOW, HIGH, CHANNEL );

	private ImageSettings()
	{}
}
