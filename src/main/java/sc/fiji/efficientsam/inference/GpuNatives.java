// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import sc.fiji.efficientsam.download.DownloadException;
import sc.fiji.efficientsam.download.Downloader;
import sc.fiji.efficientsam.download.RemoteFile;
import sc.fiji.efficientsam.util.AtomicFiles;
import sc.fiji.efficientsam.util.Home;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * The native libraries of ONNX Runtime that can use an NVIDIA GPU, in a folder of
 * their own. They come from the jar {@code onnxruntime_gpu} of the same version on
 * Maven Central, whose Java classes are those of the plain jar: so that folder is
 * all that is needed, named to ONNX Runtime by the Java property
 * {@value #NATIVE_PATH} before it starts.
 */
public final class GpuNatives {

	/** The version of ONNX Runtime; has to be the one whose Java classes are in use. */
	public static final String VERSION = "1.23.2";

	/** The Java property by which ONNX Runtime finds its native libraries. */
	static final String NATIVE_PATH = "onnxruntime.native.path";

	private static final String PATH = "com/microsoft/onnxruntime/onnxruntime_gpu/" + VERSION + "/onnxruntime_gpu-" + VERSION + ".jar";

	private static final String SHA256 = "d71044dcb7e74ff7cf54b69d6a1a1db783410b9e38e36d089b9a7a0b2ac79413";

	/** The jar on Maven Central, and a mirror of it. */
	public static final RemoteFile JAR = new RemoteFile( "onnxruntime_gpu-" + VERSION + ".jar", 445_661_300, Arrays.asList(
			new RemoteFile.Location( "https://repo1.maven.org/maven2/" + PATH, SHA256, null ),
			new RemoteFile.Location( "https://maven-central.storage.googleapis.com/maven2/" + PATH, SHA256, null ) ) );

	private final Path folder;
	private final String platform;
	private final Map< String, Long > files;

	/**
	 * @param folder
	 *            where the libraries are or shall be
	 * @param platform
	 *            name of the platform inside the jar, for example {@code linux-x64}
	 * @param files
	 *            sizes in bytes of the libraries by name; empty if the platform has
	 *            none
	 */
	GpuNatives( final Path folder, final String platform, final Map< String, Long > files )
	{
		this.folder = folder;
		this.platform = platform;
		this.files = files;
	}

	/** Those for this computer. */
	public static GpuNatives here()
	{
		final String platform = platform( System.getProperty( "os.name" ), System.getProperty( "os.arch" ) );
		return new GpuNatives( Home.folder().resolve( "natives" ).resolve( "onnxruntime_gpu-" + VERSION ), platform, files( platform ) );
	}

	static String platform( final String os, final String arch )
	{
		final boolean x64 = arch.equals( "amd64" ) || arch.equals( "x86_64" );
		final String name = os.toLowerCase( Locale.ROOT );
		return x64 && name.contains( "linux" ) ? "linux-x64" : x64 && name.contains( "windows" ) ? "win-x64" : os + " " + arch;
	}

	/** NB: TensorRT is left out: it needs more than a driver and CUDA, and is not used. */
	static Map< String, Long > files( final String platform )
	{
		final Map< String, Long > files = new LinkedHashMap<>();
		if ( platform.equals( "linux-x64" ) )
		{
			files.put( "libonnxruntime.so", 23_921_240L );
			files.put( "libonnxruntime4j_jni.so", 80_160L );
			files.put( "libonnxruntime_providers_cuda.so", 368_864_648L );
			files.put( "libonnxruntime_providers_shared.so", 14_632L );
		}
		else if ( platform.equals( "win-x64" ) )
		{
			files.put( "onnxruntime.dll", 14_596_680L );
			files.put( "onnxruntime4j_jni.dll", 87_616L );
			files.put( "onnxruntime_providers_cuda.dll", 333_806_664L );
			files.put( "onnxruntime_providers_shared.dll", 22_048L );
		}
		return Collections.unmodifiableMap( files );
	}

	/** Whether there are libraries for this kind of computer. */
	public boolean isSupported()
	{
		return !files.isEmpty();
	}

	/** Operating system and processor, as in {@code linux-x64}. */
	public String platform()
	{
		return platform;
	}

	/** Where the libraries are or shall be. */
	public Path folder()
	{
		return folder;
	}

	/** Whether all libraries are there, in their full size. */
	public boolean isInstalled()
	{
		return isSupported() && files.entrySet().stream().allMatch( e -> folder.resolve( e.getKey() ).toFile().length() == e.getValue() );
	}

	/**
	 * Makes ONNX Runtime use the libraries, if they are there and the user has not
	 * named another folder. Has an effect only before ONNX Runtime starts.
	 */
	public void activate()
	{
		if ( isInstalled() && System.getProperty( NATIVE_PATH ) == null )
			System.setProperty( NATIVE_PATH, folder.toString() );
	}

	/**
	 * Downloads the jar, verifies it and unpacks this computer's libraries. Blocks
	 * until done; an interrupted download goes on the next time.
	 *
	 * @throws IllegalStateException
	 *             if there are none for this computer
	 * @throws DownloadException
	 *             if the jar is not available or cannot be stored
	 * @throws CancellationException
	 *             if the listener canceled
	 */
	public void install( final Downloader downloader, final RemoteFile jar, final ProgressListener listener )
	{
		if ( !isSupported() )
			throw new IllegalStateException( "There is no GPU support for " + platform +
					": it needs Linux or Windows on a 64-bit Intel or AMD processor, and an NVIDIA card." );
		if ( isInstalled() )
			return;
		final Path archive = downloader.download( jar, folder.resolveSibling( "download" ), listener );
		try
		{
			Files.createDirectories( folder );
			unpack( archive, listener );
			remove( archive.getParent() );
		}
		catch ( final IOException e )
		{
			throw new DownloadException( "The libraries for the GPU cannot be stored in \"" + folder + "\" (" + e +
					"). Make room (400 MB are needed) or make the folder writable, and try again.", e );
		}
	}

	private void unpack( final Path archive, final ProgressListener listener ) throws IOException
	{
		try ( ZipFile zip = new ZipFile( archive.toFile() ) )
		{
			int done = 0;
			for ( final String name : files.keySet() )
			{
				if ( listener.isCanceled() )
					throw new CancellationException( "Unpacking was canceled; the download is kept." );
				listener.progress( done++, files.size(), "Unpacking " + name );
				final ZipEntry entry = zip.getEntry( "ai/onnxruntime/native/" + platform + "/" + name );
				if ( entry == null || entry.getSize() != files.get( name ) )
					throw new IOException( "the downloaded file lacks " + name );
				final Path part = folder.resolve( name + ".part" );
				try ( InputStream in = zip.getInputStream( entry ) )
				{
					Files.deleteIfExists( part );
					Files.copy( in, part );
				}
				AtomicFiles.replace( part, folder.resolve( name ) );
			}
		}
	}

	/** Deletes the libraries; the plugin uses the CPU after the next start. */
	public void remove()
	{
		remove( folder );
	}

	private static void remove( final Path folder )
	{
		final File[] all = folder.toFile().listFiles();
		if ( all != null )
			for ( final File f : all )
				f.delete();
		folder.toFile().delete();
	}
}
