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
package sc.fiji.efficientsam.label;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.efficientsam.prompt.Mask;

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
