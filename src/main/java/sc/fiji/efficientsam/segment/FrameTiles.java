// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import sc.fiji.efficientsam.image.Frame;

/**
 * Covers an image, at one scale, with frames of the model's size that overlap a little, for what is computed of all of
 * it. The last frames of a row or column are moved inwards to the image's border. Immutable.
 */
public final class FrameTiles {

	/** Input pixels by which frames overlap. */
	public static final int OVERLAP = 128;

	private final int width;
	private final int height;
	private final int size;
	private final double scale;

	/**
	 * @param width
	 *            of the image in pixels
	 * @param height
	 *            of the image in pixels
	 * @param frameSize
	 *            side of the model's input in pixels
	 * @param scale
	 *            input pixels per pixel of the image
	 */
	public FrameTiles( final int width, final int height, final int frameSize, final double scale )
	{
		this.width = width;
		this.height = height;
		this.scale = scale;
		size = ( int ) Math.max( 1, frameSize / scale );
	}

	/** All of them, row by row. */
	public Set< Frame > all()
	{
		return in( 0, 0, width, height );
	}

	/** Those that have a part in a rectangle, row by row. */
	public Set< Frame > in( final int x, final int y, final int w, final int h )
	{
		final Set< Frame > frames = new LinkedHashSet<>();
		for ( final int top : starts( y, h, height ) )
			for ( final int left : starts( x, w, width ) )
				frames.add( at( left, top ) );
		return frames;
	}

	/** Left column of the frames in which a column of the image lies deepest. */
	public int left( final int x )
	{
		return deepest( x, width );
	}

	/** Top row of the frames in which a row of the image lies deepest. */
	public int top( final int y )
	{
		return deepest( y, height );
	}

	/** The frame that begins at a column and row. */
	public Frame at( final int left, final int top )
	{
		return new Frame( left, top, Math.min( size, width - left ), Math.min( size, height - top ), scale );
	}

	/** Start of the tile along one axis whose border is farthest from a pixel; the image's own border is none. */
	private int deepest( final int at, final int total )
	{
		int best = 0;
		long most = -1;
		for ( final int start : starts( at, 1, total ) )
		{
			final long before = start == 0 ? Integer.MAX_VALUE : at - start;
			final long behind = start + size >= total ? Integer.MAX_VALUE : start + size - 1 - at;
			if ( Math.min( before, behind ) > most )
			{
				most = Math.min( before, behind );
				best = start;
			}
		}
		return best;
	}

	/** Starts of the tiles along one axis that have a part in a range; the same tiles whatever the range. */
	private List< Integer > starts( final int from, final int length, final int total )
	{
		final int stride = Math.max( 1, size - ( int ) ( OVERLAP / scale ) );
		final List< Integer > starts = new ArrayList<>();
		for ( long s = 0;; s += stride )
		{
			final int start = ( int ) Math.max( 0, Math.min( s, total - size ) );
			if ( start < from + length && start + size > from )
				starts.add( start );
			if ( s + size >= total || start >= from + length )
				return starts;
		}
	}
}
