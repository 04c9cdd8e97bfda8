// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.site;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import sc.fiji.efficientsam.util.Hashes;

/**
 * Checksums as the ImageJ Updater takes them, so that it knows a file that it has fetched (source of the rules: {@code UpdaterUtil},
 * {@code SkipHashedLines} and {@code FilterManifest} of imagej-updater, BSD-2).
 * <p>
 * Of a jar it is the SHA-1 of names and contents of all entries in the order of their names, where manifests count as empty, and lines of
 * property files that begin with a hash sign count as empty lines; of any other file the SHA-1 of its path and its content.
 */
final class JarChecksum {

	private JarChecksum()
	{}

	/**
	 * @param path where the file lies in Fiji's folder, with slashes
	 * @param file the file itself
	 * @return 40 hexadecimal digits
	 */
	static String of( final String path, final Path file ) throws IOException
	{
		final MessageDigest digest = sha1();
		if ( path.endsWith( ".jar" ) )
			jar( file, digest );
		else
		{
			digest.update( path.getBytes( StandardCharsets.US_ASCII ) );
			try (final InputStream in = Files.newInputStream( file ))
			{
				all( in, digest );
			}
		}
		return Hashes.hex( digest.digest() );
	}

	private static void jar( final Path file, final MessageDigest digest ) throws IOException
	{
		try (final ZipFile zip = new ZipFile( file.toFile() ))
		{
			final List< ? extends ZipEntry > entries = Collections.list( zip.entries() );
			entries.sort( Comparator.comparing( ZipEntry::getName ) );
			for ( final ZipEntry entry : entries )
			{
				digest.update( entry.getName().getBytes( StandardCharsets.US_ASCII ) );
				if ( entry.getName().equals( "META-INF/MANIFEST.MF" ) )
					continue;
				try (final InputStream in = zip.getInputStream( entry ))
				{
					if ( entry.getName().endsWith( ".properties" ) )
						digest.update( withoutHashes( in ) );
					else
						all( in, digest );
				}
			}
		}
	}

	/**
	 * NB: two oddities belong to it: the line after an empty line, and the one after a line that is nothing but a hash sign, is never
	 * taken for
	 * a comment.
	 */
	private static byte[] withoutHashes( final InputStream in ) throws IOException
	{
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		boolean begin = true;
		int c = in.read();
		while ( c >= 0 )
		{
			final boolean comment = begin && c == '#';
			int hashes = 0;
			while ( comment && c == '#' )
			{
				hashes++;
				c = in.read();
			}
			final boolean empty = c == '\n' && ( begin || hashes > 0 );
			while ( comment && c >= 0 && c != '\n' )
				c = in.read();
			if ( c < 0 )
				break;
			out.write( c );
			begin = c == '\n' && !empty;
			c = in.read();
		}
		return out.toByteArray();
	}

	private static void all( final InputStream in, final MessageDigest digest ) throws IOException
	{
		final byte[] buffer = new byte[ 1 << 16 ];
		for ( int n = in.read( buffer ); n >= 0; n = in.read( buffer ) )
			digest.update( buffer, 0, n );
	}

	private static MessageDigest sha1()
	{
		try
		{
			return MessageDigest.getInstance( "SHA-1" );
		}
		catch ( final NoSuchAlgorithmException e )
		{
			throw new IllegalStateException( e );
		}
	}
}
