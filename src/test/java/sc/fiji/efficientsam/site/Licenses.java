// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The licenses and notices that jars hold, as files of {@code licenses/efficientsam}. */
final class Licenses {

	/** Jars that hold no copy of their license, which is Apache 2.0, as the project's is. */
	private static final List< String > APACHE = Arrays.asList( "api", "onnxruntime-engine", "aircompressor" );

	/** Jars that hold no copy of their license, for which {@code update-site/licenses} has one. */
	private static final List< String > KEPT = Arrays.asList( "onnxruntime", "liblinear" );

	private static final String FOLDER = "licenses/efficientsam/";

	private Licenses()
	{}

	/**
	 * @param project the project's folder
	 * @param jars the jars that are shipped with it
	 * @param stage folder to write into, laid out as Fiji's
	 * @return the files' paths in it
	 */
	static List< String > collect( final Path project, final List< Path > jars, final Path stage ) throws IOException
	{
		final List< String > paths = new ArrayList<>();
		Files.createDirectories( stage.resolve( FOLDER ) );
		copy( project.resolve( "LICENSE.txt" ), "efficientsam", stage, paths );
		for ( final Path jar : jars )
		{
			final String artifact = jar.getFileName().toString().replaceAll( "-[0-9].*", "" );
			if ( APACHE.contains( artifact ) )
				copy( project.resolve( "LICENSE.txt" ), artifact.equals( "aircompressor" ) ? artifact : "djl-" + artifact, stage, paths );
			if ( KEPT.contains( artifact ) )
				copy( project.resolve( "update-site/licenses/" + artifact + "-LICENSE.txt" ), artifact, stage, paths );
			try (final ZipFile zip = new ZipFile( jar.toFile() ))
			{
				for ( final ZipEntry entry : Collections.list( zip.entries() ) )
					if ( entry.getName().matches( "(META-INF/)?(LICENSE|NOTICE|ThirdPartyNotices|Privacy)(\\.txt|\\.md)?" ) )
					{
						final String path = FOLDER + artifact + "-" +
								entry.getName().replaceAll( ".*/|\\..*", "" ) + ".txt";
						try (final InputStream in = zip.getInputStream( entry ))
						{
							Files.copy( in, stage.resolve( path ) );
						}
						paths.add( path );
					}
			}
		}
		return paths;
	}

	private static void copy( final Path license, final String artifact, final Path stage, final List< String > paths ) throws IOException
	{
		final String path = FOLDER + artifact + "-LICENSE.txt";
		Files.copy( license, stage.resolve( path ) );
		paths.add( path );
	}
}
