// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sc.fiji.efficientsam.download.Downloader;
import sc.fiji.efficientsam.download.RemoteFile;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.util.AtomicFiles;
import sc.fiji.efficientsam.util.Home;
import sc.fiji.efficientsam.util.Json;
import sc.fiji.efficientsam.util.KnownHashes;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * Models on this computer. Each has a folder of its own, named by its id, in one of
 * the {@link #roots()}; files that were put there by hand count like downloaded
 * ones. A file is loaded only if its size and hash are those of the catalog.
 * Safe for use by several threads.
 */
public final class ModelStore {

	private static final Logger LOG = LoggerFactory.getLogger( ModelStore.class );

	private final Catalog catalog;
	private final Downloader downloader;

	public ModelStore( final Catalog catalog, final Downloader downloader )
	{
		this.catalog = catalog;
		this.downloader = downloader;
	}

	/** The folder for models if nothing else can be written to: beneath the user's home, or as {@link Home#PROPERTY} says. */
	public static Path home()
	{
		return Home.folder().resolve( "models" );
	}

	/**
	 * Folders in which models are looked for, in this order: Fiji's {@code models/efficientsam}, if this is a Fiji, and
	 * {@link #home()}.
	 */
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

	/** All models by id: those that are part of the plugin, the others of the catalog, and those that were imported. */
	public Map< String, CatalogEntry > entries()
	{
		final Map< String, CatalogEntry > entries = new LinkedHashMap<>( catalog.entries() );
		for ( final Path root : roots() )
			for ( final Path folder : folders( root ) )
				if ( Files.exists( folder.resolve( ModelImport.DESCRIPTION ) ) )
					try
					{
						final CatalogEntry e = read( folder.resolve( ModelImport.DESCRIPTION ) );
						if ( e.info().id().equals( folder.getFileName().toString() ) )
							entries.putIfAbsent( e.info().id(), e );
					}
					catch ( final IOException | RuntimeException e )
					{
						LOG.warn( "The imported model in {} is left out, its {} is broken: {}", folder, ModelImport.DESCRIPTION,
								e.toString() );
					}
		return entries;
	}

	private static CatalogEntry read( final Path description ) throws IOException
	{
		try ( Reader reader = Files.newBufferedReader( description, StandardCharsets.UTF_8 ) )
		{
			final CatalogJson.Model m = Json.read( reader, CatalogJson.Model.class );
			if ( m == null )
				throw new IllegalArgumentException( "it is empty" );
			return m.toEntry( true );
		}
	}

	private static List< Path > folders( final Path root )
	{
		if ( !Files.isDirectory( root ) )
			return Collections.emptyList();
		try ( Stream< Path > all = Files.list( root ) )
		{
			return all.filter( Files::isDirectory ).sorted().collect( Collectors.toList() );
		}
		catch ( final IOException e )
		{
			LOG.warn( "The folder of models {} cannot be read: {}", root, e.toString() );
			return Collections.emptyList();
		}
	}

	/**
	 * @throws IllegalArgumentException
	 *             if there is no such model
	 */
	public CatalogEntry entry( final String id )
	{
		final Map< String, CatalogEntry > entries = entries();
		final CatalogEntry entry = entries.get( id );
		if ( entry == null )
			throw new IllegalArgumentException( "There is no model \"" + id + "\". Use one of: " + String.join( ", ", entries.keySet() ) +
					"." );
		return entry;
	}

	/**
	 * Brings a user's own model in: an encoder and a decoder of any
	 * {@link ModelFamily}, recognized by their inputs and outputs. They are copied
	 * and run once before the model appears. Blocks until done.
	 *
	 * @param source
	 *            a folder that holds the two ONNX files, and perhaps a
	 *            {@code model.json}; or one of the two files
	 * @param id
	 *            name of the new model; "" to take it from {@code model.json} or the
	 *            folder's name
	 * @param title
	 *            name for people; "" likewise
	 * @throws IllegalArgumentException
	 *             if there are not exactly two matching files, or the id is taken or
	 *             cannot be one; the message names what was found and what was
	 *             expected
	 * @throws sc.fiji.efficientsam.inference.InferenceException
	 *             if the files cannot be loaded or run
	 */
	public CatalogEntry importModel( final Path source, final String id, final String title, final ModelLoader loader )
	{
		final Path root = writableFolder( "" );
		Path temporary = null;
		try
		{
			Files.createDirectories( root );
			temporary = AtomicFiles.folder( root, ".importing" );
			final CatalogJson.Model m = new ModelImport( source, loader ).copy( id, title, temporary );
			if ( entries().containsKey( m.id ) || Files.exists( root.resolve( m.id ) ) )
				throw new IllegalArgumentException( "There is already a model \"" + m.id +
						"\". Give another id, or delete that model first." );
			Files.move( temporary, root.resolve( m.id ) );
			return m.toEntry( true );
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( "\"" + source + "\" cannot be imported into \"" + root + "\" (" + e +
					"). Check that the files can be read and that there is room.", e );
		}
		finally
		{
			if ( temporary != null )
				deleteFolder( temporary );
		}
	}

	private static int deleteFolder( final Path folder )
	{
		int deleted = 0;
		// NB: a link goes, but not what it leads to.
		final File[] files = Files.isSymbolicLink( folder ) ? null : folder.toFile().listFiles();
		if ( files != null )
			for ( final File file : files )
				deleted += file.delete() ? 1 : 0;
		folder.toFile().delete();
		return deleted;
	}

	/**
	 * The verified file, or null if it is not on this computer or is broken.
	 *
	 * @throws sc.fiji.efficientsam.inference.InferenceException
	 *             if it is a part of the plugin and cannot be unpacked
	 */
	public Path find( final CatalogEntry entry, final RemoteFile file )
	{
		if ( entry.isBundled() )
			return BundledFiles.unpack( file, entry );
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

	/** The SHA-256 of the files that are installed, twelve digits each, which names the weights in results. */
	public String hash( final CatalogEntry entry )
	{
		try
		{
			final List< String > hashes = new ArrayList<>();
			for ( final RemoteFile file : entry.files() )
				hashes.add( hash( entry, file ).substring( 0, 12 ) );
			return String.join( "+", hashes );
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( "The model \"" + entry.info().id() + "\" cannot be read: " + e.getMessage(), e );
		}
	}

	private String hash( final CatalogEntry entry, final RemoteFile file ) throws IOException
	{
		return entry.isBundled() ? file.locations().get( 0 ).sha256() : KnownHashes.sha256( require( entry, file ) );
	}

	/** Whether files of the right names and sizes are there; they are not read, unlike for {@link #isInstalled}. */
	public boolean isPresent( final CatalogEntry entry )
	{
		if ( entry.isBundled() )
			return true;
		for ( final RemoteFile file : entry.files() )
			if ( roots().stream().map( root -> root.resolve( entry.info().id() ).resolve( file.name() ).toFile() )
					.noneMatch( f -> f.isFile() && ( file.size() == 0 || f.length() == file.size() ) ) )
				return false;
		return true;
	}

	/** Whether all files are there and verified. Reads all of them, once per change in a JVM, unless they are part of the plugin. */
	public boolean isInstalled( final CatalogEntry entry )
	{
		return entry.isBundled() || entry.files().stream().allMatch( f -> find( entry, f ) != null );
	}

	/**
	 * Downloads what is missing, into the first of the {@link #roots()} that can be
	 * written to. Blocks until done.
	 *
	 * @throws sc.fiji.efficientsam.download.DownloadException
	 *             if a file is not available or cannot be stored
	 * @throws java.util.concurrent.CancellationException
	 *             if the listener canceled
	 */
	public void install( final CatalogEntry entry, final ProgressListener listener )
	{
		if ( entry.isImported() && !isInstalled( entry ) )
			throw new IllegalArgumentException( "The model \"" + entry.info().id() + "\" was imported from \"" + entry.source() +
					"\" and is broken. Delete it and import it again." );
		final Path folder = writableFolder( entry.info().id() );
		for ( final RemoteFile file : entry.files() )
			if ( find( entry, file ) == null )
				downloader.download( file, folder, listener );
	}

	/** NB: trying is the only test that is right on all systems. */
	private static Path writableFolder( final String name )
	{
		for ( final Path root : roots() )
			try
			{
				final Path folder = Files.createDirectories( root.resolve( name ) );
				Files.delete( Files.createTempFile( folder, "write", ".test" ) );
				return folder;
			}
			catch ( final IOException e )
			{
				continue;
			}
		return home().resolve( name );
	}

	/**
	 * Deletes a model's files, also partial downloads, from all {@link #roots()}.
	 *
	 * @return number of files that were deleted
	 * @throws IllegalArgumentException
	 *             if the model is a part of the plugin
	 */
	public int delete( final CatalogEntry entry )
	{
		if ( entry.isBundled() )
			throw new IllegalArgumentException( "The model \"" + entry.info().id() + "\" is part of the plugin and always there." );
		int deleted = 0;
		try
		{
			for ( final Path root : roots() )
			{
				final Path folder = root.resolve( entry.info().id() );
				if ( entry.isImported() && Files.exists( folder.resolve( ModelImport.DESCRIPTION ) ) )
					deleted += deleteFolder( folder );
				for ( final RemoteFile file : entry.files() )
				{
					deleted += Files.deleteIfExists( folder.resolve( file.name() ) ) ? 1 : 0;
					Files.deleteIfExists( folder.resolve( file.name() + ".lock" ) );
					for ( final RemoteFile.Location l : file.locations() )
						Files.deleteIfExists( Downloader.part( file, l, folder ) );
				}
			}
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( "The model \"" + entry.info().id() + "\" cannot be deleted (" + e +
					"). Close other programs that use it.", e );
		}
		return deleted;
	}

	/**
	 * Loads an installed model. Blocks until done.
	 *
	 * @throws IllegalArgumentException
	 *             if it is not installed; the message says how to get it
	 */
	public PromptableModel open( final CatalogEntry entry, final ModelLoader loader, final Device device )
	{
		return loader.open( entry.info(), require( entry, entry.encoder() ), require( entry, entry.decoder() ),
				further( entry, CatalogEntry.WINDOWS ), further( entry, CatalogEntry.INSTANCES ), device );
	}

	private Path further( final CatalogEntry entry, final String purpose )
	{
		return entry.file( purpose ) == null ? null : require( entry, entry.file( purpose ) );
	}

	/** The verified file; where {@link #find} has none, an exception that says how to get it. */
	private Path require( final CatalogEntry entry, final RemoteFile file )
	{
		final Path path = find( entry, file );
		if ( path == null )
			throw new IllegalArgumentException( "The model \"" + entry.info().id() +
					"\" is not installed. Download it (Plugins > EfficientSAM > Models..." +
					( entry.size() == 0 ? "" : ", " + ( entry.size() >> 20 ) + " MB" ) + "), or put its files into \"" +
							home().resolve( entry.info().id() ) + "\"; missing or broken: " + file.name() + "." );
		return path;
	}
}
