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
package sc.fiji.efficientsam.image;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

import sc.fiji.efficientsam.util.Hashes;

/** The SHA-256 of many numbers. Not safe for use by several threads. */
final class Fingerprint {

	private final MessageDigest digest = Hashes.sha256();

	/** NB: handing over every number by itself would take several times as long. */
	private final ByteBuffer buffer = ByteBuffer.allocate( 1 << 14 );

	void add( final float v )
	{
		add( Float.floatToIntBits( v ) );
	}

	void add( final double v )
	{
		final long bits = Double.doubleToLongBits( v );
		add( ( int ) ( bits >>> 32 ) );
		add( ( int ) bits );
	}

	void add( final int v )
	{
		if ( buffer.remaining() < 4 )
			flush();
		buffer.putInt( v );
	}

	private void flush()
	{
		digest.update( buffer.array(), 0, buffer.position() );
		buffer.clear();
	}

	/** The hash in hexadecimal; the end of this object's use. */
	@Override
	public String toString()
	{
		flush();
		return Hashes.hex( digest.digest() );
	}
}
