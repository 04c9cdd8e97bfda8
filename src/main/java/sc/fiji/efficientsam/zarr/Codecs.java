// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.zarr;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;

/** Decompresses chunks. */
final class Codecs {

	/** Bytes of the largest chunk that is read. */
	static final int MAX = 1 << 30;

	private Codecs()
	{}

	/**
	 * @param format
	 *            name of a codec of Zarr
	 * @param size
	 *            bytes of the result
	 * @throws IOException
	 *             if there is no such codec here, or the chunk is broken or has another size
	 */
	static byte[] decode( final String format, final byte[] in, final int size ) throws IOException
	{
		return format.equals( "blosc" ) ? Blosc.decode( in ) : format.equals( "crc32c" ) ? check( in ) : inflate( format, in, size );
	}

	/** Looks whether a CRC32C (RFC 3720) at the end is right, and takes it away. */
	private static byte[] check( final byte[] in ) throws IOException
	{
		int crc = -1;
		for ( int i = 0; i < in.length - 4; i++ )
		{
			crc ^= in[ i ] & 0xff;
			for ( int bit = 0; bit < 8; bit++ )
				crc = crc >>> 1 ^ ( 0x82F63B78 & -( crc & 1 ) );
		}
		if ( in.length < 4 || ByteBuffer.wrap( in ).order( ByteOrder.LITTLE_ENDIAN ).getInt( in.length - 4 ) != ~crc )
			throw new ZarrException( "a chunk is broken or was cut off" );
		return Arrays.copyOf( in, in.length - 4 );
	}

	static byte[] inflate( final String format, final byte[] in, final int size ) throws IOException
	{
		byte[] out = new byte[ size ];
		int n = size;
		try
		{
			switch ( format )
			{
			case "gzip":
				out = readAll( new GZIPInputStream( new ByteArrayInputStream( in ) ), size );
				n = out.length;
				break;
			case "zlib":
				out = readAll( new InflaterInputStream( new ByteArrayInputStream( in ) ), size );
				n = out.length;
				break;
			case "zstd":
				n = new ZstdDecompressor().decompress( in, 0, in.length, out, 0, size );
				break;
			case "lz4":
				n = new Lz4Decompressor().decompress( in, 0, in.length, out, 0, size );
				break;
			case "snappy":
				n = new SnappyDecompressor().decompress( in, 0, in.length, out, 0, size );
				break;
			default:
				throw new ZarrException( "its chunks are compressed as \"" + format +
						"\", which is not read here; save it again with gzip, zlib, zstd, blosc (lz4, zlib or zstd), or uncompressed" );
			}
		}
		catch ( final MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException | ZipException | EOFException e )
		{
			throw new ZarrException( "a chunk is broken or was cut off" );
		}
		if ( n != size )
			throw new ZarrException( "a chunk has " + n + " bytes in the place of " + size );
		return out;
	}

	private static byte[] readAll( final InputStream in, final int size ) throws IOException
	{
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		final byte[] buffer = new byte[ 1 << 16 ];
		// NB: a small file can hold gigabytes of zeros.
		for ( int n = in.read( buffer ); n >= 0 && out.size() <= size; n = in.read( buffer ) )
			out.write( buffer, 0, n );
		return out.toByteArray();
	}
}
