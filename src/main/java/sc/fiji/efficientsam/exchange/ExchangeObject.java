// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.exchange;

import sc.fiji.efficientsam.mask.Mask;

/** An object as a file describes it. Made by {@link GeoJsonReader} and {@link CocoReader}, who alone change it. */
public final class ExchangeObject {

	int label;
	String name = "";
	String objectClass = "";
	Integer color;
	int z;
	int t;
	Mask mask = Mask.EMPTY;
	double score = Double.NaN;
	double stability = Double.NaN;

	ExchangeObject()
	{}

	/** Its label in a label image; 0 if the file tells none. */
	public int label()
	{
		return label;
	}

	/** "" if the file tells none. */
	public String name()
	{
		return name;
	}

	/** Name of its class; "" for none. */
	public String objectClass()
	{
		return objectClass;
	}

	/** RGB color of its class, or null. */
	public Integer color()
	{
		return color;
	}

	/** Slice, counted from 1; 0 if the file tells none. */
	public int z()
	{
		return z;
	}

	/** Frame, counted from 1; 0 if the file tells none. */
	public int t()
	{
		return t;
	}

	/** Its pixels within the image; at least one. */
	public Mask mask()
	{
		return mask;
	}

	/** Predicted IoU; NaN if the file tells none. */
	public double score()
	{
		return score;
	}

	/** NaN if the file tells none. */
	public double stability()
	{
		return stability;
	}
}
