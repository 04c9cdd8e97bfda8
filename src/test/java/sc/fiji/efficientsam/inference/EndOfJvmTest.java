// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs are terminated while ONNX Runtime runs, and end as terminated programs do. Many of them with {@code
 * -Defficientsam.long=true}.
 */
@DisabledOnOs( value = OS.WINDOWS, disabledReason = "there is no SIGTERM" )
public class EndOfJvmTest {

	@TempDir
	Path folder;

	@Test
	public void programsAreTerminatedWhileModelsRun() throws IOException, InterruptedException
	{
		final Random random = new Random( 1 );
		for ( int i = 0; i < ( Boolean.getBoolean( "efficientsam.long" ) ? 40 : 4 ); i++ )
			terminate( random.nextInt( 300 ) );
	}

	private void terminate( final int milliseconds ) throws IOException, InterruptedException
	{
		final Path out = folder.resolve( "out" );
		Files.deleteIfExists( out );
		final Process p = new ProcessBuilder( Paths.get( System.getProperty( "java.home" ), "bin", "java" ).toString(), "-Xmx600m", "-cp",
				classPath(),
				EndlessRuns.class.getName(), "1", "2" ).directory( folder.toFile() ).redirectErrorStream( true )
						.redirectOutput( out.toFile() ).start();
		try
		{
			for ( int i = 0; i < 1200 && p.isAlive() && !said( out ).contains( "running" ); i++ )
				Thread.sleep( 50 );
			assertTrue( p.isAlive(), said( out ) );
			Thread.sleep( milliseconds );
			p.destroy();
			assertTrue( p.waitFor( 1, TimeUnit.MINUTES ), "it did not end" );
			assertEquals( 143, p.exitValue(), said( out ) );
			assertEquals( Arrays.asList( "out" ), Arrays.asList( folder.toFile().list() ) );
		}
		finally
		{
			p.destroyForcibly();
		}
	}

	/** NB: absolute, as the program runs elsewhere. */
	private static String classPath()
	{
		final StringBuilder s = new StringBuilder();
		for ( final String part : System.getProperty( "java.class.path" ).split( File.pathSeparator ) )
			s.append( s.length() == 0 ? "" : File.pathSeparator ).append( new File( part ).getAbsolutePath() );
		return s.toString();
	}

	private static String said( final Path out ) throws IOException
	{
		return Files.exists( out ) ? new String( Files.readAllBytes( out ), StandardCharsets.UTF_8 ) : "";
	}
}
