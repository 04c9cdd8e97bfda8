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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;

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
		assertArrayEquals( new double[] { 0, 0 }, ValueRange.extrema( Collections.singletonList( ArrayImgs.floats( new float[] { NAN, INF }, 2, 1 ) ) ) );
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
			assertEquals( true, assertThrows( IllegalArgumentException.class, () -> ValueRange.percentiles( ArrayImgs.unsignedBytes( 2, 2 ), p[ 0 ], p[ 1 ] ) )
					.getMessage().contains( "0 <= low < high <= 100" ) );
	}
}
