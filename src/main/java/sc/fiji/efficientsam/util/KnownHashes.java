// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.util;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hashes of large files, each computed once in a JVM for as long as the file stays as it is: the same path, size, time of last
 * change, and identity on its disk. Files that were changed within the last {@value #RECENT} milliseconds are read every time,
 * since another change could have the same time. Safe for use by several threads.
 */
public final class KnownHashes {

	/** NB: the coarsest clock of a file system in use, FAT's, counts in steps of two seconds. */
	private static final long RECENT = 2000;

	private static final Map< Path, KnownHashes > SHA256 = new ConcurrentHashMap<>(), GIT_BLOB = new ConcurrentHashMap<>();

	private final String file;
	private final String hash;

	private KnownHashes( final String file, final String hash )
	{
		this.file = file;
		this.hash = hash;
	}

	/** {@link Hashes#sha256(Path)}. */
	public static String sha256( final Path file ) throws IOException
	{
		return get( SHA256, file, Hashes::sha256 );
	}

	/** {@link Hashes#gitBlob(Path)}. */
	public static String gitBlob( final Path file ) throws IOException
	{
		return get( GIT_BLOB, file, Hashes::gitBlob );
	}

	private interface Hash
	{
		String of( Path file ) throws IOException;
	}

	private static String get( final Map< Path, KnownHashes > known, final Path file, final Hash hash ) throws IOException
	{
		final Path path = file.toAbsolutePath().normalize();
		final String now = describe( path );
		final KnownHashes before = known.get( path );
		if ( before != null && before.file.equals( now ) )
			return before.hash;
		final String computed = hash.of( path );
		if ( describe( path ).equals( now ) && System.currentTimeMillis() - Files.getLastModifiedTime( path ).toMillis() > RECENT )
			known.put( path, new KnownHashes( now, computed ) );
		return computed;
	}

	private static String describe( final Path file ) throws IOException
	{
		final BasicFileAttributes a = Files.readAttributes( file, BasicFileAttributes.class );
		return a.size() + " " + a.lastModifiedTime().toString() + " " + a.fileKey();
	}
}
