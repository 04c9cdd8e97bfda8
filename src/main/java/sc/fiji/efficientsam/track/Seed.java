// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import java.util.Objects;

import sc.fiji.efficientsam.prompt.Prompt;

/**
 * What a user says about an object, and on which slice. Seeds with the same id
 * describe one object on several slices. Immutable.
 */
public final class Seed {

	private final int id;
	private final int slice;
	private final Prompt prompt;

	/**
	 * @param id
	 *            the object's id, which becomes its label; 1 or more
	 * @param slice
	 *            index of the prompted slice, from 0
	 * @param prompt
	 *            in pixels of the slice
	 */
	public Seed( final int id, final int slice, final Prompt prompt )
	{
		if ( id < 1 || slice < 0 )
			throw new IllegalArgumentException( "A seed needs an id of 1 or more and a slice of 0 or more, but got id " + id +
					" and slice " + slice + "." );
		this.id = id;
		this.slice = slice;
		this.prompt = Objects.requireNonNull( prompt, "prompt" );
	}

	/** The object's id, 1 or more. */
	public int id()
	{
		return id;
	}

	/** Index of the prompted slice, from 0. */
	public int slice()
	{
		return slice;
	}

	/** The prompt, in pixels of the slice. */
	public Prompt prompt()
	{
		return prompt;
	}

	@Override
	public String toString()
	{
		return "object " + id + " on slice " + slice + ": " + prompt;
	}
}
