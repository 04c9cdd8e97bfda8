// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.session;

/** A slice and frame of a stack, counted from 1. Immutable. */
public final class Plane implements Comparable< Plane > {

	/** The only plane of a single image. */
	public static final Plane FIRST = new Plane( 1, 1 );

	private final int z;
	private final int t;

	/**
	 * @param z
	 *            the slice
	 * @param t
	 *            the frame
	 */
	public Plane( final int z, final int t )
	{
		if ( z < 1 || t < 1 )
			throw new IllegalArgumentException( "Slices and frames are counted from 1, but slice " + z + " of frame " + t +
					" was asked for." );
		this.z = z;
		this.t = t;
	}

	/** The slice. */
	public int z()
	{
		return z;
	}

	/** The frame. */
	public int t()
	{
		return t;
	}

	@Override
	public int compareTo( final Plane o )
	{
		return t != o.t ? Integer.compare( t, o.t ) : Integer.compare( z, o.z );
	}

	@Override
	public boolean equals( final Object o )
	{
		return o instanceof Plane && ( ( Plane ) o ).z == z && ( ( Plane ) o ).t == t;
	}

	@Override
	public int hashCode()
	{
		return 31 * z + t;
	}

	@Override
	public String toString()
	{
		return "slice " + z + " of frame " + t;
	}
}
