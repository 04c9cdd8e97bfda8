// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.report;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds images with true labels in a folder and the folders in it. Known are
 * labels beside the image ({@code a.png} with {@code a.labels.png}, {@code a-truth.png},
 * {@code a_masks.tif} as of Cellpose, ...), and the pairs of folders
 * {@code images} with {@code masks} or {@code labels}, as of StarDist, whose files
 * have the same names without endings. A set is a folder.
 */
public final class TruthPairs {

	private static final String[] SUFFIXES = { ".labels", "-labels", "_labels", "-truth", "_truth", "_masks", "_mask", "-mask", "_gt" };

	private static final String[] ENDINGS = { "png", "tif", "tiff" };

	private TruthPairs()
	{}

	/**
	 * @param list
	 *            a text file that names images line by line, relative to the
	 *            folder; null for all
	 * @return in the order of their paths
	 * @throws IllegalArgumentException
	 *             if there is no pair
	 */
	public static List< TruthPair > find( final File folder, final File list )
	{
		if ( folder == null || !folder.isDirectory() )
			throw new IllegalArgumentException( "The folder \"" + folder + "\" does not exist. Choose one with images and label images." );
		final List< TruthPair > pairs = new ArrayList<>();
		try ( Stream< Path > all = Files.walk( folder.toPath() ) )
		{
			final Set< Path > listed = list == null || list.getPath().isEmpty() ? null : read( list, folder );
			final List< Path > files = all.filter( Files::isRegularFile ).filter( f -> isImage( f.getFileName().toString() ) ).sorted()
					.collect( Collectors.toList() );
			final Map< String, File > byPath = new HashMap<>();
			for ( final Path f : files )
				byPath.put( stem( f.toFile() ), f.toFile() );
			for ( final Path f : files )
			{
				final File labels = labels( f.toFile(), byPath );
				if ( labels != null && ( listed == null || listed.contains( f.toAbsolutePath().normalize() ) ) )
					pairs.add( new TruthPair( set( f.toFile(), folder ), f.toFile(), labels ) );
			}
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( "\"" + folder + "\" cannot be read: " + e.getMessage(), e );
		}
		if ( pairs.isEmpty() )
			throw new IllegalArgumentException( "There is no image with true labels in \"" + folder + "\"" +
					( list == null || list.getPath().isEmpty() ? "" : " that \"" + list + "\" names" ) +
					". Put a label image beside each image, named like it with .labels, -truth or _masks before the ending, or use two " +
							"folders, images and masks." );
		return pairs;
	}

	private static Set< Path > read( final File list, final File folder ) throws IOException
	{
		final Set< Path > paths = new LinkedHashSet<>();
		for ( final String line : Files.readAllLines( list.toPath(), StandardCharsets.UTF_8 ) )
			if ( !line.trim().isEmpty() )
				paths.add( folder.toPath().resolve( line.trim() ).toAbsolutePath().normalize() );
		return paths;
	}

	private static boolean isImage( final String name )
	{
		for ( final String e : ENDINGS )
			if ( name.toLowerCase( Locale.ROOT ).endsWith( "." + e ) )
				return true;
		return false;
	}

	/** Path without the last ending. */
	private static String stem( final File f )
	{
		return f.getPath().substring( 0, f.getPath().lastIndexOf( '.' ) );
	}

	private static File labels( final File image, final Map< String, File > byPath )
	{
		for ( final String suffix : SUFFIXES )
			if ( byPath.containsKey( stem( image ) + suffix ) )
				return byPath.get( stem( image ) + suffix );
		final File parent = image.getParentFile();
		if ( !parent.getName().equals( "images" ) )
			return null;
		for ( final String sibling : new String[] { "masks", "labels" } )
		{
			final File f = byPath.get( new File( new File( parent.getParentFile(), sibling ), new File( stem( image ) ).getName() )
					.getPath() );
			if ( f != null )
				return f;
		}
		return null;
	}

	private static String set( final File image, final File folder )
	{
		File parent = image.getAbsoluteFile().getParentFile();
		if ( parent.getName().equals( "images" ) && !parent.equals( folder.getAbsoluteFile() ) )
			parent = parent.getParentFile();
		return parent.getName();
	}
}
