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
package sc.fiji.efficientsam.evaluate;

import java.util.BitSet;
import java.util.Collection;

import sc.fiji.efficientsam.prompt.DistanceTransform;
import sc.fiji.efficientsam.prompt.Mask;

/**
 * How well the outlines of two sets of objects agree: the boundary F measure, the
 * harmonic mean of the share of found outline pixels that lie near a true one and
 * the share of true ones that lie near a found one (Martin et al., IEEE TPAMI 26,
 * 2004, without their one-to-one assignment). An outline pixel is a pixel of an
 * object with a 4-neighbour that is not of the same object.
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
					if ( m.contains( x, y ) && !( m.contains( x - 1, y ) && m.contains( x + 1, y ) && m.contains( x, y - 1 ) && m.contains( x, y + 1 ) ) )
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
