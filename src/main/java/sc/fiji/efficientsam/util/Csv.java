// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.util;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** Tables as text (RFC 4180), by Apache Commons CSV. Lines end with a line feed. */
public final class Csv {

	private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setRecordSeparator( '\n' ).setIgnoreSurroundingSpaces( true )
			.build();

	private Csv()
	{}

	/** A line of a table. */
	public static final class Row {

		private final List< String > cells;
		private final long line;

		Row( final List< String > cells, final long line )
		{
			this.cells = cells;
			this.line = line;
		}

		public List< String > cells()
		{
			return cells;
		}

		/** The number of the line in the text, counted from 1; the last one where cells have several. */
		public long line()
		{
			return line;
		}
	}

	/** A table that is read row by row. */
	public static final class Table implements Closeable {

		private final CSVParser parser;
		private final Iterator< CSVRecord > rows;

		Table( final Reader reader, final char separator ) throws IOException
		{
			parser = FORMAT.builder().setDelimiter( separator ).build().parse( reader );
			rows = parser.iterator();
		}

		/** The next row that is not empty, or null at the end. */
		public Row next() throws IOException
		{
			try
			{
				return rows.hasNext() ? new Row( Arrays.asList( rows.next().values() ), parser.getCurrentLineNumber() ) : null;
			}
			catch ( final UncheckedIOException e )
			{
				throw e.getCause();
			}
		}

		@Override
		public void close() throws IOException
		{
			parser.close();
		}
	}

	/** Opens a table in UTF-8 whose cells are separated by commas. */
	public static Table open( final Path file ) throws IOException
	{
		return new Table( new BufferedReader( new InputStreamReader( Files.newInputStream( file ), StandardCharsets.UTF_8 ) ), ',' );
	}

	/** All rows that are not empty. */
	public static List< Row > read( final String text, final char separator ) throws IOException
	{
		final List< Row > rows = new ArrayList<>();
		try ( Table table = new Table( new StringReader( text ), separator ) )
		{
			for ( Row row = table.next(); row != null; row = table.next() )
				// NB: spaces alone are no cell.
				if ( row.cells().size() > 1 || !row.cells().get( 0 ).trim().isEmpty() )
					rows.add( row );
		}
		return rows;
	}

	/**
	 * What separates the cells of a table, to judge by its first line: a tab, a semicolon or else a comma; those in
	 * quotation marks do not count.
	 */
	public static char separator( final String text )
	{
		final String header = text.trim().split( "\\R", 2 )[ 0 ].replaceAll( "\"[^\"]*\"", "" );
		return header.contains( "\t" ) ? '\t' : header.contains( ";" ) ? ';' : ',';
	}

	/** Writes rows of cells, in quotation marks where they need them; null is empty. */
	public static void write( final Appendable out, final Iterable< ? > cells ) throws IOException
	{
		new CSVPrinter( out, FORMAT ).printRecord( cells );
	}

	/** A row as text with its line feed. */
	public static String row( final Object... cells )
	{
		final StringBuilder row = new StringBuilder();
		try
		{
			write( row, Arrays.asList( cells ) );
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( e );
		}
		return row.toString();
	}

	/** A number with all its digits, as short as possible: integers have no point. */
	public static String number( final double value )
	{
		return value == Math.rint( value ) && Math.abs( value ) < 1e15 ? Long.toString( ( long ) value ) : Double.toString( value );
	}
}
