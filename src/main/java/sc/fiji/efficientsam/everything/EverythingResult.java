// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.Collections;
import java.util.List;

import sc.fiji.efficientsam.segment.SegmentedObject;

/** All objects of an image, and how they came about. Immutable. */
public final class EverythingResult {

	private final List< SegmentedObject > objects;
	private final EverythingSettings settings;
	private final boolean complete;
	private final String report;

	EverythingResult( final List< SegmentedObject > objects, final EverythingSettings settings, final boolean complete,
			final String report )
	{
		this.objects = Collections.unmodifiableList( objects );
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
		return objects;
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
