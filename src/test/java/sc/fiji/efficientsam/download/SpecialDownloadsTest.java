// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.efficientsam.util.Hashes;
import sc.fiji.efficientsam.util.ProgressListener;

/** Tests {@link Downloader} with files of unknown size, through a proxy, and on a disk that is full. */
public class SpecialDownloadsTest {

	private static final byte[] CONTENT = new byte[ 300_000 ];

	static
	{
		new Random( 5 ).nextBytes( CONTENT );
	}

	@TempDir
	Path temp;

	private Path folder;

	private final Downloader downloader = new Downloader( 700 );

	@BeforeEach
	public void makeFolder() throws Exception
	{
		folder = Files.createDirectories( temp.resolve( "models" ) );
	}

	private RemoteFile file( final String url, final long size ) throws Exception
	{
		final Path copy = Files.write( temp.resolve( "copy" ), CONTENT );
		return new RemoteFile( "model.onnx", size, Collections.singletonList( new RemoteFile.Location( url, Hashes.sha256( copy ),
				null ) ) );
	}

	private void assertArrives( final FaultyServer server, final String asked ) throws Exception
	{
		assertArrayEquals( CONTENT, Files.readAllBytes( downloader.download( file( server.url(), 0 ), folder, ProgressListener.NONE ) ) );
		assertEquals( asked, server.asked.toString() );
	}

	@Test
	public void filesOfUnknownSizeArriveWholeAndAreNotAskedForAgain() throws Exception
	{
		try ( FaultyServer server = new FaultyServer( ( n, from, out ) -> FaultyServer.send( CONTENT, from,
				n < 2 ? 100_000 : CONTENT.length, out ) ) )
		{
			assertArrives( server, "[0, 100000, 200000]" );
			assertArrives( server, "[0, 100000, 200000]" );
		}
	}

	@Test
	public void aServerThatDoesNotTellTheSizeIsBelievedOnlyIfTheHashIsRight() throws Exception
	{
		try ( FaultyServer server = new FaultyServer( ( n, from, out ) -> {
			FaultyServer.header( out, "200 OK" );
			out.write( CONTENT );
		} ) )
		{
			assertArrives( server, "[0]" );
		}
		folder = temp.resolve( "second" );
		try ( FaultyServer server = new FaultyServer( ( n, from, out ) -> {
			FaultyServer.header( out, "200 OK" );
			out.write( CONTENT, 0, 1000 );
		} ) )
		{
			assertTrue( assertThrows( DownloadException.class,
					() -> downloader.download( file( server.url(), 0 ), folder, ProgressListener.NONE ) ).getMessage()
					.contains( "wrong hash" ) );
			assertFalse( Files.exists( folder.resolve( "model.onnx" ) ) );
		}
	}

	@Test
	public void aWholePartOfUnknownSizeIsRecognized() throws Exception
	{
		try ( FaultyServer server = new FaultyServer( ( n, from, out ) -> FaultyServer.header( out, "416 Range Not Satisfiable" ) ) )
		{
			final RemoteFile file = file( server.url(), 0 );
			Files.write( Downloader.part( file, file.locations().get( 0 ), folder ), CONTENT );
			assertArrives( server, "[]" );
		}
	}

	@Test
	public void theProxyOfTheJvmIsUsed() throws Exception
	{
		try ( FaultyServer proxy = new FaultyServer( ( n, from, out ) -> FaultyServer.send( CONTENT, from, CONTENT.length, out ) ) )
		{
			System.setProperty( "http.proxyHost", "127.0.0.1" );
			System.setProperty( "http.proxyPort", Integer.toString( proxy.port() ) );
			// NB: a name that only the proxy could know.
			final RemoteFile file = file( "http://models.invalid/a/model.onnx", CONTENT.length );
			assertArrayEquals( CONTENT, Files.readAllBytes( downloader.download( file, folder, ProgressListener.NONE ) ) );
			assertEquals( "[GET http://models.invalid/a/model.onnx HTTP/1.1]", proxy.requests.toString() );
		}
		finally
		{
			System.clearProperty( "http.proxyHost" );
			System.clearProperty( "http.proxyPort" );
		}
	}

	@Test
	public void aFullDiskIsNamedAndNothingIsLoaded() throws Exception
	{
		final Path full = Paths.get( "/dev/full" );
		assumeTrue( Files.exists( full ), "needs the device that is always full, which Linux has" );
		try ( FaultyServer server = new FaultyServer( ( n, from, out ) -> FaultyServer.send( CONTENT, from, CONTENT.length, out ) ) )
		{
			final RemoteFile file = file( server.url(), CONTENT.length );
			Files.createSymbolicLink( Downloader.part( file, file.locations().get( 0 ), folder ), full );
			final String message = assertThrows( DownloadException.class, () -> downloader.download( file, folder, ProgressListener.NONE ) )
					.getMessage();
			assertTrue( message.contains( "No space left" ) && message.contains( "Make room" ), message );
			assertEquals( 1, server.asked.size(), "a full disk is not tried again" );
			assertFalse( Files.exists( folder.resolve( "model.onnx" ) ) );
		}
	}

	@Test
	public void sizesBelowZeroAreRefused()
	{
		assertThrows( IllegalArgumentException.class, () -> new RemoteFile( "x", -1,
				Arrays.asList( new RemoteFile.Location( "http://x", null, "ce013625030ba8dba906f756967f9e9ca394464a" ) ) ) );
	}
}
