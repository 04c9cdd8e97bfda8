// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.util;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Legal values for any setting. */
public final class TestSettings {

	private TestSettings()
	{}

	/** Two different values, as macros write them; numbers differ little. */
	public static List< String > values( final Setting< ? > setting )
	{
		final List< String > choices = new ArrayList<>( setting.choices() );
		if ( !choices.isEmpty() )
			return Arrays.asList( choices.get( 0 ), choices.get( choices.size() - 1 ) );
		final double most = setting.max() < Double.POSITIVE_INFINITY ? setting.max() : Math.max( setting.min(), 1 ) + 1;
		if ( setting.standard() instanceof Integer )
			return Arrays.asList( Integer.toString( ( int ) most ), Integer.toString( ( int ) most - 1 ) );
		if ( setting.standard() instanceof Double )
			return Arrays.asList( Double.toString( most ), Double.toString( most - 0.0001 ) );
		return setting.standard() instanceof Boolean ? Arrays.asList( "true", "false" ) : Arrays.asList( "one", "two" );
	}
}
