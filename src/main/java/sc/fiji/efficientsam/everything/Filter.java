// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Drops candidates that break a limit, and counts which limit took how many. Not safe for use by several threads. */
final class Filter {

	private final EverythingSettings settings;
	private final int width;
	private final int height;
	private final Map< String, Integer > dropped = new LinkedHashMap<>();

	/**
	 * @param width
	 *            of the image in pixels
	 * @param height
	 *            of the image in pixels
	 */
	Filter( final EverythingSettings settings, final int width, final int height )
	{
		this.settings = settings;
		this.width = width;
		this.height = height;
	}

	List< Candidate > apply( final List< Candidate > candidates )
	{
		final List< Candidate > left = new ArrayList<>();
		for ( final Candidate c : candidates )
		{
			final String reason = reason( c );
			if ( reason == null )
				left.add( c );
			else
				dropped.merge( reason, 1, Integer::sum );
		}
		return left;
	}

	/** The first limit that the candidate breaks, or null. */
	private String reason( final Candidate c )
	{
		final int area = c.mask().area();
		if ( area < settings.minSize() )
			return "too small";
		if ( area > settings.maxSize() )
			return "too large";
		if ( c.object().score() < settings.get( EverythingSettings.SCORE ) )
			return "low score";
		if ( c.object().stability() < settings.get( EverythingSettings.STABILITY ) )
			return "low stability";
		if ( c.quality() < settings.get( EverythingSettings.QUALITY ) )
			return "low quality";
		if ( !settings.get( EverythingSettings.BORDER ) && c.touchesBorder( width, height ) )
			return "at the border";
		return null;
	}

	/** "3 too small, 2 low score", or "". */
	String report()
	{
		return dropped.entrySet().stream().map( e -> e.getValue() + " " + e.getKey() ).collect( Collectors.joining( ", " ) );
	}
}
