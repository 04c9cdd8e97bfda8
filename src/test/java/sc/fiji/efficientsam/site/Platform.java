// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.site;

import java.util.Locale;

/**
 * The platforms that ONNX Runtime has natives for, as it and as the ImageJ Updater call them (source: {@code Platforms} of imagej-updater
 * 2.0.4-SNAPSHOT).
 */
enum Platform
{
	LINUX64( "linux64", "linux-x64" ),
	LINUX_ARM64( "linux-arm64", "linux-aarch64" ),
	MACOS64( "macos64", "osx-x64" ),
	MACOS_ARM64( "macos-arm64", "osx-aarch64" ),
	WIN64( "win64", "win-x64" );

	/** Name for the Updater, and of the folder below {@code jars}. */
	final String id;

	/** Name of the folder in ONNX Runtime's jar. */
	final String natives;

	Platform( final String id, final String natives )
	{
		this.id = id;
		this.natives = natives;
	}

	/** The one that this JVM runs on. */
	static Platform current()
	{
		final String os = System.getProperty( "os.name" ).toLowerCase( Locale.ROOT );
		final boolean arm = System.getProperty( "os.arch" ).equals( "aarch64" );
		if ( os.startsWith( "linux" ) )
			return arm ? LINUX_ARM64 : LINUX64;
		if ( os.startsWith( "mac" ) )
			return arm ? MACOS_ARM64 : MACOS64;
		return WIN64;
	}
}
