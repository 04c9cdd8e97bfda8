// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;

/** Tests {@link ChannelImage} and {@link Channel}. */
public class ChannelImageTest {

	@Test
	public void grayGoesFromMinToMaxAndIsClipped()
	{
		final float[] pixels = { 10, 20, 30, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY };
		final float[] rgb = ChannelImage.gray( ArrayImgs.floats( pixels, 3, 2 ), 10, 20 ).read( 0, 0, 3, 2 );
		final float[] expected = { 0, 1, 1, 0, 0, 1 };
		for ( int part = 0; part < 3; part++ )
			assertArrayEquals( expected, Arrays.copyOfRange( rgb, part * 6, part * 6 + 6 ) );
	}

	@Test
	public void constantImagesAreBlack()
	{
		assertArrayEquals( new float[ 12 ], ChannelImage.gray( ArrayImgs.floats( new float[] { 3, 3, 3, 3 }, 2, 2 ), 3, 3 ).read( 0, 0, 2,
				2 ) );
	}

	@Test
	public void channelsAddUpInTheirColors()
	{
		final Channel red = Channel.colored( ArrayImgs.unsignedBytes( new byte[] { 100, ( byte ) 200 }, 2, 1 ), new double[] { 0, 200 }, 1,
				0, 0 );
		final Channel yellow = Channel.colored( ArrayImgs.unsignedBytes( new byte[] { 50, 100 }, 2, 1 ), new double[] { 0, 100 }, 1, 0.5f,
				0 );
		final float[] rgb = new ChannelImage( Arrays.asList( red, yellow ) ).read( 0, 0, 2, 1 );
		assertArrayEquals( new float[] { 1, 1, 0.25f, 0.5f, 0, 0 }, rgb, 1e-6f );
	}

	@Test
	public void colorsAreInterpolated()
	{
		final float[][] colors = { { 0, 1, 0 }, { 0, 0, 1 }, { 1, 0.5f, 0 } };
		final Channel c = new Channel( ArrayImgs.unsignedBytes( 1, 1 ), 0, 1, colors );
		assertEquals( 0.5f, c.color( 0, 0.25f ), 1e-6 );
		assertEquals( 1, c.color( 0, 0.5f ), 1e-6 );
		assertEquals( 1, c.color( 1, 1 ), 1e-6 );
		assertEquals( 0.75f, c.color( 2, 0.25f ), 1e-6 );
	}

	@Test
	public void regionsAreReadRowByRow()
	{
		final ChannelImage image = ChannelImage.gray( ArrayImgs.unsignedBytes( new byte[] { 0, 1, 2, 3, 4, 5 }, 3, 2 ), 0, 10 );
		assertArrayEquals( new float[] { 0.1f, 0.2f, 0.4f, 0.5f }, Arrays.copyOf( image.read( 1, 0, 2, 2 ), 4 ), 1e-6f );
		assertThrows( IndexOutOfBoundsException.class, () -> image.read( 2, 0, 2, 2 ) );
	}

	@Test
	public void fingerprintsTellPixelsAndContrastApart()
	{
		final byte[] pixels = { 1, 2, 3, 4 };
		final String a = ChannelImage.gray( ArrayImgs.unsignedBytes( pixels, 2, 2 ), 0, 10 ).fingerprint();
		assertEquals( a, ChannelImage.gray( ArrayImgs.unsignedBytes( pixels.clone(), 2, 2 ), 0, 10 ).fingerprint() );
		assertNotEquals( a, ChannelImage.gray( ArrayImgs.unsignedBytes( pixels, 2, 2 ), 0, 11 ).fingerprint() );
		assertNotEquals( a, ChannelImage.gray( ArrayImgs.unsignedBytes( pixels, 4, 1 ), 0, 10 ).fingerprint() );
		assertNotEquals( a, ChannelImage.gray( ArrayImgs.unsignedBytes( new byte[] { 1, 2, 4, 3 }, 2, 2 ), 0, 10 ).fingerprint() );
	}

	@Test
	public void fingerprintsAreSha256OfSizeContrastAndBrightness() throws NoSuchAlgorithmException
	{
		// NB: width, height; range; the number of colors and red, green and blue; brightnesses.
		final ByteBuffer expected = ByteBuffer.allocate( 8 + 16 + 4 + 24 + 16 ).putInt( 2 ).putInt( 2 ).putDouble( 0 ).putDouble( 10 )
				.putInt( 2 );
		for ( int part = 0; part < 3; part++ )
			expected.putFloat( 0 ).putFloat( 1 );
		for ( int v = 1; v <= 4; v++ )
			expected.putFloat( ( float ) ( v / 10.0 ) );
		final StringBuilder hex = new StringBuilder();
		for ( final byte b : MessageDigest.getInstance( "SHA-256" ).digest( expected.array() ) )
			hex.append( String.format( "%02x", b ) );
		assertEquals( hex.toString(), ChannelImage.gray( ArrayImgs.unsignedBytes( new byte[] { 1, 2, 3, 4 }, 2, 2 ), 0,
				10 ).fingerprint() );
	}

	@Test
	public void imagesThatDifferInOnePixelOrColorHaveOtherFingerprints()
	{
		final float[] pixels = new float[ 300 * 200 ];
		final Set< String > seen = new HashSet<>();
		seen.add( ChannelImage.gray( ArrayImgs.floats( pixels.clone(), 300, 200 ), 0, 1 ).fingerprint() );
		for ( int i = 0; i < pixels.length; i += 997 )
		{
			final float[] other = pixels.clone();
			other[ i ] = 0.5f;
			seen.add( ChannelImage.gray( ArrayImgs.floats( other, 300, 200 ), 0, 1 ).fingerprint() );
		}
		final Channel red = Channel.colored( ArrayImgs.floats( pixels, 300, 200 ), new double[] { 0, 1 }, 1, 0, 0 );
		seen.add( new ChannelImage( Collections.singletonList( red ) ).fingerprint() );
		seen.add( new ChannelImage( Arrays.asList( red, red ) ).fingerprint() );
		assertEquals( 1 + ( pixels.length + 996 ) / 997 + 2, seen.size() );
	}

	@Test
	public void imagesWithoutPixelsOrChannelsAreRefused()
	{
		assertThrows( IllegalArgumentException.class, () -> new ChannelImage( Collections.emptyList() ) );
		assertThrows( IllegalArgumentException.class, () -> ChannelImage.gray( ArrayImgs.unsignedBytes( 0, 5 ), 0, 1 ) );
		assertThrows( IllegalArgumentException.class, () -> new ChannelImage( Arrays.asList(
				Channel.gray( ArrayImgs.unsignedBytes( 2, 2 ), new double[] { 0, 1 } ),
						Channel.gray( ArrayImgs.unsignedBytes( 3, 2 ), new double[] { 0, 1 } ) ) ) );
	}
}
