// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.site;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A folder laid out as Fiji's, with nothing else on the class path than its jars. */
final class FijiFolder {

	/** What a program has printed, and its exit code. */
	static final class Run {

		final int exit;
		final String output;

		Run( final int exit, final String output )
		{
			this.exit = exit;
			this.output = output;
		}
	}

	final Path folder;

	FijiFolder( final Path folder )
	{
		this.folder = folder.toAbsolutePath();
	}

	/** Runs a command of the plugin, without a screen; all are listed if none is given. */
	Run run( final String... args ) throws IOException, InterruptedException
	{
		final List< String > line = new ArrayList<>( Arrays.asList( program( "java" ), "-Djava.awt.headless=true", "-Xmx2g",
				"-Duser.home=" + folder, "-cp",
				jars().stream().map( Path::toString ).collect( Collectors.joining( File.pathSeparator ) ),
						"sc.fiji.efficientsam.cli.Main" ) );
		line.addAll( Arrays.asList( args ) );
		return start( line );
	}

	/** Classes that the plugin's jar names and no jar has, nor Java. */
	List< String > missing() throws IOException, InterruptedException
	{
		final Path plugin = jars().stream().filter( p -> p.getParent().endsWith( "plugins" ) ).findFirst()
				.orElseThrow( () -> new IOException( "There is no plugin in " + folder ) );
		final List< String > line = new ArrayList<>( Arrays.asList( program( "jdeps" ), "-verbose:class" ) );
		if ( !System.getProperty( "java.specification.version" ).startsWith( "1." ) )
			line.addAll( Arrays.asList( "--multi-release", "base" ) );
		line.addAll( Arrays.asList( "-cp", jars().stream().filter( p -> !p.equals( plugin ) ).map( Path::toString )
				.collect( Collectors.joining( File.pathSeparator ) ), plugin.toString() ) );
		final Run jdeps = start( line );
		if ( jdeps.exit != 0 )
			throw new IOException( "jdeps has failed: " + jdeps.output );
		return Arrays.stream( jdeps.output.split( "\n" ) ).filter( s -> s.startsWith( "   " ) && s.trim().endsWith( "not found" ) )
				.map( String::trim )
				.distinct().collect( Collectors.toList() );
	}

	private List< Path > jars() throws IOException
	{
		return Folders.files( folder ).stream().filter( p -> p.toString().endsWith( ".jar" ) ).collect( Collectors.toList() );
	}

	private static Run start( final List< String > line ) throws IOException, InterruptedException
	{
		final Path log = Files.createTempFile( "efficientsam", ".log" );
		final Process process = new ProcessBuilder( line ).redirectErrorStream( true ).redirectOutput( log.toFile() ).start();
		final int exit = process.waitFor();
		final String output = new String( Files.readAllBytes( log ), StandardCharsets.UTF_8 );
		Files.delete( log );
		return new Run( exit, output );
	}

	/** A program of this Java; that of a Java 8 JDK is beside the folder of its JRE. */
	private static String program( final String name ) throws IOException
	{
		for ( final String bin : new String[] { "bin", "../bin" } )
			for ( final String end : new String[] { "", ".exe" } )
			{
				final Path path = Paths.get( System.getProperty( "java.home" ) ).resolve( bin ).resolve( name + end );
				if ( Files.isExecutable( path ) && !Files.isDirectory( path ) )
					return path.toString();
			}
		throw new IOException( "There is no " + name + " in " + System.getProperty( "java.home" ) + ". A JDK is needed." );
	}
}
