// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.mask.Mask;

/** A rectangle of an image, as an image of its own. */
public final class CroppedImage implements RgbImage {

	private final RgbImage image;
	private final int left;
	private final int top;
	private final int width;
	private final int height;

	CroppedImage( final RgbImage image, final int left, final int top, final int width, final int height )
	{
		this.image = image;
		this.left = left;
		this.top = top;
		this.width = width;
		this.height = height;
	}

	/** The middle of an image. */
	public static CroppedImage middle( final RgbImage image, final int side )
	{
		final int w = Math.min( side, image.width() ), h = Math.min( side, image.height() );
		return new CroppedImage( image, ( image.width() - w ) / 2, ( image.height() - h ) / 2, w, h );
	}

	@Override
	public int width()
	{
		return width;
	}

	@Override
	public int height()
	{
		return height;
	}

	@Override
	public float[] read( final int x, final int y, final int w, final int h )
	{
		return image.read( x + left, y + top, w, h );
	}

	/** What of masks of the whole image lies in this part; those of which less than a given part does are left out. */
	public List< Mask > cut( final List< Mask > masks, final double leastPart )
	{
		final List< Mask > cut = new ArrayList<>();
		for ( final Mask m : masks )
		{
			final BitSet bits = new BitSet();
			for ( int y = Math.max( m.y(), top ); y < Math.min( m.y() + m.height(), top + height ); y++ )
				for ( int x = Math.max( m.x(), left ); x < Math.min( m.x() + m.width(), left + width ); x++ )
					if ( m.contains( x, y ) )
						bits.set( ( y - m.y() ) * m.width() + x - m.x() );
			if ( !bits.isEmpty() && bits.cardinality() >= leastPart * m.area() )
				cut.add( move( Mask.of( m.x(), m.y(), m.width(), m.height(), bits ), -left, -top ) );
		}
		return cut;
	}

	static Mask move( final Mask m, final int dx, final int dy )
	{
		return Mask.of( m.x() + dx, m.y() + dy, m.width(), m.height(), m.bits() );
	}
}
