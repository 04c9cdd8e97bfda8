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
package sc.fiji.efficientsam.track;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import sc.fiji.efficientsam.prompt.Box;
import sc.fiji.efficientsam.prompt.InnerPoints;
import sc.fiji.efficientsam.prompt.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;

/** Geometry of masks that are followed. */
final class Masks {

	private Masks()
	{}

	/** {x, y} of the mean of a mask's pixels, integers at pixel centres; not for empty masks. */
	static double[] centroid( final Mask mask )
	{
		final BitSet bits = mask.bits();
		double x = 0, y = 0;
		for ( int i = bits.nextSetBit( 0 ); i >= 0; i = bits.nextSetBit( i + 1 ) )
		{
			x += i % mask.width();
			y += i / mask.width();
		}
		return new double[] { mask.x() + x / mask.area(), mask.y() + y / mask.area() };
	}

	/** The mask moved by whole pixels, less what lies outside of a {@code width x height} image. */
	static Mask shift( final Mask mask, final double dx, final double dy, final int width, final int height )
	{
		final int x0 = mask.x() + ( int ) Math.round( dx ), y0 = mask.y() + ( int ) Math.round( dy );
		final BitSet bits = mask.bits();
		for ( int i = bits.nextSetBit( 0 ); i >= 0; i = bits.nextSetBit( i + 1 ) )
		{
			final int x = x0 + i % mask.width(), y = y0 + i / mask.width();
			if ( x < 0 || y < 0 || x >= width || y >= height )
				bits.clear( i );
		}
		return Mask.of( x0, y0, mask.width(), mask.height(), bits );
	}

	/** Whether a mask has a pixel at the border of a {@code width x height} image. */
	static boolean touchesBorder( final Mask mask, final int width, final int height )
	{
		return mask.x() <= 0 || mask.y() <= 0 || mask.x() + mask.width() >= width || mask.y() + mask.height() >= height;
	}

	/**
	 * The prompt that asks for an object of this shape at this place: its box,
	 * enlarged and cut at the image's border, and points deep inside.
	 *
	 * @param grow
	 *            share of the box's sides that is added at each end
	 * @param points
	 *            number of points inside; 0 or more
	 */
	static Prompt prompt( final Mask mask, final double grow, final int points, final int width, final int height )
	{
		final Box b = mask.bounds();
		final double gx = grow * b.width(), gy = grow * b.height();
		final Box box = new Box( b.minX() - gx, b.minY() - gy, b.maxX() + gx, b.maxY() + gy ).intersect( Box.ofPixels( 0, 0, width, height ) );
		final List< PromptPoint > inside = new ArrayList<>( InnerPoints.of( mask, points ) );
		return Prompt.of( box, inside );
	}

	/** What two masks share, as a part of the smaller one, 0..1; 0 if either is empty. */
	static double containment( final Mask a, final Mask b )
	{
		final int least = Math.min( a.area(), b.area() );
		return least == 0 ? 0 : ( double ) a.intersection( b ) / least;
	}
}
