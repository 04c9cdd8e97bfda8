// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.learn;

import java.util.List;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;

/** A weighted sum of features and an offset, learned by LIBLINEAR from examples. Immutable. */
final class LinearFunction {

	/** Where LIBLINEAR's iterations end. */
	private static final double LOGISTIC_EPSILON = 1e-3, REGRESSION_EPSILON = 1e-4;

	private final double[] weights;

	/** @param weights one for each feature, and the offset */
	LinearFunction( final double... weights )
	{
		this.weights = weights.clone();
	}

	/** One for each feature, and the offset. NB: not a copy. */
	double[] weights()
	{
		return weights;
	}

	double of( final float[] features )
	{
		double z = weights[ weights.length - 1 ];
		for ( int i = 0; i < weights.length - 1; i++ )
			z += weights[ i ] * features[ i ];
		return z;
	}

	/** The same, and a number added. */
	LinearFunction plus( final double more )
	{
		final LinearFunction f = new LinearFunction( weights );
		f.weights[ weights.length - 1 ] += more;
		return f;
	}

	static double sigmoid( final double z )
	{
		return 1 / ( 1 + Math.exp( -z ) );
	}

	/** The logit of something being so; both answers have the same say. */
	static LinearFunction logistic( final List< float[] > features, final boolean[] is, final double fit )
	{
		return logistic( Standardization.of( features ), features, is, fit );
	}

	/** {@link #logistic(List, boolean[], double)} of features as they are standardized. */
	static LinearFunction logistic( final Standardization s, final List< float[] > features, final boolean[] is, final double fit )
	{
		final double[] y = new double[ is.length ];
		int positive = 0;
		for ( int i = 0; i < is.length; i++ )
		{
			y[ i ] = is[ i ] ? 1 : -1;
			positive += is[ i ] ? 1 : 0;
		}
		final Parameter p = new Parameter( SolverType.L2R_LR, fit, LOGISTIC_EPSILON );
		p.setWeights( new double[] { 0.5 / positive, 0.5 / ( is.length - positive ) }, new int[] { 1, -1 } );
		return s.undo( solve( s, features, y, p, 1 ) );
	}

	/** A number, by least squares with a penalty on the weights. */
	static LinearFunction regression( final List< float[] > features, final double[] values, final double fit )
	{
		final Standardization s = Standardization.of( features );
		final Parameter p = new Parameter( SolverType.L2R_L2LOSS_SVR, fit / values.length, REGRESSION_EPSILON );
		p.setP( 0 );
		return s.undo( solve( s, features, values, p, 0 ) );
	}

	private static double[] solve( final Standardization s, final List< float[] > features, final double[] y, final Parameter p,
			final int positive )
	{
		// NB: it would write to the console.
		Linear.disableDebugOutput();
		p.setRegularizeBias( false );
		final Problem problem = new Problem();
		problem.l = y.length;
		problem.n = features.get( 0 ).length + 1;
		problem.bias = 1;
		problem.y = y;
		problem.x = new Feature[ y.length ][];
		for ( int i = 0; i < y.length; i++ )
			problem.x[ i ] = nodes( s.apply( features.get( i ) ) );
		final Model model = Linear.train( problem, p );
		final double[] w = model.getFeatureWeights();
		// NB: LIBLINEAR's first class is the one that it has met first.
		if ( positive != 0 && model.getLabels()[ 0 ] != positive )
			for ( int i = 0; i < w.length; i++ )
				w[ i ] = -w[ i ];
		return w;
	}

	private static Feature[] nodes( final double[] values )
	{
		final Feature[] nodes = new Feature[ values.length + 1 ];
		for ( int i = 0; i < values.length; i++ )
			nodes[ i ] = new FeatureNode( i + 1, values[ i ] );
		nodes[ values.length ] = new FeatureNode( values.length + 1, 1 );
		return nodes;
	}
}
