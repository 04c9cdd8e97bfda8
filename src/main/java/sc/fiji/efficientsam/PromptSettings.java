// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import sc.fiji.efficientsam.roi.PointMode;
import sc.fiji.efficientsam.roi.RoiPrompts;
import sc.fiji.efficientsam.segment.MaskRule;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.util.Setting;

/**
 * What requests have in common that segment selections.
 *
 * @param <R>
 *            the request's own type
 */
public interface PromptSettings< R extends ModelRequest< R > > {

	/** See {@link ModelRequest#set}. */
	< T > R set( Setting< T > setting, T value );

	/** See {@link ModelRequest#read}. */
	< T > R read( Setting< T > setting, Object word );

	/** How points make objects: "each" (default), "together" or "counter"; see {@link PointMode}. */
	default R points( final String word )
	{
		return read( RoiPrompts.POINTS, word );
	}

	/** Points of this counter of the multi-point tool are negative; -1 (default) for none. */
	default R negative( final int counter )
	{
		return set( RoiPrompts.NEGATIVE, counter );
	}

	/** Which of the model's masks to take: "score" (default), "smallest", "largest" or "fit"; see {@link MaskRule}. */
	default R candidate( final String word )
	{
		return read( SegmentSettings.CANDIDATE, word );
	}

	/**
	 * Typical long side of the objects in pixels, which sets the scale for prompts without a box; 0 (default) for the
	 * image's resolution.
	 */
	default R objectSize( final double pixels )
	{
		return set( SegmentSettings.OBJECT_SIZE, pixels );
	}

	/** Connected components of a mask with fewer pixels are removed, except the largest; 16 by default, 0 for off. */
	default R fragments( final int pixels )
	{
		return set( SegmentSettings.FRAGMENTS, pixels );
	}

	/** Holes with at most this number of pixels are filled; 16 by default, 0 for off. */
	default R holes( final int pixels )
	{
		return set( SegmentSettings.HOLES, pixels );
	}
}
