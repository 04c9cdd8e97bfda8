// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.prefs.PrefService;

import ij.IJ;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.Preferences;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.segment.EmbeddingStore;
import sc.fiji.efficientsam.util.Menus;

/**
 * Shows where models run, and sets threads and the cache on disk; in a macro: {@code run("Device and Cache...",
 * "threads=4 megabytes=5000")}.
 */
@Plugin( type = Command.class, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ),
		@Menu( label = Menus.DEVICE_AND_CACHE, weight = Menus.SETTINGS + 1 ) }, headless = true,
		description = "Show the device in use; set threads and the cache of embeddings on disk" )
public class DeviceAndCacheCommand extends EfficientSamCommand {

	@Parameter
	private PrefService prefs;

	@Parameter( label = "Threads", min = "-1", max = "256", description =
			"Threads that one computation may use; 0 for one per physical core, -1 to leave it as it is", persist = false )
	private int threads = -1;

	@Parameter( label = "Embeddings on disk (MB)", min = "-1",
			description = "Room for embeddings on disk, so that an image that was segmented before opens at once; 0 to keep none, -1 to " +
			"leave it as it is", persist = false )
	private int megabytes = -1;

	@Parameter( label = "Delete embeddings now", description = "Delete all embeddings on disk", persist = false )
	private boolean clear = false;

	@Override
	public List< String > firstPage()
	{
		return Arrays.asList( "threads", "megabytes", "clear" );
	}

	/** Starts with what is set. */
	@Override
	public void prepare()
	{
		final Preferences p = new Preferences( prefs );
		threads = p.threads();
		megabytes = p.megabytes();
	}

	@Override
	public void check( final List< String > notes )
	{
		final EmbeddingStore store = new Preferences( prefs ).store();
		notes.add( "Models run on " + device() + ". On disk: " + store.size() + " embeddings, " + ( store.bytes() >> 20 ) + " MB, in " +
				Preferences.folder() );
	}

	/** What who helps a user wants to know first. */
	private String versions()
	{
		final Map< String, String > p = sam.provenance( sam.model( EfficientSamService.DEFAULT_MODEL, Device.AUTO ) );
		return "EfficientSAM " + p.get( "version" ) + ", " + p.get( "library" ) + ", ImageJ " + IJ.getFullVersion() + ", Java " +
				System.getProperty( "java.version" ) + ", " + System.getProperty( "os.name" ) + " " + System.getProperty( "os.arch" );
	}

	private Device device()
	{
		return sam.model( EfficientSamService.DEFAULT_MODEL, Device.AUTO ).device();
	}

	@Override
	void execute()
	{
		if ( threads < -1 || threads > 256 || megabytes < -1 )
			throw new IllegalArgumentException( "Threads must be -1 to 256 and megabytes -1 or more, but are " + threads + " and " +
					megabytes + "." );
		final Preferences p = new Preferences( prefs );
		if ( threads >= 0 )
		{
			p.setThreads( threads );
			sam.useThreads( threads );
		}
		if ( megabytes >= 0 )
		{
			p.setDiskCache( megabytes );
			sam.keepOnDisk( p.diskCache() );
		}
		final EmbeddingStore store = p.store();
		if ( clear )
			inform( store.clear() + " embeddings were deleted." );
		final String text = "Models run on " + device() + " with " +
				( p.threads() == 0 ? "one thread per physical core" : p.threads() + " threads" ) + ".\n" +
				"Embeddings are kept in memory" + ( p.diskCache() == null ? "" : " and, up to " + p.megabytes() + " MB, on disk" ) + ".\n" +
				"On disk: " + store.size() + " embeddings, " + ( store.bytes() >> 20 ) + " MB, in " + Preferences.folder() + "\n" +
						versions();
		for ( final String line : text.split( "\n" ) )
			inform( line );
		show( text );
	}
}
