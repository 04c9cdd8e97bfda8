// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CancellationException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sc.fiji.efficientsam.download.HttpConnections.BrokenException;
import sc.fiji.efficientsam.download.HttpConnections.RefusedException;
import sc.fiji.efficientsam.util.AtomicFiles;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * Downloads files so that only whole, verified ones ever have their final name.
 * <ul>
 * <li>A download that was interrupted is resumed, also after a restart.</li>
 * <li>A location that fails, stalls, offers another size, or whose bytes have
 * another hash is given up for the next one.</li>
 * <li>Two processes that want the same file do not disturb each other: one
 * downloads, the other waits and then finds it.</li>
 * <li>The proxy settings of the JVM are used.</li>
 * </ul>
 * Safe for use by several threads.
 */
public final class Downloader {

	private static final Logger LOG = LoggerFactory.getLogger( Downloader.class );

	/** Connections to one location that may break before it is given up, if none of them brought anything new. */
	private static final int ATTEMPTS = 3;

	private final int timeout;

	/** Gives a server 30 seconds to answer or to go on. */
	public Downloader()
	{
		this( 30_000 );
	}

	/**
	 * @param timeout
	 *            milliseconds without a byte after which a connection is given up
	 */
	public Downloader( final int timeout )
	{
		this.timeout = timeout;
	}

	/**
	 * Makes sure that a file is there. Blocks until done.
	 *
	 * @param folder
	 *            where the file shall be; made if need be
	 * @return the verified file
	 * @throws DownloadException
	 *             if no location has it, or the folder cannot be written to
	 * @throws CancellationException
	 *             if the listener canceled; what was loaded so far is kept for the
	 *             next time
	 */
	public Path download( final RemoteFile file, final Path folder, final ProgressListener listener )
	{
		final Path target = folder.resolve( file.name() );
		try
		{
			if ( file.matches( target ) )
				return target;
			Files.createDirectories( folder );
			try ( FileChannel channel = FileChannel.open( folder.resolve( file.name() + ".lock" ), StandardOpenOption.CREATE,
					StandardOpenOption.WRITE );
					FileLock lock = lock( channel, file, listener ) )
			{
				// NB: another process may have finished while this one waited.
				return file.matches( target ) ? target : downloadLocked( file, target, listener );
			}
		}
		catch ( final IOException e )
		{
			throw new DownloadException( "\"" + file.name() + "\" cannot be stored in \"" + folder + "\" (" + e + "). Make room (" +
					( file.size() >> 20 ) +
					" MB are needed) or choose a folder that can be written to.", e );
		}
	}

	private static FileLock lock( final FileChannel channel, final RemoteFile file, final ProgressListener listener ) throws IOException
	{
		while ( true )
		{
			try
			{
				final FileLock lock = channel.tryLock();
				if ( lock != null )
					return lock;
			}
			catch ( final OverlappingFileLockException e )
			{
				LOG.debug( "Another thread downloads {}", file.name() );
			}
			stopIfCanceled( file, listener );
			listener.progress( 0, file.size(), "Waiting for another Fiji that downloads " + file.name() );
			sleep( 100 );
		}
	}

	private Path downloadLocked( final RemoteFile file, final Path target, final ProgressListener listener ) throws IOException
	{
		final StringBuilder tried = new StringBuilder();
		Exception last = null;
		for ( final RemoteFile.Location location : file.locations() )
			try
			{
				return downloadFrom( location, file, target, listener );
			}
			catch ( final RefusedException e )
			{
				LOG.warn( "{}", e.getMessage() );
				tried.append( tried.length() == 0 ? "" : "; " ).append( e.getMessage() );
				last = e;
			}
		throw new DownloadException( "\"" + file.name() + "\" could not be downloaded. Tried: " + tried +
				". Check the network and proxy settings and try again, " +
				"or get the file by other means and put it there as \"" + target + "\".", last );
	}

	private Path downloadFrom( final RemoteFile.Location location, final RemoteFile file, final Path target,
			final ProgressListener listener ) throws IOException
	{
		final Path part = part( file, location, target.getParent() );
		final boolean resumed = size( part ) > 0;
		// NB: where the size is unknown, only the hash can tell that nothing is missing.
		if ( file.size() > 0 || !resumed || !location.matches( part ) )
			complete( location, file, part, listener );
		if ( !location.matches( part ) )
		{
			Files.delete( part );
			if ( resumed )
				complete( location, file, part, listener );
			if ( !resumed || !location.matches( part ) )
			{
				Files.deleteIfExists( part );
				throw new RefusedException( location.url() + ": the bytes are not the expected ones (wrong hash)" );
			}
		}
		AtomicFiles.replace( part, target );
		return target;
	}

	/** Where an unfinished download is kept. NB: named by its hash: bytes of different copies must not be mixed. */
	public static Path part( final RemoteFile file, final RemoteFile.Location location, final Path folder )
	{
		return folder.resolve( file.name() + "." + location.key() + ".part" );
	}

	/** Downloads what is missing, until the file has its size. */
	private void complete( final RemoteFile.Location location, final RemoteFile file, final Path part, final ProgressListener listener )
			throws IOException
	{
		if ( file.size() > 0 && size( part ) > file.size() )
			Files.delete( part );
		int failures = 0;
		long whole = file.size();
		for ( long have = size( part ); have == 0 || have != whole; have = size( part ) )
			try
			{
				final long offered = fetch( location, file, part, listener );
				if ( whole == 0 )
					whole = offered;
				if ( size( part ) < whole )
					throw new BrokenException( "the connection ended after " + size( part ) + " of " + whole + " bytes" );
				if ( whole < 0 )
					return;
			}
			catch ( final BrokenException e )
			{
				failures = size( part ) > have ? 1 : failures + 1;
				if ( failures >= ATTEMPTS )
					throw new RefusedException( location.url() + ": " + e.getMessage() );
				sleep( 50L << failures );
			}
	}

	/**
	 * Downloads from where the part ends.
	 *
	 * @return bytes that the whole file has, as the server says; -1 if it does not
	 */
	private long fetch( final RemoteFile.Location location, final RemoteFile file, final Path part, final ProgressListener listener )
			throws IOException, BrokenException
	{
		final long have = size( part );
		final HttpURLConnection connection = HttpConnections.open( location.url(), have, timeout );
		try
		{
			final long start = HttpConnections.start( connection, have );
			final long length = connection.getContentLengthLong();
			final long whole = length < 0 ? -1 : start + length;
			if ( length >= 0 && file.size() > 0 && whole != file.size() )
				throw new RefusedException( location.url() + ": offers " + ( start + length ) + " bytes instead of " + file.size() );
			try ( InputStream in = HttpConnections.input( connection );
					OutputStream out = Files.newOutputStream( part, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
							start > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING ) )
			{
				copy( in, out, start, whole, location, file, listener );
			}
			return whole;
		}
		finally
		{
			connection.disconnect();
		}
	}

	private static void copy( final InputStream in, final OutputStream out, final long start, final long whole,
			final RemoteFile.Location location, final RemoteFile file, final ProgressListener listener ) throws IOException, BrokenException
	{
		final byte[] buffer = new byte[ 1 << 16 ];
		long have = start;
		for ( int n = HttpConnections.read( in, buffer ); n >= 0; n = HttpConnections.read( in, buffer ) )
		{
			have += n;
			if ( file.size() > 0 && have > file.size() )
				throw new RefusedException( location.url() + ": sends more than " + file.size() + " bytes" );
			out.write( buffer, 0, n );
			stopIfCanceled( file, listener );
			listener.progress( have, Math.max( file.size(), whole ), "Downloading " + file.name() );
		}
	}

	private static void stopIfCanceled( final RemoteFile file, final ProgressListener listener )
	{
		if ( listener.isCanceled() )
			throw new CancellationException( "The download of " + file.name() + " was canceled; it will go on where it stopped." );
	}

	private static long size( final Path part ) throws IOException
	{
		return Files.exists( part ) ? Files.size( part ) : 0;
	}

	private static void sleep( final long milliseconds )
	{
		try
		{
			Thread.sleep( milliseconds );
		}
		catch ( final InterruptedException e )
		{
			Thread.currentThread().interrupt();
			throw new CancellationException( "The download was interrupted." );
		}
	}
}
