// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import sc.fiji.efficientsam.util.Hashes;
import sc.fiji.efficientsam.util.KnownHashes;

/**
 * A file that is available at one or more places, each with a hash of its own,
 * because copies of "the same" file differ. Immutable.
 */
public final class RemoteFile {

	/** Where the file is, and the hash of what is there. */
	public static final class Location {

		private final String url;
		private final String sha256;
		private final String gitblob;

		/**
		 * @param sha256
		 *            SHA-256 in hexadecimal, or null if only the other is known
		 * @param gitblob
		 *            SHA-1 of git's blob object, {@code sha1("blob " + size + "\0" + bytes)}, or null
		 */
		public Location( final String url, final String sha256, final String gitblob )
		{
			this.url = Objects.requireNonNull( url, "url" );
			if ( sha256 == null && gitblob == null )
				throw new IllegalArgumentException( "\"" + url +
						"\" has neither sha256 nor gitblob; files without a hash are not loaded." );
			// NB: it also names files, so that it must not hold anything else.
			if ( sha256 != null && !sha256.matches( "[0-9a-fA-F]{64}" ) || gitblob != null && !gitblob.matches( "[0-9a-fA-F]{40}" ) )
				throw new IllegalArgumentException( "\"" + url +
						"\" has a hash that is none: sha256 has 64 hexadecimal digits, gitblob 40." );
			this.sha256 = sha256;
			this.gitblob = gitblob;
		}

		public String url()
		{
			return url;
		}

		/** SHA-256 in hexadecimal, or null if only another hash is known. */
		public String sha256()
		{
			return sha256;
		}

		/** The hash by which the file is known, for names of partial downloads. */
		String key()
		{
			return ( sha256 == null ? gitblob : sha256 ).substring( 0, 12 );
		}

		/** Whether a file is this one, by its hash. Reads all of it. */
		boolean matches( final Path file ) throws IOException
		{
			return sha256 != null ? sha256.equalsIgnoreCase( Hashes.sha256( file ) ) : gitblob.equalsIgnoreCase( Hashes.gitBlob( file ) );
		}

		private boolean isKnown( final Path file ) throws IOException
		{
			return sha256 != null ? sha256.equalsIgnoreCase( KnownHashes.sha256( file ) )
					: gitblob.equalsIgnoreCase( KnownHashes.gitBlob( file ) );
		}
	}

	private final String name;
	private final long size;
	private final List< Location > locations;

	/**
	 * @param name
	 *            of the file on disk
	 * @param size
	 *            in bytes, the same at all locations; 0 if unknown
	 */
	public RemoteFile( final String name, final long size, final List< Location > locations )
	{
		if ( name == null || !name.matches( "[A-Za-z0-9][A-Za-z0-9._-]*" ) )
			throw new IllegalArgumentException( "\"" + name + "\" is no plain file name." );
		if ( size < 0 || locations == null || locations.isEmpty() )
			throw new IllegalArgumentException( "\"" + name + "\" needs a size (0 if unknown) and at least one location." );
		this.name = name;
		this.size = size;
		this.locations = Collections.unmodifiableList( new ArrayList<>( locations ) );
	}

	public String name()
	{
		return name;
	}

	/** Size in bytes; 0 if unknown. */
	public long size()
	{
		return size;
	}

	/** Where it is available, the preferred place first; unmodifiable. */
	public List< Location > locations()
	{
		return locations;
	}

	/** Whether a file on disk is what one of the locations has, by size and hash. Reads all of it, once per change in a JVM. */
	public boolean matches( final Path file ) throws IOException
	{
		if ( !Files.isRegularFile( file ) || size > 0 && Files.size( file ) != size )
			return false;
		for ( final Location l : locations )
			if ( l.isKnown( file ) )
				return true;
		return false;
	}
}
