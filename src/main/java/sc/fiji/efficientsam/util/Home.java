// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.util;

import java.nio.file.Path;
import java.nio.file.Paths;

/** The user's folder for everything that the plugin keeps. */
public final class Home {

	/** System property that names the folder instead of {@code .efficientsam} in the user's home. */
	public static final String PROPERTY = "efficientsam.home";

	private Home()
	{}

	/** The folder; it may not exist yet. */
	public static Path folder()
	{
		final String home = System.getProperty( PROPERTY );
		return home == null ? Paths.get( System.getProperty( "user.home" ), ".efficientsam" ) : Paths.get( home );
	}
}
