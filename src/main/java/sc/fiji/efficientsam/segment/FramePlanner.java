// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.ModelInfo;
import sc.fiji.efficientsam.prompt.Prompt;

/**
 * Decides which part of an image is encoded, and at what scale, to serve a
 * prompt. Immutable.
 * <p>
 * At each scale the image is covered by square tiles of the model's frame size
 * that overlap by half, the last ones moved inwards to the image's border, and a
 * prompt is served from the tile whose center is nearest. So an object of up to
 * half a frame is seen whole, and prompts that lie close together share a tile;
 * boxes of about the same size do, because their scales are powers of two.
 * </p>
 */
public final class FramePlanner {

	/** Images are magnified 8 times at most. */
	static final double MAX_SCALE = 8;

	/** Input pixels that the longer side of an image has at least where all of it is looked at. */
	private static final double LEAST_SIDE = 64;

	private final int width;
	private final int height;
	private final ModelInfo model;

	/**
	 * @param width
	 *            of the image in pixels
	 * @param height
	 *            of the image in pixels
	 */
	public FramePlanner( final int width, final int height, final ModelInfo model )
	{
		this.width = width;
		this.height = height;
		this.model = model;
	}

	/**
	 * The nearest scale to the given one at which all of an image can be looked at: neither too small, nor magnified
	 * too much.
	 */
	public static double feasible( final double scale, final int width, final int height )
	{
		return Math.min( MAX_SCALE, Math.max( LEAST_SIDE / Math.max( width, height ), scale ) );
	}

	/**
	 * The scale for a prompt, in frame pixels per image pixel: for a box or mask, the
	 * power of two that brings it nearest to the model's favorite size; else the
	 * scale that brings the given typical size to the favorite one; the image's
	 * own resolution where nothing tells a size. Smaller where the prompt would
	 * not lie within half a frame.
	 *
	 * @param typicalSize
	 *            long side of objects in pixels of the image, for prompts without
	 *            box and mask; 0 if unknown
	 */
	public double scale( final Prompt prompt, final double typicalSize )
	{
		final double side = extent( prompt ).longSide();
		final double limit = Math.min( model.frameSize() / 2.0 / side, MAX_SCALE );
		if ( prompt.hasBox() || prompt.hasMask() )
			return Math.scalb( 1.0, Math.min( ( int ) Math.round( log2( model.boxSize() / side ) ), ( int ) Math.floor( log2( limit ) ) ) );
		return Math.min( typicalSize > 0 ? model.pointSize() / typicalSize : 1, limit );
	}

	/** The tile at a scale that serves the prompt. */
	public Frame frame( final Prompt prompt, final double scale )
	{
		final int size = ( int ) Math.max( 1, model.frameSize() / scale );
		final Box extent = extent( prompt );
		final int x = tileStart( extent.centerX(), width, size );
		final int y = tileStart( extent.centerY(), height, size );
		return new Frame( x, y, Math.min( size, width - x ), Math.min( size, height - y ), scale );
	}

	/** What of the prompt's extent lies inside the image. */
	private Box extent( final Prompt prompt )
	{
		return prompt.extent().intersect( Box.ofPixels( 0, 0, width, height ) );
	}

	/** Whether the frame holds the whole image. */
	public boolean coversImage( final Frame frame )
	{
		return frame.width() == width && frame.height() == height;
	}

	/**
	 * Whether a mask that was made in a frame ends at a border of the frame that is no border of the image, so that a
	 * part may be missing.
	 */
	public boolean cuts( final Frame frame, final Mask m )
	{
		if ( m.isEmpty() || coversImage( frame ) )
			return false;
		return m.x() == frame.x() && frame.x() > 0 || m.y() == frame.y() && frame.y() > 0 ||
				m.x() + m.width() == frame.x() + frame.width() && !endsAtRight( frame ) ||
				m.y() + m.height() == frame.y() + frame.height() && !endsAtBottom( frame );
	}

	/** Whether the frame reaches to the image's right border. */
	private boolean endsAtRight( final Frame frame )
	{
		return frame.x() + frame.width() == width;
	}

	/** Whether the frame reaches to the image's bottom border. */
	private boolean endsAtBottom( final Frame frame )
	{
		return frame.y() + frame.height() == height;
	}

	/** Start of the tile whose middle is nearest to {@code center}; the first of two that are equally near. */
	private static int tileStart( final double center, final int length, final int size )
	{
		if ( size >= length )
			return 0;
		final int stride = Math.max( 1, size / 2 );
		int best = 0;
		double nearest = Double.POSITIVE_INFINITY;
		final int around = ( int ) ( ( center - size / 2.0 ) / stride );
		for ( int i = Math.max( 0, around - 1 ); i <= around + 2; i++ )
		{
			final int start = ( int ) Math.min( ( long ) i * stride, length - size );
			final double distance = Math.abs( start + ( size - 1 ) / 2.0 - center );
			if ( distance < nearest )
			{
				nearest = distance;
				best = start;
			}
		}
		return best;
	}

	private static double log2( final double v )
	{
		return Math.log( v ) / Math.log( 2 );
	}
}
