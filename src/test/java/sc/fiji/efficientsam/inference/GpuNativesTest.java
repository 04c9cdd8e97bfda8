// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.net.httpserver.HttpServer;

import sc.fiji.efficientsam.download.DownloadException;
import sc.fiji.efficientsam.download.Downloader;
import sc.fiji.efficientsam.download.RemoteFile;
import sc.fiji.efficientsam.util.Hashes;
import sc.fiji.efficientsam.util.ProgressListener;

/** Tests {@link GpuNatives} with a small jar of the same layout on a server on loopback, and {@link GpuReport} with made-up computers. */
public class GpuNativesTest {

	private static final byte[] CUDA = new byte[ 5000 ], CORE = new byte[ 300 ];

	@TempDir
	Path temp;

	private HttpServer server;

	private byte[] jar;

	private final List< String > requests = Collections.synchronizedList( new ArrayList<>() );

	private static Map< String, Long > files()
	{
		final Map< String, Long > files = new LinkedHashMap<>();
		files.put( "libonnxruntime.so", 300L );
		files.put( "libcuda.so", 5000L );
		return files;
	}

	private GpuNatives natives()
	{
		return new GpuNatives( temp.resolve( "my natives" ).resolve( "gpu" ), "linux-x64", files() );
	}

	@BeforeEach
	public void serve() throws IOException
	{
		Arrays.fill( CUDA, ( byte ) 7 );
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try ( ZipOutputStream zip = new ZipOutputStream( bytes ) )
		{
			zip.putNextEntry( new ZipEntry( "ai/onnxruntime/native/linux-x64/libonnxruntime.so" ) );
			zip.write( CORE );
			zip.putNextEntry( new ZipEntry( "ai/onnxruntime/native/linux-x64/libcuda.so" ) );
			zip.write( CUDA );
			zip.putNextEntry( new ZipEntry( "ai/onnxruntime/native/win-x64/cuda.dll" ) );
			zip.write( CUDA );
		}
		jar = bytes.toByteArray();
		server = HttpServer.create( new InetSocketAddress( InetAddress.getByName( "127.0.0.1" ), 0 ), 0 );
		server.createContext( "/", exchange -> {
			requests.add( exchange.getRequestURI().getPath() );
			exchange.sendResponseHeaders( 200, jar.length );
			try ( OutputStream out = exchange.getResponseBody() )
			{
				out.write( jar );
			}
		} );
		server.start();
	}

	@AfterEach
	public void stop()
	{
		server.stop( 0 );
		System.clearProperty( GpuNatives.NATIVE_PATH );
	}

	private RemoteFile remote() throws IOException
	{
		final String hash = Hashes.sha256( Files.write( temp.resolve( "copy" ), jar ) );
		return new RemoteFile( "gpu.jar", jar.length, Collections.singletonList( new RemoteFile.Location( "http://127.0.0.1:" +
				server.getAddress().getPort() + "/gpu.jar", hash, null ) ) );
	}

	@Test
	public void onlyThisPlatformsLibrariesAreInstalledAndTheJarIsDeleted() throws IOException
	{
		final GpuNatives natives = natives();
		assertFalse( natives.isInstalled() );
		natives.install( new Downloader(), remote(), ProgressListener.NONE );
		assertTrue( natives.isInstalled() );
		assertArrayEquals( CUDA, Files.readAllBytes( natives.folder().resolve( "libcuda.so" ) ) );
		assertEquals( 2, natives.folder().toFile().list().length );
		assertArrayEquals( new String[] { "gpu" }, natives.folder().getParent().toFile().list() );
		natives.install( new Downloader(), remote(), ProgressListener.NONE );
		assertEquals( 1, requests.size() );
		natives.remove();
		assertFalse( natives.isInstalled() || Files.exists( natives.folder() ) );
	}

	@Test
	public void theFolderIsNamedToOnnxRuntimeOnlyIfItIsWholeAndTheUserNamesNoOther() throws IOException
	{
		final GpuNatives natives = natives();
		natives.activate();
		assertNull( System.getProperty( GpuNatives.NATIVE_PATH ) );
		natives.install( new Downloader(), remote(), ProgressListener.NONE );
		Files.write( natives.folder().resolve( "libcuda.so" ), new byte[ 10 ] );
		natives.activate();
		assertNull( System.getProperty( GpuNatives.NATIVE_PATH ), "a truncated library is not used" );
		natives.install( new Downloader(), remote(), ProgressListener.NONE );
		natives.activate();
		assertEquals( natives.folder().toString(), System.getProperty( GpuNatives.NATIVE_PATH ) );
		System.setProperty( GpuNatives.NATIVE_PATH, "mine" );
		natives.activate();
		assertEquals( "mine", System.getProperty( GpuNatives.NATIVE_PATH ) );
	}

	@Test
	public void aWrongJarACancelAndAnUnsupportedSystemLeaveNothing() throws IOException
	{
		final GpuNatives natives = natives();
		final RemoteFile file = remote();
		jar[ 100 ] ^= 1;
		assertTrue( assertThrows( DownloadException.class, () -> natives.install( new Downloader(), file, ProgressListener.NONE ) )
				.getMessage().contains( "wrong hash" ) );
		jar[ 100 ] ^= 1;
		final ProgressListener canceled = new ProgressListener()
		{
			@Override
			public void progress( final long done, final long total, final String message )
			{}

			@Override
			public boolean isCanceled()
			{
				return true;
			}
		};
		assertThrows( CancellationException.class, () -> natives.install( new Downloader(), file, canceled ) );
		assertFalse( natives.isInstalled() );
		final GpuNatives mac = new GpuNatives( temp, "Mac OS X aarch64", GpuNatives.files( "Mac OS X aarch64" ) );
		assertTrue( assertThrows( IllegalStateException.class, () -> mac.install( new Downloader(), file, ProgressListener.NONE ) )
				.getMessage().contains( "Mac OS X" ) );
		assertFalse( GpuReport.of( mac, Collections.emptyList(), "" ).isComplete() );
	}

	@Test
	public void aJarThatLacksALibraryIsRefused() throws IOException
	{
		final Map< String, Long > more = new LinkedHashMap<>( files() );
		more.put( "libmissing.so", 1L );
		final GpuNatives natives = new GpuNatives( temp.resolve( "x" ).resolve( "gpu" ), "linux-x64", more );
		assertTrue( assertThrows( DownloadException.class, () -> natives.install( new Downloader(), remote(), ProgressListener.NONE ) )
				.getMessage().contains( "libmissing.so" ) );
		assertFalse( natives.isInstalled() );
	}

	@Test
	public void platformsAreThoseOfTheJar()
	{
		assertEquals( "linux-x64", GpuNatives.platform( "Linux", "amd64" ) );
		assertEquals( "win-x64", GpuNatives.platform( "Windows 11", "amd64" ) );
		assertEquals( 4, GpuNatives.files( "win-x64" ).size() );
		assertTrue( GpuNatives.files( GpuNatives.platform( "Linux", "aarch64" ) ).isEmpty() );
		assertTrue( GpuNatives.files( GpuNatives.platform( "Mac OS X", "x86_64" ) ).isEmpty() );
	}

	@Test
	public void theReportNamesWhatIsMissingAndWhatToDo() throws IOException
	{
		final Path libraries = Files.createDirectories( temp.resolve( "cuda" ) );
		final List< Path > path = Arrays.asList( temp.resolve( "nowhere" ), libraries );
		final GpuNatives natives = natives();
		String report = GpuReport.of( natives, path, "" ).findings().toString();
		assertTrue( report.contains( "missing: NVIDIA driver" ) && report.contains( "libcudart.so.12, libcublas.so.12" )
				&& report.contains( "missing: cuDNN 9" ) && report.contains( "action install" ), report );
		for ( final String library : new String[] { "libcudart.so.12", "libcublas.so.12", "libcublasLt.so.12", "libcufft.so.11",
				"libcurand.so.10" } )
			Files.createFile( libraries.resolve( library ) );
		report = GpuReport.of( natives, path, "NVIDIA H100, 560.35" ).findings().toString();
		assertTrue( report.contains( "found: NVIDIA driver (NVIDIA H100, 560.35)" ) && report.contains( "found: CUDA 12" )
				&& report.contains( "missing: cuDNN 9" ), report );
		Files.createFile( libraries.resolve( "libcudnn.so.9" ) );
		natives.install( new Downloader(), remote(), ProgressListener.NONE );
		assertTrue( GpuReport.of( natives, path, "driver" ).isComplete() );
	}

	@Test
	public void librariesAreLookedForWhereTheSystemDoes()
	{
		final Map< String, String > environment = new HashMap<>();
		environment.put( "LD_LIBRARY_PATH", "/a" + File.pathSeparator + "/b c" );
		final List< Path > linux = GpuReport.searchPath( "linux-x64", environment );
		assertEquals( Paths.get( "/a" ), linux.get( 0 ) );
		assertEquals( Paths.get( "/b c" ), linux.get( 1 ) );
		assertTrue( linux.contains( Paths.get( "/usr/lib/x86_64-linux-gnu" ) ) );
		environment.put( "PATH", "/p" );
		environment.put( "CUDA_PATH", "/cuda" );
		assertEquals( Arrays.asList( Paths.get( "/p" ), Paths.get( "/cuda", "bin" ), Paths.get( "/cuda", "bin", "x64" ) ),
				GpuReport.searchPath( "win-x64", environment ) );
	}

	@Test
	public void programsThatAreNotThereSayNothing()
	{
		assertEquals( "", GpuReport.firstLine( "no-such-program-anywhere" ) );
		assertFalse( GpuReport.here().findings().isEmpty() );
	}
}
