// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads buffers of Blosc 1 (Blosc/c-blosc, README_CHUNK_FORMAT.rst): a header of 16 bytes, offsets of blocks, and blocks of
 * one stream for each byte of a value, or of one stream. Inner formats are those of {@link Codecs}, but not BloscLZ.
 */
final class Blosc {

	private static final int HEADER = 16;

	private static final int SHUFFLE = 1, STORED = 2, BIT_SHUFFLE = 4, ONE_STREAM = 16;

	private static final String[] FORMATS = { "blosclz", "lz4", "snappy", "zlib", "zstd" };

	private Blosc()
	{}

	static byte[] decode( final byte[] in ) throws IOException
	{
		if ( in.length < HEADER )
			throw new ZarrException( "a chunk ends too early" );
		final ByteBuffer header = ByteBuffer.wrap( in ).order( ByteOrder.LITTLE_ENDIAN );
		final int flags = in[ 2 ], width = in[ 3 ] & 0xff, size = header.getInt( 4 ), block = header.getInt( 8 );
		if ( size < 0 || block < 0 || header.getInt( 12 ) != in.length || width == 0 || size > Codecs.MAX )
			throw new ZarrException( "a chunk is broken or was cut off" );
		final byte[] out = new byte[ size ];
		if ( ( flags & STORED ) != 0 )
		{
			System.arraycopy( in, HEADER, out, 0, requireRoom( in, HEADER, size ) );
			return out;
		}
		if ( size > 0 && block == 0 )
			throw new ZarrException( "a chunk is broken" );
		final String format = FORMATS[ Math.min( 4, flags >> 5 & 7 ) ];
		for ( int i = 0; ( long ) i * block < size; i++ )
		{
			requireRoom( in, HEADER + 4 * i, 4 );
			final int n = Math.min( block, size - i * block );
			byte[] plain = block( in, header.getInt( HEADER + 4 * i ), n, ( flags & ONE_STREAM ) != 0 || n < block || width > 16
					|| block / width < 128 ? 1 : width, format );
			if ( ( flags & SHUFFLE ) != 0 && width > 1 )
				plain = unshuffle( plain, width );
			else if ( ( flags & BIT_SHUFFLE ) != 0 )
				plain = unshuffleBits( plain, width );
			System.arraycopy( plain, 0, out, i * block, n );
		}
		return out;
	}

	private static int requireRoom( final byte[] in, final int at, final int length ) throws IOException
	{
		if ( at < HEADER || length < 0 || at > in.length - length )
			throw new ZarrException( "a chunk is broken or was cut off" );
		return length;
	}

	private static byte[] block( final byte[] in, final int start, final int size, final int streams, final String format )
			throws IOException
	{
		final byte[] out = new byte[ size ];
		int at = start;
		for ( int s = 0; s < streams; s++ )
		{
			requireRoom( in, at, 4 );
			final int n = size / streams, length = ByteBuffer.wrap( in ).order( ByteOrder.LITTLE_ENDIAN ).getInt( at );
			at += 4;
			requireRoom( in, at, length );
			final byte[] plain = length == n ? Arrays.copyOfRange( in, at, at + n ) : Codecs.inflate( format, Arrays
					.copyOfRange( in, at, at + length ), n );
			System.arraycopy( plain, 0, out, s * n, n );
			at += length;
		}
		return out;
	}

	/** All first bytes of the values come first, then all second ones; what is left over stays. */
	private static byte[] unshuffle( final byte[] in, final int width )
	{
		final byte[] out = in.clone();
		final int n = in.length / width;
		for ( int i = 0; i < n; i++ )
			for ( int b = 0; b < width; b++ )
				out[ i * width + b ] = in[ b * n + i ];
		return out;
	}

	/** All lowest bits of the first bytes come first, and so on, unless there are no whole groups of eight values. */
	private static byte[] unshuffleBits( final byte[] in, final int width )
	{
		final int n = in.length / width;
		if ( n % 8 != 0 )
			return in;
		final byte[] out = in.clone();
		Arrays.fill( out, 0, n * width, ( byte ) 0 );
		for ( int bit = 0; bit < 8 * width; bit++ )
			for ( int i = 0; i < n; i++ )
				if ( ( in[ bit * ( n / 8 ) + i / 8 ] >> i % 8 & 1 ) != 0 )
					out[ i * width + bit / 8 ] |= 1 << bit % 8;
		return out;
	}
}
