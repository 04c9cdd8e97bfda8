// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a GPU needs, and which of it was found on this computer: the NVIDIA driver,
 * CUDA 12, cuDNN 9, and the {@link GpuNatives}. Only looks; changes nothing.
 * Immutable.
 */
public final class GpuReport {

	/** One thing that is needed. */
	public static final class Finding {

		private final String name;
		private final boolean found;
		private final String detail;

		Finding( final String name, final boolean found, final String detail )
		{
			this.name = name;
			this.found = found;
			this.detail = detail;
		}

		/** What is needed. */
		public String name()
		{
			return name;
		}

		public boolean isFound()
		{
			return found;
		}

		/** Where it was found, or what to do. */
		public String detail()
		{
			return detail;
		}

		@Override
		public String toString()
		{
			return ( found ? "found: " : "missing: " ) + name + " (" + detail + ")";
		}
	}

	/** CUDA's libraries that ONNX Runtime 1.23 loads, on Linux and on Windows. */
	private static final List< String > CUDA_LINUX = Arrays.asList( "libcudart.so.12", "libcublas.so.12", "libcublasLt.so.12",
			"libcufft.so.11", "libcurand.so.10" ),
			CUDA_WINDOWS = Arrays.asList( "cudart64_12.dll", "cublas64_12.dll", "cublasLt64_12.dll", "cufft64_11.dll" );

	private final List< Finding > findings;

	private GpuReport( final List< Finding > findings )
	{
		this.findings = Collections.unmodifiableList( findings );
	}

	/** Looks at this computer. */
	public static GpuReport here()
	{
		final GpuNatives natives = GpuNatives.here();
		return of( natives, searchPath( natives.platform(), System.getenv() ), driver() );
	}

	/**
	 * @param searchPath
	 *            folders in which the system looks for libraries
	 * @param driver
	 *            the driver's own words; "" if there is none
	 */
	static GpuReport of( final GpuNatives natives, final List< Path > searchPath, final String driver )
	{
		final List< Finding > all = new ArrayList<>();
		all.add( new Finding( "a supported system", natives.isSupported(), natives.isSupported() ? natives.platform()
				: natives.platform() + " has no GPU support; needed are Linux or Windows on a 64-bit Intel or AMD processor" ) );
		if ( !natives.isSupported() )
			return new GpuReport( all );
		final boolean windows = natives.platform().startsWith( "win" );
		all.add( new Finding( "NVIDIA driver", !driver.isEmpty(), driver.isEmpty()
				? "install it from nvidia.com/drivers, version 525 or newer" : driver ) );
		all.add( libraries( "CUDA 12", windows ? CUDA_WINDOWS : CUDA_LINUX, searchPath,
				"install the CUDA Toolkit 12 from developer.nvidia.com" +
						( windows ? "" : ", and add its lib64 folder to LD_LIBRARY_PATH" ) ) );
		all.add( libraries( "cuDNN 9", Collections.singletonList( windows ? "cudnn64_9.dll" : "libcudnn.so.9" ), searchPath,
				"install cuDNN 9 for CUDA 12 from developer.nvidia.com/cudnn" + ( windows ? ", and add its bin folder to PATH" : "" ) ) );
		all.add( new Finding( "ONNX Runtime " + GpuNatives.VERSION + " for GPUs", natives.isInstalled(), natives.isInstalled()
				? natives.folder().toString()
				: "install it with GPU Setup..., action install: " + ( GpuNatives.JAR.size() / 1_000_000 ) + " MB" ) );
		return new GpuReport( all );
	}

	private static Finding libraries( final String name, final List< String > files, final List< Path > searchPath, final String advice )
	{
		final List< String > missing = files.stream().filter( f -> find( f, searchPath ) == null ).collect( Collectors.toList() );
		return missing.isEmpty() ? new Finding( name, true, find( files.get( 0 ), searchPath ).toString() )
				: new Finding( name, false, String.join( ", ", missing ) + " not found; " + advice );
	}

	private static Path find( final String file, final List< Path > searchPath )
	{
		return searchPath.stream().map( p -> p.resolve( file ) ).filter( Files::exists ).findFirst().orElse( null );
	}

	/** Folders of libraries: NB: those that the environment names come first, then the usual places. */
	static List< Path > searchPath( final String platform, final Map< String, String > environment )
	{
		final List< Path > all = new ArrayList<>();
		if ( platform.startsWith( "win" ) )
		{
			add( all, environment.getOrDefault( "PATH", environment.getOrDefault( "Path", "" ) ) );
			final String cuda = environment.get( "CUDA_PATH" );
			if ( cuda != null )
				all.addAll( Arrays.asList( Paths.get( cuda, "bin" ), Paths.get( cuda, "bin", "x64" ) ) );
			return all;
		}
		add( all, environment.getOrDefault( "LD_LIBRARY_PATH", "" ) );
		for ( final String usual : new String[] { "/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib",
				"/usr/local/lib", "/opt/cuda/lib64" } )
			all.add( Paths.get( usual ) );
		try ( Stream< Path > local = Files.list( Paths.get( "/usr/local" ) ) )
		{
			local.filter( p -> p.getFileName().toString().startsWith( "cuda" ) ).sorted().forEach( p -> all.add( p.resolve( "lib64" ) ) );
		}
		catch ( final IOException e )
		{
			// NB: a system without that folder has no CUDA there.
		}
		return all;
	}

	private static void add( final List< Path > all, final String list )
	{
		for ( final String folder : list.split( File.pathSeparator ) )
			if ( !folder.trim().isEmpty() )
				try
				{
					all.add( Paths.get( folder.trim().replace( "\"", "" ) ) );
				}
				catch ( final InvalidPathException e )
				{
					// NB: what is no path holds no libraries.
				}
	}

	/** Name of the card and version of the driver, or "". */
	private static String driver()
	{
		final String smi = firstLine( "nvidia-smi", "--query-gpu=name,driver_version", "--format=csv,noheader" );
		if ( !smi.isEmpty() )
			return smi;
		try
		{
			final Path linux = Paths.get( "/proc/driver/nvidia/version" );
			return Files.exists( linux ) ? new String( Files.readAllBytes( linux ), StandardCharsets.UTF_8 ).split( "\\R" )[ 0 ].trim()
					: "";
		}
		catch ( final IOException e )
		{
			return "";
		}
	}

	/** What a program says first; "" if it cannot be run or takes more than 10 seconds. */
	static String firstLine( final String... command )
	{
		try
		{
			final Process process = new ProcessBuilder( command ).redirectErrorStream( true ).start();
			process.getOutputStream().close();
			if ( !process.waitFor( 10, TimeUnit.SECONDS ) )
			{
				process.destroyForcibly();
				return "";
			}
			try ( BufferedReader in = new BufferedReader( new InputStreamReader( process.getInputStream(), Charset.defaultCharset() ) ) )
			{
				final String line = in.readLine();
				return process.exitValue() == 0 && line != null ? line.trim() : "";
			}
		}
		catch ( final IOException e )
		{
			return "";
		}
		catch ( final InterruptedException e )
		{
			Thread.currentThread().interrupt();
			return "";
		}
	}

	/** All that is needed, in the order in which it should be installed; unmodifiable. */
	public List< Finding > findings()
	{
		return findings;
	}

	/** Whether nothing is missing. */
	public boolean isComplete()
	{
		return findings.stream().allMatch( Finding::isFound );
	}
}
