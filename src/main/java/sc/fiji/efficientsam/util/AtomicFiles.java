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
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

	/** Writes the content of a folder. */
	public interface FolderContent {

		void writeTo( Path folder ) throws IOException;
	}

	/**
	 * Writes a folder beside its place and moves it there: a full disk leaves the old one or none. NB: a folder cannot take
	 * the place of another in one step; a crash at that moment leaves the old one with another name.
	 */
	public static void writeFolder( final Path target, final FolderContent content ) throws IOException
	{
		final Path part = folder( target.toAbsolutePath().getParent(), target.getFileName() + ".part" );
		try
		{
			content.writeTo( part );
			if ( Files.exists( target ) )
			{
				final Path old = folder( target.toAbsolutePath().getParent(), target.getFileName() + ".old" );
				Files.move( target, old.resolve( "0" ) );
				Files.move( part, target );
				deleteAll( old );
			}
			else
				Files.move( part, target );
		}
		finally
		{
			deleteAll( part );
		}
	}

	private static void deleteAll( final Path folder ) throws IOException
	{
		if ( !Files.exists( folder ) )
			return;
		try ( Stream< Path > all = Files.walk( folder ) )
		{
			for ( final Path p : all.sorted( Comparator.reverseOrder() ).collect( Collectors.toList() ) )
				Files.delete( p );
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
