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
package sc.fiji.efficientsam.imagej;

import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;

import sc.fiji.efficientsam.prompt.Box;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;

/** The active selection as seed points: its points, or one point inside of it. */
public final class RoiPoints {

	private RoiPoints()
	{}

	/**
	 * @param now
	 *            the image as it is when work on it begins; points of other slices do not count
	 * @return one or more points; integers are pixel centres
	 * @throws IllegalArgumentException
	 *             if the image has no selection
	 */
	public static List< PromptPoint > of( final ImagePlus imp, final SourceImage now )
	{
		final List< PromptPoint > points = new ArrayList<>();
		for ( final Prompt p : new RoiPrompts( PointMode.EACH, -1, 1, 1 ).toPrompts( RoiSources.onPlane( RoiSources.selection( imp ), now ) ) )
		{
			final Box extent = p.extent();
			if ( p.points().isEmpty() )
				points.add( new PromptPoint( Math.floor( extent.centerX() ), Math.floor( extent.centerY() ), true ) );
			else
				points.addAll( p.points() );
		}
		return points;
	}
}
