// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.download;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A web server on loopback that behaves as badly as a test tells it to: every connection is answered by one {@link Answer}. */
public final class FaultyServer implements AutoCloseable {

	/** Writes an answer, header and all, or breaks off. */
	public interface Answer {

		/**
		 * @param number
		 *            of the request, from 0
		 * @param from
		 *            the first byte that was asked for; 0 without range
		 */
		void write( int number, int from, OutputStream out ) throws IOException, InterruptedException;
	}

	private final ServerSocket socket;

	private final Answer answer;

	/** First bytes asked for, in the order of the requests. */
	public final List< Integer > asked = Collections.synchronizedList( new ArrayList<>() );

	/** The first line of each request. */
	public final List< String > requests = Collections.synchronizedList( new ArrayList<>() );

	public FaultyServer( final Answer answer ) throws IOException
	{
		this.answer = answer;
		socket = new ServerSocket( 0, 50, InetAddress.getByName( "127.0.0.1" ) );
		final Thread thread = new Thread( this::serve, "faulty server" );
		thread.setDaemon( true );
		thread.start();
	}

	int port()
	{
		return socket.getLocalPort();
	}

	public String url()
	{
		return "http://127.0.0.1:" + socket.getLocalPort() + "/model.onnx";
	}

	private void serve()
	{
		while ( !socket.isClosed() )
			try
			{
				final Socket client = socket.accept();
				final Thread thread = new Thread( () -> handle( client ) );
				thread.setDaemon( true );
				thread.start();
			}
			catch ( final IOException e )
			{
				return;
			}
	}

	private void handle( final Socket client )
	{
		try ( Socket c = client )
		{
			final BufferedReader in = new BufferedReader( new InputStreamReader( c.getInputStream(), StandardCharsets.US_ASCII ) );
			int from = 0;
			String line = in.readLine();
			requests.add( line );
			for ( ; line != null && !line.isEmpty(); line = in.readLine() )
				if ( line.startsWith( "Range: bytes=" ) )
					from = Integer.parseInt( line.replaceAll( "\\D", "" ) );
			final int number;
			synchronized ( asked )
			{
				number = asked.size();
				asked.add( from );
			}
			answer.write( number, from, c.getOutputStream() );
			c.getOutputStream().flush();
		}
		catch ( final IOException | InterruptedException e )
		{
			// the client went away: a part of some tests
		}
	}

	public static void header( final OutputStream out, final String status, final String... lines ) throws IOException
	{
		out.write( ( "HTTP/1.1 " + status + "\r\nConnection: close\r\n" +
				( lines.length == 0 ? "" : String.join( "\r\n", lines ) + "\r\n" ) + "\r\n" ).getBytes( StandardCharsets.US_ASCII ) );
	}

	/** Sends {@code content} as a good server does, but stops after some bytes. */
	public static void send( final byte[] content, final int from, final int bytes, final OutputStream out ) throws IOException
	{
		final int left = content.length - from;
		if ( from > 0 )
			header( out, "206 Partial Content", "Content-Length: " + left, "Content-Range: bytes " + from + "-" + ( content.length - 1 ) +
					"/" + content.length );
		else
			header( out, "200 OK", "Content-Length: " + left );
		out.write( content, from, Math.min( bytes, left ) );
	}

	@Override
	public void close() throws IOException
	{
		socket.close();
	}
}
