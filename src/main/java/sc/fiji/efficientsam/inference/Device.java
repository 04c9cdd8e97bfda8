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
	GPU,

	/** Apple's Core ML, on a Mac: its graphics or neural processor. Never taken by itself, as it may round more than others. */
	COREML;

	/** Where the model runs. Unsaid: the model tells where it ran. */
	public static final Setting< Device > SETTING = Setting.choice( "device", AUTO, "Device",
			"Where the model runs; auto takes an NVIDIA graphics card if one works, coreml is for Macs; a device is used only if its " +
					"masks are the CPU's" ).unsaid();
}
