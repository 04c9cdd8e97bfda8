// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.learn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import sc.fiji.efficientsam.util.Home;

/** The user's lessons, by name: files in the folder {@code lessons} of the plugin's home. */
public final class Lessons {

	private static final String END = ".json";

	private Lessons()
	{}

	private static Path folder()
	{
		return Home.folder().resolve( "lessons" );
	}

	/**
	 * The file of a lesson.
	 *
	 * @param name
	 *            a name; or the path of a file that ends with ".json", from elsewhere
	 * @throws IllegalArgumentException
	 *             if it cannot be the name of a file
	 */
	public static Path file( final String name )
	{
		if ( name.endsWith( END ) )
			return Paths.get( name );
		if ( !name.matches( "[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]*" ) || name.endsWith( "." ) || name.endsWith( " " ) )
			throw new IllegalArgumentException( "\"" + name + "\" cannot be the name of a lesson. Use letters, numbers, spaces, " +
					"dots, - and _." );
		return folder().resolve( name + END );
	}

	/** Names of all lessons that were saved here, in alphabetical order. */
	public static List< String > names()
	{
		final List< String > names = new ArrayList<>();
		if ( Files.isDirectory( folder() ) )
			try ( final Stream< Path > files = Files.list( folder() ) )
			{
				files.map( f -> f.getFileName().toString() ).filter( f -> f.endsWith( END ) )
						.forEach( f -> names.add( f.substring( 0, f.length() - END.length() ) ) );
			}
			catch ( final IOException | UncheckedIOException e )
			{
				throw new IllegalArgumentException( "The folder of lessons " + folder() + " cannot be read (" + e + ").", e );
			}
		Collections.sort( names );
		return names;
	}

	/**
	 * Reads a lesson.
	 *
	 * @param name
	 *            see {@link #file}
	 * @throws IllegalArgumentException
	 *             if there is none, or it cannot be read
	 */
	public static Lesson read( final String name )
	{
		final Path file = file( name );
		if ( !Files.isRegularFile( file ) )
			throw new IllegalArgumentException( "There is no lesson \"" + name + "\". " + ( names().isEmpty()
					? "Make one with Plugins > EfficientSAM > Teach..." : "Use one of: " + String.join( ", ", names() ) ) + "." );
		return Lesson.of( LearnedFile.read( file ) );
	}

	/**
	 * Saves a lesson, in the place of one that had the name.
	 *
	 * @return its file
	 * @throws IllegalArgumentException
	 *             if it cannot be written
	 */
	public static Path save( final String name, final Lesson lesson )
	{
		final Path file = file( name );
		try
		{
			if ( file.getParent() != null )
				Files.createDirectories( file.getParent() );
			lesson.toFile().write( file );
			return file;
		}
		catch ( final IOException e )
		{
			throw new IllegalArgumentException( "The lesson cannot be saved to \"" + file + "\" (" + e +
					"). Choose another name or make room.", e );
		}
	}
}
