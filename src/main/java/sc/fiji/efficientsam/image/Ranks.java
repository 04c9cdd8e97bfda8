// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.image;

import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * Finds the pixels at given ranks of all finite ones without sorting them: values become
 * whole numbers of the same order, whose digits of 16 bits are found one after
 * the other by counting.
 */
final class Ranks {

	private static final int DIGIT = 16, VALUES = 1 << DIGIT;

	private final List< ? extends RandomAccessibleInterval< ? extends RealType< ? > > > planes;
	/** Whether no value needs more than the 32 bits of a float. */
	private final boolean single;

	private Ranks( final List< ? extends RandomAccessibleInterval< ? extends RealType< ? > > > planes )
	{
		this.planes = planes;
		single = planes.stream().allMatch( p -> isFloat( p.getType() ) );
	}

	private static boolean isFloat( final RealType< ? > type )
	{
		// NB: a float holds integers of up to 24 bits.
		return type instanceof FloatType || type.getBitsPerPixel() <= 24;
	}

	/**
	 * @param extrema
	 *            lowest and highest finite value
	 * @param percents
	 *            0 to 100
	 * @return for each the value of the pixel at the place n * percent / 100, or the last one
	 */
	static double[] at( final List< ? extends RandomAccessibleInterval< ? extends RealType< ? > > > planes, final double[] extrema,
			final double... percents )
	{
		final Ranks ranks = new Ranks( planes );
		if ( extrema[ 1 ] - extrema[ 0 ] < VALUES && planes.stream().allMatch( p -> p.getType() instanceof IntegerType ) )
			return ranks.integers( extrema[ 0 ], percents );
		final int digits = ranks.single ? 2 : 4;
		final long[] known = new long[ percents.length ], rank = new long[ percents.length ];
		for ( int digit = digits - 1; digit >= 0; digit-- )
		{
			final long[][] counts = ranks.count( known, digit, digit == digits - 1 );
			for ( int k = 0; k < known.length; k++ )
			{
				if ( digit == digits - 1 )
					rank[ k ] = rank( counts[ k ], percents[ k ] );
				final int v = at( counts[ k ], rank[ k ] );
				for ( int lower = 0; lower < v; lower++ )
					rank[ k ] -= counts[ k ][ lower ];
				known[ k ] = known[ k ] << DIGIT | v;
			}
		}
		final double[] values = new double[ percents.length ];
		for ( int k = 0; k < values.length; k++ )
			values[ k ] = ranks.value( known[ k ] );
		return values;
	}

	/** NB: one count is enough for them. */
	private double[] integers( final double min, final double[] percents )
	{
		final long[] counts = new long[ VALUES ];
		for ( final RandomAccessibleInterval< ? extends RealType< ? > > plane : planes )
			for ( final RealType< ? > t : Views.iterable( plane ) )
				counts[ ( int ) ( t.getRealDouble() - min ) ]++;
		final double[] values = new double[ percents.length ];
		for ( int k = 0; k < values.length; k++ )
			values[ k ] = min + at( counts, rank( counts, percents[ k ] ) );
		return values;
	}

	/** The value at a rank, counted from 0. */
	private static int at( final long[] counts, final long rank )
	{
		int v = 0;
		for ( long left = rank; left >= counts[ v ]; v++ )
			left -= counts[ v ];
		return v;
	}

	private static long rank( final long[] counts, final double percent )
	{
		long n = 0;
		for ( final long c : counts )
			n += c;
		return Math.min( n - 1, ( long ) ( n * percent / 100 ) );
	}

	/** How often each value of a digit occurs among the pixels that begin with the digits that are known. */
	private long[][] count( final long[] known, final int digit, final boolean first )
	{
		final long[][] counts = new long[ known.length ][ VALUES ];
		for ( final RandomAccessibleInterval< ? extends RealType< ? > > plane : planes )
			for ( final RealType< ? > t : Views.iterable( plane ) )
			{
				final double v = t.getRealDouble();
				if ( Double.isNaN( v ) || Double.isInfinite( v ) )
					continue;
				final long key = key( v ), begin = first ? 0 : key >>> DIGIT * ( digit + 1 );
				for ( int k = 0; k < known.length; k++ )
					if ( first || begin == known[ k ] )
						counts[ k ][ ( int ) ( key >>> DIGIT * digit ) & VALUES - 1 ]++;
			}
		return counts;
	}

	/** A whole number without sign, in the order of the values; NB: -0 becomes 0. */
	private long key( final double v )
	{
		if ( single )
		{
			final int bits = Float.floatToRawIntBits( ( float ) v + 0f );
			return ( bits < 0 ? ~bits : bits | 1 << 31 ) & 0xffffffffL;
		}
		final long bits = Double.doubleToRawLongBits( v + 0.0 );
		return bits < 0 ? ~bits : bits | 1L << 63;
	}

	private double value( final long key )
	{
		if ( single )
		{
			final int bits = ( int ) key;
			return Float.intBitsToFloat( bits < 0 ? bits & Integer.MAX_VALUE : ~bits );
		}
		return Double.longBitsToDouble( key < 0 ? key & Long.MAX_VALUE : ~key );
	}
}
