// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.roi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;

import sc.fiji.efficientsam.source.StackAxis;
import sc.fiji.efficientsam.track.Seed;

/** Tests {@link StackSeeds}: which selection is which object, on which slice. */
public class StackSeedsTest {

	/** Two channels, four slices, three frames; at slice 2 of frame 3. */
	private static ImagePlus image()
	{
		final ImagePlus imp = IJ.createHyperStack( "five dimensions", 32, 32, 2, 4, 3, 8 );
		imp.setPosition( 1, 2, 3 );
		return imp;
	}

	private static Roi box( final String name, final int c, final int z, final int t )
	{
		final Roi roi = new Roi( 3, 3, 5, 5 );
		roi.setName( name );
		if ( z + t > 0 )
			roi.setPosition( c, z, t );
		return roi;
	}

	/** "id slice name" of each seed. */
	private static List< String > seeds( final String axis, final boolean everySlice, final boolean join, final Roi... rois )
	{
		final List< Seed > seeds = new StackSeeds( StackAxis.of( image(), axis ), new RoiPrompts(), everySlice, join )
				.of( Arrays.asList( rois ), 0, 2 );
		return seeds.stream().map( s -> s.id() + " " + s.slice() + " " + s.prompt().name() ).collect( Collectors.toList() );
	}

	@Test
	public void idsFollowTheSelectionsAndSlicesTheirPositions()
	{
		assertEquals( Arrays.asList( "1 3 a", "2 0 b", "3 1 ROI 3" ), seeds( "z", false, false, box( "a", 1, 4, 3 ), box( "b", 2, 1, 0 ),
				box( null, 0, 0, 0 ) ) );
		assertEquals( Arrays.asList( "1 0 a", "2 2 ROI 2" ), seeds( "t", false, false, box( "a", 1, 2, 1 ), box( "", 0, 0, 0 ) ) );
	}

	@Test
	public void selectionsOfOtherFramesAreLeftOut()
	{
		assertEquals( Arrays.asList( "1 0 b" ), seeds( "z", false, false, box( "a", 1, 4, 1 ), box( "b", 1, 1, 3 ) ) );
		final Roi[] others = { box( "a", 1, 4, 1 ), box( "b", 1, 1, 2 ) };
		final String message = assertThrows( IllegalArgumentException.class, () -> seeds( "z", false, false, others ) ).getMessage();
		assertTrue( message.startsWith( "All 2 selections belong to frames other than the current one (3)." ), message );
	}

	@Test
	public void withoutAPositionTheyPromptTheCurrentSliceOrEverySliceOfTheRange()
	{
		assertEquals( Arrays.asList( "1 1 a" ), seeds( "z", false, false, box( "a", 0, 0, 0 ) ) );
		assertEquals( Arrays.asList( "1 0 a", "1 1 a", "1 2 a", "2 3 b" ),
				seeds( "z", true, false, box( "a", 0, 0, 0 ), box( "b", 1, 4, 3 ) ) );
	}

	@Test
	public void sameNamesAreOneObjectIfTheyAreToBeJoined()
	{
		final Roi[] rois = { box( "a", 1, 1, 3 ), box( "b", 1, 1, 3 ), box( "a", 1, 4, 3 ) };
		assertEquals( Arrays.asList( "1 0 a", "2 0 b", "3 3 a" ), seeds( "z", false, false, rois ) );
		assertEquals( Arrays.asList( "1 0 a", "2 0 b", "1 3 a" ), seeds( "z", false, true, rois ) );
	}

	@Test
	public void eachPointIsAnObject()
	{
		final PointRoi points = new PointRoi( new float[] { 3, 9 }, new float[] { 3, 9 }, 2 );
		points.setName( "p" );
		assertEquals( Arrays.asList( "1 1 p #1", "2 1 p #2" ), seeds( "z", false, false, points ) );
	}

	@Test
	public void theSelectionsThemselvesAreNotRenamed()
	{
		final Roi roi = box( null, 0, 0, 0 );
		seeds( "z", false, false, roi );
		assertEquals( null, roi.getName() );
	}

	@Test
	public void nothingIsRefused()
	{
		final String message = assertThrows( IllegalArgumentException.class, () -> seeds( "z", false, false ) ).getMessage();
		assertTrue( message.contains( "no selection was given. Draw one on a slice" ), message );
	}
}
