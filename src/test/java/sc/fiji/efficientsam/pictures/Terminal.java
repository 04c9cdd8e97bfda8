// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.pictures;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import sc.fiji.efficientsam.cli.Main;

/** What the command for terminals prints, on a computer on which nothing has been set or installed. */
final class Terminal {

	private static final int COLUMNS = 110;

	private Terminal()
	{}

	/**
	 * Runs a command in a JVM of its own.
	 *
	 * @return what it printed
	 * @throws IOException
	 *             if it failed
	 */
	static List< String > run( final String... words ) throws IOException
	{
		final Path folder = Files.createTempDirectory( "terminal" ), out = folder.resolve( "out" );
		final List< String > command = new ArrayList<>( Arrays.asList( Paths.get( System.getProperty( "java.home" ), "bin",
				"java" ).toString(),
				"-Defficientsam.home=" + folder.resolve( "home" ), Main.class.getName() ) );
		command.addAll( Arrays.asList( words ) );
		final ProcessBuilder builder = new ProcessBuilder( command ).redirectErrorStream( true ).redirectOutput( out.toFile() );
		builder.environment().put( "CLASSPATH", System.getProperty( "java.class.path" ) );
		try
		{
			final int code = builder.start().waitFor();
			final List< String > said = Files.readAllLines( out, StandardCharsets.UTF_8 );
			if ( code != 0 )
				throw new IOException( String.join( " ", words ) + " ended with " + code + ": " + said );
			return said;
		}
		catch ( final InterruptedException e )
		{
			throw new IOException( e );
		}
	}

	private static String call( final String words )
	{
		return "$ java -cp \"jars/*:plugins/*\" " + Main.class.getName() + " " + words;
	}

	/** A picture of a command and what it printed. */
	private static BufferedImage picture( final String command, final List< String > said )
	{
		final List< String > lines = new ArrayList<>();
		lines.add( call( command ) );
		lines.addAll( said );
		return Sheet.terminal( COLUMNS, lines );
	}

	static BufferedImage terminal() throws IOException
	{
		final Path out = Files.createTempDirectory( "results" );
		final List< String > said = new ArrayList<>();
		for ( final String line : run( "segment-rois", "imp=sample-data/nuclei-he.png", "file=sample-data/nuclei-he-boxes.zip",
				"folder=" + out ) )
			said.add( line.replace( out.toString(), "results" ) );
		said.add( call( "--help" ) );
		said.addAll( run( "--help" ) );
		return picture( "segment-rois imp=nuclei-he.png file=nuclei-he-boxes.zip folder=results", said );
	}

	/** NB: without the last columns, which are too long. */
	static BufferedImage models() throws IOException
	{
		final List< String > said = run( "models" ), lines = new ArrayList<>();
		final int end = said.get( 0 ).indexOf( "Prompts" );
		said.forEach( line -> lines.add( end < 0 || line.length() < end ? line : line.substring( 0, end ) ) );
		return picture( "models", lines );
	}

	static BufferedImage gpu() throws IOException
	{
		return picture( "gpu-setup", run( "gpu-setup" ) );
	}
}
