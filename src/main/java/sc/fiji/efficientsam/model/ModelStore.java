/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
package sc.fiji.efficientsam.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;

import sc.fiji.efficientsam.download.Downloader;
import sc.fiji.efficientsam.download.RemoteFile;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.InferenceBackend;
import sc.fiji.efficientsam.util.Hashes;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * Models on this computer. Each has a folder of its own, named by its id, in one of
 * the {@link #roots()}; files that were put there by hand count like downloaded
 * ones. A file is loaded only if its size and hash are those of the catalogue.
 * Safe for use by several threads.
 */
public final class ModelStore {

	private final Catalog catalog;
	private final Downloader downloader;

	public ModelStore( final Catalog catalog, final Downloader downloader )
	{
		this.catalog = catalog;
		this.downloader = downloader;
	}

	/** The folder for models if nothing else can be written to: beneath the user's home, or as {@link BundledModel#HOME_PROPERTY} says. */
	public static Path home()
	{
		final String home = System.getProperty( BundledModel.HOME_PROPERTY );
		return ( home == null ? Paths.get( System.getProperty( "user.home" ), ".efficientsam" ) : Paths.get( home ) ).resolve( "models" );
	}

	/** Folders in which models are looked for, in this order: Fiji's {@code models/efficientsam}, if this is a Fiji, and {@link #home()}. */
	public static List< Path > roots()
	{
		final List< Path > roots = new ArrayList<>();
		for ( final String property : new String[] { "ij.dir", "imagej.dir", "fiji.dir" } )
		{
			final String dir = System.getProperty( property );
			if ( dir != null && Files.isDirectory( Paths.get( dir ) ) && !roots.contains( Paths.get( dir, "models", "efficientsam" ) ) )
				roots.add( Paths.get( dir, "models", "efficientsam" ) );
		}
		roots.add( home() );
		return roots;
	}

	public Catalog catalog()
	{
		return catalog;
	}

	/**
	 * @throws IllegalArgumentException
	 *             if the catalogue has no such model
	 */
	public CatalogEntry entry( final String id )
	{
		final CatalogEntry entry = catalog.entries().get( id );
		if ( entry == null )
			throw new IllegalArgumentException( "There is no model \"" + id + "\". Use one of: " + String.join( ", ", catalog.entries().keySet() ) + "." );
		return entry;
	}

	/** The verified file, or null if it is not on this computer or is broken. */
	public Path find( final CatalogEntry entry, final RemoteFile file )
	{
		for ( final Path root : roots() )
			try
			{
				final Path path = root.resolve( entry.info().id() ).resolve( file.name() );
				if ( file.matches( path ) )
					return path;
			}
			catch ( final IOException e )
			{
				throw new UncheckedIOException( "\"" + file.name() + "\" cannot be read: " + e.getMessage(), e );
			}
		return null;
	}

	/** The SHA-256 of the two files that are installed, twelve digits each, which names the weights in results. */
	public String hash( final CatalogEntry entry )
	{
		try
		{
			return Hashes.sha256( require( entry, entry.encoder() ) ).substring( 0, 12 ) + "+" + Hashes.sha256( require( entry, entry.decoder() ) ).substring( 0, 12 );
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( "The model \"" + entry.info().id() + "\" cannot be read: " + e.getMessage(), e );
		}
	}

	/** Whether both files are there and verified. */
	public boolean isInstalled( final CatalogEntry entry )
	{
		return entry.files().stream().allMatch( f -> find( entry, f ) != null );
	}

	/**
	 * Downloads what is missing, into the first of the {@link #roots()} that can be
	 * written to. Blocks until done.
	 *
	 * @throws sc.fiji.efficientsam.download.DownloadException
	 *             if a file cannot be had or stored
	 * @throws java.util.concurrent.CancellationException
	 *             if the listener canceled
	 */
	public void install( final CatalogEntry entry, final ProgressListener listener )
	{
		final Path folder = writableFolder( entry );
		for ( final RemoteFile file : entry.files() )
			if ( find( entry, file ) == null )
				downloader.download( file, folder, listener );
	}

	/** NB: trying is the only test that is right on all systems. */
	private static Path writableFolder( final CatalogEntry entry )
	{
		for ( final Path root : roots() )
			try
			{
				final Path folder = Files.createDirectories( root.resolve( entry.info().id() ) );
				Files.delete( Files.createTempFile( folder, "write", ".test" ) );
				return folder;
			}
			catch ( final IOException e )
			{
				continue;
			}
		return home().resolve( entry.info().id() );
	}

	/**
	 * Deletes a model's files, also partial downloads, from all {@link #roots()}.
	 *
	 * @return number of files that were deleted
	 */
	public int delete( final CatalogEntry entry )
	{
		int deleted = 0;
		try
		{
			for ( final Path root : roots() )
				for ( final RemoteFile file : entry.files() )
				{
					final Path folder = root.resolve( entry.info().id() );
					deleted += Files.deleteIfExists( folder.resolve( file.name() ) ) ? 1 : 0;
					Files.deleteIfExists( folder.resolve( file.name() + ".lock" ) );
					for ( final RemoteFile.Location l : file.locations() )
						Files.deleteIfExists( Downloader.part( file, l, folder ) );
				}
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( "The model \"" + entry.info().id() + "\" cannot be deleted (" + e + "). Close other programs that use it.", e );
		}
		return deleted;
	}

	/**
	 * Loads an installed model. Blocks until done.
	 *
	 * @throws IllegalArgumentException
	 *             if it is not installed; the message says how to get it
	 */
	public PromptableModel open( final CatalogEntry entry, final InferenceBackend backend, final Device device )
	{
		return EfficientSamModel.open( entry.info(), require( entry, entry.encoder() ), require( entry, entry.decoder() ), backend, device );
	}

	/** The verified file; where {@link #find} has none, an exception that says how to get it. */
	private Path require( final CatalogEntry entry, final RemoteFile file )
	{
		final Path path = find( entry, file );
		if ( path == null )
			throw new IllegalArgumentException( "The model \"" + entry.info().id() + "\" is not installed. Download it (Plugins > EfficientSAM > Models..., " +
					( entry.size() >> 20 ) + " MB), or put its files into \"" + home().resolve( entry.info().id() ) + "\"; missing or broken: " + file.name() + "." );
		return path;
	}
}
