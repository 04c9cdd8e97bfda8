// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.mask.Mask;

/**
 * What an object looks like: the distributions of brightness inside its mask and
 * in a rim round it. Tells an object from a piece of background of the
 * same shape, which a model gladly finds where the object is no more. Immutable.
 */
final class Look {

	private static final int BINS = 16;

	/** Width of the rim as a part of the mask's mean side. */
	private static final double RIM = 0.15;

	/** [inside, rim][bin], each adding up to 1. */
	private final double[][] shares;

	private Look( final double[][] shares )
	{
		this.shares = shares;
	}

	/** Reads the mask's bounding box and the rim; not for empty masks. */
	static Look of( final RgbImage image, final Mask mask )
	{
		final int rim = ( int ) Math.max( 1, Math.round( RIM * ( mask.width() + mask.height() ) / 2 ) );
		final int x0 = Math.max( 0, mask.x() - rim ), y0 = Math.max( 0, mask.y() - rim );
		final int w = Math.min( image.width(), mask.x() + mask.width() + rim ) - x0,
				h = Math.min( image.height(), mask.y() + mask.height() + rim ) - y0;
		final float[] rgb = image.read( x0, y0, w, h );
		final double[][] counts = new double[ 2 ][ BINS ];
		for ( int y = 0; y < h; y++ )
			for ( int x = 0; x < w; x++ )
			{
				final int part = mask.contains( x0 + x, y0 + y ) ? 0 : isNear( mask, x0 + x, y0 + y, rim ) ? 1 : -1;
				if ( part < 0 )
					continue;
				final int i = y * w + x;
				// NB: shared by two bins, so that a small change of brightness is a small change of look.
				final double v = ( rgb[ i ] + rgb[ w * h + i ] + rgb[ 2 * w * h + i ] ) / 3 * ( BINS - 1 );
				final int bin = Math.min( BINS - 2, ( int ) v );
				counts[ part ][ bin ] += 1 - ( v - bin );
				counts[ part ][ bin + 1 ] += v - bin;
			}
		for ( final double[] c : counts )
		{
			double sum = 0;
			for ( final double v : c )
				sum += v;
			for ( int b = 0; b < BINS; b++ )
				c[ b ] /= Math.max( sum, 1e-9 );
		}
		return new Look( counts );
	}

	/** Whether a pixel has one of the mask at this distance in a row, column or diagonal. */
	private static boolean isNear( final Mask mask, final int x, final int y, final int d )
	{
		for ( int dy = -1; dy <= 1; dy++ )
			for ( int dx = -1; dx <= 1; dx++ )
				if ( mask.contains( x + d * dx, y + d * dy ) )
					return true;
		return false;
	}

	/** 0 (nothing in common) to 1 (alike): the smaller one of the Bhattacharyya coefficients of inside and rim. */
	double likeness( final Look o )
	{
		double least = 1;
		for ( int part = 0; part < shares.length; part++ )
		{
			double c = 0;
			for ( int b = 0; b < BINS; b++ )
				c += Math.sqrt( shares[ part ][ b ] * o.shares[ part ][ b ] );
			least = Math.min( least, c );
		}
		return least;
	}

	/** This look, drawn towards a newer one, so that slow changes add up. */
	Look towards( final Look newer, final double weight )
	{
		final double[][] mixed = new double[ shares.length ][ BINS ];
		for ( int part = 0; part < shares.length; part++ )
			for ( int b = 0; b < BINS; b++ )
				mixed[ part ][ b ] = ( 1 - weight ) * shares[ part ][ b ] + weight * newer.shares[ part ][ b ];
		return new Look( mixed );
	}
}
