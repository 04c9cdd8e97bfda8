// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import java.awt.Color;
import java.util.Map;
import java.util.Objects;

import ij.gui.Roi;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.roi.MaskRois;
import sc.fiji.efficientsam.roi.RoiGroups;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.source.SourceImage;

/** An object that was found on a plane, as export formats describe it. Immutable. */
public final class Annotation {

	private final int label;
	private final String name;
	private final SegmentedObject object;
	private final int z;
	private final int t;
	private final String objectClass;

	/**
	 * @param name
	 *            for people
	 * @param object
	 *            one that has pixels
	 * @param z
	 *            slice, counted from 1
	 * @param t
	 *            frame, counted from 1
	 * @param objectClass
	 *            one of {@link Result#classes()}, or ""
	 */
	public Annotation( final int label, final String name, final SegmentedObject object, final int z, final int t,
			final String objectClass )
	{
		this.label = label;
		this.name = Objects.requireNonNull( name, "name" );
		this.object = object;
		this.z = z;
		this.t = t;
		this.objectClass = objectClass;
	}

	/** The label in the label image. */
	public int label()
	{
		return label;
	}

	public String name()
	{
		return name;
	}

	public Mask mask()
	{
		return object.mask();
	}

	/** Predicted IoU; NaN if the model did not make the mask. */
	public double score()
	{
		return object.score();
	}

	/** See {@link SegmentedObject#stability()}; NaN if unknown. */
	public double stability()
	{
		return object.stability();
	}

	/** The object itself. */
	SegmentedObject object()
	{
		return object;
	}

	/** Slice, counted from 1. */
	public int z()
	{
		return z;
	}

	/** Frame, counted from 1. */
	public int t()
	{
		return t;
	}

	/** The name of its class, or "". */
	public String objectClass()
	{
		return objectClass;
	}

	/**
	 * A selection of exactly these pixels, with the name, the label as property "label", and its position in the image. One
	 * with a class has the class's color and group, and its name as property "class"; others have the label's color.
	 *
	 * @param classes
	 *            see {@link Result#classColors()}
	 */
	Roi toRoi( final SourceImage image, final Map< String, Integer > classes )
	{
		final Roi roi = MaskRois.toRoi( mask() );
		roi.setName( name );
		final Integer color = classes.get( objectClass );
		RoiGroups.assign( roi, objectClass, classes.keySet() );
		// NB: after the group, since ImageJ gives groups colors of their own.
		roi.setStrokeColor( color == null ? LabelLut.color( label ) : new Color( color ) );
		roi.setProperty( "label", Integer.toString( label ) );
		image.tie( roi, z, t );
		return roi;
	}
}
