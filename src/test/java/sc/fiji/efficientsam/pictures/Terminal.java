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
		final List< String > command = new ArrayList<>( Arrays.asList( Paths.get( System.getProperty( "java.home" ), "bin", "java" ).toString(), "-Defficientsam.home=" + folder.resolve( "home" ), Main.class.getName() ) );
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

	/** A picture of a command and what it printed. */
	static BufferedImage picture( final int columns, final String call, final String... words ) throws IOException
	{
		final List< String > lines = new ArrayList<>();
		lines.add( "$ " + call );
		lines.addAll( run( words ) );
		return Sheet.terminal( columns, lines );
	}

	static BufferedImage terminal() throws IOException
	{
		final Path out = Files.createTempDirectory( "results" );
		final String main = "java -cp \"jars/*:plugins/*\" " + Main.class.getName() + " ";
		final List< String > lines = new ArrayList<>();
		lines.add( "$ " + main + "segment-rois imp=nuclei-he.png file=nuclei-he-boxes.zip folder=results" );
		for ( final String line : run( "segment-rois", "imp=sample-data/nuclei-he.png", "file=sample-data/nuclei-he-boxes.zip", "folder=" + out ) )
			lines.add( line.replace( out.toString(), "results" ) );
		lines.add( "$ " + main + "--help" );
		lines.addAll( run( "--help" ) );
		return Sheet.terminal( 110, lines );
	}

	static BufferedImage models() throws IOException
	{
		return picture( 110, "... models", "models" );
	}

	static BufferedImage gpu() throws IOException
	{
		return picture( 110, "... gpu-setup", "gpu-setup" );
	}
}
