// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.efficientsam.download.FaultyServer.header;
import static sc.fiji.efficientsam.download.FaultyServer.send;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.efficientsam.util.ProgressListener;

/** Tests {@link Downloader} against servers on loopback that break off, stall, lie and redirect. */
public class DownloaderTest {

	private static final byte[] CONTENT = new byte[ 300_000 ];

	static
	{
		new Random( 5 ).nextBytes( CONTENT );
	}

	@TempDir
	Path temp;

	private final Downloader downloader = new Downloader( 700 );

	private static String sha256( final byte[] bytes ) throws Exception
	{
		return hex( MessageDigest.getInstance( "SHA-256" ).digest( bytes ) );
	}

	private static String hex( final byte[] digest )
	{
		final StringBuilder hex = new StringBuilder();
		for ( final byte b : digest )
			hex.append( String.format( "%02x", b ) );
		return hex.toString();
	}

	private static RemoteFile file( final String... urls ) throws Exception
	{
		final List< RemoteFile.Location > locations = new ArrayList<>();
		for ( final String url : urls )
			locations.add( new RemoteFile.Location( url, sha256( CONTENT ), null ) );
		return new RemoteFile( "model.onnx", CONTENT.length, locations );
	}

	private static FaultyServer good() throws IOException
	{
		return new FaultyServer( ( n, from, out ) -> send( CONTENT, from, CONTENT.length, out ) );
	}

	/** Whether the folder holds nothing under the final name. */
	private static boolean isMissing( final Path folder )
	{
		return !Files.exists( folder.resolve( "model.onnx" ) );
	}

	private void assertArrives( final FaultyServer server, final int... asked ) throws Exception
	{
		final Path folder = temp.resolve( "a folder with spaces, é and 細胞" );
		assertArrayEquals( CONTENT, Files.readAllBytes( downloader.download( file( server.url() ), folder, ProgressListener.NONE ) ) );
		assertEquals( Arrays.toString( asked ), server.asked.toString() );
		try ( Stream< Path > files = Files.list( folder ) )
		{
			assertTrue( files.noneMatch( f -> f.toString().endsWith( ".part" ) ) );
		}
	}

	/** Whatever the server does, it must be refused with a reason, and nothing may have the final name; a good mirror must then be used. */
	private void assertRefused( final String reason, final FaultyServer.Answer answer ) throws Exception
	{
		try ( FaultyServer bad = new FaultyServer( answer ); FaultyServer good = good() )
		{
			final Path folder = temp.resolve( "refused" + System.nanoTime() );
			final String message = assertThrows( DownloadException.class,
					() -> downloader.download( file( bad.url() ), folder, ProgressListener.NONE ) ).getMessage();
			assertTrue( message.contains( reason ) && message.contains( bad.url() ) && message.contains( "proxy" ), message );
			assertTrue( isMissing( folder ) );
			assertArrayEquals( CONTENT, Files.readAllBytes( downloader.download( file( bad.url(), good.url() ), folder,
					ProgressListener.NONE ) ) );
		}
	}

	@Test
	public void goodServersAreAskedOnceAndNeverAgain() throws Exception
	{
		try ( FaultyServer server = good() )
		{
			assertArrives( server, 0 );
			assertArrives( server, 0 );
		}
	}

	@Test
	public void brokenOffDownloadsGoOnWhereTheyStopped() throws Exception
	{
		try ( FaultyServer server = new FaultyServer( ( n, from, out ) -> send( CONTENT, from, n < 4 ? 50_000 : CONTENT.length, out ) ) )
		{
			assertArrives( server, 0, 50_000, 100_000, 150_000, 200_000 );
		}
	}

	@Test
	public void serversWithoutRangesStartAgain() throws Exception
	{
		try ( FaultyServer server = new FaultyServer( ( n, from, out ) -> send( CONTENT, 0, n < 1 ? 50_000 : CONTENT.length, out ) ) )
		{
			assertArrives( server, 0, 50_000 );
		}
	}

	@Test
	public void passingProblemsAreWaitedOut() throws Exception
	{
		try ( FaultyServer server = new FaultyServer( ( n, from, out ) -> {
			if ( n < 2 )
				header( out, "503 Service Unavailable" );
			else
				send( CONTENT, from, CONTENT.length, out );
		} ) )
		{
			assertArrives( server, 0, 0, 0 );
		}
	}

	@Test
	public void redirectsToOtherServersAreFollowed() throws Exception
	{
		try ( FaultyServer target = good(); FaultyServer server = new FaultyServer( ( n, from, out ) -> header( out, "302 Found",
				"Location: " + target.url() ) ) )
		{
			assertArrives( server, 0 );
			assertEquals( 1, target.asked.size() );
		}
	}

	@Test
	public void serversThatNeverFinishAreRefused() throws Exception
	{
		assertRefused( "the connection ended", ( n, from, out ) -> send( CONTENT, 0, 1000, out ) );
		assertRefused( "timed out", ( n, from, out ) -> {
			send( CONTENT, 0, 1000, out );
			out.flush();
			Thread.sleep( 3000 );
		} );
		assertRefused( "Exception", ( n, from, out ) -> {} );
	}

	@Test
	public void serversThatLieAboutTheLengthAreRefused() throws Exception
	{
		assertRefused( "offers 1000 bytes", ( n, from, out ) -> {
			header( out, "200 OK", "Content-Length: 1000" );
			out.write( CONTENT, 0, 1000 );
		} );
		assertRefused( "offers 300001 bytes", ( n, from, out ) -> {
			header( out, "200 OK", "Content-Length: 300001" );
			out.write( CONTENT );
			out.write( 7 );
		} );
		assertRefused( "sends more", ( n, from, out ) -> {
			header( out, "200 OK" );
			out.write( CONTENT );
			out.write( 7 );
		} );
	}

	@Test
	public void errorPagesAndWrongBytesAreRefused() throws Exception
	{
		assertRefused( "404", ( n, from, out ) -> header( out, "404 Not Found", "Content-Length: 0" ) );
		assertRefused( "403", ( n, from, out ) -> header( out, "403 Forbidden", "Content-Length: 0" ) );
		final byte[] page = "<html>Please log in</html>".getBytes( StandardCharsets.US_ASCII );
		assertRefused( "offers " + page.length, ( n, from, out ) -> send( page, 0, page.length, out ) );
		final byte[] wrong = CONTENT.clone();
		wrong[ 123_456 ]++;
		assertRefused( "wrong hash", ( n, from, out ) -> send( wrong, from, wrong.length, out ) );
		assertRefused( "circles", ( n, from, out ) -> header( out, "302 Found", "Location: /model.onnx" ) );
		assertRefused( "does not go on", ( n, from, out ) -> {
			if ( from == 0 )
				send( CONTENT, 0, 1000, out );
			else
				header( out, "206 Partial Content", "Content-Range: bytes 5-9/10", "Content-Length: 5" );
		} );
	}

	@Test
	public void withoutNetworkTheReasonIsClear() throws Exception
	{
		final String dead;
		// nobody ever listened to this port
		try ( ServerSocket socket = new ServerSocket( 0, 1, InetAddress.getByName( "127.0.0.1" ) ) )
		{
			dead = "http://127.0.0.1:" + socket.getLocalPort() + "/model.onnx";
		}
		final String message = assertThrows( DownloadException.class,
				() -> downloader.download( file( dead ), temp, ProgressListener.NONE ) ).getMessage();
		assertTrue( message.contains( "refused" ) && message.contains( "put it there as" ), message );
	}

	@Test
	public void corruptLeftoversAreReplaced() throws Exception
	{
		try ( FaultyServer server = good() )
		{
			final RemoteFile file = file( server.url() );
			final Path part = Downloader.part( file, file.locations().get( 0 ), temp );
			Files.write( part, new byte[ 1000 ] );
			assertArrayEquals( CONTENT, Files.readAllBytes( downloader.download( file, temp, ProgressListener.NONE ) ) );
			assertEquals( "[1000, 0]", server.asked.toString() );
			// a broken file under the final name, and a part that is too long
			Files.write( temp.resolve( "model.onnx" ), new byte[ CONTENT.length ] );
			Files.write( part, new byte[ CONTENT.length + 1 ] );
			assertArrayEquals( CONTENT, Files.readAllBytes( downloader.download( file, temp, ProgressListener.NONE ) ) );
		}
	}

	@Test
	public void canceledDownloadsGoOnNextTime() throws Exception
	{
		try ( FaultyServer server = good() )
		{
			final long[] have = { 0 };
			final ProgressListener cancel = new ProgressListener()
			{
				@Override
				public void progress( final long done, final long total, final String message )
				{
					have[ 0 ] = done;
				}

				@Override
				public boolean isCanceled()
				{
					return have[ 0 ] > 100_000;
				}
			};
			assertThrows( CancellationException.class, () -> downloader.download( file( server.url() ), temp, cancel ) );
			assertTrue( isMissing( temp ) );
			downloader.download( file( server.url() ), temp, ProgressListener.NONE );
			assertTrue( server.asked.get( 1 ) > 100_000, server.asked.toString() );
		}
	}

	@Test
	public void twoAtOnceDownloadOnce() throws Exception
	{
		try ( FaultyServer server = new FaultyServer( ( n, from, out ) -> {
			Thread.sleep( 300 );
			send( CONTENT, from, CONTENT.length, out );
		} ) )
		{
			final ExecutorService threads = Executors.newFixedThreadPool( 4 );
			final List< Future< Path > > paths = new ArrayList<>();
			for ( int i = 0; i < 4; i++ )
				paths.add( threads.submit( () -> new Downloader().download( file( server.url() ), temp, ProgressListener.NONE ) ) );
			for ( final Future< Path > path : paths )
				assertArrayEquals( CONTENT, Files.readAllBytes( path.get() ) );
			threads.shutdown();
			assertEquals( "[0]", server.asked.toString() );
		}
	}

	@Test
	public void foldersThatCannotBeWrittenToAreNamed() throws Exception
	{
		try ( FaultyServer server = good() )
		{
			final Path notAFolder = Files.createFile( temp.resolve( "file" ) );
			final String message = assertThrows( DownloadException.class,
					() -> downloader.download( file( server.url() ), notAFolder, ProgressListener.NONE ) ).getMessage();
			assertTrue( message.contains( "cannot be stored" ) && message.contains( "choose a folder" ), message );
		}
	}

	@Test
	public void gitBlobHashesCount() throws Exception
	{
		final byte[] hello = "hello\n".getBytes( StandardCharsets.US_ASCII );
		final Path path = Files.write( temp.resolve( "hello" ), hello );
		// what "git hash-object" prints for this file
		final RemoteFile.Location location = new RemoteFile.Location( "http://x", null, "ce013625030ba8dba906f756967f9e9ca394464a" );
		assertTrue( new RemoteFile( "hello", 6, Arrays.asList( location ) ).matches( path ) );
		assertFalse( new RemoteFile( "hello", 7, Arrays.asList( location ) ).matches( path ) );
		assertFalse( new RemoteFile( "hello", 6, Arrays.asList( new RemoteFile.Location( "http://x", null,
				"ce013625030ba8dba906f756967f9e9ca394464b" ) ) ).matches( path ) );
		assertThrows( IllegalArgumentException.class, () -> new RemoteFile.Location( "http://x", null, null ) );
		assertThrows( IllegalArgumentException.class, () -> new RemoteFile( "../evil", 6, Arrays.asList( location ) ) );
	}
}
