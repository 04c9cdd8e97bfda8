// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.roi;

import sc.fiji.efficientsam.util.Settings;

/** Prompts of selections, with all numbers in one line. */
public final class TestPrompts {

	private TestPrompts()
	{}

	public static RoiPrompts of( final PointMode points, final int negative, final int inner, final int along )
	{
		return of( points, negative, inner, along, AreaMode.BOX );
	}

	public static RoiPrompts of( final PointMode points, final int negative, final int inner, final int along, final AreaMode areas )
	{
		return new RoiPrompts( new Settings().with( RoiPrompts.POINTS, points ).with( RoiPrompts.NEGATIVE,
				negative ).with( RoiPrompts.INNER, inner ).with( RoiPrompts.ALONG, along ).with( RoiPrompts.AREAS, areas ) );
	}
}
