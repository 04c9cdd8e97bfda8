// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.mask;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Masks as run lengths in the form of COCO's annotations (cocodataset/cocoapi,
 * {@code maskApi.h}, uncompressed): the image's pixels column by column, the
 * lengths of the runs outside and inside in turn, beginning with outside.
 */
public final class RunLengths {

	private RunLengths()
	{}

	/**
	 * @param width
	 *            of the image in pixels
	 * @param height
	 *            of the image in pixels
	 */
	public static List< Long > of( final Mask mask, final int width, final int height )
	{
		final List< Long > runs = new ArrayList<>();
		boolean inside = false;
		long start = 0;
		for ( int x = Math.max( 0, mask.x() ); x < Math.min( width, mask.x() + mask.width() ); x++ )
		{
			for ( int y = Math.max( 0, mask.y() - 1 ); y < Math.min( height, mask.y() + mask.height() + 1 ); y++ )
				if ( mask.contains( x, y ) != inside )
				{
					final long at = ( long ) x * height + y;
					runs.add( at - start );
					start = at;
					inside = !inside;
				}
			// NB: at the image's bottom a run goes on at the top of the next column, or ends there.
			if ( inside && !mask.contains( x + 1, 0 ) )
			{
				final long end = ( x + 1L ) * height;
				runs.add( end - start );
				start = end;
				inside = false;
			}
		}
		if ( ( long ) width * height > start || runs.isEmpty() )
			runs.add( ( long ) width * height - start );
		return runs;
	}

	/**
	 * The mask that run lengths describe.
	 *
	 * @param width
	 *            of the image in pixels
	 * @param height
	 *            of the image in pixels
	 * @throws IllegalArgumentException
	 *             if a length is negative, or all together are not the image's pixels
	 */
	public static Mask toMask( final List< Long > runs, final int width, final int height )
	{
		long end = 0, left = width, right = -1, top = height, bottom = -1;
		for ( int i = 0; i < runs.size(); i++ )
		{
			final long start = end, run = runs.get( i );
			end += run;
			if ( run < 0 || end < 0 || end > ( long ) width * height )
				throw new IllegalArgumentException( "run lengths that do not fit the " + width + " x " + height + " pixels of the image" );
			if ( i % 2 == 0 || run == 0 )
				continue;
			final boolean one = start / height == ( end - 1 ) / height;
			left = Math.min( left, start / height );
			right = Math.max( right, ( end - 1 ) / height );
			top = one ? Math.min( top, start % height ) : 0;
			bottom = one ? Math.max( bottom, ( end - 1 ) % height ) : height - 1;
		}
		if ( end != ( long ) width * height )
			throw new IllegalArgumentException( "run lengths of " + end + " pixels, but the image has " + width + " x " + height );
		return right < 0 ? Mask.EMPTY : fill( runs, height, ( int ) left, ( int ) top, ( int ) ( right - left ) + 1,
				( int ) ( bottom - top ) + 1 );
	}

	private static Mask fill( final List< Long > runs, final int height, final int left, final int top, final int w, final int h )
	{
		Math.multiplyExact( w, h );
		final BitSet bits = new BitSet();
		long end = 0;
		for ( int i = 0; i < runs.size(); i++ )
		{
			final long start = end;
			end += runs.get( i );
			if ( i % 2 == 1 )
				for ( long p = start; p < end; p++ )
					bits.set( ( int ) ( p % height - top ) * w + ( int ) ( p / height ) - left );
		}
		return Mask.of( left, top, w, h, bits );
	}

	/**
	 * Run lengths from COCO's compressed form (cocodataset/cocoapi, {@code maskApi.c}, rleFrString): numbers of five bits per
	 * character, the lowest first, bit 5 telling that more follow; from the fourth number on they are differences to the
	 * number two places before.
	 *
	 * @throws IllegalArgumentException
	 *             if it is none
	 */
	public static List< Long > parse( final String compressed )
	{
		final List< Long > runs = new ArrayList<>();
		int at = 0;
		while ( at < compressed.length() )
		{
			long value = 0;
			int shift = 0, c;
			do
			{
				c = at < compressed.length() ? compressed.charAt( at++ ) - 48 : -1;
				if ( c < 0 || c > 63 || shift > 55 )
					throw new IllegalArgumentException( "compressed run lengths that are broken" );
				value |= ( long ) ( c & 31 ) << shift;
				shift += 5;
			}
			while ( ( c & 32 ) != 0 );
			if ( ( c & 16 ) != 0 )
				value |= -1L << shift;
			runs.add( runs.size() > 2 ? value + runs.get( runs.size() - 2 ) : value );
		}
		return runs;
	}
}
