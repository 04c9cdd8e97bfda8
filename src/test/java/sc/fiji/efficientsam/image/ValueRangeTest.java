// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.Random;
import java.util.stream.IntStream;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;

/** Tests {@link ValueRange}. */
public class ValueRangeTest {

	private static final float NAN = Float.NaN, INF = Float.POSITIVE_INFINITY;

	@Test
	public void percentilesOfIntegersAreExact()
	{
		final short[] values = new short[ 1000 ];
		for ( int i = 0; i < 1000; i++ )
			values[ i ] = ( short ) ( 5000 + i );
		assertArrayEquals( new double[] { 5010, 5990 }, ValueRange.percentiles( ArrayImgs.unsignedShorts( values, 100, 10 ), 1, 99 ) );
		assertArrayEquals( new double[] { 5000, 5999 }, ValueRange.percentiles( ArrayImgs.unsignedShorts( values, 100, 10 ), 0, 100 ) );
	}

	@Test
	public void percentilesOfFloatsAreExactToABin()
	{
		final float[] values = new float[ 10000 ];
		for ( int i = 0; i < values.length; i++ )
			values[ i ] = i / 10000f;
		assertArrayEquals( new double[] { 0.1, 0.9 }, ValueRange.percentiles( ArrayImgs.floats( values, 100, 100 ), 10, 90 ), 2e-4 );
	}

	/** The pixels in order, without those that are not finite. */
	private static double[] sorted( final float[] values, final double low, final double high )
	{
		final double[] finite = IntStream.range( 0, values.length ).mapToDouble( i -> values[ i ] ).filter( v -> !Double.isNaN( v )
				&& !Double.isInfinite( v ) ).map( v -> v + 0.0 ).sorted().toArray();
		final int n = finite.length;
		final double a = finite[ ( int ) Math.min( n - 1, ( long ) ( n * low / 100 ) ) ],
				b = finite[ ( int ) Math.min( n - 1, ( long ) ( n * high / 100 ) ) ];
		return b > a ? new double[] { a, b } : new double[] { finite[ 0 ], finite[ n - 1 ] };
	}

	@Test
	public void oneHotPixelChangesNothing()
	{
		final float[] values = new float[ 10000 ];
		final Random random = new Random( 3 );
		for ( int i = 0; i < values.length; i++ )
			values[ i ] = random.nextFloat();
		final double[] without = ValueRange.percentiles( ArrayImgs.floats( values, 100, 100 ), 1, 99 );
		for ( final float hot : new float[] { 1e6f, Float.MAX_VALUE, -Float.MAX_VALUE } )
		{
			values[ 5000 ] = hot;
			assertArrayEquals( without, ValueRange.percentiles( ArrayImgs.floats( values, 100, 100 ), 1, 99 ), 1e-3 );
			assertArrayEquals( sorted( values, 1, 99 ), ValueRange.percentiles( ArrayImgs.floats( values, 100, 100 ), 1, 99 ), 0 );
		}
	}

	@Test
	public void percentilesAreThoseOfSortingWhateverTheValues()
	{
		final Random random = new Random( 11 );
		for ( int round = 0; round < 500; round++ )
		{
			final float[] values = new float[ 1 + random.nextInt( 40 ) ];
			for ( int i = 0; i < values.length; i++ )
				switch ( random.nextInt( round % 2 == 0 ? 8 : 3 ) )
				{
				case 0:
					values[ i ] = random.nextInt( 3 ) - 1;
					break;
				case 1:
					values[ i ] = ( float ) ( random.nextGaussian() * Math.pow( 10, random.nextInt( 70 ) - 35 ) );
					break;
				case 2:
					values[ i ] = -0f;
					break;
				case 3:
					values[ i ] = NAN;
					break;
				case 4:
					values[ i ] = random.nextBoolean() ? INF : -INF;
					break;
				default:
					values[ i ] = 0f;
				}
			values[ 0 ] = 1;
			final double low = random.nextInt( 50 ), high = low + 1 + random.nextInt( 50 );
			assertArrayEquals( sorted( values, low, high ), ValueRange.percentiles( ArrayImgs.floats( values, values.length, 1 ), low,
					high ), 0 );
		}
	}

	@Test
	public void wideIntegersAndDoublesAreExactToo()
	{
		final int[] ints = { Integer.MIN_VALUE, -7, 16777217, 16777219, Integer.MAX_VALUE };
		assertArrayEquals( new double[] { -7, 16777219 }, ValueRange.percentiles( ArrayImgs.ints( ints, 5, 1 ), 20, 60 ), 0 );
		final double[] doubles = { 1e-300, 1e300, -1e300, 0.1, 0.2 };
		assertArrayEquals( new double[] { 1e-300, 0.2 }, ValueRange.percentiles( ArrayImgs.doubles( doubles, 5, 1 ), 20, 60 ), 0 );
	}

	@Test
	public void nanAndInfinityDoNotCount()
	{
		final float[] values = { NAN, 3, INF, 7, -INF, 5 };
		assertArrayEquals( new double[] { 3, 7 }, ValueRange.full( ArrayImgs.floats( values, 3, 2 ) ) );
		assertArrayEquals( new double[] { 3, 7 }, ValueRange.percentiles( ArrayImgs.floats( values, 3, 2 ), 0, 100 ), 1e-3 );
	}

	@Test
	public void nothingFiniteAndConstantGiveAnEmptyRange()
	{
		assertArrayEquals( new double[] { 0, 0 },
				ValueRange.extrema( Collections.singletonList( ArrayImgs.floats( new float[] { NAN, INF }, 2, 1 ) ) ) );
		assertArrayEquals( new double[] { 4, 4 }, ValueRange.percentiles( ArrayImgs.floats( new float[] { 4, 4 }, 2, 1 ), 1, 99 ) );
	}

	@Test
	public void faintObjectsInAnEmptyImageStayVisible()
	{
		final byte[] values = new byte[ 10000 ];
		values[ 5 ] = 9;
		assertArrayEquals( new double[] { 0, 9 }, ValueRange.percentiles( ArrayImgs.unsignedBytes( values, 100, 100 ), 0.1, 99.9 ) );
	}

	@Test
	public void fullIsTheTypesRange()
	{
		assertArrayEquals( new double[] { 0, 255 }, ValueRange.full( ArrayImgs.unsignedBytes( 2, 2 ) ) );
		assertArrayEquals( new double[] { 0, 65535 }, ValueRange.full( ArrayImgs.unsignedShorts( 2, 2 ) ) );
	}

	@Test
	public void percentilesOutOfOrderAreRefused()
	{
		for ( final double[] p : new double[][] { { 5, 5 }, { -1, 50 }, { 1, 101 }, { Double.NaN, 50 } } )
			assertEquals( true, assertThrows( IllegalArgumentException.class,
					() -> ValueRange.percentiles( ArrayImgs.unsignedBytes( 2, 2 ), p[ 0 ], p[ 1 ] ) )
					.getMessage().contains( "0 <= low < high <= 100" ) );
	}
}
