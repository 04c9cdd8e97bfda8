// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import javax.imageio.ImageIO;

import sc.fiji.efficientsam.util.AtomicFiles;
import sc.fiji.efficientsam.util.Csv;

/**
 * The outcome of an evaluation: a table of objects, a table that sums them up, a plot, and
 * what had to be left out. Immutable.
 */
public final class Report {

	private final String title;
	private final List< String[] > objects;
	private final List< String[] > summary;
	private final BufferedImage plot;
	private final List< String > skipped;

	/**
	 * @param objects
	 *            column names, then one row per object
	 * @param summary
	 *            column names, then one row per set and way of asking
	 * @param skipped
	 *            images that could not be used, with reasons
	 */
	Report( final String title, final List< String[] > objects, final List< String[] > summary, final BufferedImage plot,
			final List< String > skipped )
	{
		this.title = title;
		this.objects = objects;
		this.summary = summary;
		this.plot = plot;
		this.skipped = Collections.unmodifiableList( new ArrayList<>( skipped ) );
	}

	/** Column names, then one row per set; unmodifiable. */
	public List< String[] > summary()
	{
		return Collections.unmodifiableList( summary );
	}

	/** Column names, then one row per object; unmodifiable. */
	public List< String[] > objects()
	{
		return Collections.unmodifiableList( objects );
	}

	/** Images that could not be used, with reasons; unmodifiable. */
	public List< String > skipped()
	{
		return skipped;
	}

	/** The plot, 24-bit RGB. */
	public BufferedImage plot()
	{
		return plot;
	}

	/** The summary as a table in Markdown. */
	public String markdown()
	{
		final StringBuilder md = new StringBuilder( "# " + title + "\n\n" );
		md.append( "| " ).append( String.join( " | ", summary.get( 0 ) ) ).append( " |\n|" ).append( summary.get( 0 ).length == 0
				? "" : String.join( "", Collections.nCopies( summary.get( 0 ).length, "---|" ) ) ).append( '\n' );
		summary.subList( 1, summary.size() ).forEach( row -> md.append( "| " ).append( String.join( " | ", row ) ).append( " |\n" ) );
		if ( !skipped.isEmpty() )
			md.append( "\nLeft out: " ).append( String.join( "; ", skipped ) ).append( '\n' );
		return md.toString();
	}

	/**
	 * Writes {@code <name>-objects.csv}, {@code <name>-summary.csv},
	 * {@code <name>.md} and {@code <name>.png}.
	 *
	 * @return the files
	 */
	public List< Path > write( final File folder, final String name )
	{
		final List< Path > files = new ArrayList<>();
		try
		{
			final Path dir = Files.createDirectories( folder.toPath() );
			files.add( write( dir.resolve( name + "-objects.csv" ), csv( objects ) ) );
			files.add( write( dir.resolve( name + "-summary.csv" ), csv( summary ) ) );
			files.add( write( dir.resolve( name + ".md" ), markdown() ) );
			final ByteArrayOutputStream png = new ByteArrayOutputStream();
			ImageIO.write( plot, "png", png );
			AtomicFiles.write( dir.resolve( name + ".png" ), png.toByteArray() );
			files.add( dir.resolve( name + ".png" ) );
			return files;
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( "The report cannot be written into \"" + folder + "\" (" + e +
					"). Make room, or choose a folder that can be written to.", e );
		}
	}

	private static Path write( final Path file, final String text ) throws IOException
	{
		AtomicFiles.write( file, text.getBytes( StandardCharsets.UTF_8 ) );
		return file;
	}

	private static String csv( final List< String[] > rows )
	{
		return rows.stream().map( row -> Csv.row( ( Object[] ) row ) ).collect( Collectors.joining() );
	}

	/** Four digits after the point. */
	static String number( final double v )
	{
		return String.format( Locale.ROOT, "%.4f", v );
	}
}
