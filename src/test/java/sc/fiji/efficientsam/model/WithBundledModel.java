// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;

/** Tests that share the bundled model on the CPU; it is open while those of one class run. */
public abstract class WithBundledModel {

	protected static PromptableModel model;

	@BeforeAll
	public static void open()
	{
		model = BundledModel.open( new DjlBackend(), Device.CPU );
	}

	@AfterAll
	public static void close()
	{
		model.close();
	}
}
