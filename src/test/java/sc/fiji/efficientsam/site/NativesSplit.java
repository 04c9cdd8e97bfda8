// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Takes ONNX Runtime's jar apart: its classes for all, its natives for each platform, so that nobody downloads those of other computers.
 * The entries keep their names and times: ONNX Runtime finds its natives by name on the class path, in whichever jar they are.
 * Debug symbols ({@code .dSYM}, two thirds of all bytes) go nowhere.
 */
final class NativesSplit {

	private static final String NATIVES = "ai/onnxruntime/native/";

	private NativesSplit()
	{}

	/**
	 * @param jar ONNX Runtime's jar with the natives of all platforms
	 * @param classes the new jar without natives
	 * @param natives the new jar of each platform
	 * @throws IOException if the jar has no natives of a platform, or files cannot be read or written
	 */
	static void split( final Path jar, final Path classes, final Map< Platform, Path > natives ) throws IOException
	{
		try (final ZipFile zip = new ZipFile( jar.toFile() ))
		{
			copy( zip, classes, name -> !name.startsWith( NATIVES ) );
			for ( final Map.Entry< Platform, Path > entry : new EnumMap<>( natives ).entrySet() )
			{
				final String folder = NATIVES + entry.getKey().natives + "/";
				if ( copy( zip, entry.getValue(), name -> name.startsWith( folder ) && !name.contains( ".dSYM/" ) ) == 0 )
					throw new IOException( jar.getFileName() + " has no natives for " + entry.getKey().id + " (" + folder + ")" );
			}
		}
	}

	/** Number of files copied; folders have no entries of their own. */
	private static int copy( final ZipFile from, final Path to, final Predicate< String > which ) throws IOException
	{
		final List< ZipEntry > entries = new ArrayList<>( Collections.list( from.entries() ) );
		entries.removeIf( e -> e.isDirectory() || !which.test( e.getName() ) );
		entries.sort( Comparator.comparing( ZipEntry::getName ) );
		Files.createDirectories( to.getParent() );
		try (final ZipOutputStream out = new ZipOutputStream( Files.newOutputStream( to ) ))
		{
			for ( final ZipEntry entry : entries )
			{
				final ZipEntry copy = new ZipEntry( entry.getName() );
				copy.setTime( entry.getTime() );
				out.putNextEntry( copy );
				try (final InputStream in = from.getInputStream( entry ))
				{
					pipe( in, out );
				}
				out.closeEntry();
			}
		}
		return entries.size();
	}

	static void pipe( final InputStream in, final OutputStream out ) throws IOException
	{
		final byte[] buffer = new byte[ 1 << 16 ];
		for ( int n = in.read( buffer ); n >= 0; n = in.read( buffer ) )
			out.write( buffer, 0, n );
	}
}
