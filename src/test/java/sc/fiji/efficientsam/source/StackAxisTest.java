// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;

/** Tests {@link StackAxis}: slices from 0 along z or t, and positions from 1 in ImageJ. */
public class StackAxisTest {

	private static ImagePlus image( final int channels, final int slices, final int frames )
	{
		return IJ.createHyperStack( "stack", 16, 16, channels, slices, frames, 8 );
	}

	private static Roi roi( final int c, final int z, final int t )
	{
		final Roi roi = new Roi( 1, 1, 3, 3 );
		roi.setName( "cell" );
		roi.setPosition( c, z, t );
		return roi;
	}

	private static void assertRefused( final ImagePlus imp, final String word, final String expected )
	{
		final String message = assertThrows( IllegalArgumentException.class, () -> StackAxis.of( imp, word ) ).getMessage();
		assertTrue( message.contains( expected ), message );
	}

	@Test
	public void autoIsTheAxisThatHasMoreThanOnePosition()
	{
		assertFalse( StackAxis.of( image( 2, 5, 1 ), "auto" ).isTime() );
		assertEquals( 5, StackAxis.of( image( 2, 5, 1 ), "auto" ).size() );
		assertEquals( "slice", StackAxis.of( image( 2, 5, 1 ), "auto" ).noun() );
		assertTrue( StackAxis.of( image( 2, 1, 7 ), " Auto " ).isTime() );
		assertEquals( 7, StackAxis.of( image( 2, 1, 7 ), "auto" ).size() );
		assertEquals( "frame", StackAxis.of( image( 2, 1, 7 ), "auto" ).noun() );
		assertRefused( image( 1, 5, 7 ), "auto", "has 5 slices and 7 frames. Say along which to go: axis=z or axis=t." );
	}

	@Test
	public void axesThatTheImageDoesNotHaveAreRefused()
	{
		assertRefused( image( 1, 1, 7 ), "z", "has 7 frames, but only one slice. Use axis=t." );
		assertRefused( image( 1, 5, 1 ), "t", "has 5 slices, but only one frame. Use axis=z" );
		assertRefused( image( 1, 5, 1 ), "x", "\"x\" is no value for axis. Use one of: auto, z, t." );
		assertRefused( image( 1, 5, 1 ), null, "Use one of: auto, z, t." );
		assertRefused( image( 3, 1, 1 ), "auto", "has channels, but neither slices nor frames" );
		assertRefused( IJ.createImage( "flat", 16, 16, 1, 8 ), "z", "\"flat\" is a single image, not a stack" );
	}

	@Test
	public void theOtherAxisStaysWhereTheImageWas()
	{
		final ImagePlus imp = image( 2, 5, 7 );
		imp.setPosition( 2, 4, 6 );
		final StackAxis z = StackAxis.of( imp, "z" ), t = StackAxis.of( imp, "t" );
		// NB: what its user does afterwards makes no difference.
		imp.setPosition( 1, 1, 1 );
		assertEquals( 3, z.current() );
		assertEquals( 5, t.current() );
		assertArrayEquals( new int[] { 1, 6, 4, 1 }, new int[] { z.z( 0 ), z.t( 0 ), t.z( 0 ), t.t( 0 ) } );
	}

	@Test
	public void selectionsBelongToTheirPositionElseToTheCurrentOne()
	{
		final ImagePlus imp = image( 2, 5, 7 );
		imp.setPosition( 2, 4, 6 );
		final StackAxis z = StackAxis.of( imp, "z" ), t = StackAxis.of( imp, "t" );
		assertEquals( 1, z.index( roi( 1, 2, 6 ) ) );
		assertEquals( 1, z.index( roi( 2, 2, 0 ) ) );
		assertEquals( StackAxis.ELSEWHERE, z.index( roi( 1, 2, 5 ) ) );
		assertEquals( StackAxis.ELSEWHERE, t.index( roi( 1, 2, 6 ) ) );
		assertEquals( 2, t.index( roi( 1, 4, 3 ) ) );
		assertEquals( 3, z.index( new Roi( 1, 1, 3, 3 ) ) );
		assertTrue( z.hasPosition( roi( 1, 2, 6 ) ) );
		assertFalse( z.hasPosition( roi( 1, 0, 6 ) ) );
		assertTrue( t.hasPosition( roi( 1, 0, 6 ) ) );
		final String message = assertThrows( IllegalArgumentException.class, () -> z.index( roi( 1, 9, 6 ) ) ).getMessage();
		assertTrue( message.startsWith( "\"cell\" belongs to slice 9, but \"stack\" has only 5 slices. " ), message );
	}

	@Test
	public void tiedSelectionsBelongToTheirSlice()
	{
		for ( final ImagePlus imp : new ImagePlus[] { image( 1, 5, 1 ), image( 1, 1, 5 ), image( 2, 5, 1 ) } )
		{
			final StackAxis axis = StackAxis.of( imp, "auto" );
			for ( int i = 0; i < 5; i++ )
			{
				final Roi roi = new Roi( 1, 1, 3, 3 );
				axis.tie( roi, i );
				assertTrue( axis.hasPosition( roi ) );
				assertEquals( i, axis.index( roi ) );
			}
		}
	}

	private static List< Integer > sample( final int first, final int last, final int n )
	{
		return StackAxis.of( image( 1, 12, 1 ), "z" ).sample( first, last, n ).stream().map( zt -> zt[ 0 ] ).collect( Collectors.toList() );
	}

	@Test
	public void samplesHoldBothEndsAndNoSliceTwice()
	{
		assertEquals( "[1, 6, 12]", sample( 0, 11, 3 ).toString() );
		assertEquals( "[3, 4, 5]", sample( 2, 4, 8 ).toString() );
		assertEquals( "[3]", sample( 2, 9, 1 ).toString() );
		assertEquals( "[10]", sample( 9, 9, 4 ).toString() );
	}
}
