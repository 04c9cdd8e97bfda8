/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
package sc.fiji.efficientsam.segment;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.prompt.Box;
import sc.fiji.efficientsam.prompt.Prompt;

/**
 * Decides which part of an image is encoded, and at what scale, to serve a
 * prompt. Immutable.
 * <p>
 * Scales are powers of two. At each scale the image is covered by square tiles of
 * the model's frame size that overlap by half, the last ones moved inwards to the
 * image's border, and a prompt is served from the tile whose centre is nearest.
 * So an object of up to half a frame is seen whole, and prompts that lie close
 * together share a tile.
 * </p>
 */
public final class FramePlanner {

	/** Objects are magnified 8 times at most. */
	static final int MAX_EXPONENT = 3;

	private final int width;
	private final int height;
	private final int frameSize;
	private final double objectSize;

	/**
	 * @param width
	 *            of the image in pixels
	 * @param height
	 *            of the image in pixels
	 * @param frameSize
	 *            side of the model's input in pixels
	 * @param objectSize
	 *            long side, in input pixels, at which the model segments best
	 */
	public FramePlanner( final int width, final int height, final int frameSize, final double objectSize )
	{
		this.width = width;
		this.height = height;
		this.frameSize = frameSize;
		this.objectSize = objectSize;
	}

	/**
	 * The scale for a prompt, as a power of two: the one that brings the box, or
	 * else the given typical size, nearest to the model's favourite size; the
	 * image's own resolution where nothing tells a size; smaller where the
	 * prompt's points would not lie within half a frame.
	 *
	 * @param typicalSize
	 *            long side of objects in pixels of the image, for prompts without
	 *            a box; 0 if unknown
	 */
	public int exponent( final Prompt prompt, final double typicalSize )
	{
		final Box image = Box.ofPixels( 0, 0, width, height );
		final Box extent = prompt.extent().intersect( image );
		final double size = prompt.hasBox() ? extent.longSide() : Math.max( typicalSize, 0 );
		final int wish = size > 0 ? ( int ) Math.round( log2( objectSize / size ) ) : 0;
		final int limit = ( int ) Math.floor( log2( frameSize / 2.0 / extent.longSide() ) );
		return Math.min( Math.min( wish, limit ), MAX_EXPONENT );
	}

	/** The tile at scale 2^exponent that serves the prompt. */
	public Frame frame( final Prompt prompt, final int exponent )
	{
		final double scale = Math.scalb( 1.0, exponent );
		final int size = ( int ) Math.min( Integer.MAX_VALUE, Math.max( 1, Math.round( frameSize / scale ) ) );
		final Box extent = prompt.extent().intersect( Box.ofPixels( 0, 0, width, height ) );
		final int x = tileStart( extent.centerX(), width, size );
		final int y = tileStart( extent.centerY(), height, size );
		return new Frame( x, y, Math.min( size, width - x ), Math.min( size, height - y ), scale );
	}

	/** Whether the frame holds the whole image. */
	public boolean coversImage( final Frame frame )
	{
		return frame.width() == width && frame.height() == height;
	}

	/** Whether the frame reaches to the image's right border. */
	boolean endsAtRight( final Frame frame )
	{
		return frame.x() + frame.width() == width;
	}

	/** Whether the frame reaches to the image's bottom border. */
	boolean endsAtBottom( final Frame frame )
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
