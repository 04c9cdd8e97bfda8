// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.BitSet;

import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.mask.Mask;

/**
 * How likely a mask is an object, 0..1: a logistic function of what the model
 * says (predicted IoU, stability) and what the image says (contrast between the
 * mask and a ring round it, the mask's area and how much of its box it fills).
 * <p>
 * Fitted on 13 sets of training images (20 thousand masks by points, 12 thousand by
 * boxes, each set with the same weight) to the masks' IoU with the nearest true
 * object. On sets left out of the fit it tells masks with an IoU above .5 from
 * others with an area under the ROC curve of .90 (points) and .92 (boxes); the
 * predicted IoU of the bundled model alone has .56 and .86. The class QualityFit of the
 * tests fits it again.
 * </p>
 */
final class Quality {

	/** Weights of predicted IoU, stability, log contrast, log area, its square, fill; and the offset. */
	static final double[] POINT = { 1.39, 2.85, 1.32, -0.64, -0.89, -1.51, -1.53 }, BOX = { 17.7, 7.2, 1.05, -0.72, -0.64, -4.0, -17.25 };

	/** Width in pixels of the ring round a mask. */
	private static final int RING = 2;

	/** Pixels that are read to learn about the image's range of brightness. */
	private static final int SAMPLE = 1 << 20;

	private final RgbImage image;
	private final double objectArea;
	private final double deviation;

	/**
	 * @param objectSize
	 *            typical long side of the objects in pixels
	 */
	Quality( final RgbImage image, final double objectSize )
	{
		this.image = image;
		objectArea = objectSize * objectSize;
		deviation = deviation( image );
	}

	/** Standard deviation of the brightness; of every n-th row where the image is large. */
	static double deviation( final RgbImage image )
	{
		final int w = image.width(), h = image.height();
		final int step = ( int ) Math.max( 1, ( long ) w * h / SAMPLE );
		double n = 0, sum = 0, squares = 0;
		for ( int y = 0; y < h; y += step )
			for ( final float v : brightness( image.read( 0, y, w, 1 ) ) )
			{
				n++;
				sum += v;
				squares += v * v;
			}
		return Math.sqrt( Math.max( 0, squares / n - sum / n * sum / n ) );
	}

	/** Mean of red, green and blue. */
	static float[] brightness( final float[] rgb )
	{
		final int n = rgb.length / 3;
		final float[] gray = new float[ n ];
		for ( int i = 0; i < n; i++ )
			gray[ i ] = ( rgb[ i ] + rgb[ i + n ] + rgb[ i + 2 * n ] ) / 3;
		return gray;
	}

	/** The quality of a mask by a point. */
	double ofPoint( final Mask mask, final double score, final double stability )
	{
		return quality( mask, score, stability, POINT );
	}

	/** The quality of a mask by a box. */
	double ofBox( final Mask mask, final double score, final double stability )
	{
		return quality( mask, score, stability, BOX );
	}

	private double quality( final Mask mask, final double score, final double stability, final double[] weights )
	{
		return logistic( weights, features( mask, score, stability ) );
	}

	/** What the weights are for. */
	double[] features( final Mask mask, final double score, final double stability )
	{
		final double area = Math.log( mask.area() / objectArea );
		final double fill = ( double ) mask.area() / ( ( double ) mask.width() * mask.height() );
		return new double[] { score, stability, Math.log( 0.05 + contrast( mask ) ), area, area * area, fill, 1 };
	}

	static double logistic( final double[] weights, final double[] features )
	{
		double z = 0;
		for ( int i = 0; i < features.length; i++ )
			z += weights[ i ] * features[ i ];
		return 1 / ( 1 + Math.exp( -z ) );
	}

	/** By how many of the image's standard deviations the mask is brighter or darker than the ring; 0 without a ring. */
	double contrast( final Mask mask )
	{
		final int x0 = Math.max( 0, mask.x() - RING ), y0 = Math.max( 0, mask.y() - RING );
		final int w = Math.min( image.width(), mask.x() + mask.width() + RING ) - x0,
				h = Math.min( image.height(), mask.y() + mask.height() + RING ) - y0;
		final BitSet in = new BitSet( w * h ), near = new BitSet( w * h );
		mask.forEach( ( x, y ) -> in.set( ( y - y0 ) * w + x - x0 ) );
		for ( int i = in.nextSetBit( 0 ); i >= 0; i = in.nextSetBit( i + 1 ) )
			if ( isEdge( in, i, w, h ) )
				for ( int y = Math.max( 0, i / w - RING ); y <= Math.min( h - 1, i / w + RING ); y++ )
					near.set( y * w + Math.max( 0, i % w - RING ), y * w + Math.min( w - 1, i % w + RING ) + 1 );
		near.andNot( in );
		if ( near.isEmpty() || deviation == 0 )
			return 0;
		final float[] gray = brightness( image.read( x0, y0, w, h ) );
		return Math.abs( mean( gray, in ) - mean( gray, near ) ) / deviation;
	}

	private static boolean isEdge( final BitSet in, final int i, final int w, final int h )
	{
		return i % w == 0 || i % w == w - 1 || i < w || i >= w * ( h - 1 ) || !in.get( i - 1 ) || !in.get( i + 1 ) || !in.get( i - w )
				|| !in.get( i + w );
	}

	private static double mean( final float[] values, final BitSet where )
	{
		double sum = 0;
		for ( int i = where.nextSetBit( 0 ); i >= 0; i = where.nextSetBit( i + 1 ) )
			sum += values[ i ];
		return sum / where.cardinality();
	}
}
