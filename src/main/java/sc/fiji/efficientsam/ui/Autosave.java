// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import javax.swing.SwingUtilities;

import ij.io.FileSaver;

import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.session.SessionFile;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.session.SessionState;
import sc.fiji.efficientsam.util.AtomicFiles;
import sc.fiji.efficientsam.util.Daemons;
import sc.fiji.efficientsam.util.Home;

/**
 * Keeps a session's file (JSON) and label image (TIFF) up to date in the folder
 * {@code sessions} of {@link Home}, so that nothing is lost when ImageJ ends
 * unexpectedly; and writes sessions where the user wants them. To be used from the
 * event thread, which never waits for a disk: one thread for all windows reads and
 * writes, in the order in which it was asked.
 */
final class Autosave implements AutoCloseable {

	/** Bytes of label images that are written at every step; larger ones are in the session file only until the user saves. */
	private static final long SMALL = 64L << 20;

	/** NB: one for all, so that a window that takes a file over finds it as the window before has left it. */
	private static final ExecutorService THREAD = Daemons.single( "EfficientSAM autosave" );

	static
	{
		// NB: whoever quits ImageJ right after saving shall find the file.
		Runtime.getRuntime().addShutdownHook( new Thread( Autosave::finish, "EfficientSAM autosave ends" ) );
	}

	/** Files in use by windows of this ImageJ. */
	private static final Set< Path > IN_USE = new HashSet<>();

	private final ImageSession session;
	private final Consumer< Throwable > failed;
	private final Path file;
	private volatile SessionState newest;
	/** Whether the user wanted to have the session elsewhere, but it could not be written there. */
	private volatile boolean keep;

	Autosave( final ImageSession session, final Consumer< Throwable > failed )
	{
		this.session = session;
		this.failed = failed;
		final String key = session.images().describe().toString();
		final String safe = session.images().name().replaceAll( "[^A-Za-z0-9._-]", "_" );
		Path p = null;
		for ( int n = 0; p == null || !IN_USE.add( p ); n++ )
			p = Home.folder().resolve( "sessions" ).resolve( ( safe.length() > 40 ? safe.substring( 0, 40 ) : safe ) + "-" +
					UUID.nameUUIDFromBytes( ( key + n ).getBytes( StandardCharsets.UTF_8 ) ).toString().substring( 0, 13 ) +
							".session.json" );
		file = p;
	}

	/** Waits for what was begun, but no longer than a user wants to wait for the end. */
	private static void finish()
	{
		THREAD.shutdown();
		try
		{
			THREAD.awaitTermination( 10, TimeUnit.SECONDS );
		}
		catch ( final InterruptedException e )
		{
			Thread.currentThread().interrupt();
		}
	}

	/** Where the session is kept. */
	Path file()
	{
		return file;
	}

	/**
	 * Looks for what an earlier ImageJ has left behind.
	 *
	 * @param found
	 *            is given it on the event thread: null if there is nothing, or nothing in it
	 */
	void leftover( final Consumer< SessionFile > found )
	{
		// NB: as long as nobody was asked it must not be deleted.
		keep = true;
		submit( () -> {
			final SessionFile leftover = leftover();
			keep = leftover != null;
			SwingUtilities.invokeLater( () -> {
				keep = false;
				found.accept( leftover );
			} );
		} );
	}

	private SessionFile leftover()
	{
		if ( !Files.exists( file ) )
			return null;
		try
		{
			final SessionFile f = SessionFile.read( file );
			return f.state().objects().isEmpty() ? null : f;
		}
		catch ( final IllegalArgumentException e )
		{
			// NB: kept, since somebody may want to look into it, but out of the way.
			file.toFile().renameTo( file.resolveSibling( file.getFileName() + ".damaged" ).toFile() );
			SwingUtilities.invokeLater( () -> failed.accept( e ) );
			return null;
		}
	}

	/** Saves soon; states that were overtaken by newer ones are left out. */
	void later( final SessionSettings settings )
	{
		final SessionState state = session.state();
		newest = state;
		submit( () -> {
			if ( newest == state )
				write( file, settings, session.images().bytes() < SMALL );
		} );
	}

	/** Saves session and labels under a name of the user's. If that fails they are kept in {@link #file()}, also after the end. */
	void save( final File target, final SessionSettings settings, final Runnable done )
	{
		submit( () -> {
			try
			{
				write( target.toPath(), settings, true );
			}
			catch ( final RuntimeException e )
			{
				keep = true;
				write( file, settings, false );
				throw new IllegalArgumentException( e.getMessage() + " Nothing is lost: the session is in \"" + file + "\".", e );
			}
			keep = false;
			SwingUtilities.invokeLater( done );
		} );
	}

	private void submit( final Runnable r )
	{
		try
		{
			THREAD.execute( () -> {
				try
				{
					r.run();
				}
				catch ( final RuntimeException | Error e )
				{
					SwingUtilities.invokeLater( () -> failed.accept( e ) );
				}
			} );
		}
		catch ( final RejectedExecutionException e )
		{
			// NB: ImageJ is ending.
			failed.accept( e );
		}
	}

	private void write( final Path json, final SessionSettings settings, final boolean withLabels )
	{
		session.save( json, settings );
		if ( !withLabels )
			return;
		final Path tiff = labels( json );
		Path part = null;
		try
		{
			part = AtomicFiles.part( tiff.toAbsolutePath().getParent(), "labels", ".part.tif" );
			// NB: streamed, as label stacks can be large; ImageJ says nothing of a full disk but by its answer.
			if ( !new FileSaver( session.labels() ).saveAsTiff( part.toString() ) )
				throw new IOException( "ImageJ could not save the image" );
			AtomicFiles.replace( part, tiff );
		}
		catch ( final IOException e )
		{
			throw new IllegalArgumentException( "The labels cannot be saved to \"" + tiff + "\" (" + e +
					"). Choose another folder or make room.", e );
		}
		finally
		{
			if ( part != null )
				part.toFile().delete();
		}
	}

	/** The label image beside a session file. */
	static Path labels( final Path json )
	{
		return json.resolveSibling( json.getFileName().toString().replaceFirst( "(\\.session)?\\.json$", "" ) + "-labels.tif" );
	}

	/** Removes what was kept, unless it could not be saved where the user wanted it. */
	void delete()
	{
		newest = null;
		submit( () -> {
			if ( keep )
				return;
			file.toFile().delete();
			labels( file ).toFile().delete();
		} );
	}

	/** Lets pending work end. */
	@Override
	public void close()
	{
		IN_USE.remove( file );
	}
}
