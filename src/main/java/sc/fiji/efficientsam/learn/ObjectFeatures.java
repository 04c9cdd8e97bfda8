// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.learn;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.efficientsam.mask.Mask;

/**
 * What tells objects of an image apart: the mean of the features of their pixels, each feature standardized over the image. Their angle
 * is a measure of how alike two objects are (cosine similarity). Not safe for use by several threads.
 */
final class ObjectFeatures {

	/** Pixels of the image, and of an object, that are looked at, at most. */
	private static final int IMAGE = 4096, OBJECT = 256;

	private final PixelFeatures pixels;
	private final Standardization standard;

	/**
	 * @param width
	 *            of the image in pixels
	 * @param height
	 *            of the image in pixels
	 */
	ObjectFeatures( final PixelFeatures pixels, final int width, final int height )
	{
		this.pixels = pixels;
		final List< float[] > some = new ArrayList<>();
		pixels.forEach( 0, 0, width, height, step( ( double ) width * height, IMAGE ), ( x, y, f ) -> some.add( f.clone() ) );
		standard = Standardization.of( some );
	}

	private static int step( final double area, final int most )
	{
		return ( int ) Math.max( 1, Math.ceil( Math.sqrt( area / most ) ) );
	}

	/** A vector of length 1 for a pixel. */
	double[] of( final float[] features )
	{
		return unit( standard.apply( features ) );
	}

	/** A vector of length 1 for an object. */
	double[] of( final Mask mask )
	{
		final double[] sum = new double[ pixels.channels() ];
		final int step = step( mask.area(), OBJECT );
		final boolean[] any = { false };
		pixels.forEach( mask.x(), mask.y(), mask.width(), mask.height(), step, ( x, y, f ) -> {
			if ( mask.contains( x, y ) )
				any[ 0 ] |= add( sum, standard.apply( f ) );
		} );
		// NB: a slim object may lie between the pixels.
		if ( !any[ 0 ] )
			mask.forEach( ( x, y ) -> add( sum, standard.apply( pixels.at( x, y ) ) ) );
		return unit( sum );
	}

	private static boolean add( final double[] sum, final double[] more )
	{
		for ( int i = 0; i < sum.length; i++ )
			sum[ i ] += more[ i ];
		return true;
	}

	private static double[] unit( final double[] v )
	{
		double squares = 0;
		for ( final double a : v )
			squares += a * a;
		final double length = Math.sqrt( squares );
		for ( int i = 0; i < v.length; i++ )
			v[ i ] = length > 0 ? v[ i ] / length : 0;
		return v;
	}

	/** The cosine of the angle between two vectors of length 1. */
	static double cosine( final double[] a, final double[] b )
	{
		double sum = 0;
		for ( int i = 0; i < a.length; i++ )
			sum += a[ i ] * b[ i ];
		return sum;
	}
}
