// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.SimpleDateFormat;
import java.util.Collections;
import java.util.Date;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** What the list of a site tells of a file: size, checksum, time, and of a jar the description and the authors in its {@code pom.xml}. */
final class Described {

	/** NB: some jars are built reproducibly, with entries of 1980. */
	private static final long OLDEST = 20100101000000L;

	private Described()
	{}

	/**
	 * @param stage folder laid out as Fiji's
	 * @param path the file in it, with slashes
	 */
	static SiteFile file( final Path stage, final String path ) throws IOException
	{
		final Path file = stage.resolve( path );
		final SiteFile site = new SiteFile( path );
		site.size = Files.size( file );
		site.checksum = JarChecksum.of( path, file );
		long time = Files.getLastModifiedTime( file ).toMillis();
		if ( path.endsWith( ".jar" ) )
			try (final ZipFile zip = new ZipFile( file.toFile() ))
			{
				time = Collections.list( zip.entries() ).stream().mapToLong( ZipEntry::getTime ).max().orElse( time );
				final ZipEntry pom = Collections.list( zip.entries() ).stream().filter( e -> e.getName()
						.matches( "META-INF/maven/.*/pom.xml" ) )
						.findFirst().orElse( null );
				if ( pom != null )
					try (final InputStream in = zip.getInputStream( pom ))
					{
						describe( site, DocumentBuilderFactory.newInstance().newDocumentBuilder().parse( in ).getDocumentElement() );
					}
			}
			catch ( final ParserConfigurationException | SAXException e )
			{
				throw new IOException( "Cannot read pom.xml in " + file, e );
			}
		site.timestamp = Math.max( OLDEST, Long.parseLong( new SimpleDateFormat( "yyyyMMddHHmmss" ).format( new Date( time ) ) ) );
		return site;
	}

	private static void describe( final SiteFile site, final Element project )
	{
		for ( Node n = project.getFirstChild(); n != null; n = n.getNextSibling() )
			if ( n.getNodeName().equals( "description" ) )
				site.description = n.getTextContent().trim().replaceAll( "\\s+", " " );
			else if ( n.getNodeName().equals( "developers" ) )
				authors( site, ( Element ) n );
	}

	private static void authors( final SiteFile site, final Element developers )
	{
		for ( int i = 0; i < developers.getElementsByTagName( "name" ).getLength(); i++ )
			site.authors.add( developers.getElementsByTagName( "name" ).item( i ).getTextContent().trim() );
	}
}
