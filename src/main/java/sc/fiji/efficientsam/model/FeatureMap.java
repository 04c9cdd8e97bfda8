// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import sc.fiji.efficientsam.inference.InferenceException;
import sc.fiji.efficientsam.inference.Tensor;

/**
 * What a model's encoder tells of each place of a frame: numbers that are alike where
 * the image means something alike. Some encoders tell it in several maps, coarse ones
 * that see much and fine ones that see exactly; all cover the model's whole input.
 * Immutable.
 */
public final class FeatureMap {

	/** A map, channels last. */
	private static final class Level
	{
		private final float[] values;
		private final int grid;
		private final int channels;

		Level( final int grid, final int channels )
		{
			this.grid = grid;
			this.channels = channels;
			values = new float[ Math.multiplyExact( grid * grid, channels ) ];
		}

		/** Interpolates bilinearly; the outermost values continue beyond the border. */
		void at( final double fx, final double fy, final float[] out, final int offset )
		{
			final double x = Math.max( 0, Math.min( grid - 1, fx * grid - 0.5 ) ), y = Math.max( 0, Math.min( grid - 1, fy * grid - 0.5 ) );
			final int left = ( int ) x, top = ( int ) y;
			final int right = Math.min( left + 1, grid - 1 ), bottom = Math.min( top + 1, grid - 1 );
			final float u = ( float ) ( x - left ), v = ( float ) ( y - top );
			final float a = ( 1 - u ) * ( 1 - v ), b = u * ( 1 - v ), c = ( 1 - u ) * v, d = u * v;
			final int i = ( top * grid + left ) * channels, j = ( top * grid + right ) * channels;
			final int k = ( bottom * grid + left ) * channels, l = ( bottom * grid + right ) * channels;
			for ( int n = 0; n < channels; n++ )
				out[ offset + n ] = a * values[ i + n ] + b * values[ j + n ] + c * values[ k + n ] + d * values[ l + n ];
		}
	}

	private final List< Level > levels = new ArrayList<>();
	private final int frameSize;
	private int channels;

	private FeatureMap( final int frameSize )
	{
		this.frameSize = frameSize;
	}

	/**
	 * The maps as they are.
	 *
	 * @param maps
	 *            those of shape {@code [1][channels][side][side]} count
	 * @param frameSize
	 *            side of the model's input in pixels
	 * @throws InferenceException
	 *             if there is none
	 */
	static FeatureMap of( final Collection< Tensor > maps, final int frameSize )
	{
		final FeatureMap f = new FeatureMap( frameSize );
		for ( final Tensor t : maps )
			if ( isMap( t ) )
				f.unfold( t, 0, ( int ) t.shape()[ 1 ], 1 );
		if ( f.levels.isEmpty() )
			throw new InferenceException( "The model's embedding " + maps +
					" has no map, so that nothing can be learned from it. Use another model." );
		return f;
	}

	/**
	 * Maps of which the finer ones are folded into channels of one tensor: {@code side * side} neighboring values of one channel
	 * become as many channels of a cell, row by row (PyTorch's {@code pixel_unshuffle}).
	 *
	 * @param folded
	 *            of shape {@code [1][channels][side][side]}
	 * @param parts
	 *            for each map its number of channels, and by how much it is finer than the tensor
	 */
	static FeatureMap folded( final Tensor folded, final int frameSize, final int[]... parts )
	{
		final FeatureMap f = new FeatureMap( frameSize );
		int first = 0;
		for ( final int[] part : parts )
		{
			f.unfold( folded, first, part[ 0 ], part[ 1 ] );
			first += part[ 0 ] * part[ 1 ] * part[ 1 ];
		}
		return f;
	}

	private static boolean isMap( final Tensor t )
	{
		final long[] s = t.shape();
		return t.isFloat() && s.length == 4 && s[ 0 ] == 1 && s[ 2 ] == s[ 3 ] && s[ 2 ] > 1;
	}

	private void unfold( final Tensor t, final int first, final int mapChannels, final int factor )
	{
		final int side = ( int ) t.shape()[ 2 ];
		final FloatBuffer in = t.floats();
		final Level level = new Level( side * factor, mapChannels );
		for ( int c = 0; c < mapChannels; c++ )
			for ( int k = 0; k < factor * factor; k++ )
			{
				in.position( ( first + c * factor * factor + k ) * side * side );
				for ( int y = 0; y < side; y++ )
					for ( int x = 0; x < side; x++ )
						level.values[ ( ( y * factor + k / factor ) * level.grid + x * factor + k % factor ) * mapChannels + c ] = in.get();
			}
		levels.add( level );
		channels += mapChannels;
	}

	/** Numbers per place. */
	public int channels()
	{
		return channels;
	}

	/** Cells per side of the finest map. */
	public int grid()
	{
		return levels.stream().mapToInt( l -> l.grid ).max().getAsInt();
	}

	/**
	 * What is told of a place.
	 *
	 * @param x
	 *            column in pixels of the model's input, integers at pixel centers; the outermost values continue beyond the border
	 * @param y
	 *            likewise
	 * @param out
	 *            takes {@link #channels()} numbers, from its start
	 */
	public void at( final double x, final double y, final float[] out )
	{
		final double fx = ( x + 0.5 ) / frameSize, fy = ( y + 0.5 ) / frameSize;
		int offset = 0;
		for ( final Level level : levels )
		{
			level.at( fx, fy, out, offset );
			offset += level.channels;
		}
	}
}
