// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.prompt.Prompt;

/**
 * Shows that neither 200 rounds of encode and decode nor opening and closing 20
 * models grow the process. Runs in a JVM of its own, whose heap is fixed and
 * touched from the start, so that what grows is native.
 */
public class MemoryTest {

	private static final Path STATUS = Paths.get( "/proc/self/status" );

	@Test
	public void nativeMemoryDoesNotGrow( @TempDir final Path folder ) throws Exception
	{
		assumeTrue( Files.exists( STATUS ), "needs Linux" );
		final File log = folder.resolve( "log" ).toFile();
		final Process process = new ProcessBuilder( new File( System.getProperty( "java.home" ), "bin/java" ).getPath(),
				"-Xms192m", "-Xmx192m", "-XX:+AlwaysPreTouch", "-XX:MaxDirectMemorySize=32m", "-cp",
						System.getProperty( "java.class.path" ), MemoryTest.class.getName() )
				.redirectErrorStream( true ).redirectOutput( log ).start();
		assertTrue( process.waitFor( 10, TimeUnit.MINUTES ) );
		final List< String > lines = Files.readAllLines( log.toPath() );
		assertEquals( 0, process.exitValue(), lines::toString );
		// a leaked embedding is 2 MB, a leaked mask 0.8 MB: 200 rounds would be 560 MB
		assertGrewLessThan( 60_000, "rounds", lines );
		// a leaked model is 12 MB and more: 20 would be 240 MB
		assertGrewLessThan( 60_000, "models", lines );
	}

	private static void assertGrewLessThan( final long kilobytes, final String what, final List< String > lines )
	{
		final String line = lines.stream().filter( l -> l.startsWith( what + "=" ) ).findFirst()
				.orElseThrow( () -> new AssertionError( lines.toString() ) );
		assertTrue( Long.parseLong( line.substring( what.length() + 1 ) ) < kilobytes, line + " kB" );
	}

	/** Prints by how many kilobytes the process grows. */
	public static void main( final String... args ) throws IOException
	{
		final float[] rgb = new float[ 3 * BundledModel.INFO.frameSize() * BundledModel.INFO.frameSize() ];
		try ( PromptableModel model = BundledModel.open( new DjlBackend(), Device.CPU ) )
		{
			rounds( 40, model, rgb );
			final long before = residentKilobytes();
			rounds( 200, model, rgb );
			System.out.println( "rounds=" + ( residentKilobytes() - before ) );
		}
		openAndClose( 15 );
		final long before = residentKilobytes();
		openAndClose( 20 );
		System.out.println( "models=" + ( residentKilobytes() - before ) );
	}

	private static void rounds( final int n, final PromptableModel model, final float[] rgb )
	{
		for ( int i = 0; i < n; i++ )
			model.decode( model.encode( rgb ), Collections.singletonList( Prompt.point( 100, 100 ) ) );
	}

	private static void openAndClose( final int n )
	{
		for ( int i = 0; i < n; i++ )
			BundledModel.open( new DjlBackend(), Device.CPU ).close();
	}

	private static long residentKilobytes() throws IOException
	{
		System.gc();
		try ( Stream< String > lines = Files.lines( STATUS ) )
		{
			return Long.parseLong( lines.filter( l -> l.startsWith( "VmRSS" ) ).findFirst().get().replaceAll( "\\D", "" ) );
		}
	}
}
