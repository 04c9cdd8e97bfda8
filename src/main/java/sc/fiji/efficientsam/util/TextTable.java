// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.util;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A table of texts, for windows and, with aligned columns, for logs and terminals. Not thread-safe. */
public final class TextTable {

	private final List< String > columns;

	private final List< List< String > > rows = new ArrayList<>();

	public TextTable( final String... columns )
	{
		this.columns = Collections.unmodifiableList( Arrays.asList( columns ) );
	}

	/**
	 * Adds a row.
	 *
	 * @throws IllegalArgumentException
	 *             if it has another number of cells than there are columns
	 */
	public TextTable add( final String... cells )
	{
		if ( cells.length != columns.size() )
			throw new IllegalArgumentException( "A row of " + cells.length + " cells in a table of " + columns.size() + " columns." );
		rows.add( Collections.unmodifiableList( Arrays.asList( cells ) ) );
		return this;
	}

	public List< String > columns()
	{
		return columns;
	}

	public List< List< String > > rows()
	{
		return Collections.unmodifiableList( rows );
	}

	/** One line for the heads and one for each row, with columns of equal width; no spaces at the ends of lines. */
	public List< String > lines()
	{
		final int[] widths = new int[ columns.size() ];
		final List< List< String > > all = new ArrayList<>( rows );
		all.add( 0, columns );
		for ( final List< String > row : all )
			for ( int i = 0; i < widths.length; i++ )
				widths[ i ] = Math.max( widths[ i ], row.get( i ).length() );
		final List< String > lines = new ArrayList<>();
		for ( final List< String > row : all )
		{
			final StringBuilder line = new StringBuilder();
			for ( int i = 0; i < widths.length; i++ )
				line.append( String.format( "%-" + ( Math.max( 1, widths[ i ] ) + 2 ) + "s", row.get( i ) ) );
			lines.add( line.toString().replaceAll( " +$", "" ) );
		}
		return lines;
	}
}
