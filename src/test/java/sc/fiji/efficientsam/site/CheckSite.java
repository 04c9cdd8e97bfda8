// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.site;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import ij.IJ;
import ij.ImagePlus;

/**
 * Looks at an update site as those who install from it would: are all files there and whole, is no class there twice or missing, do
 * commands
 * start and segment in an empty folder laid out as Fiji's.
 */
final class CheckSite {

	private static final String BOXES = "-boxes.zip";

	private final Path out;
	private final Path site;
	private final Path samples;
	private final List< String > problems = new ArrayList<>();

	/**
	 * @param out what {@link BuildSite} has built
	 * @param samples folder with the sample images
	 */
	CheckSite( final Path out, final Path samples )
	{
		this.out = out;
		this.site = out.resolve( "site" );
		this.samples = samples.toAbsolutePath();
	}

	/** Prints sizes and problems; whether there are no problems. */
	boolean run( final PrintStream print ) throws IOException, InterruptedException
	{
		final List< SiteFile > files = SiteDatabase.read( site.resolve( SiteDatabase.NAME ) );
		problems.addAll( names( files ) );
		for ( final Platform platform : Platform.values() )
		{
			final Path fiji = out.resolve( "check" ).resolve( platform.id ).resolve( "Fiji with spaces" );
			Folders.delete( fiji );
			FijiJars.install( fiji );
			new Installation( site ).into( fiji, platform );
			final long bytes = files.stream().filter( f -> f.isFor( platform ) ).mapToLong( f -> f.size ).sum();
			print.printf( "%-12s %5.1f MB%n", platform.id, bytes / 1e6 );
			problems.addAll( duplicates( fiji ) );
			if ( platform == Platform.current() )
				tryOut( new FijiFolder( fiji ), print );
		}
		Folders.delete( out.resolve( "check" ) );
		problems.forEach( p -> print.println( "PROBLEM: " + p ) );
		print.println( problems.isEmpty() ? "The update site is in order: " + site : problems.size() + " problems" );
		return problems.isEmpty();
	}

	/** Files that the list does not know, and names that two files or a jar of Fiji's share. */
	private List< String > names( final List< SiteFile > files ) throws IOException
	{
		final List< String > found = new ArrayList<>();
		final Set< String > served = new HashSet<>();
		final Set< String > names = new HashSet<>();
		for ( final SiteFile file : files )
		{
			served.add( file.served() );
			if ( !names.add( SiteDatabase.name( file ) ) )
				found.add( "two files are called " + SiteDatabase.name( file ) );
			FijiJars.NAMES.stream().filter( n -> SiteDatabase.name( file ).endsWith( "/" + n + ".jar" ) )
					.forEach( n -> found.add( "Fiji has a " + n + ".jar of its own" ) );
		}
		for ( final Path path : Folders.files( site ) )
		{
			final String name = site.relativize( path ).toString().replace( '\\', '/' );
			if ( !served.contains( name ) && !name.equals( SiteDatabase.NAME ) )
				found.add( "the list does not know " + name );
		}
		return found;
	}

	/** Classes that are in two jars. */
	static List< String > duplicates( final Path fiji ) throws IOException
	{
		final Map< String, Path > seen = new HashMap<>();
		final Map< String, String > pairs = new LinkedHashMap<>();
		for ( final Path jar : Folders.files( fiji ) )
		{
			if ( !jar.toString().endsWith( ".jar" ) )
				continue;
			try (final ZipFile zip = new ZipFile( jar.toFile() ))
			{
				for ( final ZipEntry entry : Collections.list( zip.entries() ) )
				{
					final String name = entry.getName();
					if ( !name.endsWith( ".class" ) || name.startsWith( "META-INF/" ) || name.endsWith( "module-info.class" ) )
						continue;
					final Path other = seen.put( name, jar );
					if ( other != null )
						pairs.put( other.getFileName() + " and " + jar.getFileName(), name );
				}
			}
		}
		final List< String > found = new ArrayList<>();
		pairs.forEach( ( jars, name ) -> found.add( jars + " both have " + name ) );
		return found;
	}

	private void tryOut( final FijiFolder fiji, final PrintStream print ) throws IOException, InterruptedException
	{
		fiji.missing().forEach( c -> problems.add( "not found: " + c ) );
		final FijiFolder.Run list = fiji.run();
		for ( final String command : new String[] { "segment-everything", "segment-rois", "segment-points", "segment-stack", "batch" } )
			if ( !list.output.contains( command ) )
				problems.add( "the command " + command + " is not listed: " + list.output );
		for ( final Path boxes : Folders.files( samples ) )
			if ( boxes.toString().endsWith( BOXES ) )
				segment( fiji, boxes, print );
	}

	private void segment( final FijiFolder fiji, final Path boxes, final PrintStream print ) throws IOException, InterruptedException
	{
		final String name = boxes.getFileName().toString().replace( BOXES, "" );
		final Path results = Files.createDirectories( fiji.folder.resolve( "results " + name ) );
		final FijiFolder.Run run = fiji.run( "segment-rois", "imp=" + boxes.resolveSibling( name + ".png" ), "file=" + boxes, "folder=" +
				results,
				"formats=labels" );
		final ImagePlus labels = run.exit != 0 ? null : IJ.openImage( Folders.files( results ).stream().findFirst().orElse( results )
				.toString() );
		final int expected;
		try (final ZipFile zip = new ZipFile( boxes.toFile() ))
		{
			expected = zip.size();
		}
		final double objects = labels == null ? 0 : labels.getStatistics().max;
		if ( objects != expected )
			problems.add( name + ": " + objects + " objects of " + expected + " boxes, exit code " + run.exit + ": " + run.output );
		else
			print.println( name + ": " + expected + " objects of " + expected + " boxes" );
	}
}
