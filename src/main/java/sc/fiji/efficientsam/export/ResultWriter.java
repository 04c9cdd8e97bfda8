// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Locale;

import ij.measure.ResultsTable;

import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.util.Csv;
import sc.fiji.efficientsam.util.ResultNames;

/**
 * Saves results into a folder, which is made if need be. Every file is written
 * beside its place and then moved there, so that a full disk or a crash leaves
 * the old file or none, but never half a file.
 */
public final class ResultWriter {

	/** Bytes from which on the slices of a TIFF file cannot be listed in it, whose numbers have 32 bit. */
	static final long CLASSIC_TIFF = 0xffffffffL;

	/** Bytes of a title in files' names, of which a name has 255; the rest is for endings and for numbers of temporary files. */
	private static final int MAX_NAME = 180;

	private final Path folder;
	private final String name;

	/**
	 * @param folder
	 *            where to save
	 * @param source
	 *            the segmented image, whose title begins the files' names; see {@link ResultNames}
	 * @throws IllegalArgumentException
	 *             if the folder cannot be made
	 */
	public ResultWriter( final File folder, final SourceImage source, final ResultKind kind )
	{
		// NB: the slices of a stack must not replace each other's results.
		this( folder, source, source.name(), !kind.isWholeStack() ? source.suffix() : source.slices() * source.frames() > 1
				? "-stack" : "" );
	}

	/**
	 * Saves the results of one plane.
	 *
	 * @param title
	 *            begins the files' names
	 */
	public ResultWriter( final File folder, final SourceImage source, final String title )
	{
		this( folder, source, title, source.suffix() );
	}

	private ResultWriter( final File folder, final SourceImage source, final String title, final String part )
	{
		this.folder = folder.toPath().toAbsolutePath();
		final String safe = safe( title );
		name = ( safe.isEmpty() ? "image" : safe ) + part;
		try
		{
			Files.createDirectories( this.folder );
		}
		catch ( final IOException e )
		{
			throw new IllegalArgumentException( "The folder \"" + folder + "\" cannot be made (" + e + "). Choose another one.", e );
		}
		requireOther( source.file() );
	}

	/** A title as a part of a file's name: without characters that some system does not allow, and short enough for all. */
	private static String safe( final String title )
	{
		String safe = title.replaceAll( "[\\\\/:*?\"<>|\\p{Cntrl}\\p{Cs}]", "_" );
		// NB: file systems count bytes; and a letter can be two chars.
		while ( safe.getBytes( StandardCharsets.UTF_8 ).length > MAX_NAME )
			safe = safe.substring( 0, safe.offsetByCodePoints( safe.length(), -1 ) );
		try
		{
			Paths.get( safe );
			return safe;
		}
		catch ( final InvalidPathException e )
		{
			// NB: Java does not know all letters where the system's language is set to none, as on many servers.
			return safe.replaceAll( "[^\\x20-\\x7e]", "_" );
		}
	}

	/** NB: an image called x-labels.tif, say, must not be replaced by the labels of x.tif. */
	private void requireOther( final Path source )
	{
		if ( source == null )
			return;
		for ( final ResultFormat format : ResultFormat.values() )
			if ( source.equals( file( format ).normalize() ) )
				throw new IllegalArgumentException( "Saving would replace the image \"" + source + "\" itself. Choose another folder." );
	}

	/**
	 * Checks that there is room for a label image, before time is spent on it. NB: for all of it, even where an old one
	 * is replaced, as that stays until the new one is complete.
	 *
	 * @return what is to be known about a file of that size, or ""
	 * @throws IllegalArgumentException
	 *             if there is not enough room
	 */
	public String requireSpace( final long bytes )
	{
		try
		{
			requireSpace( folder, bytes, Files.getFileStore( folder ).getUsableSpace() );
		}
		catch ( final IOException e )
		{
			// NB: some file systems do not tell; then writing will.
		}
		return bytes < CLASSIC_TIFF ? "" : "The label stack will have " + gigabytes( bytes ) +
				". ImageJ and Fiji write and open such TIFF files, also as virtual stacks; other programs may see the first slice only.";
	}

	/** NB: file systems that do not tell their room say that it is 0. */
	static void requireSpace( final Path folder, final long bytes, final long room )
	{
		if ( room > 0 && room < bytes )
			throw new IllegalArgumentException( "The labels need " + gigabytes( bytes ) + " on disk, but \"" + folder + "\" has room for " +
					gigabytes( room ) + " only. Make room, or choose another folder." );
	}

	private static String gigabytes( final long bytes )
	{
		return String.format( Locale.ROOT, "%.1f GB", bytes / 1e9 );
	}

	/**
	 * Saves a result; an older file is replaced when the new one is complete.
	 *
	 * @param format
	 *            one that {@link ResultFormat#appliesTo applies} to the result
	 * @return the file
	 * @throws UncheckedIOException
	 *             if it cannot be written
	 */
	public Path write( final ResultFormat format, final Result result )
	{
		final Path file = file( format );
		try
		{
			format.write( result, file );
			return file;
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( "\"" + file + "\" cannot be written (" + e +
					"). Make room, or choose a folder that can be written to.", e );
		}
	}

	private Path file( final ResultFormat format )
	{
		return folder.resolve( name + format.suffix() );
	}

	/** The table as text, with all digits of its numbers, whatever is shown on screen. */
	public static String toCsv( final ResultsTable table )
	{
		final String[] headings = table.getHeadings();
		final StringBuilder csv = new StringBuilder( headings.length == 0 ? "\n" : Csv.row( ( Object[] ) headings ) );
		for ( int row = 0; row < table.size(); row++ )
		{
			final Object[] cells = new Object[ headings.length ];
			for ( int c = 0; c < cells.length; c++ )
				cells[ c ] = cell( table, headings[ c ], row );
			csv.append( Csv.row( cells ) );
		}
		return csv.toString();
	}

	private static String cell( final ResultsTable table, final String heading, final int row )
	{
		final int column = table.getColumnIndex( heading );
		final double value = column == ResultsTable.COLUMN_NOT_FOUND ? Double.NaN : table.getValueAsDouble( column, row );
		return Double.isNaN( value ) ? table.getStringValue( heading, row ) : Csv.number( value );
	}
}
