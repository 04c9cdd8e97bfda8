// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.Arrays;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;

import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.image.ContrastMode;

/** Tests {@link ImagePlusReader} with ImageJ's image types. */
public class ImagePlusReaderTest {

	private static final ImagePlusReader DISPLAY = new ImagePlusReader( ContrastMode.DISPLAY, 0, 0 );

	private static final ImagePlusReader FULL = new ImagePlusReader( ContrastMode.FULL, 0, 0 );

	private static float[] read( final ImagePlusReader reader, final ImagePlus imp, final int channel )
	{
		return reader.read( imp, channel ).read( 0, 0, imp.getWidth(), imp.getHeight() );
	}

	private static void assertGray( final float[] expected, final float[] rgb )
	{
		for ( int part = 0; part < 3; part++ )
			assertArrayEquals( expected, Arrays.copyOfRange( rgb, part * expected.length, ( part + 1 ) * expected.length ), 1e-4f );
	}

	@Test
	public void grayTypesUseDisplayOrFullRange()
	{
		final ImageProcessor b = new ByteProcessor( 2, 1, new byte[] { 50, ( byte ) 200 } );
		b.setMinAndMax( 0, 100 );
		assertGray( new float[] { 0.5f, 1 }, read( DISPLAY, new ImagePlus( "", b ), 0 ) );
		assertGray( new float[] { 50 / 255f, 200 / 255f }, read( FULL, new ImagePlus( "", b ), 0 ) );
		final ImageProcessor s = new ShortProcessor( 2, 1, new short[] { 1000, ( short ) 60000 }, null );
		s.setMinAndMax( 0, 60000 );
		assertGray( new float[] { 1 / 60f, 1 }, read( DISPLAY, new ImagePlus( "", s ), 0 ) );
		assertGray( new float[] { 1000 / 65535f, 60000 / 65535f }, read( FULL, new ImagePlus( "", s ), 0 ) );
		final ImageProcessor f = new FloatProcessor( 3, 1, new float[] { -1, 0, 3 } );
		assertGray( new float[] { 0, 0.25f, 1 }, read( FULL, new ImagePlus( "", f ), 0 ) );
		f.setMinAndMax( -1, 1 );
		assertGray( new float[] { 0, 0.5f, 1 }, read( DISPLAY, new ImagePlus( "", f ), 0 ) );
	}

	@Test
	public void nanPixelsAreBlackAndDoNotCount()
	{
		final ImagePlus imp = new ImagePlus( "", new FloatProcessor( 4, 1, new float[] { Float.NaN, 2, 4, Float.POSITIVE_INFINITY } ) );
		assertGray( new float[] { 0, 0, 1, 1 }, read( new ImagePlusReader( ContrastMode.PERCENTILE, 0, 100 ), imp, 0 ) );
		assertGray( new float[] { 0, 0, 1, 1 }, read( FULL, imp, 0 ) );
	}

	@Test
	public void rgbKeepsItsColors()
	{
		final ImagePlus imp = new ImagePlus( "", new ColorProcessor( 1, 1, new int[] { 255 << 16 | 51 << 8 } ) );
		assertArrayEquals( new float[] { 1, 0.2f, 0 }, read( DISPLAY, imp, 0 ), 1e-6f );
		assertArrayEquals( new float[] { 1, 0.2f, 0 }, read( new ImagePlusReader( ContrastMode.PERCENTILE, 0, 100 ), imp, 0 ), 1e-6f );
	}

	@Test
	public void lookupTablesOfOneDirectionAreADisplayChoice()
	{
		final ByteProcessor ip = new ByteProcessor( 2, 1, new byte[] { 0, ( byte ) 255 } );
		ip.setLut( LUT.createLutFromColor( Color.GREEN ) );
		assertGray( new float[] { 0, 1 }, read( DISPLAY, new ImagePlus( "", ip ), 0 ) );
		ip.setLut( LUT.createLutFromColor( Color.WHITE ) );
		ip.invertLut();
		assertGray( new float[] { 1, 0 }, read( DISPLAY, new ImagePlus( "", ip ), 0 ) );
	}

	@Test
	public void otherLookupTablesAreColors()
	{
		final byte[] r = new byte[ 256 ], g = new byte[ 256 ], b = new byte[ 256 ];
		r[ 3 ] = ( byte ) 255;
		g[ 7 ] = ( byte ) 255;
		final ByteProcessor ip = new ByteProcessor( 2, 1, new byte[] { 3, 7 } );
		ip.setLut( new LUT( r, g, b ) );
		assertArrayEquals( new float[] { 1, 0, 0, 1, 0, 0 }, read( DISPLAY, new ImagePlus( "", ip ), 0 ), 1e-6f );
	}

	/** Two channels of two slices; channel c of slice z is 100 c + 10 z everywhere. */
	private static CompositeImage composite()
	{
		final ImageStack stack = new ImageStack( 1, 1 );
		for ( int z = 1; z <= 2; z++ )
			for ( int c = 1; c <= 2; c++ )
				stack.addSlice( new ByteProcessor( 1, 1, new byte[] { ( byte ) ( 100 * c + 10 * z ) } ) );
		final ImagePlus imp = new ImagePlus( "", stack );
		imp.setDimensions( 2, 2, 1 );
		final CompositeImage composite = new CompositeImage( imp, CompositeImage.COMPOSITE );
		composite.setChannelLut( LUT.createLutFromColor( Color.RED ), 1 );
		composite.setChannelLut( LUT.createLutFromColor( Color.YELLOW ), 2 );
		composite.getChannelLut( 1 ).min = 0;
		composite.getChannelLut( 1 ).max = 255;
		composite.getChannelLut( 2 ).min = 200;
		composite.getChannelLut( 2 ).max = 240;
		return composite;
	}

	@Test
	public void compositesShowActiveChannelsOfTheCurrentSlice()
	{
		final CompositeImage imp = composite();
		imp.setPosition( 1, 2, 1 );
		// channel 1: 120 / 255 red; channel 2: (220 - 200) / 40 yellow
		assertArrayEquals( new float[] { 120 / 255f + 0.5f, 0.5f, 0 }, read( DISPLAY, imp, 0 ), 0.01f );
		imp.getActiveChannels()[ 1 ] = false;
		assertArrayEquals( new float[] { 120 / 255f, 0, 0 }, read( DISPLAY, imp, 0 ), 0.01f );
		imp.getActiveChannels()[ 0 ] = false;
		assertTrue( assertThrows( IllegalArgumentException.class, () -> DISPLAY.read( imp, 0 ) ).getMessage().contains( "switch" ) );
	}

	@Test
	public void oneChannelIsInvertedOnlyIfItsOwnTableIs()
	{
		final CompositeImage imp = composite();
		final float[] before = read( FULL, imp, 1 );
		// NB: planes may come with tables that nobody sees, those of virtual stacks for example.
		imp.getStack().setColorModel( LUT.createLutFromColor( Color.WHITE ).createInvertedLut() );
		assertArrayEquals( before, read( FULL, imp, 1 ) );
		imp.setChannelLut( LUT.createLutFromColor( Color.RED ).createInvertedLut(), 1 );
		assertEquals( 1 - before[ 0 ], read( FULL, imp, 1 )[ 0 ], 1e-4f );
	}

	@Test
	public void oneChannelIsGray()
	{
		final CompositeImage imp = composite();
		imp.setPosition( 1, 1, 1 );
		assertGray( new float[] { 10 / 40f }, read( DISPLAY, imp, 2 ) );
		imp.setMode( CompositeImage.GRAYSCALE );
		assertGray( new float[] { 110 / 255f }, read( DISPLAY, imp, 0 ) );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> DISPLAY.read( imp, 3 ) ).getMessage().contains( "Choose 1 to 2" ) );
	}

	@Test
	public void theCurrentSliceOfAStackIsUsed()
	{
		final ImagePlus imp = IJ.createImage( "", "8-bit black", 1, 1, 3 );
		imp.getStack().getProcessor( 2 ).set( 0, 0, 255 );
		imp.setSlice( 2 );
		assertGray( new float[] { 1 }, read( FULL, imp, 0 ) );
	}

	@Test
	public void imagesWithoutPixelsAreRefused()
	{
		assertTrue( assertThrows( IllegalArgumentException.class, () -> DISPLAY.read( null, 0 ) ).getMessage()
				.contains( "Open one first" ) );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> DISPLAY.read( new ImagePlus(), 0 ) ).getMessage()
				.contains( "no pixels" ) );
		assertEquals( true, assertThrows( IllegalArgumentException.class, () -> new ImagePlusReader( ContrastMode.PERCENTILE, 50, 10 ) )
				.getMessage().contains( "low=50" ) );
	}
}
