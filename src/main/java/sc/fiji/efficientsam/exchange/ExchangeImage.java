// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.exchange;

import java.util.LinkedHashMap;
import java.util.Map;

/** The image that the objects of a file are for. Immutable. */
public final class ExchangeImage {

	private final String name;
	private final int width;
	private final int height;
	private final int slices;
	private final int frames;

	/**
	 * @param name
	 *            of the image without the extension of its file
	 * @param width
	 *            in pixels
	 * @param height
	 *            in pixels
	 */
	public ExchangeImage( final String name, final int width, final int height, final int slices, final int frames )
	{
		this.name = name;
		this.width = width;
		this.height = height;
		this.slices = slices;
		this.frames = frames;
	}

	public String name()
	{
		return name;
	}

	/** In pixels. */
	public int width()
	{
		return width;
	}

	/** In pixels. */
	public int height()
	{
		return height;
	}

	public int slices()
	{
		return slices;
	}

	public int frames()
	{
		return frames;
	}

	/** What results call the image's planes, of runs and of batches: {slice, frame} by name; {0, 0} for the image itself. */
	Map< String, int[] > planes()
	{
		final Map< String, int[] > planes = new LinkedHashMap<>();
		for ( int t = 1; t <= frames; t++ )
			for ( int z = 1; z <= slices; z++ )
			{
				planes.put( name + ( slices > 1 ? "-slice" + z : "" ) + ( frames > 1 ? "-frame" + t : "" ), new int[] { z, t } );
				planes.put( name + ( slices > 1 ? "-z" + z : "" ) + ( frames > 1 ? "-t" + t : "" ), new int[] { z, t } );
			}
		if ( slices * frames > 1 )
			planes.put( name, new int[] { 0, 0 } );
		return planes;
	}
}
