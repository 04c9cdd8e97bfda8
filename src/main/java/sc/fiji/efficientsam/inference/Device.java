// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

import sc.fiji.efficientsam.util.Setting;

/** Where a model runs. */
public enum Device {

	/** A CUDA graphics card if one works, else the CPU. */
	AUTO,

	/** The processor. */
	CPU,

	/** The first CUDA graphics card. */
	GPU;

	/** Where the model runs. Unsaid: the model tells where it ran. */
	public static final Setting< Device > SETTING = Setting.choice( "device", AUTO, "Device",
			"Where the model runs; auto takes a graphics card if one works" ).unsaid();
}
