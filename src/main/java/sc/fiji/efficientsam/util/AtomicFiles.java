// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.util;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;

/** Puts finished files into their place, so that nobody ever sees half a file. */
public final class AtomicFiles {

	private static final SecureRandom RANDOM = new SecureRandom();

	private AtomicFiles()
	{}

	/** Writes the content of a file. */
	public interface Content {

		void writeTo( OutputStream out ) throws IOException;
	}

	/** Writes a file beside its place and moves it there: a full disk or a crash leaves the old file or none. */
	public static void write( final Path target, final byte[] bytes ) throws IOException
	{
		write( target, out -> out.write( bytes ) );
	}

	/** Writes a file of any size beside its place and moves it there: a full disk or a crash leaves the old file or none. */
	public static void write( final Path target, final Content content ) throws IOException
	{
		final Path part = part( target.toAbsolutePath().getParent(), target.getFileName().toString(), ".part" );
		try
		{
			try ( OutputStream out = new BufferedOutputStream( Files.newOutputStream( part ), 1 << 16 ) )
			{
				content.writeTo( out );
			}
			replace( part, target );
		}
		finally
		{
			Files.deleteIfExists( part );
		}
	}

	/**
	 * Makes an empty file of a name that no other has. NB: not a temporary file of Java's, which nobody else
	 * may read, and which stays so when it is moved: results have the permissions of ordinary files, as the
	 * system sets them (umask).
	 */
	public static Path part( final Path folder, final String begin, final String end ) throws IOException
	{
		while ( true )
			try
			{
				return Files.createFile( folder.resolve( begin + Long.toString( RANDOM.nextLong() >>> 1, 36 ) + end ) );
			}
			catch ( final FileAlreadyExistsException e )
			{
				continue;
			}
	}

	/** Makes a folder of a name that no other has, with the permissions of ordinary folders. */
	public static Path folder( final Path parent, final String begin ) throws IOException
	{
		while ( true )
			try
			{
				return Files.createDirectory( parent.resolve( begin + Long.toString( RANDOM.nextLong() >>> 1, 36 ) ) );
			}
			catch ( final FileAlreadyExistsException e )
			{
				continue;
			}
	}

	/** Moves a file to where another may be, in one step where the file system can. */
	public static void replace( final Path finished, final Path target ) throws IOException
	{
		try
		{
			Files.move( finished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING );
		}
		catch ( final AtomicMoveNotSupportedException e )
		{
			Files.move( finished, target, StandardCopyOption.REPLACE_EXISTING );
		}
	}
}
