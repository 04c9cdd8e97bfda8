// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;

/** Tests {@link Frame} and {@link Resampler}. */
public class FrameTest {

	@Test
	public void sameSizeIsLeftAlone()
	{
		final float[] a = { 1, 2, 3, 4 };
		assertSame( a, Resampler.resize( a, 1, 2, 2, 2, 2 ) );
	}

	@Test
	public void growingInterpolatesBetweenPixelCentersAndRepeatsEdges()
	{
		// computed by hand: output centers lie at 0.25, 0.75, 1.25, 1.75 of inputs with centers at 0.5 and 1.5
		assertArrayEquals( new float[] { 0, 0.25f, 0.75f, 1 }, Resampler.resize( new float[] { 0, 1 }, 1, 2, 1, 4, 1 ), 1e-6f );
		assertArrayEquals( new float[] { 0, 0.25f, 0.75f, 1 }, Resampler.resize( new float[] { 0, 1 }, 1, 1, 2, 1, 4 ), 1e-6f );
	}

	@Test
	public void shrinkingAverages()
	{
		// by hand: a triangle that reaches 4 pixels to both sides of 2 has the weights 5/24, 7/24, 7/24, 5/24
		assertArrayEquals( new float[] { 14 / 24f }, Resampler.resize( new float[] { 0, 1, 1, 0 }, 1, 4, 1, 1, 1 ), 1e-6f );
		// and one that reaches 3 pixels to both sides of 1.5 has the weights 2/8, 3/8, 2/8, 1/8, 0
		assertArrayEquals( new float[] { 3 / 8f, 3 / 8f }, Resampler.resize( new float[] { 0, 1, 0, 0, 1, 0 }, 1, 6, 1, 2, 1 ), 1e-6f );
		final float[] constant = new float[ 100 ];
		Arrays.fill( constant, 0.7f );
		for ( final float v : Resampler.resize( constant, 1, 10, 10, 3, 7 ) )
			assertEquals( 0.7f, v, 1e-6 );
	}

	@Test
	public void coordinatesGoToPixelCenters()
	{
		final Frame f = new Frame( 10, 20, 100, 50, 2 );
		assertEquals( 0.5, f.toFrameX( 10 ) );
		assertEquals( 2.5, f.toFrameX( 11 ) );
		assertEquals( -0.5, f.toFrameY( 19.5 ) );
	}

	@Test
	public void renderedImagesKeepTheirAspectAndArePaddedWithBlack()
	{
		final ChannelImage white = ChannelImage.gray( ArrayImgs.unsignedBytes( bytes( 40 * 10, 255 ), 40, 10 ), 0, 255 );
		final float[] rgb = new Frame( 0, 0, 40, 10, 0.5 ).render( white, 32 );
		assertEquals( 3 * 32 * 32, rgb.length );
		for ( int y = 0; y < 32; y++ )
			for ( int x = 0; x < 32; x++ )
				assertEquals( x < 20 && y < 5 ? 1 : 0, rgb[ y * 32 + x ], 1e-6 );
	}

	@Test
	public void onePixelIsAnImage()
	{
		final ChannelImage image = ChannelImage.gray( ArrayImgs.unsignedBytes( bytes( 1, 255 ), 1, 1 ), 0, 255 );
		final float[] rgb = new Frame( 0, 0, 1, 1, 1 ).render( image, 16 );
		assertEquals( 1, rgb[ 0 ] );
		assertEquals( 0, rgb[ 1 ] );
	}

	private static byte[] bytes( final int n, final int value )
	{
		final byte[] b = new byte[ n ];
		Arrays.fill( b, ( byte ) value );
		return b;
	}
}
