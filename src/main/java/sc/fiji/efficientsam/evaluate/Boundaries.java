// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.evaluate;

import java.util.BitSet;
import java.util.Collection;

import sc.fiji.efficientsam.mask.DistanceTransform;
import sc.fiji.efficientsam.mask.Mask;

/**
 * How well the outlines of two sets of objects agree: the boundary F measure, the
 * harmonic mean of the share of found outline pixels that lie near a true one and
 * the share of true ones that lie near a found one (Martin et al., IEEE TPAMI 26,
 * 2004, without their one-to-one assignment). An outline pixel is a pixel of an
 * object with a 4-neighbor that is not of the same object.
 */
final class Boundaries {

	private final int width;
	private final int height;
	private final int margin;
	private final double tolerance;

	/**
	 * @param width
	 *            of the image in pixels
	 * @param tolerance
	 *            Euclidean distance in pixels that counts as near, 0 or more
	 */
	Boundaries( final int width, final int height, final double tolerance )
	{
		this.width = width;
		this.height = height;
		this.tolerance = tolerance;
		margin = ( int ) Math.ceil( tolerance ) + 1;
	}

	/** 0..1; 1 if neither has objects. */
	double f( final Collection< Mask > found, final Collection< Mask > truth )
	{
		final BitSet a = outline( found ), b = outline( truth );
		if ( a.isEmpty() && b.isEmpty() )
			return 1;
		if ( a.isEmpty() || b.isEmpty() )
			return 0;
		final double precision = shareNear( a, b ), recall = shareNear( b, a );
		return precision + recall == 0 ? 0 : 2 * precision * recall / ( precision + recall );
	}

	/** On a rectangle that is larger than the image by the margin on each side. */
	private BitSet outline( final Collection< Mask > masks )
	{
		final BitSet outline = new BitSet();
		for ( final Mask m : masks )
			for ( int y = m.y(); y < m.y() + m.height(); y++ )
				for ( int x = m.x(); x < m.x() + m.width(); x++ )
					if ( m.contains( x, y ) && !( m.contains( x - 1, y ) && m.contains( x + 1, y ) && m.contains( x, y - 1 )
							&& m.contains( x, y + 1 ) ) )
						outline.set( ( y + margin ) * ( width + 2 * margin ) + x + margin );
		return outline;
	}

	private double shareNear( final BitSet outline, final BitSet to )
	{
		final int w = width + 2 * margin, h = height + 2 * margin;
		final BitSet rest = ( BitSet ) to.clone();
		rest.flip( 0, w * h );
		// NB: the margin keeps what is outside of the rectangle farther away than the tolerance.
		final double[] squared = DistanceTransform.squared( Mask.of( 0, 0, w, h, rest ) );
		int near = 0;
		for ( int i = outline.nextSetBit( 0 ); i >= 0; i = outline.nextSetBit( i + 1 ) )
			near += squared[ i ] <= tolerance * tolerance + 1e-9 ? 1 : 0;
		return ( double ) near / outline.cardinality();
	}
}
