// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

/** Tests that run macros through ImageJ's own interpreter; see {@link LegacyMacros}. */
abstract class MacroTestBase {

	static Context context;

	static LegacyMacros legacy;

	@TempDir
	Path folder;

	@BeforeAll
	static void start()
	{
		context = new Context();
		legacy = new LegacyMacros( context );
	}

	@AfterEach
	void forgetImages()
	{
		LegacyMacros.forgetImages();
	}

	@AfterAll
	static void stop()
	{
		legacy.close();
		context.dispose();
	}
}
