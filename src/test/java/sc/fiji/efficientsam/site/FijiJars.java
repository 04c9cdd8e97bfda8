// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.site;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The jars of ours that Fiji has itself, by their names without versions: they are not shipped a second time, Fiji's are used. */
final class FijiJars {

	static final List< String > NAMES = Collections.unmodifiableList( Arrays.asList( "ij", "scijava-common", "parsington", "imglib2",
			"gson",
			"slf4j-api", "jna", "commons-compress", "commons-codec", "commons-io" ) );

	private FijiJars()
	{}

	/** Copies those of this JVM's class path to {@code jars} of a folder, as if it were Fiji's. */
	static void install( final Path fiji ) throws IOException
	{
		final Path jars = Files.createDirectories( fiji.resolve( "jars" ) );
		for ( final String entry : System.getProperty( "java.class.path" ).split( File.pathSeparator ) )
		{
			final Path jar = Paths.get( entry );
			final String name = jar.getFileName().toString();
			if ( NAMES.stream().anyMatch( n -> name.matches( n + "-[0-9][^/]*\\.jar" ) ) )
				Files.copy( jar, jars.resolve( name ) );
		}
	}
}
