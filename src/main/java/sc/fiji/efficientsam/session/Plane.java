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
			throw new IllegalArgumentException( "Slices and frames are counted from 1, but slice " + z + " of frame " + t + " was asked for." );
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
