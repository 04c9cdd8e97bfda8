// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.roi;

import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;

import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.roi.RoiPrompts;
import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.util.Settings;

/** The active selection as seed points: its points, or one point inside of it. */
public final class RoiPoints {

	private RoiPoints()
	{}

	/**
	 * @param now
	 *            the image as it is when work on it begins; points of other slices do not count
	 * @return one or more points; integers are pixel centers
	 * @throws IllegalArgumentException
	 *             if the image has no selection
	 */
	public static List< PromptPoint > of( final ImagePlus imp, final SourceImage now )
	{
		final List< PromptPoint > points = new ArrayList<>();
		for ( final Prompt p : new RoiPrompts( new Settings().with( RoiPrompts.ALONG, 1 ) )
				.toPrompts( RoiSources.onPlane( RoiSources.selection( imp ), now ) ) )
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
