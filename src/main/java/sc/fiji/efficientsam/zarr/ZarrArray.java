// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
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
	private final Map< Path, byte[] > chunks = new LinkedHashMap<>( 16, 0.75f, true );

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
		final Path file = folder.resolve( meta.key( place ) );
		final byte[] known = chunks.get( file );
		if ( known != null || !Files.exists( file ) )
			return known;
		byte[] bytes = Files.readAllBytes( file );
		try
		{
			for ( final String codec : meta.codecs )
				bytes = Codecs.decode( codec, bytes, meta.chunkBytes() );
			if ( bytes.length != meta.chunkBytes() )
				throw new ZarrException( "a chunk has " + bytes.length + " bytes in the place of " + meta.chunkBytes() );
		}
		catch ( final ZarrException e )
		{
			throw new ZarrException( e.getMessage() + " (" + file + ")" );
		}
		chunks.put( file, bytes );
		while ( chunks.size() > 1 && chunks.size() * ( long ) bytes.length > KEPT )
			chunks.remove( chunks.keySet().iterator().next() );
		return bytes;
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
