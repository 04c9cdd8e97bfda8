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
package sc.fiji.efficientsam.image;

import java.util.Collections;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/** Ranges of pixel values, measured on finite pixels only. */
public final class ValueRange {

	/** Bins of the second pass over values that are not small integers: a range is exact to 1/65536 of the value span. */
	private static final int BINS = 1 << 16;

	private ValueRange()
	{}

	/**
	 * Lowest and highest finite value.
	 *
	 * @return {min, max}; {0, 0} where no pixel is finite
	 */
	public static double[] extrema( final List< ? extends RandomAccessibleInterval< ? extends RealType< ? > > > planes )
	{
		double min = Double.POSITIVE_INFINITY, max = Double.NEGATIVE_INFINITY;
		for ( final RandomAccessibleInterval< ? extends RealType< ? > > plane : planes )
			for ( final RealType< ? > t : Views.iterable( plane ) )
			{
				final double v = t.getRealDouble();
				if ( Double.isFinite( v ) )
				{
					min = Math.min( min, v );
					max = Math.max( max, v );
				}
			}
		return min > max ? new double[] { 0, 0 } : new double[] { min, max };
	}

	/**
	 * The values below which the given shares of all finite pixels lie. Exact
	 * for integers that span less than 65536 values; else values are counted in
	 * 65536 equal bins between the extrema, and a percentile is a bin's lower
	 * edge. Where the two percentiles coincide (nearly constant images) the
	 * extrema are taken, so that a faint object in an empty image stays visible.
	 *
	 * @param low
	 *            lower percentile, 0 &lt;= low &lt; high
	 * @param high
	 *            upper percentile, at most 100
	 * @return {low value, high value}; equal only if all pixels are equal
	 * @throws IllegalArgumentException
	 *             if the percentiles are out of order or range
	 */
	public static double[] percentiles( final List< ? extends RandomAccessibleInterval< ? extends RealType< ? > > > planes, final double low, final double high )
	{
		if ( !( low >= 0 && low < high && high <= 100 ) )
			throw new IllegalArgumentException( "Percentiles need 0 <= low < high <= 100, but got low=" + low + " and high=" + high + "." );
		final double[] extrema = extrema( planes );
		final double min = extrema[ 0 ], span = extrema[ 1 ] - min;
		if ( span == 0 )
			return extrema;
		final boolean exact = span < BINS && planes.stream().allMatch( p -> p.getType() instanceof IntegerType );
		final double width = exact ? 1 : span / ( BINS - 1 );
		final long[] counts = new long[ BINS ];
		long total = 0;
		for ( final RandomAccessibleInterval< ? extends RealType< ? > > plane : planes )
			for ( final RealType< ? > t : Views.iterable( plane ) )
			{
				final double v = t.getRealDouble();
				if ( Double.isFinite( v ) )
				{
					counts[ ( int ) ( ( v - min ) / width ) ]++;
					total++;
				}
			}
		final double a = min + width * binAt( counts, total * low / 100 );
		final double b = min + width * binAt( counts, total * high / 100 );
		return b > a ? new double[] { a, b } : extrema;
	}

	/** {@link #percentiles(List, double, double)} of one plane. */
	public static double[] percentiles( final RandomAccessibleInterval< ? extends RealType< ? > > plane, final double low, final double high )
	{
		return percentiles( Collections.singletonList( plane ), low, high );
	}

	/** The range of all values that the plane's type can hold; the {@link #extrema} for floating point types. */
	public static double[] full( final RandomAccessibleInterval< ? extends RealType< ? > > plane )
	{
		final RealType< ? > type = plane.getType();
		if ( type instanceof IntegerType )
			return new double[] { type.getMinValue(), type.getMaxValue() };
		return extrema( Collections.singletonList( plane ) );
	}

	/** The first bin up to whose upper end more than {@code rank} pixels lie; the last filled bin if none. */
	private static int binAt( final long[] counts, final double rank )
	{
		long sum = 0;
		int last = 0;
		for ( int i = 0; i < counts.length; i++ )
		{
			if ( counts[ i ] > 0 )
				last = i;
			sum += counts[ i ];
			if ( sum > rank )
				return i;
		}
		return last;
	}
}
