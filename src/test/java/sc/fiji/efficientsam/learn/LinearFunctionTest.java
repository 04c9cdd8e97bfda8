// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** Tests {@link LinearFunction}, {@link Standardization} and {@link PixelClassifier}. */
public class LinearFunctionTest {

	private static final double FIT = 5;

	private final Random random = new Random( 4 );
	private final List< float[] > features = new ArrayList<>();

	/** Three features of very different sizes, and one that is always the same. */
	private float[] example( final double a, final double b )
	{
		final float[] f = { ( float ) ( a + random.nextGaussian() ), ( float ) ( 1000 * b + 700 * random.nextGaussian() ),
				( float ) ( 1e-3 * random.nextGaussian() ), 7 };
		features.add( f );
		return f;
	}

	/** At the optimum the gradient of penalty and weighted loss is 0, whatever has found it. */
	@Test
	public void theLogisticRegressionIsAtItsOptimum()
	{
		final boolean[] is = new boolean[ 90 ];
		for ( int i = 0; i < is.length; i++ )
		{
			is[ i ] = i < 20;
			example( is[ i ] ? 1 : -1, is[ i ] ? -0.5 : 0.5 );
		}
		final Standardization s = Standardization.of( features );
		final double[] weights = standardized( LinearFunction.logistic( features, is, FIT ), s );
		final double[] gradient = weights.clone();
		gradient[ 4 ] = 0;
		for ( int i = 0; i < is.length; i++ )
		{
			final double[] z = s.apply( features.get( i ) );
			double logit = weights[ 4 ];
			for ( int k = 0; k < 4; k++ )
				logit += weights[ k ] * z[ k ];
			final double error = FIT * 0.5 / ( is[ i ] ? 20 : 70 ) * ( LinearFunction.sigmoid( logit ) - ( is[ i ] ? 1 : 0 ) );
			for ( int k = 0; k < 4; k++ )
				gradient[ k ] += error * z[ k ];
			gradient[ 4 ] += error;
		}
		assertArrayEquals( new double[ 5 ], gradient, 5e-3 );
		assertEquals( 0, weights[ 3 ], 1e-9 );
		assertTrue( weights[ 0 ] > 0.3 && weights[ 1 ] < -0.2 );
	}

	@Test
	public void theRegressionIsAtItsOptimum()
	{
		final double[] y = new double[ 60 ];
		for ( int i = 0; i < y.length; i++ )
		{
			final float[] f = example( 0, 0 );
			y[ i ] = 0.3 * f[ 0 ] - 2e-4 * f[ 1 ] + 1 + 0.05 * random.nextGaussian();
		}
		final Standardization s = Standardization.of( features );
		final double[] weights = standardized( LinearFunction.regression( features, y, FIT ), s );
		final double[] gradient = weights.clone();
		gradient[ 4 ] = 0;
		for ( int i = 0; i < y.length; i++ )
		{
			final double[] z = s.apply( features.get( i ) );
			double error = weights[ 4 ] - y[ i ];
			for ( int k = 0; k < 4; k++ )
				error += weights[ k ] * z[ k ];
			for ( int k = 0; k < 4; k++ )
				gradient[ k ] += 2 * FIT / y.length * error * z[ k ];
			gradient[ 4 ] += 2 * FIT / y.length * error;
		}
		assertArrayEquals( new double[ 5 ], gradient, 5e-3 );
	}

	/** The weights of standardized features that a function of features as they are has. */
	private static double[] standardized( final LinearFunction f, final Standardization s )
	{
		final double[] w = new double[ 5 ];
		final float[] zero = new float[ 4 ];
		final double[] at0 = s.apply( zero );
		for ( int k = 0; k < 4; k++ )
		{
			final float[] one = new float[ 4 ];
			one[ k ] = 1;
			final double factor = s.apply( one )[ k ] - at0[ k ];
			w[ k ] = factor == 0 ? 0 : f.weights()[ k ] / factor;
		}
		w[ 4 ] = f.of( zero );
		for ( int k = 0; k < 4; k++ )
			w[ 4 ] -= w[ k ] * at0[ k ];
		return w;
	}

	@Test
	public void classesAreToldApart()
	{
		final int[] classes = new int[ 300 ];
		for ( int i = 0; i < classes.length; i++ )
		{
			classes[ i ] = i % 3;
			example( classes[ i ] == 1 ? 6 : 0, classes[ i ] == 2 ? 6 : 0 );
		}
		final PixelClassifier c = PixelClassifier.train( features, classes, PixelClassifier.FIT );
		assertEquals( 3, c.classes() );
		assertEquals( 4, c.features() );
		int right = 0;
		for ( int i = 0; i < classes.length; i++ )
		{
			final double[] p = c.probabilities( features.get( i ) );
			assertEquals( 1, p[ 0 ] + p[ 1 ] + p[ 2 ], 1e-9 );
			right += p[ classes[ i ] ] > 0.5 ? 1 : 0;
		}
		assertTrue( right > 280, right + " right" );
		// The same examples make the same classifier.
		assertArrayEquals( c.probabilities( features.get( 0 ) ), PixelClassifier.train( features, classes, PixelClassifier.FIT )
				.probabilities( features.get( 0 ) ), 0 );
	}

	@Test
	public void ofTwoClassesTheRareOneHasTheSameSay()
	{
		final int[] classes = new int[ 220 ];
		for ( int i = 0; i < classes.length; i++ )
		{
			classes[ i ] = i < 20 ? 1 : 0;
			example( classes[ i ] == 1 ? 2 : -2, 0 );
		}
		final PixelClassifier c = PixelClassifier.train( features, classes, PixelClassifier.FIT );
		assertTrue( c.probabilities( new float[] { 2, 0, 0, 7 } )[ 1 ] > 0.8 );
		assertTrue( c.probabilities( new float[] { -2, 0, 0, 7 } )[ 0 ] > 0.8 );
		assertEquals( 0.5, c.probabilities( new float[] { 0, 0, 0, 7 } )[ 1 ], 0.2 );
	}

	@Test
	public void oneClassAloneAndNumbersThatAreNoneAreRefused()
	{
		example( 0, 0 );
		example( 1, 1 );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> PixelClassifier.train( features, new int[] { 0, 0 }, 1 ) )
				.getMessage().contains( "one class only" ) );
		features.get( 1 )[ 0 ] = Float.NaN;
		assertTrue( assertThrows( IllegalArgumentException.class, () -> PixelClassifier.train( features, new int[] { 0, 1 }, 1 ) )
				.getMessage().contains( "not finite" ) );
	}
}
