// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;

/** Starts a virtual screen (Xvfb) on the display that the environment names, before AWT looks for one; it ends with this JVM. */
public final class VirtualScreen {

	private static Boolean there;

	private VirtualScreen()
	{}

	/** Skips the test where there can be no virtual screen. */
	public static synchronized void require()
	{
		if ( there == null )
			there = start();
		Assumptions.assumeTrue( there, "Tests in windows need Xvfb (on Debian: apt-get install xvfb)." );
	}

	private static boolean start()
	{
		final String display = System.getenv( "DISPLAY" );
		if ( display == null || !display.matches( ":\\d+" ) || !new File( "/usr/bin/Xvfb" ).exists() )
			return false;
		final Path socket = Paths.get( "/tmp/.X11-unix/X" + display.substring( 1 ) );
		if ( Files.exists( socket ) )
			throw new IllegalStateException( "The screen " + display + " is in use. Choose another one for these tests: -Ddisplay=98" );
		try
		{
			Files.createDirectories( Paths.get( "target/windows" ) );
			// NB: it ends when this JVM does, not before: AWT would end the JVM with an error.
			final Process xvfb = new ProcessBuilder( "/usr/bin/Xvfb", display, "-screen", "0",
					System.getProperty( "efficientsam.screen", "1600x1200" ) + "x24", "-nolisten", "tcp", "-terminate" )
					.redirectErrorStream( true ).redirectOutput( new File( "target/windows/xvfb.log" ) ).start();
			for ( int i = 0; i < 100; i++ )
			{
				if ( Files.exists( socket ) )
					return true;
				if ( xvfb.waitFor( 100, TimeUnit.MILLISECONDS ) )
					throw new IllegalStateException( "Xvfb ended with " + xvfb.exitValue() + "; see target/windows/xvfb.log." );
			}
			throw new IllegalStateException( "Xvfb did not start within 10 seconds." );
		}
		catch ( final IOException | InterruptedException e )
		{
			throw new IllegalStateException( e );
		}
	}
}
