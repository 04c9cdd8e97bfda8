// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.source;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * Looks for what TIFF files cannot mean: lists that are longer than the file, and directories that lead back to
 * each other. ImageJ would read such lists number by number beyond the end, for hours, and go in circles for ever.
 */
final class TiffCheck {

	/** Bytes of a value, by TIFF's number of its type (TIFF 6.0, section 2). */
	private static final int[] BYTES = { 1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4 };

	private final FileChannel file;
	private final ByteOrder order;
	private final long length;

	private TiffCheck( final FileChannel file, final ByteOrder order ) throws IOException
	{
		this.file = file;
		this.order = order;
		length = file.size();
	}

	/** Whether a file is no TIFF, or one whose directories are possible. */
	static boolean isPossible( final File tiff ) throws IOException
	{
		try ( FileChannel file = FileChannel.open( tiff.toPath(), StandardOpenOption.READ ) )
		{
			final ByteBuffer header = ByteBuffer.allocate( 8 );
			while ( header.hasRemaining() && file.read( header ) >= 0 )
				continue;
			final boolean little = header.get( 0 ) == 'I' && header.get( 1 ) == 'I' && header.get( 2 ) == 42, big = header.get( 0 ) == 'M'
					&& header.get( 1 ) == 'M' && header.get( 3 ) == 42;
			return !little && !big || header.hasRemaining() || new TiffCheck( file,
					little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN ).follow( header );
		}
		catch ( final EOFException e )
		{
			return false;
		}
	}

	private boolean follow( final ByteBuffer header ) throws IOException
	{
		final Set< Long > seen = new HashSet<>();
		long at = header.order( order ).getInt( 4 ) & 0xffffffffL;
		while ( at > 0 )
		{
			if ( !seen.add( at ) )
				return false;
			final int entries = read( at, 2 ).getShort( 0 ) & 0xffff;
			final ByteBuffer all = read( at + 2, entries * 12 );
			for ( int i = 0; i < entries; i++ )
			{
				final int type = all.getShort( i * 12 + 2 ) & 0xffff;
				final long count = all.getInt( i * 12 + 4 ) & 0xffffffffL;
				if ( count * ( type < BYTES.length ? BYTES[ type ] : 1 ) > length )
					return false;
			}
			final long next = at + 2 + entries * 12L;
			// NB: some programs leave the link at the end out.
			at = next + 4 > length ? 0 : read( next, 4 ).getInt( 0 ) & 0xffffffffL;
			// NB: some write rubbish there, at which ImageJ stops.
			if ( at >= length )
				return true;
		}
		return true;
	}

	private ByteBuffer read( final long at, final int bytes ) throws IOException
	{
		final ByteBuffer b = ByteBuffer.allocate( bytes ).order( order );
		while ( b.hasRemaining() )
			if ( file.read( b, at + b.position() ) < 0 )
				throw new EOFException();
		return b;
	}
}
