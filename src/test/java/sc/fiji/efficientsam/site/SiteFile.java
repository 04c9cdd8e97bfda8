// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.site;

import java.util.ArrayList;
import java.util.List;

/** A file of an update site, as its list tells of it; not thread-safe. */
final class SiteFile {

	/** A version that there was: the Updater replaces it, where it would leave alone a file that somebody has changed. */
	static final class Version {

		final String filename;

		/** {@code yyyyMMddHHmmss}. */
		final long timestamp;

		/** As by {@link JarChecksum}. */
		final String checksum;

		Version( final String filename, final long timestamp, final String checksum )
		{
			this.filename = filename;
			this.timestamp = timestamp;
			this.checksum = checksum;
		}
	}

	/** Where it lies in Fiji's folder, with version and slashes. */
	final String filename;

	/** {@code yyyyMMddHHmmss}; 0 if there is no present version any more. */
	long timestamp;

	/** As by {@link JarChecksum}; null if there is no present version any more. */
	String checksum;

	/** Bytes. */
	long size;

	String description;

	/** Platforms that get it; all if empty. */
	final List< String > platforms = new ArrayList<>();

	/** Names of files that it needs. */
	final List< String > dependencies = new ArrayList<>();

	final List< String > authors = new ArrayList<>();

	final List< Version > previous = new ArrayList<>();

	SiteFile( final String filename )
	{
		this.filename = filename;
	}

	/** Whether Fiji on a platform gets it. */
	boolean isFor( final Platform platform )
	{
		return checksum != null && ( platforms.isEmpty() || platforms.contains( platform.id ) );
	}

	/** Where the site's server keeps it. */
	String served()
	{
		return filename + "-" + timestamp;
	}
}
