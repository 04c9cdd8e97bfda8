// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

/** Where a model runs. */
public enum Device {

	/** A CUDA graphics card if one works, else the CPU. */
	AUTO,

	/** The processor. */
	CPU,

	/** The first CUDA graphics card. */
	GPU
}
