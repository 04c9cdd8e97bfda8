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
package sc.fiji.efficientsam.prompt;

import java.util.ArrayList;
import java.util.List;

/**
 * Points deep inside a mask: first the pixel farthest from the outside, then
 * again and again the pixel that is deep inside and far from the points so far.
 */
public final class InnerPixels {

	private InnerPixels()
	{}

	/**
	 * @return at most {@code n} positive points at pixel centres of the image;
	 *         fewer where the mask has fewer pixels
	 */
	public static List< PromptPoint > of( final Mask mask, final int n )
	{
		final double[] squared = DistanceTransform.squared( mask );
		final List< PromptPoint > points = new ArrayList<>();
		while ( points.size() < n )
		{
			PromptPoint best = null;
			double most = 0;
			for ( int i = 0; i < squared.length; i++ )
			{
				final int x = mask.x() + i % mask.width(), y = mask.y() + i / mask.width();
				double d = Math.sqrt( squared[ i ] );
				for ( final PromptPoint p : points )
					d = Math.min( d, Math.hypot( p.x() - x, p.y() - y ) / 2 );
				if ( d > most )
				{
					most = d;
					best = new PromptPoint( x, y, true );
				}
			}
			if ( best == null )
				break;
			points.add( best );
		}
		return points;
	}
}
