// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fiji;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts ImageJ2 with this plugin, in a JVM of its own, as Fiji's launcher does. */
final class Fiji {

	private static final int PATIENCE = 180;

	/** What a JVM has printed. */
	final String output;
	/** Its exit code. */
	final int code;

	private Fiji( final String output, final int code )
	{
		this.output = output;
		this.code = code;
	}

	/** {@code fiji --headless ...}. */
	static Fiji headless( final Path home, final String... arguments ) throws IOException, InterruptedException
	{
		final List< String > all = new ArrayList<>( Arrays.asList( "net.imagej.Main", "--headless" ) );
		all.addAll( Arrays.asList( arguments ) );
		return run( home, true, all );
	}

	/** A program on the virtual screen. */
	static Fiji inWindow( final Path home, final String main, final String... arguments ) throws IOException, InterruptedException
	{
		final List< String > all = new ArrayList<>( Arrays.asList( main ) );
		all.addAll( Arrays.asList( arguments ) );
		return run( home, false, all );
	}

	private static Fiji run( final Path home, final boolean headless, final List< String > main ) throws IOException, InterruptedException
	{
		final String classPath = System.getProperty( "surefire.test.class.path", System.getProperty( "java.class.path" ) );
		final List< String > command = new ArrayList<>();
		command.add( Paths.get( System.getProperty( "java.home" ), "bin", "java" ).toString() );
		if ( !System.getProperty( "java.specification.version" ).startsWith( "1." ) )
			command.addAll( Arrays.asList( "--add-opens", "java.base/java.lang=ALL-UNNAMED" ) );
		command.addAll( Arrays.asList( "-Xmx2g", "-Djava.awt.headless=" + headless, "-Dscijava.context.strict=false",
				"-Dplugins.dir=" + home, "-Dimagej.dir=" + home, "-Dij.dir=" + home, "-Duser.home=" + home,
				"-Djava.util.prefs.userRoot=" + home, "-cp", classPath ) );
		command.addAll( main );
		final File log = home.resolve( "log.txt" ).toFile();
		final Process p = new ProcessBuilder( command ).redirectErrorStream( true ).redirectOutput( log ).start();
		if ( !p.waitFor( PATIENCE, TimeUnit.SECONDS ) )
		{
			p.destroyForcibly().waitFor();
			throw new AssertionError( "ImageJ did not end within " + PATIENCE + " seconds:\n" + text( log.toPath() ) );
		}
		return new Fiji( text( log.toPath() ), p.exitValue() );
	}

	private static String text( final Path file ) throws IOException
	{
		return new String( Files.readAllBytes( file ), StandardCharsets.UTF_8 );
	}

	/** The path of a file of the project, as macros write it. */
	static String path( final String first, final String... more )
	{
		return Paths.get( first, more ).toAbsolutePath().toString().replace( '\\', '/' );
	}
}
