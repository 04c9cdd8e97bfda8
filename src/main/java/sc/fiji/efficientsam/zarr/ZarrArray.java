// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Zarr array in a folder, of which planes of the last two dimensions are read. Whole numbers, floating point numbers and
 * booleans of either byte order; chunks that are missing hold the fill value. Not safe for use by several threads.
 */
public final class ZarrArray {

	/** Bytes of chunks that are kept, as a chunk may hold several planes. */
	private static final long KEPT = 64L << 20;

	private final Path folder;
	private final ZarrMetadata meta;
	private final Map< String, byte[] > chunks = new LinkedHashMap<>( 16, 0.75f, true );

	private ZarrArray( final Path folder, final ZarrMetadata meta )
	{
		this.folder = folder;
		this.meta = meta;
	}

	/** Whether there is an array in a folder. */
	public static boolean isArray( final Path folder ) throws IOException
	{
		return ZarrMetadata.isArray( folder );
	}

	/**
	 * @throws IOException
	 *             if there is no array, or it is of a kind that is not read here; the message says why
	 */
	public static ZarrArray open( final Path folder ) throws IOException
	{
		return new ZarrArray( folder, ZarrMetadata.read( folder ) );
	}

	/** Lengths of the dimensions, the slowest one first. */
	public long[] shape()
	{
		return meta.shape.clone();
	}

	/** Whether values are whole numbers. */
	public boolean isWhole()
	{
		return meta.kind != 'f';
	}

	/**
	 * The values of a plane, row by row.
	 *
	 * @param at
	 *            position in all dimensions but the last two
	 * @throws IOException
	 *             if a chunk is broken or cannot be read; the message names it
	 */
	public double[] plane( final long... at ) throws IOException
	{
		final int n = meta.shape.length, h = Math.toIntExact( meta.shape[ n - 2 ] ), w = Math.toIntExact( meta.shape[ n - 1 ] );
		final int ch = meta.chunk[ n - 2 ], cw = meta.chunk[ n - 1 ];
		final double[] plane = new double[ Math.multiplyExact( w, h ) ];
		final long[] place = new long[ n ];
		final int[] inside = new int[ n ];
		for ( int d = 0; d < n - 2; d++ )
		{
			place[ d ] = at[ d ] / meta.chunk[ d ];
			inside[ d ] = ( int ) ( at[ d ] % meta.chunk[ d ] );
		}
		for ( int cy = 0; cy * ( long ) ch < h; cy++ )
			for ( int cx = 0; cx * ( long ) cw < w; cx++ )
			{
				place[ n - 2 ] = cy;
				place[ n - 1 ] = cx;
				final byte[] bytes = chunk( place );
				final ByteBuffer values = bytes == null ? null : ByteBuffer.wrap( bytes ).order( meta.bigEndian
						? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN );
				for ( int y = 0; y < ch && cy * ch + y < h; y++ )
					for ( int x = 0; x < cw && cx * cw + x < w; x++ )
					{
						inside[ n - 2 ] = y;
						inside[ n - 1 ] = x;
						plane[ ( cy * ch + y ) * w + cx * cw + x ] = values == null ? meta.fill : value( values, meta.index( inside ) );
					}
			}
		return plane;
	}

	/** The bytes of a chunk; null if it is missing. */
	private byte[] chunk( final long[] place ) throws IOException
	{
		final String key = Arrays.toString( place );
		if ( chunks.containsKey( key ) )
			return chunks.get( key );
		final long[] shard = place.clone();
		for ( int d = 0; d < shard.length && meta.perShard != null; d++ )
			shard[ d ] /= meta.perShard[ d ];
		final Path file = folder.resolve( meta.key( shard ) );
		if ( !Files.exists( file ) )
			return null;
		byte[] bytes;
		try
		{
			bytes = meta.perShard == null ? Files.readAllBytes( file ) : ofShard( file, place );
			if ( bytes == null )
				return null;
			for ( final String codec : meta.codecs )
				bytes = Codecs.decode( codec, bytes, meta.chunkBytes() );
			if ( bytes.length != meta.chunkBytes() )
				throw new ZarrException( "a chunk has " + bytes.length + " bytes in the place of " + meta.chunkBytes() );
		}
		catch ( final ZarrException e )
		{
			throw new ZarrException( e.getMessage() + " (" + file + ")" );
		}
		chunks.put( key, bytes );
		while ( chunks.size() > 1 && chunks.size() * ( long ) bytes.length > KEPT )
			chunks.remove( chunks.keySet().iterator().next() );
		return bytes;
	}

	/**
	 * A chunk out of a shard (zarr-specs, sharding_indexed): a list tells where each one begins and its length, both of 64
	 * bits; all ones for chunks that are missing.
	 */
	private byte[] ofShard( final Path file, final long[] place ) throws IOException
	{
		long number = 0, all = 1;
		for ( int d = 0; d < place.length; d++ )
		{
			number = number * meta.perShard[ d ] + place[ d ] % meta.perShard[ d ];
			all *= meta.perShard[ d ];
		}
		try ( FileChannel in = FileChannel.open( file, StandardOpenOption.READ ) )
		{
			final long size = in.size(), index = 16 * all + ( meta.indexChecked ? 4 : 0 ), at = meta.indexAtEnd ? size - index : 0;
			if ( index > size || index > Codecs.MAX )
				throw new ZarrException( "a shard is broken or was cut off" );
			final byte[] list = read( in, at, ( int ) index );
			final ByteBuffer entries = ByteBuffer.wrap( meta.indexChecked ? Codecs.decode( "crc32c", list, list.length ) : list ).order(
					ByteOrder.LITTLE_ENDIAN );
			final long begin = entries.getLong( ( int ) ( 16 * number ) ), length = entries.getLong( ( int ) ( 16 * number ) + 8 );
			if ( begin == -1 && length == -1 )
				return null;
			if ( begin < 0 || length < 0 || length > Codecs.MAX || begin > size - length )
				throw new ZarrException( "a shard is broken or was cut off" );
			return read( in, begin, ( int ) length );
		}
	}

	private static byte[] read( final FileChannel in, final long at, final int length ) throws IOException
	{
		final ByteBuffer bytes = ByteBuffer.allocate( length );
		while ( bytes.hasRemaining() )
			if ( in.read( bytes, at + bytes.position() ) < 0 )
				throw new ZarrException( "a shard is broken or was cut off" );
		return bytes.array();
	}

	private double value( final ByteBuffer values, final int i ) throws IOException
	{
		switch ( meta.kind + "" + meta.bytes )
		{
		case "b1":
		case "u1":
			return values.get( i ) & 0xff;
		case "i1":
			return values.get( i );
		case "u2":
			return values.getShort( 2 * i ) & 0xffff;
		case "i2":
			return values.getShort( 2 * i );
		case "u4":
			return values.getInt( 4 * i ) & 0xffffffffL;
		case "i4":
			return values.getInt( 4 * i );
		case "f4":
			return values.getFloat( 4 * i );
		case "f8":
			return values.getDouble( 8 * i );
		default:
			final long value = values.getLong( 8 * i );
			if ( meta.kind == 'u' && value < 0 || ( long ) ( double ) value != value )
				throw new ZarrException( "the value " + Long.toUnsignedString( value ) + " is too large" );
			return value;
		}
	}

	@Override
	public String toString()
	{
		return Arrays.toString( meta.shape ) + " " + meta.kind + 8 * meta.bytes;
	}
}
