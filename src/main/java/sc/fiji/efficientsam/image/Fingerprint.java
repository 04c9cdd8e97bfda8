// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
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
