// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.net.URLConnection;

/**
 * HTTP as {@link Downloader} needs it: redirects between servers, ranges, and
 * network problems told apart from disk problems.
 */
final class HttpConnections {

	/** A connection broke; it is worth trying again. */
	static final class BrokenException extends Exception {

		private static final long serialVersionUID = 1L;

		BrokenException( final String message )
		{
			super( message );
		}
	}

	/** A location does not have the file; the next one is to be tried. */
	static final class RefusedException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		RefusedException( final String message )
		{
			super( message );
		}
	}

	private static final int MAX_REDIRECTS = 10;

	private HttpConnections()
	{}

	/**
	 * Connects, following redirects.
	 *
	 * @param from
	 *            the byte to start from
	 * @throws BrokenException
	 *             if the server cannot be reached or has a passing problem
	 * @throws RefusedException
	 *             if the server says that it does not have the file
	 */
	static HttpURLConnection open( final String url, final long from, final int timeout ) throws BrokenException
	{
		try
		{
			URL next = new URL( url );
			for ( int i = 0; i < MAX_REDIRECTS; i++ )
			{
				final HttpURLConnection connection = connect( next, from, timeout );
				final int code = connection.getResponseCode();
				if ( code == 301 || code == 302 || code == 303 || code == 307 || code == 308 )
				{
					next = redirect( url, next, connection.getHeaderField( "Location" ) );
					connection.disconnect();
				}
				else if ( code >= 500 || code == 429 || code == 408 )
					throw new BrokenException( "the server answers " + code + " " + connection.getResponseMessage() );
				else if ( code != 200 && code != 206 && code != 416 )
					throw new RefusedException( url + ": the server answers " + code + " " + connection.getResponseMessage() );
				else
					return connection;
			}
			throw new RefusedException( url + ": redirects in circles" );
		}
		catch ( final IOException e )
		{
			throw new BrokenException( e.toString() );
		}
	}

	private static HttpURLConnection connect( final URL url, final long from, final int timeout ) throws IOException
	{
		final URLConnection connection = url.openConnection();
		if ( !( connection instanceof HttpURLConnection ) )
			throw new RefusedException( url + ": is no web address" );
		connection.setConnectTimeout( timeout );
		connection.setReadTimeout( timeout );
		connection.setUseCaches( false );
		connection.setRequestProperty( "User-Agent", "EfficientSAM-for-Fiji" );
		connection.setRequestProperty( "Accept-Encoding", "identity" );
		if ( from > 0 )
			connection.setRequestProperty( "Range", "bytes=" + from + "-" );
		( ( HttpURLConnection ) connection ).setInstanceFollowRedirects( false );
		return ( HttpURLConnection ) connection;
	}

	private static URL redirect( final String url, final URL from, final String to ) throws IOException
	{
		if ( to == null )
			throw new RefusedException( url + ": redirects to nowhere" );
		final URL next = new URL( from, to );
		if ( from.getProtocol().equals( "https" ) && !next.getProtocol().equals( "https" ) )
			throw new RefusedException( url + ": redirects to the insecure address " + next );
		return next;
	}

	/** The byte from which the server sends: {@code asked}, or 0 if it does not do ranges. */
	static long start( final HttpURLConnection connection, final long asked ) throws BrokenException
	{
		try
		{
			final int code = connection.getResponseCode();
			if ( code == 200 )
				return 0;
			final String range = connection.getHeaderField( "Content-Range" );
			if ( code == 206 && range != null && range.startsWith( "bytes " + asked + "-" ) )
				return asked;
			throw new RefusedException( connection.getURL() + ": does not go on from byte " + asked + " (" + code + ", " + range + ")" );
		}
		catch ( final IOException e )
		{
			throw new BrokenException( e.toString() );
		}
	}

	static InputStream input( final HttpURLConnection connection ) throws BrokenException
	{
		try
		{
			return connection.getInputStream();
		}
		catch ( final IOException e )
		{
			throw new BrokenException( e.toString() );
		}
	}

	static int read( final InputStream in, final byte[] buffer ) throws BrokenException
	{
		try
		{
			return in.read( buffer );
		}
		catch ( final IOException e )
		{
			throw new BrokenException( e.toString() );
		}
	}
}
