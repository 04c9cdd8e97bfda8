// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads one message of the protocol buffer wire format field by field, and
 * skips what it is not asked for, so that a file's gigabytes of weights are
 * never held in memory. Fields must be read, or else skipped by
 * {@link #next()}, in order; a nested {@link #message()} is used up before its
 * parent goes on.
 */
final class ProtoReader {

	private static final int VARINT = 0, FIXED64 = 1, LENGTH = 2, FIXED32 = 5;

	/** The longest name that is believed. */
	private static final int MAX_STRING = 1 << 16;

	private final Source in;
	private final long end;
	private int field;
	private int wire;
	private long valueEnd;
	private long value;

	ProtoReader( final InputStream in, final long length )
	{
		this( new Source( in ), length );
	}

	private ProtoReader( final Source in, final long end )
	{
		this.in = in;
		this.end = end;
		valueEnd = in.position;
	}

	/** Goes to the next field; false at the end of the message. */
	boolean next() throws IOException
	{
		in.skipTo( valueEnd );
		if ( in.position >= end )
			return false;
		final long tag = readVarint();
		field = ( int ) ( tag >>> 3 );
		wire = ( int ) tag & 7;
		if ( field == 0 )
			throw new IOException( "field number 0 at byte " + in.position );
		valueEnd = in.position;
		if ( wire == LENGTH )
		{
			final long length = readVarint();
			valueEnd = in.position + length;
			if ( length < 0 || valueEnd > end )
				throw new IOException( "a field at byte " + in.position +
						" is longer than its message; the file is truncated or no model" );
		}
		else if ( wire == FIXED64 )
			valueEnd += 8;
		else if ( wire == FIXED32 )
			valueEnd += 4;
		else if ( wire == VARINT )
		{
			value = readVarint();
			valueEnd = in.position;
		}
		else
			throw new IOException( "unknown wire type " + wire + " at byte " + in.position );
		return true;
	}

	boolean is( final int number )
	{
		return field == number;
	}

	long varint() throws IOException
	{
		expect( VARINT );
		return value;
	}

	String string() throws IOException
	{
		expect( LENGTH );
		final long length = valueEnd - in.position;
		if ( length > MAX_STRING )
			throw new IOException( "a name has " + length + " bytes" );
		final byte[] bytes = new byte[ ( int ) length ];
		for ( int i = 0; i < bytes.length; i++ )
			bytes[ i ] = ( byte ) in.read();
		return new String( bytes, StandardCharsets.UTF_8 );
	}

	/** Adds whole numbers, packed or one by one; of more than {@code most} bytes none. */
	void varints( final List< Long > values, final int most ) throws IOException
	{
		if ( wire == VARINT )
			values.add( value );
		else if ( valueEnd - in.position <= most )
			while ( in.position < valueEnd )
				values.add( readVarint() );
	}

	/** The bytes of a field, or null if there are more than {@code most}. */
	byte[] bytes( final int most ) throws IOException
	{
		expect( LENGTH );
		if ( valueEnd - in.position > most )
			return null;
		final byte[] bytes = new byte[ ( int ) ( valueEnd - in.position ) ];
		for ( int i = 0; i < bytes.length; i++ )
			bytes[ i ] = ( byte ) in.read();
		return bytes;
	}

	ProtoReader message() throws IOException
	{
		expect( LENGTH );
		return new ProtoReader( in, valueEnd );
	}

	private void expect( final int type ) throws IOException
	{
		if ( wire != type )
			throw new IOException( "field " + field + " has wire type " + wire + " instead of " + type );
	}

	private long readVarint() throws IOException
	{
		long result = 0;
		for ( int shift = 0; shift < 64; shift += 7 )
		{
			final int b = in.read();
			result |= ( long ) ( b & 0x7f ) << shift;
			if ( ( b & 0x80 ) == 0 )
				return result;
		}
		throw new IOException( "a number is too long at byte " + in.position );
	}

	/** A stream that knows its position. */
	private static final class Source {

		private final InputStream in;
		private final byte[] buffer = new byte[ 8192 ];
		private int filled;
		private int used;
		private long position;

		Source( final InputStream in )
		{
			this.in = in;
		}

		int read() throws IOException
		{
			if ( used == filled )
			{
				filled = in.read( buffer );
				used = 0;
				if ( filled <= 0 )
					throw new EOFException( "the file ends too early" );
			}
			position++;
			return buffer[ used++ ] & 0xff;
		}

		void skipTo( final long target ) throws IOException
		{
			while ( position < target )
			{
				if ( used == filled )
				{
					final long skipped = in.skip( target - position );
					position += skipped;
					if ( skipped > 0 )
						continue;
				}
				if ( position < target )
				{
					final int step = ( int ) Math.min( filled - used, target - position );
					if ( step > 0 )
					{
						used += step;
						position += step;
					}
					else
						read();
				}
			}
		}
	}
}
