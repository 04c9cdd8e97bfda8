// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.prompt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.util.Csv;

/**
 * Prompts as a table of text, for scripts that know nothing of ImageJ's
 * selections: a line of column names, then one line per box or point.
 *
 * <pre>
 * object,x,y,width,height,positive
 * cell 1,10,20,30,30,
 * cell 2,55.5,80,,,
 * cell 2,61,80,,,false
 * </pre>
 * <p>
 * A line with width and height is the box of that many pixels whose top left pixel
 * is (x, y); one without is a point. Lines with the same {@code object} make one
 * prompt; without that column or with an empty cell each line makes its own.
 * Columns are separated by commas, semicolons or tabs; their order does not matter
 * and others are ignored. Cells may be in quotation marks (RFC 4180). Where semicolons or tabs separate them,
 * numbers may have decimal commas, if no number has a point. Integers are pixel centers.
 * </p>
 */
public final class PromptTable {

	private static final List< String > NUMBERS = Arrays.asList( "x", "y", "width", "height" );

	private final Map< String, Integer > columns = new LinkedHashMap<>();
	private final boolean decimalCommas;

	private PromptTable( final List< String > header, final boolean decimalCommas )
	{
		this.decimalCommas = decimalCommas;
		for ( final String name : header )
			columns.put( name.toLowerCase( Locale.ROOT ), columns.size() );
		if ( !columns.containsKey( "x" ) || !columns.containsKey( "y" ) )
			throw new IllegalArgumentException( "The table of prompts needs the columns x and y, but has " + columns.keySet() + "." );
	}

	/** {@link #parse(String)} of lines. */
	public static List< Prompt > parse( final List< String > lines )
	{
		return parse( String.join( "\n", lines ) );
	}

	/**
	 * @param text
	 *            the column names first; empty lines are skipped
	 * @throws IllegalArgumentException
	 *             if there is no prompt, or a line cannot be read; the message
	 *             names it
	 */
	public static List< Prompt > parse( final String text )
	{
		// NB: spreadsheets put a byte order mark at the beginning.
		final String plain = text.startsWith( "\ufeff" ) ? text.substring( 1 ) : text;
		if ( plain.trim().isEmpty() )
			throw new IllegalArgumentException( "The table of prompts is empty." );
		final char separator = Csv.separator( plain );
		final List< Csv.Row > rows = rows( plain, separator );
		final PromptTable table = new PromptTable( rows.get( 0 ).cells(), separator != ',' && hasDecimalCommas( rows ) );
		final Map< String, Prompt > prompts = new LinkedHashMap<>();
		final Map< String, List< PromptPoint > > points = new LinkedHashMap<>();
		final Map< String, Box > boxes = new LinkedHashMap<>();
		for ( int i = 1; i < rows.size(); i++ )
			try
			{
				table.read( rows.get( i ).cells(), "object " + i, points, boxes );
			}
			catch ( final IllegalArgumentException e )
			{
				throw new IllegalArgumentException( "Line " + rows.get( i ).line() + " of the table of prompts cannot be read: " +
						e.getMessage(), e );
			}
		points.forEach( ( name, p ) -> prompts.put( name, Prompt.of( boxes.get( name ), p ).withName( name ) ) );
		if ( prompts.isEmpty() )
			throw new IllegalArgumentException( "The table of prompts has no line below its column names." );
		return new ArrayList<>( prompts.values() );
	}

	private static List< Csv.Row > rows( final String text, final char separator )
	{
		try
		{
			return Csv.read( text, separator );
		}
		catch ( final IOException e )
		{
			throw new IllegalArgumentException( "The table of prompts cannot be read: " + e.getMessage() + ". Check its quotation marks.",
					e );
		}
	}

	/** NB: 1,234 could be a thousand in a table that has points, too; there it is no number. */
	private static boolean hasDecimalCommas( final List< Csv.Row > rows )
	{
		final List< String > header = rows.get( 0 ).cells();
		for ( int c = 0; c < header.size(); c++ )
			if ( NUMBERS.contains( header.get( c ).toLowerCase( Locale.ROOT ) ) )
				for ( final Csv.Row row : rows.subList( 1, rows.size() ) )
					if ( c < row.cells().size() && row.cells().get( c ).contains( "." ) )
						return false;
		return true;
	}

	private void read( final List< String > cells, final String fallback, final Map< String, List< PromptPoint > > points,
			final Map< String, Box > boxes )
	{
		final String given = cell( cells, "object" );
		final String name = given.isEmpty() ? fallback : given;
		final double x = number( cells, "x" ), y = number( cells, "y" );
		points.computeIfAbsent( name, n -> new ArrayList<>() );
		if ( !cell( cells, "width" ).isEmpty() || !cell( cells, "height" ).isEmpty() )
		{
			if ( boxes.put( name, Box.ofPixels( x, y, number( cells, "width" ), number( cells, "height" ) ) ) != null )
				throw new IllegalArgumentException( "\"" + name + "\" has a second box." );
		}
		else
			points.get( name ).add( new PromptPoint( x, y, isPositive( cell( cells, "positive" ) ) ) );
	}

	private static boolean isPositive( final String word )
	{
		switch ( word.toLowerCase( Locale.ROOT ) )
		{
		case "":
		case "true":
		case "1":
			return true;
		case "false":
		case "0":
			return false;
		default:
			throw new IllegalArgumentException( "\"" + word + "\" is no value for positive; use true or false." );
		}
	}

	private double number( final List< String > cells, final String column )
	{
		final String cell = cell( cells, column );
		try
		{
			final double value = Double.parseDouble( decimalCommas && cell.matches( "[-+]?[0-9]*,[0-9]+" )
					? cell.replace( ',', '.' ) : cell );
			if ( Double.isNaN( value ) || Double.isInfinite( value ) )
				throw new NumberFormatException();
			return value;
		}
		catch ( final NumberFormatException e )
		{
			throw new IllegalArgumentException( "\"" + cell + "\" is no number for " + column + "; use a decimal point." );
		}
	}

	private String cell( final List< String > cells, final String column )
	{
		final Integer i = columns.get( column );
		return i == null || i >= cells.size() ? "" : cells.get( i );
	}
}
