// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import javax.imageio.ImageIO;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;

import sc.fiji.efficientsam.roi.RoiFiles;
import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.util.AtomicFiles;
import sc.fiji.efficientsam.util.Csv;
import sc.fiji.efficientsam.util.ResultNames;

/**
 * Saves results into a folder, which is made if need be. Every file is written
 * beside its place and then moved there, so that a full disk or a crash leaves
 * the old file or none, but never half a file.
 */
public final class ResultWriter {

	/** Bytes from which on label images are streamed to disk. */
	static final long LARGE = 100L << 20;

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
	public ResultWriter( final File folder, final SourceImage source )
	{
		this( folder, source, source.name() );
	}

	/**
	 * @param title
	 *            begins the files' names
	 */
	public ResultWriter( final File folder, final SourceImage source, final String title )
	{
		// NB: the slices of a stack must not replace each other's results.
		this( folder, source, title, source.suffix() );
	}

	/** {@link #ResultWriter(File, SourceImage)} for an image as it is now. */
	public ResultWriter( final File folder, final ImagePlus imp )
	{
		this( folder, SourceImage.of( imp ) );
	}

	/** Saves results that belong to all slices of a stack; see {@link #ResultWriter(File, SourceImage)}. */
	public static ResultWriter ofStack( final File folder, final SourceImage source )
	{
		return new ResultWriter( folder, source, source.name(), source.slices() * source.frames() > 1 ? "-stack" : "" );
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
		for ( final String suffix : Arrays.asList( "-labels.tif", "-classes.tif", "-overlay.png" ) )
			if ( source.equals( folder.resolve( name + suffix ).normalize() ) )
				throw new IllegalArgumentException( "Saving would replace the image \"" + source + "\" itself. Choose another folder." );
	}

	/**
	 * Checks that there is room for a label image, before time is spent on it. NB: for all of it, even where an old one is replaced, as that stays until the new one is complete.
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
		return bytes < CLASSIC_TIFF ? "" : "The label stack will have " + gigabytes( bytes ) + ". ImageJ and Fiji write and open such TIFF files, also as virtual stacks; other programs may see the first slice only.";
	}

	/** NB: file systems that do not tell their room say that it is 0. */
	static void requireSpace( final Path folder, final long bytes, final long room )
	{
		if ( room > 0 && room < bytes )
			throw new IllegalArgumentException( "The labels need " + gigabytes( bytes ) + " on disk, but \"" + folder + "\" has room for " + gigabytes( room ) + " only. Make room, or choose another folder." );
	}

	private static String gigabytes( final long bytes )
	{
		return String.format( Locale.ROOT, "%.1f GB", bytes / 1e9 );
	}

	/**
	 * Saves {@code <title>-labels.tif}. NB: stacks of more than 4 GB, too: ImageJ writes them as one
	 * slice with the others behind it, of which only its own description of the file
	 * tells, and reads them (tried with 4.8 GB; ij.io.TiffEncoder).
	 */
	public Path labels( final ImagePlus labels )
	{
		return image( "-labels.tif", labels );
	}

	/** Saves {@code <title>-classes.tif}. */
	public Path classes( final ImagePlus classes )
	{
		return image( "-classes.tif", classes );
	}

	private Path image( final String suffix, final ImagePlus labels )
	{
		if ( labels.getSizeInBytes() < LARGE )
			return write( suffix, new FileSaver( labels ).serialize() );
		// NB: ImageJ's serialize() would need the image's size in memory twice more.
		final FileInfo info = labels.getOriginalFileInfo();
		final Path file = folder.resolve( name + suffix );
		Path part = null;
		try
		{
			part = AtomicFiles.part( folder, "labels", ".part.tif" );
			if ( !new FileSaver( labels ).saveAsTiff( part.toString() ) )
				throw new IOException( "ImageJ could not save the image" );
			AtomicFiles.replace( part, file );
			return file;
		}
		catch ( final IOException e )
		{
			throw unwritable( file, e );
		}
		finally
		{
			labels.setFileInfo( info );
			if ( part != null )
				part.toFile().delete();
		}
	}

	/** Saves {@code <title>-rois.zip}. */
	public Path rois( final List< Roi > rois )
	{
		return write( "-rois.zip", RoiFiles.toZip( rois ) );
	}

	/** Saves {@code <title>-table.csv} in UTF-8. */
	public Path table( final ResultsTable table )
	{
		return write( "-table.csv", toCsv( table ).getBytes( StandardCharsets.UTF_8 ) );
	}

	/** Saves {@code <title>-tracks.csv} in UTF-8. */
	public Path tracks( final ResultsTable tracks )
	{
		return write( "-tracks.csv", toCsv( tracks ).getBytes( StandardCharsets.UTF_8 ) );
	}

	/** Saves {@code <title>-res_track.txt}, lines in the format of the Cell Tracking Challenge. */
	public Path challenge( final String lines )
	{
		return write( "-res_track.txt", lines.getBytes( StandardCharsets.US_ASCII ) );
	}

	/** Saves {@code <title>-overlay.png}. */
	public Path picture( final ImageProcessor picture )
	{
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		try
		{
			ImageIO.write( picture.getBufferedImage(), "png", out );
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( e );
		}
		return write( "-overlay.png", out.toByteArray() );
	}

	/** Saves {@code <title>-settings.csv} in UTF-8: what the results were made with, a line for each setting. */
	public Path settings( final Map< String, String > provenance )
	{
		final StringBuilder csv = new StringBuilder( Csv.row( "Setting", "Value" ) );
		provenance.forEach( ( setting, value ) -> csv.append( Csv.row( setting, value ) ) );
		return write( "-settings.csv", csv.toString().getBytes( StandardCharsets.UTF_8 ) );
	}

	/** Saves a text under {@code <title><suffix>} in UTF-8. */
	public Path text( final String suffix, final String text )
	{
		return write( suffix, text.getBytes( StandardCharsets.UTF_8 ) );
	}

	private Path write( final String suffix, final byte[] bytes )
	{
		final Path file = folder.resolve( name + suffix );
		try
		{
			AtomicFiles.write( file, bytes );
			return file;
		}
		catch ( final IOException e )
		{
			throw unwritable( file, e );
		}
	}

	private static UncheckedIOException unwritable( final Path file, final IOException e )
	{
		return new UncheckedIOException( "\"" + file + "\" cannot be written (" + e + "). Make room, or choose a folder that can be written to.", e );
	}

	/** The table as text, for {@link #table}, with all digits of its numbers, whatever is shown on screen. */
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
