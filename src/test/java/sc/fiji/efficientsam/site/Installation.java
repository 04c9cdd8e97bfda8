// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Installs from a site's folder as the ImageJ Updater would: what its list names for a platform, after a look at sizes and checksums. */
final class Installation {

	private final Path site;

	Installation( final Path site )
	{
		this.site = site;
	}

	/**
	 * @param fiji Fiji's folder
	 * @throws IOException if a file is missing, or is not the one that the list tells of
	 */
	void into( final Path fiji, final Platform platform ) throws IOException
	{
		for ( final SiteFile file : files( platform ) )
		{
			final Path target = fiji.resolve( file.filename );
			Files.createDirectories( target.getParent() );
			Files.copy( site.resolve( file.served() ), target );
			if ( Files.size( target ) != file.size || !JarChecksum.of( file.filename, target ).equals( file.checksum ) )
				throw new IOException( file.served() + " is not what " + SiteDatabase.NAME + " tells of it" );
		}
	}

	/** A ZIP that is unpacked over Fiji's folder. */
	void zip( final Platform platform, final Path target ) throws IOException
	{
		try (final ZipOutputStream out = new ZipOutputStream( Files.newOutputStream( target ) ))
		{
			for ( final SiteFile file : files( platform ) )
			{
				out.putNextEntry( new ZipEntry( file.filename ) );
				try (final InputStream in = Files.newInputStream( site.resolve( file.served() ) ))
				{
					NativesSplit.pipe( in, out );
				}
				out.closeEntry();
			}
		}
	}

	List< SiteFile > files( final Platform platform ) throws IOException
	{
		return SiteDatabase.read( site.resolve( SiteDatabase.NAME ) ).stream().filter( f -> f.isFor( platform ) )
				.collect( Collectors.toList() );
	}
}
