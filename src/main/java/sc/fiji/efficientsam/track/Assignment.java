// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pairs of rows and columns, each in one pair at most, of the highest sum of weights: the Hungarian method (Kuhn,
 * Naval Research Logistics Quarterly 2, 1955) with shortest augmenting paths, for each group of rows that have
 * columns in common by itself, as groups are small where objects have few neighbors.
 */
final class Assignment {

	private final List< Map< Integer, Double > > weights;
	private final int[] columns;

	private Assignment( final List< Map< Integer, Double > > weights )
	{
		this.weights = weights;
		columns = new int[ weights.size() ];
		Arrays.fill( columns, -1 );
	}

	/**
	 * @param weights
	 *            for each row its columns, from 0, and what each is worth, above 0
	 * @return the column of each row; -1 for none
	 */
	static int[] best( final List< Map< Integer, Double > > weights )
	{
		final Assignment assignment = new Assignment( weights );
		for ( final List< Integer > rows : assignment.groups() )
			assignment.solve( rows );
		return assignment.columns;
	}

	/** Rows that are tied to each other by their columns. */
	private Iterable< List< Integer > > groups()
	{
		final int[] parents = new int[ weights.size() ];
		Arrays.setAll( parents, i -> i );
		final Map< Integer, Integer > firstRows = new HashMap<>();
		for ( int r = 0; r < parents.length; r++ )
			for ( final int c : weights.get( r ).keySet() )
			{
				final Integer first = firstRows.putIfAbsent( c, r );
				if ( first != null )
					parents[ root( parents, r ) ] = root( parents, first );
			}
		final Map< Integer, List< Integer > > groups = new LinkedHashMap<>();
		for ( int r = 0; r < parents.length; r++ )
			groups.computeIfAbsent( root( parents, r ), k -> new ArrayList<>() ).add( r );
		return groups.values();
	}

	private static int root( final int[] parents, final int row )
	{
		int r = row;
		while ( parents[ r ] != r )
			r = parents[ r ] = parents[ parents[ r ] ];
		return r;
	}

	/** Rows and columns of the group are counted from 1, and 0 is none; a column that is worth nothing to a row is as good as none. */
	private void solve( final List< Integer > group )
	{
		final List< Integer > all = new ArrayList<>();
		for ( final int r : group )
			for ( final int c : weights.get( r ).keySet() )
				if ( !all.contains( c ) )
					all.add( c );
		final int n = group.size(), m = Math.max( n, all.size() );
		final double[][] cost = new double[ n + 1 ][ m + 1 ];
		for ( int i = 0; i < n; i++ )
			for ( final Map.Entry< Integer, Double > e : weights.get( group.get( i ) ).entrySet() )
				cost[ i + 1 ][ all.indexOf( e.getKey() ) + 1 ] = -e.getValue();
		final int[] rowOf = rows( cost, n, m );
		for ( int j = 1; j <= all.size(); j++ )
			if ( rowOf[ j ] > 0 && cost[ rowOf[ j ] ][ j ] < 0 )
				columns[ group.get( rowOf[ j ] - 1 ) ] = all.get( j - 1 );
	}

	/** The row of each column, at the lowest sum of costs. */
	private static int[] rows( final double[][] cost, final int n, final int m )
	{
		final double[] u = new double[ n + 1 ], v = new double[ m + 1 ];
		final int[] rowOf = new int[ m + 1 ], from = new int[ m + 1 ];
		for ( int i = 1; i <= n; i++ )
		{
			final double[] least = new double[ m + 1 ];
			Arrays.fill( least, Double.POSITIVE_INFINITY );
			final boolean[] done = new boolean[ m + 1 ];
			rowOf[ 0 ] = i;
			int j = 0;
			while ( rowOf[ j ] != 0 )
			{
				done[ j ] = true;
				final int row = rowOf[ j ];
				int next = 0;
				double delta = Double.POSITIVE_INFINITY;
				for ( int k = 1; k <= m; k++ )
					if ( !done[ k ] )
					{
						final double reduced = cost[ row ][ k ] - u[ row ] - v[ k ];
						if ( reduced < least[ k ] )
						{
							least[ k ] = reduced;
							from[ k ] = j;
						}
						if ( least[ k ] < delta )
						{
							delta = least[ k ];
							next = k;
						}
					}
				for ( int k = 0; k <= m; k++ )
					if ( done[ k ] )
					{
						u[ rowOf[ k ] ] += delta;
						v[ k ] -= delta;
					}
					else
						least[ k ] -= delta;
				j = next;
			}
			for ( ; j != 0; j = from[ j ] )
				rowOf[ j ] = rowOf[ from[ j ] ];
		}
		return rowOf;
	}
}
