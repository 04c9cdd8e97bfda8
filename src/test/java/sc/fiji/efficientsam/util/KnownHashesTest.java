// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.util;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@link KnownHashes}. */
public class KnownHashesTest {

	private static final FileTime LONG_AGO = FileTime.fromMillis( 1_600_000_000_000L );

	@TempDir
	Path temp;

	private Path write( final String name, final String text, final FileTime changed ) throws IOException
	{
		final Path file = Files.write( temp.resolve( name ), text.getBytes( "UTF-8" ) );
		if ( changed != null )
			Files.setLastModifiedTime( file, changed );
		return file;
	}

	/** NB: nothing of the file's own tells that it was changed here, so that its old hash proves that it was not read. */
	@Test
	public void filesThatStayAsTheyAreAreReadOnce() throws IOException
	{
		final String before = KnownHashes.sha256( write( "a", "one", LONG_AGO ) ), blob = KnownHashes.gitBlob( temp.resolve( "a" ) );
		assertEquals( Hashes.sha256( temp.resolve( "a" ) ), before );
		assertEquals( Hashes.gitBlob( temp.resolve( "a" ) ), blob );
		write( "a", "two", LONG_AGO );
		assertEquals( before, KnownHashes.sha256( temp.resolve( "a" ) ) );
		assertEquals( blob, KnownHashes.gitBlob( temp.resolve( "." ).resolve( "a" ) ) );
	}

	@Test
	public void anyChangeIsSeen() throws IOException
	{
		final Path file = write( "b", "one", LONG_AGO );
		final String before = KnownHashes.sha256( file );
		write( "b", "two", FileTime.fromMillis( LONG_AGO.toMillis() + 1000 ) );
		assertEquals( Hashes.sha256( file ), KnownHashes.sha256( file ) );
		assertNotEquals( before, KnownHashes.sha256( file ) );
		write( "b", "three", LONG_AGO );
		assertEquals( Hashes.sha256( file ), KnownHashes.sha256( file ) );
		// Another file in its place.
		Files.move( write( "c", "throe", LONG_AGO ), file, StandardCopyOption.REPLACE_EXISTING );
		assertEquals( Hashes.sha256( file ), KnownHashes.sha256( file ) );
		// Two changes within one tick of a clock.
		write( "b", "x", null );
		assertEquals( Hashes.sha256( file ), KnownHashes.sha256( file ) );
		final FileTime now = Files.getLastModifiedTime( file );
		write( "b", "y", now );
		assertEquals( Hashes.sha256( file ), KnownHashes.sha256( file ) );
	}
}
