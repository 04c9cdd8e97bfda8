// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import sc.fiji.efficientsam.inference.InferenceException;
import sc.fiji.efficientsam.inference.Tensor;

/**
 * The masks that the model offers for one prompt, as logits on a coarse square
 * grid that covers the frame or a part of it: a positive logit is inside. Immutable.
 */
public final class MaskCandidates {

	private final FloatBuffer logits;
	private final int grid;
	private final float[] scores;
	private final int x;
	private final int y;
	private final double cell;

	/**
	 * Candidates whose grid covers the whole frame.
	 *
	 * @param logits
	 *            {@code [candidates][grid][grid]}
	 * @param grid
	 *            cells per side
	 * @param scores
	 *            predicted IoU of each candidate
	 */
	MaskCandidates( final FloatBuffer logits, final int grid, final float... scores )
	{
		this( logits, grid, 0, 0, 0, scores );
	}

	private MaskCandidates( final FloatBuffer logits, final int grid, final int x, final int y, final double cell, final float... scores )
	{
		this.x = x;
		this.y = y;
		this.cell = cell;
		this.logits = logits.slice();
		this.grid = grid;
		this.scores = scores;
		if ( this.logits.remaining() != scores.length * grid * grid )
			throw new IllegalArgumentException( scores.length + " candidates of " + grid + " x " + grid + " do not have " +
					this.logits.remaining() + " logits." );
	}

	/**
	 * The candidates of each prompt of a batch.
	 *
	 * @param logits
	 *            {@code [..., queries, candidates, grid, grid]}
	 * @param scores
	 *            {@code [..., queries, candidates]}
	 * @throws InferenceException
	 *             if the shapes do not fit together
	 */
	static List< MaskCandidates > split( final Tensor logits, final Tensor scores, final int queries )
	{
		final long[] shape = logits.shape();
		final int grid = ( int ) shape[ shape.length - 1 ];
		final float[] all = scores.toFloatArray();
		final int n = all.length / queries;
		final int size = n * grid * grid;
		if ( shape.length < 3 || shape[ shape.length - 2 ] != grid || n * queries != all.length
				|| ( long ) queries * size != logits.bytes() / 4 )
			throw new InferenceException( "The decoder's masks " + logits + " and scores " + scores + " do not fit together for " +
					queries + " prompts." );
		final List< MaskCandidates > split = new ArrayList<>();
		for ( int q = 0; q < queries; q++ )
		{
			final FloatBuffer part = logits.floats();
			part.limit( ( q + 1 ) * size ).position( q * size );
			split.add( new MaskCandidates( part, grid, Arrays.copyOfRange( all, q * n, ( q + 1 ) * n ) ) );
		}
		return split;
	}

	/**
	 * These candidates, whose grid covers a part of the frame.
	 *
	 * @param left
	 *            column of the frame, in its pixels, at which the grid begins
	 * @param top
	 *            row at which it begins
	 * @param cellSize
	 *            side of a cell in pixels of the frame
	 */
	MaskCandidates at( final int left, final int top, final double cellSize )
	{
		return new MaskCandidates( logits, grid, left, top, cellSize, scores );
	}

	/** Column of the frame, in its pixels, at which the grid begins. */
	public int x()
	{
		return x;
	}

	/** Row of the frame, in its pixels, at which the grid begins. */
	public int y()
	{
		return y;
	}

	/** Side of a cell in pixels of the frame, which has the given side. */
	public double cell( final int frameSize )
	{
		return cell > 0 ? cell : ( double ) frameSize / grid;
	}

	/** Some of these candidates: those from {@code first} on. */
	MaskCandidates range( final int first, final int count )
	{
		final FloatBuffer part = logits.duplicate();
		part.limit( ( first + count ) * grid * grid ).position( first * grid * grid );
		return new MaskCandidates( part, grid, x, y, cell, Arrays.copyOfRange( scores, first, first + count ) );
	}

	/** Number of candidates, in no particular order. */
	public int size()
	{
		return scores.length;
	}

	/** Cells per side of the grid. */
	public int grid()
	{
		return grid;
	}

	/** The IoU with the true mask that the model predicts for a candidate; about 0..1, but not clipped. */
	public float score( final int candidate )
	{
		return scores[ candidate ];
	}

	/** The candidate with the best predicted IoU. */
	public int best()
	{
		int best = 0;
		for ( int c = 1; c < scores.length; c++ )
			if ( scores[ c ] > scores[ best ] )
				best = c;
		return best;
	}

	/** Logit of a cell of a candidate. */
	public float logit( final int candidate, final int row, final int column )
	{
		return logits.get( ( candidate * grid + row ) * grid + column );
	}

	/** Number of cells of a candidate that are inside. */
	public int cells( final int candidate )
	{
		int n = 0;
		for ( int i = candidate * grid * grid; i < ( candidate + 1 ) * grid * grid; i++ )
			if ( logits.get( i ) > 0 )
				n++;
		return n;
	}

	/** A candidate's logits, {@code [grid * grid]}, row by row; a copy. */
	public float[] logits( final int candidate )
	{
		final float[] out = new float[ grid * grid ];
		final FloatBuffer b = logits.duplicate();
		b.position( candidate * grid * grid );
		b.get( out );
		return out;
	}
}
