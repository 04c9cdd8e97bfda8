// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The licenses and notices that jars hold, as files of {@code licenses/efficientsam}. */
final class Licenses {

	private static final String FOLDER = "licenses/efficientsam/";

	private Licenses()
	{}

	/**
	 * @param own the project's own license
	 * @param jars the jars that are shipped with it
	 * @param stage folder to write into, laid out as Fiji's
	 * @return the files' paths in it
	 */
	static List< String > collect( final Path own, final List< Path > jars, final Path stage ) throws IOException
	{
		final List< String > paths = new ArrayList<>();
		Files.createDirectories( stage.resolve( FOLDER ) );
		Files.copy( own, stage.resolve( FOLDER + "efficientsam-LICENSE.txt" ) );
		paths.add( FOLDER + "efficientsam-LICENSE.txt" );
		for ( final Path jar : jars )
			try (final ZipFile zip = new ZipFile( jar.toFile() ))
			{
				for ( final ZipEntry entry : Collections.list( zip.entries() ) )
					if ( entry.getName().matches( "(META-INF/)?(LICENSE|NOTICE|ThirdPartyNotices|Privacy)(\\.txt|\\.md)?" ) )
					{
						final String path = FOLDER + jar.getFileName().toString().replaceAll( "-[0-9].*", "" ) + "-" +
								entry.getName().replaceAll( ".*/|\\..*", "" ) + ".txt";
						try (final InputStream in = zip.getInputStream( entry ))
						{
							Files.copy( in, stage.resolve( path ) );
						}
						paths.add( path );
					}
			}
		return paths;
	}
}
