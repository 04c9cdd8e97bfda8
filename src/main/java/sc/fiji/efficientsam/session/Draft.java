// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.prompt.PromptText;

/**
 * The object that is being prompted or drawn and was not accepted yet. Immutable;
 * {@code with...} methods return changed copies.
 */
public final class Draft {

	private final Plane plane;
	private final Box box;
	private final List< PromptPoint > points;
	private final int choice;
	private final int id;
	private final Mask drawn;

	private Draft( final Plane plane, final Box box, final List< PromptPoint > points, final int choice, final int id, final Mask drawn )
	{
		this.plane = Objects.requireNonNull( plane, "plane" );
		this.box = box;
		this.points = points;
		this.choice = choice;
		this.id = id;
		this.drawn = drawn;
	}

	/** A new object without any prompt. */
	public static Draft on( final Plane plane )
	{
		return new Draft( plane, null, Collections.emptyList(), 0, 0, null );
	}

	/** A new object by a prompt. */
	public static Draft of( final Plane plane, final Prompt prompt )
	{
		return new Draft( plane, prompt.box(), prompt.points(), 0, 0, null );
	}

	/** An accepted object that is changed: by further prompts or by drawing. */
	public static Draft edit( final SessionObject object )
	{
		final Prompt p = object.prompt();
		return new Draft( object.plane(), p == null ? null : p.box(), p == null ? Collections.emptyList() : p.points(), 0, object.id(),
				object.mask() );
	}

	/** With one more point; what was drawn is dropped. */
	public Draft withPoint( final PromptPoint point )
	{
		final List< PromptPoint > all = new ArrayList<>( points );
		all.add( point );
		return new Draft( plane, box, Collections.unmodifiableList( all ), 0, id, null );
	}

	/** With this box instead of the one before; what was drawn is dropped. */
	public Draft withBox( final Box newBox )
	{
		return new Draft( plane, newBox, points, 0, id, null );
	}

	/** With another of the model's masks. */
	public Draft withChoice( final int newChoice )
	{
		return new Draft( plane, box, points, newChoice, id, null );
	}

	/** With exactly these pixels, whatever the prompts say. */
	public Draft withDrawn( final Mask mask )
	{
		return new Draft( plane, box, points, choice, id, mask );
	}

	public Plane plane()
	{
		return plane;
	}

	/** Which of the model's masks: 0 for the one that would be taken unasked, else its place by predicted IoU, from 1. */
	public int choice()
	{
		return choice;
	}

	/** The accepted object that this one will replace; 0 for a new object. */
	public int id()
	{
		return id;
	}

	/** Pixels that were drawn by hand; null if the prompts count. */
	public Mask drawn()
	{
		return drawn;
	}

	/** All points, in the order in which they were added; unmodifiable. */
	public List< PromptPoint > points()
	{
		return points;
	}

	/** The box, or null. */
	public Box box()
	{
		return box;
	}

	/** The prompt, or null if there is neither a box nor a positive point yet. */
	public Prompt prompt()
	{
		return box == null && points.stream().noneMatch( PromptPoint::isPositive ) ? null : PromptText.exact( Prompt.of( box, points ) );
	}
}
