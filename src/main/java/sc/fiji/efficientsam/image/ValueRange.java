// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.image;

import java.util.Collections;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/** Ranges of pixel values, measured on finite pixels only. */
public final class ValueRange {

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
					// NB: not -0, which equals 0 but is sorted below it.
					min = Math.min( min, v + 0.0 );
					max = Math.max( max, v + 0.0 );
				}
			}
		return min > max ? new double[] { 0, 0 } : new double[] { min, max };
	}

	/**
	 * The values below which the given shares of all finite pixels lie: of n pixels
	 * in ascending order the one at the place n * share, counted from 0. Exact for
	 * every type and range of values, so that a single hot pixel changes nothing.
	 * Where the two percentiles coincide (nearly constant images) the
	 * extrema are taken, so that a faint object in an empty image stays visible. Needs
	 * a megabyte of memory however large the planes are, and reads them two to five times.
	 *
	 * @param low
	 *            lower percentile, 0 &lt;= low &lt; high
	 * @param high
	 *            upper percentile, at most 100
	 * @return {low value, high value}; equal only if all pixels are equal
	 * @throws IllegalArgumentException
	 *             if the percentiles are out of order or range
	 */
	public static double[] percentiles( final List< ? extends RandomAccessibleInterval< ? extends RealType< ? > > > planes,
			final double low, final double high )
	{
		if ( !( low >= 0 && low < high && high <= 100 ) )
			throw new IllegalArgumentException( "Percentiles need 0 <= low < high <= 100, but got low=" + low + " and high=" + high + "." );
		final double[] extrema = extrema( planes );
		if ( extrema[ 0 ] == extrema[ 1 ] )
			return extrema;
		final double[] values = Ranks.at( planes, extrema, low, high );
		return values[ 1 ] > values[ 0 ] ? values : extrema;
	}

	/** {@link #percentiles(List, double, double)} of one plane. */
	public static double[] percentiles( final RandomAccessibleInterval< ? extends RealType< ? > > plane, final double low,
			final double high )
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
}
