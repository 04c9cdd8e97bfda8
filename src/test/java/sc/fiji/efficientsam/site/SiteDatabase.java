// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import org.scijava.util.FileUtils;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Writes and reads the list of an update site, {@code db.xml.gz} (source of the format: {@code XMLFileWriter} of imagej-updater
 * 2.0.4-SNAPSHOT).
 */
final class SiteDatabase {

	static final String NAME = "db.xml.gz";

	private SiteDatabase()
	{}

	static void write( final List< SiteFile > files, final Path db ) throws IOException
	{
		try (final OutputStream out = new GZIPOutputStream( Files.newOutputStream( db ) ))
		{
			final XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter( out, StandardCharsets.UTF_8.name() );
			xml.writeStartDocument( "UTF-8", "1.0" );
			xml.writeCharacters( "\n" );
			xml.writeStartElement( "pluginRecords" );
			for ( final SiteFile file : files )
				write( file, xml );
			xml.writeCharacters( "\n" );
			xml.writeEndElement();
			xml.writeEndDocument();
			xml.close();
		}
		catch ( final XMLStreamException e )
		{
			throw new IOException( "Cannot write " + db, e );
		}
	}

	private static void write( final SiteFile file, final XMLStreamWriter xml ) throws XMLStreamException
	{
		xml.writeCharacters( "\n    " );
		xml.writeStartElement( "plugin" );
		xml.writeAttribute( "filename", file.filename );
		for ( final String platform : file.platforms )
			text( xml, "platform", platform );
		if ( file.checksum != null )
		{
			xml.writeStartElement( "version" );
			xml.writeAttribute( "checksum", file.checksum );
			xml.writeAttribute( "timestamp", Long.toString( file.timestamp ) );
			xml.writeAttribute( "filesize", Long.toString( file.size ) );
			if ( file.description != null )
				text( xml, "description", file.description );
			for ( final String dependency : file.dependencies )
			{
				xml.writeEmptyElement( "dependency" );
				xml.writeAttribute( "filename", dependency );
				xml.writeAttribute( "timestamp", Long.toString( file.timestamp ) );
			}
			for ( final String author : file.authors )
				text( xml, "author", author );
			xml.writeEndElement();
		}
		for ( final SiteFile.Version version : file.previous )
		{
			xml.writeEmptyElement( "previous-version" );
			xml.writeAttribute( "timestamp", Long.toString( version.timestamp ) );
			xml.writeAttribute( "checksum", version.checksum );
			xml.writeAttribute( "filename", version.filename );
		}
		xml.writeEndElement();
	}

	private static void text( final XMLStreamWriter xml, final String tag, final String text ) throws XMLStreamException
	{
		xml.writeStartElement( tag );
		xml.writeCharacters( text );
		xml.writeEndElement();
	}

	static List< SiteFile > read( final Path db ) throws IOException
	{
		final List< SiteFile > files = new ArrayList<>();
		try (final InputStream in = new GZIPInputStream( Files.newInputStream( db ) ))
		{
			final DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
			final Element root = factory.newDocumentBuilder().parse( in ).getDocumentElement();
			for ( final Element plugin : children( root, "plugin" ) )
				files.add( read( plugin ) );
		}
		catch ( final ParserConfigurationException | SAXException e )
		{
			throw new IOException( db + " is no list of an update site: " + e.getMessage(), e );
		}
		return files;
	}

	private static SiteFile read( final Element plugin )
	{
		final SiteFile file = new SiteFile( plugin.getAttribute( "filename" ) );
		children( plugin, "platform" ).forEach( e -> file.platforms.add( e.getTextContent() ) );
		for ( final Element version : children( plugin, "version" ) )
		{
			file.checksum = version.getAttribute( "checksum" );
			file.timestamp = Long.parseLong( version.getAttribute( "timestamp" ) );
			file.size = Long.parseLong( version.getAttribute( "filesize" ) );
			children( version, "description" ).forEach( e -> file.description = e.getTextContent() );
			children( version, "dependency" ).forEach( e -> file.dependencies.add( e.getAttribute( "filename" ) ) );
			children( version, "author" ).forEach( e -> file.authors.add( e.getTextContent() ) );
		}
		children( plugin, "previous-version" ).forEach( e -> file.previous.add( new SiteFile.Version( e.hasAttribute( "filename" ) ?
				e.getAttribute( "filename" ) : file.filename, Long.parseLong( e.getAttribute( "timestamp" ) ),
						e.getAttribute( "checksum" ) ) ) );
		return file;
	}

	private static List< Element > children( final Element parent, final String tag )
	{
		final List< Element > elements = new ArrayList<>();
		final NodeList nodes = parent.getChildNodes();
		for ( int i = 0; i < nodes.getLength(); i++ )
			if ( nodes.item( i ) instanceof Element && tag.equals( ( ( Element ) nodes.item( i ) ).getTagName() ) )
				elements.add( ( Element ) nodes.item( i ) );
		return elements;
	}

	/**
	 * Takes over what a site's list has said before: times of files that are as they were, versions that were replaced, files that are
	 * gone.
	 *
	 * @param files the files now; they are changed
	 * @param before the list before
	 */
	static void continueFrom( final List< SiteFile > files, final List< SiteFile > before )
	{
		for ( final SiteFile old : before )
		{
			final SiteFile file = files.stream().filter( f -> name( f ).equals( name( old ) ) ).findFirst().orElse( null );
			final SiteFile heir = file == null ? new SiteFile( old.filename ) : file;
			if ( file == null )
			{
				heir.platforms.addAll( old.platforms );
				files.add( heir );
			}
			if ( old.checksum != null && old.checksum.equals( heir.checksum ) )
				heir.timestamp = old.timestamp;
			else if ( old.checksum != null )
			{
				heir.previous.add( new SiteFile.Version( old.filename, old.timestamp, old.checksum ) );
				if ( heir.checksum != null )
					heir.timestamp = Math.max( heir.timestamp, old.timestamp + 1 );
			}
			heir.previous.addAll( old.previous );
		}
	}

	/** What a file is called without its version: that is what the Updater goes by. */
	static String name( final SiteFile file )
	{
		return FileUtils.stripFilenameVersion( file.filename );
	}
}
