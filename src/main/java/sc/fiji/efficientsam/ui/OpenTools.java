// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;

/** The tools that are open, one for an image at most. Safe for use by several threads. */
final class OpenTools {

	private static final Map< ImagePlus, Interactive > OPEN = new LinkedHashMap<>();

	private OpenTools()
	{}

	/** The tool of an image, or null. */
	static synchronized Interactive of( final ImagePlus imp )
	{
		return OPEN.get( imp );
	}

	/** All tools, the oldest one first. */
	static synchronized List< Interactive > all()
	{
		return new ArrayList<>( OPEN.values() );
	}

	static synchronized void add( final Interactive tool )
	{
		OPEN.put( tool.image(), tool );
	}

	static synchronized void remove( final Interactive tool )
	{
		OPEN.remove( tool.image() );
	}
}
