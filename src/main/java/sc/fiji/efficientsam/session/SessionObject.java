// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.session;

import java.util.Objects;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;

/** An object that was accepted. Immutable; {@code with...} methods return changed copies. */
public final class SessionObject {

	private final int id;
	private final Plane plane;
	private final Mask mask;
	private final Prompt prompt;
	private final double score;
	private final String objectClass;

	/**
	 * @param prompt
	 *            what the mask was made by; null if it was drawn or merged
	 * @param score
	 *            the predicted IoU; NaN if the mask was drawn or merged
	 * @param objectClass
	 *            name of the object's class; "" for none
	 */
	public SessionObject( final int id, final Plane plane, final Mask mask, final Prompt prompt, final double score,
			final String objectClass )
	{
		this.id = id;
		this.plane = Objects.requireNonNull( plane, "plane" );
		this.mask = Objects.requireNonNull( mask, "mask" );
		this.prompt = prompt;
		this.score = score;
		this.objectClass = Objects.requireNonNull( objectClass, "objectClass" );
	}

	/** The label, 1 or more; no two objects of a session have the same, on whatever plane. */
	public int id()
	{
		return id;
	}

	public Plane plane()
	{
		return plane;
	}

	/** The object's pixels; at least one. */
	public Mask mask()
	{
		return mask;
	}

	/** What the mask was made by, in pixels of the image; null if it was drawn or merged. */
	public Prompt prompt()
	{
		return prompt;
	}

	/** The predicted IoU, about 0..1; NaN if the mask was drawn or merged. */
	public double score()
	{
		return score;
	}

	/** Name of the object's class; "" for none. */
	public String objectClass()
	{
		return objectClass;
	}

	/** The object with other pixels. */
	public SessionObject withMask( final Mask newMask )
	{
		return new SessionObject( id, plane, newMask, prompt, score, objectClass );
	}

	/** The object in another class. */
	public SessionObject withClass( final String newClass )
	{
		return new SessionObject( id, plane, mask, prompt, score, newClass );
	}
}
