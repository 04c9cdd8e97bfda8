// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.batch;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import sc.fiji.efficientsam.export.ResultFormat;
import sc.fiji.efficientsam.source.BioFormats;
import sc.fiji.efficientsam.util.ResultNames;

/** Finds the images of a batch, what lies beside them, and the part of them that one computer is to do. */
public final class BatchFiles {

	/** How series of a file, and slices and frames of a stack, are called. */
	private static final Pattern SLICE = Pattern.compile( "(.+?)(-series[0-9]+)?(-z[0-9]+)?(-t[0-9]+)?" );

	private BatchFiles()
	{}

	/**
	 * Lists images in a fixed order, which does not depend on the file system.
	 *
	 * @param input
	 *            a folder, an image, or a text file ({@code .txt}) that names one
	 *            image per line, relative to itself
	 * @param pattern
	 *            what files of a folder have to be called, for example
	 *            {@code *.tif}; "" for everything that looks like an image
	 * @param recursive
	 *            whether folders in the folder count
	 * @param output
	 *            the folder for results; what is in it is left out
	 * @param companions
	 *            how files end that lie beside images and belong to them, such as {@code _mask.png}: what is called like
	 *            another image of the folder with such an end is no image by itself
	 * @throws IllegalArgumentException
	 *             if there is no image, or the results would lie among the images
	 */
	public static List< BatchImage > list( final File input, final String pattern, final boolean recursive, final File output,
			final String... companions )
	{
		if ( input == null || !input.exists() )
			throw new IllegalArgumentException( "The folder or file \"" + input + "\" does not exist. Check the path." );
		final Path root = ( input.isDirectory() ? input : input.getAbsoluteFile().getParentFile() ).toPath().toAbsolutePath().normalize();
		final Path results = output.toPath().toAbsolutePath().normalize();
		try
		{
			final List< Path > files = input.isDirectory() ? find( root, pattern, recursive, results, companions ) : input.getName()
					.toLowerCase( Locale.ROOT ).endsWith( ".txt" ) ? listed( input.toPath(), root )
					: new ArrayList<>( Arrays.asList( input.toPath().toAbsolutePath().normalize() ) );
			for ( final Path f : files )
				if ( f.getParent().equals( results ) )
					throw new IllegalArgumentException( "The results would lie among the images, in \"" + results +
							"\". Choose another folder for them." );
			if ( files.isEmpty() )
				throw new IllegalArgumentException( "There is no image in \"" + input + "\"" +
						( pattern.isEmpty() ? "" : " whose name matches \"" + pattern + "\"" ) +
						( recursive ? "" : "; folders in it are not searched" ) + ". Check folder and pattern." );
			return name( files, root );
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( "\"" + input + "\" cannot be read: " + e.getMessage(), e );
		}
	}

	private static List< Path > find( final Path root, final String pattern, final boolean recursive, final Path results,
			final String... companions ) throws IOException
	{
		final PathMatcher matcher = pattern.isEmpty() ? null : matcher( pattern );
		try ( Stream< Path > all = Files.walk( root, recursive ? Integer.MAX_VALUE : 1 ) )
		{
			final List< Path > found = all.filter( Files::isRegularFile ).filter( f -> !f.startsWith( results ) || results.equals( root ) )
					.filter( f -> matcher == null ? isImage( f.getFileName().toString() ) : matcher.matches( f.getFileName() ) )
					.sorted( ( a, b ) -> slashes( root.relativize( a ) ).compareTo( slashes( root.relativize( b ) ) ) )
							.collect( Collectors.toList() );
			return withoutCompanions( matcher == null ? withoutCopied( found ) : found, companions );
		}
	}

	/**
	 * NB: where images were saved from a microscope's file and lie beside it, those are meant. Nor are such files looked at
	 * that cannot be opened, unless there is nothing else: then it is said why.
	 */
	private static List< Path > withoutCopied( final List< Path > found )
	{
		final Set< Path > saved = found.stream().filter( f -> !isMicroscope( f ) ).map( BatchFiles::withoutEnding )
				.collect( Collectors.toSet() );
		final boolean open = saved.isEmpty() || BioFormats.isInstalled();
		return found.stream().filter( f -> !isMicroscope( f ) || open && !saved.contains( withoutEnding( f ) ) )
				.collect( Collectors.toList() );
	}

	private static boolean isMicroscope( final Path file )
	{
		return ResultNames.isMicroscope( file.getFileName().toString() );
	}

	private static Path withoutEnding( final Path file )
	{
		return file.resolveSibling( ResultNames.stem( file.getFileName().toString() ) );
	}

	private static List< Path > withoutCompanions( final List< Path > found, final String... companions )
	{
		final Set< Path > belonging = new HashSet<>();
		for ( final Path image : found )
			for ( final String end : companions )
			{
				final Path other = companion( image, end );
				if ( !other.equals( image ) )
					belonging.add( other );
			}
		return found.stream().filter( f -> !belonging.contains( f ) ).collect( Collectors.toList() );
	}

	private static Path companion( final Path image, final String end )
	{
		try
		{
			return image.resolveSibling( ResultNames.stem( image.getFileName().toString() ) + end );
		}
		catch ( final InvalidPathException e )
		{
			throw new IllegalArgumentException( "\"" + end + "\" cannot be the end of a file's name (" + e.getReason() +
					"). Write, for example, -boxes.zip or _mask.tif.", e );
		}
	}

	private static PathMatcher matcher( final String pattern )
	{
		try
		{
			return FileSystems.getDefault().getPathMatcher( "glob:" + pattern );
		}
		catch ( final PatternSyntaxException e )
		{
			throw new IllegalArgumentException( "\"" + pattern + "\" cannot be a pattern of file names (" + e.getDescription() +
					"). Write, for example, *.tif or *{_c1,_c2}.png.", e );
		}
	}

	private static boolean isImage( final String name )
	{
		final String lower = name.toLowerCase( Locale.ROOT );
		return ( ResultNames.isImage( lower ) || ResultNames.isMicroscope( lower ) ) && !ResultFormat.isResult( lower )
				&& !lower.startsWith( "." );
	}

	private static List< Path > listed( final Path list, final Path root ) throws IOException
	{
		return Files.readAllLines( list, StandardCharsets.UTF_8 ).stream().map( String::trim ).filter( l -> !l.isEmpty()
				&& !l.startsWith( "#" ) )
				.map( l -> root.resolve( l ).normalize() ).distinct().collect( Collectors.toList() );
	}

	/**
	 * NB: a.tif and a.png must not share their results: then the ending stays in their names, also where a pattern
	 * takes only one of them, as
	 * another run may take the other. Nor must a-z1.tif and slice 1 of a.tif.
	 */
	private static List< BatchImage > name( final List< Path > files, final Path root )
	{
		final Map< String, Integer > stems = new HashMap<>(), paths = new HashMap<>();
		for ( final Path f : files )
		{
			stems.merge( ResultNames.stem( relative( f, root ) ).toLowerCase( Locale.ROOT ), 1, Integer::sum );
			paths.merge( relative( f, root ).toLowerCase( Locale.ROOT ), 1, Integer::sum );
		}
		final List< BatchImage > images = new ArrayList<>();
		for ( final Path f : files )
		{
			final String path = relative( f, root ), stem = ResultNames.stem( path ), lower = stem.toLowerCase( Locale.ROOT );
			final Matcher slice = SLICE.matcher( lower );
			final boolean shared = stems.get( lower ) > 1 || ResultNames.hasTwin( f.toFile() ) || slice.matches()
					&& !slice.group( 1 ).equals( lower ) && stems.containsKey( slice.group( 1 ) );
			final boolean elsewhere = paths.get( path.toLowerCase( Locale.ROOT ) ) > 1;
			images.add( new BatchImage( f.toFile(), elsewhere ? slashes( f ).replaceAll( "^/+|:", "" ) : shared ? path : stem ) );
		}
		return images;
	}

	/** Where results lie below the folder for results. NB: images outside of the root, named by a list, go by their names alone. */
	private static String relative( final Path file, final Path root )
	{
		return file.startsWith( root ) ? slashes( root.relativize( file ) ) : file.getFileName().toString();
	}

	private static String slashes( final Path path )
	{
		return path.toString().replace( File.separatorChar, '/' );
	}

	/**
	 * The part of a batch that one computer is to do: every n-th image.
	 *
	 * @param shard
	 *            {@code k/n} with k from 1 to n; "" or {@code 1/1} for all
	 */
	public static < T > List< T > shard( final List< T > images, final String shard )
	{
		final String word = shard == null || shard.trim().isEmpty() ? "1/1" : shard.trim();
		if ( !word.matches( "[0-9]{1,6}/[0-9]{1,6}" ) )
			throw new IllegalArgumentException( "\"" + shard +
					"\" is no value for shard. Use k/n, for example 2/8 for the second of eight parts." );
		final int k = Integer.parseInt( word.split( "/" )[ 0 ] ), n = Integer.parseInt( word.split( "/" )[ 1 ] );
		if ( k < 1 || k > n )
			throw new IllegalArgumentException( "There is no shard " + word + ": the first number goes from 1 to the second." );
		final List< T > part = new ArrayList<>();
		for ( int i = k - 1; i < images.size(); i += n )
			part.add( images.get( i ) );
		return part;
	}

	/**
	 * The file beside an image that goes with it.
	 *
	 * @param suffixes
	 *            what may follow the image's name without ending
	 * @throws IllegalArgumentException
	 *             if there is none, or more than one
	 */
	public static File beside( final File image, final String... suffixes )
	{
		final List< File > found = new ArrayList<>();
		for ( final String suffix : suffixes )
		{
			final File f = new File( image.getAbsoluteFile().getParentFile(), ResultNames.stem( image.getName() ) + suffix );
			if ( f.isFile() && !f.equals( image.getAbsoluteFile() ) )
				found.add( f );
		}
		if ( found.size() == 1 )
			return found.get( 0 );
		final String stem = ResultNames.stem( image.getName() );
		if ( found.isEmpty() )
			throw new IllegalArgumentException( "Beside \"" + image.getName() + "\" there is none of the files " + stem +
					String.join( ", " + stem, suffixes ) + ". Put it there, or set suffix." );
		throw new IllegalArgumentException( "Beside \"" + image.getName() + "\" there is more than one file that could go with it: " +
				found.stream().map( File::getName ).collect( Collectors.joining( ", " ) ) +
						". Set suffix to the end of the right one's name." );
	}
}
