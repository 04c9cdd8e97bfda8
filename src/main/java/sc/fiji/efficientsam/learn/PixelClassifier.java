// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.learn;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Tells classes of pixels (or of anything that has features) apart: a logistic regression with a penalty on its weights,
 * one class against the others, by LIBLINEAR (Fan et al., Journal of Machine Learning Research 9, 2008) in its Java edition.
 * Features are standardized, and each class has the same say, however many examples there are of it. The same examples
 * give the same classifier. Immutable and safe for use by several threads.
 */
public final class PixelClassifier {

	/** How much examples count against the penalty, for all of them together: more for weights that fit the examples better. */
	public static final double FIT = 30;

	private final LinearFunction[] functions;

	PixelClassifier( final LinearFunction... functions )
	{
		this.functions = functions;
	}

	/**
	 * Learns from examples.
	 *
	 * @param features
	 *            of the examples, all of one length; finite
	 * @param classes
	 *            of the examples, from 0
	 * @param fit
	 *            {@link #FIT}, or more or less
	 * @throws IllegalArgumentException
	 *             if there are not at least two classes, 0 to the highest one without a gap
	 */
	public static PixelClassifier train( final List< float[] > features, final int[] classes, final double fit )
	{
		final int n = Arrays.stream( classes ).max().orElse( 0 ) + 1;
		final int[] counts = new int[ n ];
		for ( final int c : classes )
			counts[ c ]++;
		if ( n < 2 || Arrays.stream( counts ).anyMatch( c -> c == 0 ) )
			throw new IllegalArgumentException( "There are examples of one class only. Give examples of at least two: of objects and of " +
					"background, say." );
		// NB: between two classes one function decides.
		final LinearFunction[] functions = new LinearFunction[ n == 2 ? 1 : n ];
		for ( int k = 0; k < functions.length; k++ )
		{
			final int positive = n == 2 ? 1 : k;
			final boolean[] is = new boolean[ classes.length ];
			for ( int i = 0; i < is.length; i++ )
				is[ i ] = classes[ i ] == positive;
			functions[ k ] = LinearFunction.logistic( features, is, fit );
		}
		return new PixelClassifier( functions );
	}

	/** Number of classes. */
	public int classes()
	{
		return functions.length == 1 ? 2 : functions.length;
	}

	/** Length of the features that it takes. */
	public int features()
	{
		return functions[ 0 ].weights().length - 1;
	}

	/**
	 * What is saved.
	 *
	 * @param provenance
	 *            what it was learned from, in words: model and hash of its weights, image, version
	 */
	public LearnedFile toFile( final Map< String, String > provenance )
	{
		final double[][] weights = new double[ functions.length ][];
		for ( int k = 0; k < weights.length; k++ )
			weights[ k ] = functions[ k ].weights();
		return new LearnedFile( LearnedFile.Kind.PIXEL_CLASSIFIER, weights, provenance );
	}

	/**
	 * One that was saved.
	 *
	 * @throws IllegalArgumentException
	 *             if the file holds something else
	 */
	public static PixelClassifier of( final LearnedFile file )
	{
		return new PixelClassifier( Arrays.stream( file.weights( LearnedFile.Kind.PIXEL_CLASSIFIER ) ).map( LinearFunction::new )
				.toArray( LinearFunction[]::new ) );
	}

	/** How likely each class is; they add up to 1. */
	public double[] probabilities( final float[] features )
	{
		final double[] p = new double[ classes() ];
		if ( functions.length == 1 )
		{
			p[ 1 ] = LinearFunction.sigmoid( functions[ 0 ].of( features ) );
			p[ 0 ] = 1 - p[ 1 ];
			return p;
		}
		double sum = 0;
		for ( int k = 0; k < p.length; k++ )
			sum += p[ k ] = LinearFunction.sigmoid( functions[ k ].of( features ) );
		for ( int k = 0; k < p.length; k++ )
			p[ k ] = sum > 0 ? p[ k ] / sum : 1.0 / p.length;
		return p;
	}
}
