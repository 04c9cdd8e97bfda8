// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import java.util.BitSet;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.MaskCandidates;

/**
 * Turns the logits of a coarse grid over a frame into the pixels of the image:
 * bilinear interpolation with grid cells' centers at half-integers, then "above
 * 0". Only the rectangle round the positive cells is computed, so that the cost
 * depends on the object and not on the image.
 */
public final class MaskBuilder {

	/** Offset of the threshold, in logits, for {@link #stability}. */
	private static final float OFFSET = 1;

	private final Frame frame;
	private final int frameSize;

	/**
	 * @param frame
	 *            that was decoded
	 * @param frameSize
	 *            side of the model's square input in pixels
	 */
	public MaskBuilder( final Frame frame, final int frameSize )
	{
		this.frame = frame;
		this.frameSize = frameSize;
	}

	/** A candidate's pixels in the image; empty if it has no positive logit. */
	public Mask build( final MaskCandidates candidates, final int candidate )
	{
		final int grid = candidates.grid();
		final float[] logits = candidates.logits( candidate );
		int top = grid, bottom = -1, left = grid, right = -1;
		for ( int row = 0; row < grid; row++ )
			for ( int col = 0; col < grid; col++ )
				if ( logits[ row * grid + col ] > 0 )
				{
					top = Math.min( top, row );
					bottom = row;
					left = Math.min( left, col );
					right = Math.max( right, col );
				}
		if ( bottom < 0 )
			return Mask.EMPTY;
		final Axis xs = new Axis( grid, left, right, candidates.x(), candidates.cell( frameSize ), frame.width() );
		final Axis ys = new Axis( grid, top, bottom, candidates.y(), candidates.cell( frameSize ), frame.height() );
		if ( xs.length == 0 || ys.length == 0 )
			return Mask.EMPTY;
		final BitSet bits = new BitSet();
		for ( int j = 0; j < ys.length; j++ )
		{
			final int a = ys.cell[ j ] * grid;
			final int b = Math.min( ys.cell[ j ] + 1, grid - 1 ) * grid;
			for ( int i = 0; i < xs.length; i++ )
			{
				final int l = xs.cell[ i ];
				final int r = Math.min( l + 1, grid - 1 );
				final float upper = logits[ a + l ] + xs.weight[ i ] * ( logits[ a + r ] - logits[ a + l ] );
				final float lower = logits[ b + l ] + xs.weight[ i ] * ( logits[ b + r ] - logits[ b + l ] );
				if ( upper + ys.weight[ j ] * ( lower - upper ) > 0 )
					bits.set( j * xs.length + i );
			}
		}
		return Mask.of( frame.x() + xs.first, frame.y() + ys.first, xs.length, ys.length, bits );
	}

	/** Cells above OFFSET over cells above -OFFSET; 0 where there are none. */
	public static double stability( final MaskCandidates candidates, final int candidate )
	{
		int high = 0, low = 0;
		for ( final float v : candidates.logits( candidate ) )
		{
			if ( v > OFFSET )
				high++;
			if ( v > -OFFSET )
				low++;
		}
		return low == 0 ? 0 : ( double ) high / low;
	}

	/** For one axis: the pixels that can be inside, and for each the cell before it and the weight of the next cell. */
	private final class Axis {

		final int first;
		final int length;
		final int[] cell;
		final float[] weight;

		/**
		 * @param from
		 *            first positive cell
		 * @param to
		 *            last positive cell
		 * @param origin
		 *            where the grid begins, in pixels of the model's input
		 * @param framePixels
		 *            side of a cell there
		 * @param pixels
		 *            length of the frame in pixels of the image
		 */
		Axis( final int grid, final int from, final int to, final int origin, final double framePixels, final int pixels )
		{
			final double pixelsPerCell = framePixels / frame.scale(), start = origin / frame.scale();
			first = ( int ) Math.max( 0, Math.floor( start + ( from - 0.5 ) * pixelsPerCell ) );
			final int end = ( int ) Math.min( pixels, Math.ceil( start + ( to + 1.5 ) * pixelsPerCell ) );
			length = Math.max( 0, end - first );
			cell = new int[ length ];
			weight = new float[ length ];
			for ( int i = 0; i < length; i++ )
			{
				final double at = Math.max( 0, ( first + i + 0.5 - start ) / pixelsPerCell - 0.5 );
				cell[ i ] = Math.min( ( int ) at, grid - 1 );
				weight[ i ] = ( float ) ( at - cell[ i ] );
			}
		}
	}
}
