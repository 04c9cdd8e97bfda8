// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.nio.file.Path;

import org.scijava.prefs.PrefService;

import sc.fiji.efficientsam.model.ModelStore;
import sc.fiji.efficientsam.segment.EmbeddingStore;

/** What a user sets once for this computer; none of it changes results. */
public final class Preferences {

	private static final String THREADS = "threads", DISK_CACHE = "diskCache", MEGABYTES = "diskCacheMegabytes";

	private static final int DEFAULT_MEGABYTES = 2000;

	private final PrefService prefs;

	public Preferences( final PrefService prefs )
	{
		this.prefs = prefs;
	}

	/** Threads that one computation may use; 0 for one per physical core. */
	public int threads()
	{
		return prefs.getInt( EfficientSamService.class, THREADS, 0 );
	}

	public void setThreads( final int threads )
	{
		prefs.put( EfficientSamService.class, THREADS, threads );
	}

	/** Where embeddings are kept on disk, or null if they are not. */
	public EmbeddingStore diskCache()
	{
		return prefs.getBoolean( EfficientSamService.class, DISK_CACHE, false ) ? store() : null;
	}

	/**
	 * @param megabytes
	 *            room for embeddings on disk; 0 to keep none
	 */
	public void setDiskCache( final int megabytes )
	{
		prefs.put( EfficientSamService.class, DISK_CACHE, megabytes > 0 );
		prefs.put( EfficientSamService.class, MEGABYTES, megabytes > 0 ? megabytes : DEFAULT_MEGABYTES );
	}

	/** Room for embeddings on disk; 0 if none are kept. */
	public int megabytes()
	{
		return diskCache() == null ? 0 : prefs.getInt( EfficientSamService.class, MEGABYTES, DEFAULT_MEGABYTES );
	}

	/** The store on disk, whether or not it is in use. */
	public EmbeddingStore store()
	{
		return new EmbeddingStore( folder(), ( long ) prefs.getInt( EfficientSamService.class, MEGABYTES, DEFAULT_MEGABYTES ) << 20 );
	}

	/** The folder of the store. */
	public static Path folder()
	{
		return ModelStore.home().resolveSibling( "embeddings" );
	}
}
