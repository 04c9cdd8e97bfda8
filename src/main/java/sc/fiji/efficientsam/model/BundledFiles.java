// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import sc.fiji.efficientsam.download.RemoteFile;
import sc.fiji.efficientsam.inference.InferenceException;
import sc.fiji.efficientsam.util.AtomicFiles;
import sc.fiji.efficientsam.util.Home;

/**
 * Files of models that are part of the jar, so that the plugin works offline
 * and at once. They are unpacked into a folder on first use and
 * verified by their SHA-256 on every use.
 * <p>
 * The folder of the model "micro" is {@code $HOME/.efficientsam/models/micro-<hash>}, or
 * {@code models/micro-<hash>} beneath what the system property
 * {@value Home#PROPERTY} names (the hash keeps two versions of the plugin apart); where it cannot be written to, a new temporary
 * folder is used.
 * </p>
 */
final class BundledFiles {

	/** How their locations begin; the rest is a path beside this class. */
	private static final String JAR = "jar:";

	private BundledFiles()
	{}

	/** Whether a file is one of these. */
	static boolean contain( final RemoteFile file )
	{
		return file.locations().get( 0 ).url().startsWith( JAR ) && file.locations().get( 0 ).sha256() != null;
	}

	/**
	 * Unpacks a file if need be.
	 *
	 * @return the verified file
	 * @throws InferenceException
	 *             if it cannot be unpacked (no room, no writable folder)
	 */
	static synchronized Path unpack( final RemoteFile file, final CatalogEntry entry )
	{
		final Path folder = ModelStore.home().resolve( entry.info().id() + "-" + entry.encoder().locations().get( 0 ).sha256().substring( 0,
				8 ) );
		try
		{
			return unpack( file, folder );
		}
		catch ( final IOException first )
		{
			try
			{
				final Path temporary = Files.createTempDirectory( "efficientsam" );
				temporary.toFile().deleteOnExit();
				final Path unpacked = unpack( file, temporary );
				unpacked.toFile().deleteOnExit();
				return unpacked;
			}
			catch ( final IOException e )
			{
				e.addSuppressed( first );
				throw new InferenceException( "The bundled model cannot be unpacked: neither \"" + folder + "\" (" + first +
						") nor the folder for temporary files (" +
						e + ") can be written to. Make room or set the Java property " + Home.PROPERTY +
								" to a folder that can be written to.", e );
			}
		}
	}

	private static Path unpack( final RemoteFile file, final Path folder ) throws IOException
	{
		final Path target = folder.resolve( file.name() );
		if ( file.matches( target ) )
			return target;
		Files.createDirectories( folder );
		// NB: written beside the target and moved, so that no other process ever sees half a file.
		final Path part = AtomicFiles.part( folder, file.name(), ".part" );
		try ( InputStream in = BundledFiles.class.getResourceAsStream( file.locations().get( 0 ).url().substring( JAR.length() ) ) )
		{
			if ( in == null )
				throw new InferenceException( "The jar of EfficientSAM lacks its model file " + file.name() +
						". Reinstall the EfficientSAM update site." );
			Files.copy( in, part, StandardCopyOption.REPLACE_EXISTING );
			if ( !file.matches( part ) )
				throw new IOException( "the unpacked file " + file.name() + " differs from the one in the jar" );
			AtomicFiles.replace( part, target );
		}
		finally
		{
			Files.deleteIfExists( part );
		}
		return target;
	}
}
