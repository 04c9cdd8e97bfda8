// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.util;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes of files and texts, in hexadecimal. */
public final class Hashes {

	private Hashes()
	{}

	/** The SHA-256 of a file's bytes. */
	public static String sha256( final Path file ) throws IOException
	{
		return ofFile( file, digest( "SHA-256" ) );
	}

	/** A new SHA-256, of nothing yet. */
	public static MessageDigest sha256()
	{
		return digest( "SHA-256" );
	}

	/** The SHA-256 of a text in UTF-8. */
	public static String sha256( final String text )
	{
		return hex( digest( "SHA-256" ).digest( text.getBytes( StandardCharsets.UTF_8 ) ) );
	}

	/** The SHA-1 of git's blob object for a file, as {@code git hash-object} prints it. */
	public static String gitBlob( final Path file ) throws IOException
	{
		final MessageDigest digest = digest( "SHA-1" );
		digest.update( ( "blob " + Files.size( file ) + "\0" ).getBytes( StandardCharsets.US_ASCII ) );
		return ofFile( file, digest );
	}

	private static String ofFile( final Path file, final MessageDigest digest ) throws IOException
	{
		try ( InputStream in = new DigestInputStream( Files.newInputStream( file ), digest ) )
		{
			final byte[] buffer = new byte[ 1 << 16 ];
			while ( in.read( buffer ) >= 0 )
				continue;
		}
		return hex( digest.digest() );
	}

	private static MessageDigest digest( final String algorithm )
	{
		try
		{
			return MessageDigest.getInstance( algorithm );
		}
		catch ( final NoSuchAlgorithmException e )
		{
			throw new IllegalStateException( "Every Java has " + algorithm, e );
		}
	}

	/** Bytes in hexadecimal. */
	public static String hex( final byte[] bytes )
	{
		final StringBuilder hex = new StringBuilder();
		for ( final byte b : bytes )
			hex.append( String.format( "%02x", b ) );
		return hex.toString();
	}
}
