// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

import sc.fiji.efficientsam.inference.Tensor;
import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;

/**
 * The coordinates and labels of a batch of prompts as SAM and its relatives take
 * them: each prompt has the same number of slots, first the two corners of its
 * box, then its points, then padding. Not safe for use by several threads.
 */
final class PromptSlots {

	private static final int NEGATIVE = 0, POSITIVE = 1, TOP_LEFT = 2, BOTTOM_RIGHT = 3, PADDING = -1;

	private final int queries;
	private final int slots;
	private final float[] coords;
	private final float[] labels;
	private final double scale;
	private final double offset;

	/**
	 * A batch in which all slots are padding; a coordinate v of a prompt becomes
	 * {@code v * scale + offset}.
	 */
	PromptSlots( final int queries, final int slots, final double scale, final double offset )
	{
		this.queries = queries;
		this.slots = slots;
		this.scale = scale;
		this.offset = offset;
		coords = new float[ queries * slots * 2 ];
		labels = new float[ queries * slots ];
		Arrays.fill( labels, PADDING );
	}

	/** Slots that a prompt needs: one per point, two for a box. */
	static int count( final Prompt prompt )
	{
		return prompt.points().size() + ( prompt.hasBox() ? 2 : 0 );
	}

	/** Indices of prompts by the number of slots that {@code slots} gives each: prompts of one batch have the same number. */
	static Map< Integer, List< Integer > > group( final List< Prompt > prompts, final ToIntFunction< Prompt > slots )
	{
		final Map< Integer, List< Integer > > groups = new TreeMap<>();
		for ( int i = 0; i < prompts.size(); i++ )
			groups.computeIfAbsent( slots.applyAsInt( prompts.get( i ) ), n -> new ArrayList<>() ).add( i );
		return groups;
	}

	/** What padding has as coordinates; 0 if not set. */
	PromptSlots withPadding( final float coordinate )
	{
		Arrays.fill( coords, coordinate );
		return this;
	}

	/** Puts a prompt into its slots. */
	void set( final int query, final Prompt prompt )
	{
		int slot = query * slots;
		final Box box = prompt.box();
		if ( box != null )
		{
			set( slot++, box.minX(), box.minY(), TOP_LEFT );
			set( slot++, box.maxX(), box.maxY(), BOTTOM_RIGHT );
		}
		for ( final PromptPoint p : prompt.points() )
			set( slot++, p.x(), p.y(), p.isPositive() ? POSITIVE : NEGATIVE );
	}

	private void set( final int slot, final double x, final double y, final int label )
	{
		coords[ 2 * slot ] = ( float ) ( x * scale + offset );
		coords[ 2 * slot + 1 ] = ( float ) ( y * scale + offset );
		labels[ slot ] = label;
	}

	/** Shape [..., queries, slots, 2]; as many leading axes of length 1 as asked for. */
	Tensor coords( final int leadingAxes )
	{
		return Tensor.of( coords, shape( leadingAxes, queries, slots, 2 ) );
	}

	/** Shape [..., queries, slots]. */
	Tensor labels( final int leadingAxes )
	{
		return Tensor.of( labels, shape( leadingAxes, queries, slots ) );
	}

	private static long[] shape( final int leadingAxes, final long... last )
	{
		final long[] shape = new long[ leadingAxes + last.length ];
		Arrays.fill( shape, 1 );
		System.arraycopy( last, 0, shape, leadingAxes, last.length );
		return shape;
	}
}
