// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.nio.FloatBuffer;

import sc.fiji.efficientsam.inference.InferenceException;
import sc.fiji.efficientsam.inference.Tensor;

/**
 * What a model's instance head sees in one frame: maps on a square grid that
 * covers the model's whole input, from which all objects can be told without
 * prompts. Immutable.
 */
public final class InstanceMap {

	/** Long side and diameter of objects, in input pixels, at which the head was trained to see objects. */
	public static final double UNIT = 45;

	/** The maps, in their order. */
	public enum Channel
	{
		/** Probability that the cell lies in an object. */
		FOREGROUND( "Foreground" ),
		/** Distance to the object's border: 0 there, 1 where it is largest. */
		BORDER( "Distance to border" ),
		/** Closeness to the object's center: 1 there, 0 at its farthest pixel. */
		CENTER( "Closeness to center" ),
		/** The object's long side in input pixels. */
		LONG_SIDE( "Long side" ),
		/** Diameter, in input pixels, of a disc of the object's area. */
		DIAMETER( "Diameter" );

		private final String title;

		Channel( final String title )
		{
			this.title = title;
		}

		/** Name for people. */
		public String title()
		{
			return title;
		}

		/** Whether the values are sizes in pixels, and not numbers from 0 to 1. */
		public boolean isSize()
		{
			return this == LONG_SIDE || this == DIAMETER;
		}
	}

	private final FloatBuffer values;
	private final int grid;

	/**
	 * @param maps
	 *            {@code [1][channels][grid][grid]}
	 * @throws InferenceException
	 *             if the shape is another
	 */
	InstanceMap( final Tensor maps )
	{
		final long[] shape = maps.shape();
		if ( shape.length != 4 || shape[ 0 ] != 1 || shape[ 1 ] != Channel.values().length || shape[ 2 ] != shape[ 3 ] )
			throw new InferenceException( "The instance head gives " + maps + ", but expected are " + Channel.values().length +
					" square maps. Use the files of one model." );
		values = maps.floats();
		grid = ( int ) shape[ 3 ];
	}

	/**
	 * Maps of one's own.
	 *
	 * @param maps
	 *            one for each {@link Channel}, row by row; not changed afterwards
	 * @param grid
	 *            cells per side
	 */
	public static InstanceMap of( final float[][] maps, final int grid )
	{
		final float[] all = new float[ maps.length * grid * grid ];
		for ( int i = 0; i < maps.length; i++ )
			System.arraycopy( maps[ i ], 0, all, i * grid * grid, grid * grid );
		return new InstanceMap( Tensor.of( all, 1, maps.length, grid, grid ) );
	}

	/** A map's value in a cell. */
	public float cell( final Channel channel, final int index )
	{
		return values.get( channel.ordinal() * grid * grid + index );
	}

	/** Cells per side. */
	public int grid()
	{
		return grid;
	}

	/**
	 * A map's value, interpolated bilinearly.
	 *
	 * @param column
	 *            in cells, integers at cells' centers; the outermost values
	 *            continue beyond the border
	 * @param row
	 *            likewise
	 */
	public float at( final Channel channel, final double column, final double row )
	{
		final double x = Math.max( 0, Math.min( grid - 1, column ) ), y = Math.max( 0, Math.min( grid - 1, row ) );
		final int left = ( int ) x, top = ( int ) y;
		final int right = Math.min( left + 1, grid - 1 ), bottom = Math.min( top + 1, grid - 1 );
		final float fx = ( float ) ( x - left ), fy = ( float ) ( y - top );
		final int start = channel.ordinal() * grid * grid;
		final float upper = mix( start + top * grid + left, start + top * grid + right, fx );
		return upper + fy * ( mix( start + bottom * grid + left, start + bottom * grid + right, fx ) - upper );
	}

	private float mix( final int a, final int b, final float f )
	{
		return values.get( a ) + f * ( values.get( b ) - values.get( a ) );
	}
}
