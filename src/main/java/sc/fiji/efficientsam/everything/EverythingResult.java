// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import sc.fiji.efficientsam.segment.SegmentedObject;

/** All objects of an image, and how they came about. Immutable. */
public final class EverythingResult {

	private final List< SegmentedObject > objects = new ArrayList<>();
	private final double[] qualities;
	private final EverythingSettings settings;
	private final boolean complete;
	private final String report;

	EverythingResult( final List< Candidate > objects, final EverythingSettings settings, final boolean complete,
			final String report )
	{
		objects.forEach( c -> this.objects.add( c.object() ) );
		qualities = objects.stream().mapToDouble( Candidate::quality ).toArray();
		this.settings = settings;
		this.complete = complete;
		this.report = report;
	}

	/**
	 * The objects in reading order of the top left corners of their boxes. Masks
	 * may overlap a little; see {@link sc.fiji.efficientsam.segment.LabelPainter}.
	 */
	public List< SegmentedObject > objects()
	{
		return Collections.unmodifiableList( objects );
	}

	/** How likely an object is one, 0..1, by its index; what {@link EverythingSettings#QUALITY} is compared with. */
	public double quality( final int index )
	{
		return qualities[ index ];
	}

	/** The settings with the object size that was used. */
	public EverythingSettings settings()
	{
		return settings;
	}

	/** False if it was canceled, so that these are the objects that were found until then. */
	public boolean isComplete()
	{
		return complete;
	}

	/** One line: how many points, masks and objects there were, and which filter took how many. */
	public String report()
	{
		return report;
	}
}
