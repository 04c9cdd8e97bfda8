/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
package sc.fiji.efficientsam.prompt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
 * and others are ignored. Integers are pixel centres.
 * </p>
 */
public final class PromptTable {

	private final Map< String, Integer > columns = new LinkedHashMap<>();
	private final String separator;

	private PromptTable( final String header )
	{
		separator = header.contains( "\t" ) ? "\t" : header.contains( ";" ) ? ";" : ",";
		for ( final String name : cells( header ) )
			columns.put( name.toLowerCase( Locale.ROOT ), columns.size() );
		if ( !columns.containsKey( "x" ) || !columns.containsKey( "y" ) )
			throw new IllegalArgumentException( "The table of prompts needs the columns x and y, but has " + columns.keySet() + "." );
	}

	/**
	 * @param lines
	 *            the column names first; empty lines are skipped
	 * @throws IllegalArgumentException
	 *             if there is no prompt, or a line cannot be read; the message
	 *             names it
	 */
	public static List< Prompt > parse( final List< String > lines )
	{
		if ( lines.isEmpty() )
			throw new IllegalArgumentException( "The table of prompts is empty." );
		// NB: spreadsheets put a byte order mark at the beginning.
		final PromptTable table = new PromptTable( lines.get( 0 ).replace( "\ufeff", "" ) );
		final Map< String, Prompt > prompts = new LinkedHashMap<>();
		final Map< String, List< PromptPoint > > points = new LinkedHashMap<>();
		final Map< String, Box > boxes = new LinkedHashMap<>();
		for ( int i = 1; i < lines.size(); i++ )
			if ( !lines.get( i ).trim().isEmpty() )
				try
				{
					table.read( lines.get( i ), "object " + i, points, boxes );
				}
				catch ( final IllegalArgumentException e )
				{
					throw new IllegalArgumentException( "Line " + ( i + 1 ) + " of the table of prompts cannot be read: " + e.getMessage(), e );
				}
		points.forEach( ( name, p ) -> prompts.put( name, Prompt.of( boxes.get( name ), p ).withName( name ) ) );
		if ( prompts.isEmpty() )
			throw new IllegalArgumentException( "The table of prompts has no line below its column names." );
		return new ArrayList<>( prompts.values() );
	}

	private void read( final String line, final String fallback, final Map< String, List< PromptPoint > > points, final Map< String, Box > boxes )
	{
		final List< String > cells = cells( line );
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
			return Double.parseDouble( cell );
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

	private List< String > cells( final String line )
	{
		final List< String > cells = new ArrayList<>();
		for ( final String cell : Arrays.asList( line.split( separator, -1 ) ) )
			cells.add( cell.trim().replaceAll( "^\"|\"$", "" ) );
		return cells;
	}
}
