// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.mask;

import java.util.ArrayList;
import java.util.List;

/**
 * Masks as run lengths in the form of COCO's annotations (cocodataset/cocoapi,
 * {@code maskApi.h}, uncompressed): the image's pixels column by column, the
 * lengths of the runs outside and inside in turn, beginning with outside.
 */
public final class RunLengths {

	private RunLengths()
	{}

	/**
	 * @param width
	 *            of the image in pixels
	 * @param height
	 *            of the image in pixels
	 */
	public static List< Long > of( final Mask mask, final int width, final int height )
	{
		final List< Long > runs = new ArrayList<>();
		boolean inside = false;
		long start = 0;
		for ( int x = Math.max( 0, mask.x() ); x < Math.min( width, mask.x() + mask.width() ); x++ )
		{
			for ( int y = Math.max( 0, mask.y() - 1 ); y < Math.min( height, mask.y() + mask.height() + 1 ); y++ )
				if ( mask.contains( x, y ) != inside )
				{
					final long at = ( long ) x * height + y;
					runs.add( at - start );
					start = at;
					inside = !inside;
				}
			// NB: at the image's bottom a run goes on at the top of the next column, or ends there.
			if ( inside && !mask.contains( x + 1, 0 ) )
			{
				final long end = ( x + 1L ) * height;
				runs.add( end - start );
				start = end;
				inside = false;
			}
		}
		if ( ( long ) width * height > start || runs.isEmpty() )
			runs.add( ( long ) width * height - start );
		return runs;
	}
}
