// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A dense array of 32-bit floats or 64-bit integers in row-major order, with
 * its shape. It lives on the Java side: dropping the last reference frees it.
 * Not to be changed once it was handed over.
 */
public final class Tensor {

	private final long[] shape;
	private final FloatBuffer floats;
	private final long[] longs;

	private Tensor( final FloatBuffer floats, final long[] longs, final long[] shape )
	{
		this.shape = shape.clone();
		this.floats = floats;
		this.longs = longs;
		final long length = floats == null ? longs.length : floats.remaining();
		if ( size( shape ) != length )
			throw new IllegalArgumentException( "Shape " + Arrays.toString( shape ) + " does not have " + length + " elements." );
	}

	/** Wraps the buffer's remaining elements; a direct buffer of native order is used in place by the backend, others are copied there. */
	public static Tensor of( final FloatBuffer values, final long... shape )
	{
		return new Tensor( values.slice(), null, shape );
	}

	/** Wraps the array. */
	public static Tensor of( final float[] values, final long... shape )
	{
		return new Tensor( FloatBuffer.wrap( values ), null, shape );
	}

	/** Wraps the array. */
	public static Tensor ofLongs( final long[] values, final long... shape )
	{
		return new Tensor( null, values, shape );
	}

	/** A copy of float values in memory that the backend can use without copying it again. */
	public Tensor toDirect()
	{
		if ( floats.isDirect() )
			return this;
		final FloatBuffer direct = allocate( floats.remaining() );
		direct.put( floats() ).flip();
		return new Tensor( direct, null, shape );
	}

	/** A direct buffer of native order. */
	static FloatBuffer allocate( final int length )
	{
		return ByteBuffer.allocateDirect( Math.multiplyExact( 4, length ) ).order( ByteOrder.nativeOrder() ).asFloatBuffer();
	}

	public boolean isFloat()
	{
		return floats != null;
	}

	/** Length of each axis, outermost first; a copy. */
	public long[] shape()
	{
		return shape.clone();
	}

	/** The float values, positioned at the first. */
	public FloatBuffer floats()
	{
		if ( floats == null )
			throw new IllegalStateException( "This tensor holds 64-bit integers, not floats." );
		return floats.duplicate();
	}

	/** A copy of the float values. */
	public float[] toFloatArray()
	{
		final float[] out = new float[ floats().remaining() ];
		floats().get( out );
		return out;
	}

	/** The 64-bit integers; not a copy. */
	long[] longs()
	{
		return longs;
	}

	/** Number of elements of a shape. */
	static long size( final long[] shape )
	{
		long n = 1;
		for ( final long d : shape )
			n = Math.multiplyExact( n, d );
		return n;
	}

	/** Size in bytes of the values. */
	public long bytes()
	{
		return size( shape ) * ( floats == null ? 8 : 4 );
	}

	@Override
	public String toString()
	{
		return ( floats == null ? "int64" : "float32" ) + Arrays.toString( shape );
	}
}
