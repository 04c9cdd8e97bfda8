// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.io.RoiEncoder;

import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.roi.PointMode;
import sc.fiji.efficientsam.roi.RoiPrompts;
import sc.fiji.efficientsam.roi.RoiSources;
import sc.fiji.efficientsam.roi.StackSeeds;
import sc.fiji.efficientsam.roi.TestPrompts;
import sc.fiji.efficientsam.track.Seed;

/** Tests where selections, and points of multi-point selections, belong in stacks and hyperstacks. */
public class RoiPositionsTest {

	/** Clicks as the multi-point tool does it: each point belongs to the slice that is shown. */
	private static PointRoi points( final ImagePlus imp, final int... slices )
	{
		final PointRoi roi = new PointRoi();
		for ( int i = 0; i < slices.length; i++ )
		{
			imp.setSlice( slices[ i ] );
			roi.addUserPoint( imp, 10 + 5 * i, 10 );
		}
		roi.setName( "cells" );
		imp.setRoi( roi );
		return roi;
	}

	private static String names( final List< Roi > rois )
	{
		return new RoiPrompts().toPrompts( rois ).stream().map( p -> p.name() + "@" + ( int ) p.points().get( 0 ).x() )
				.collect( Collectors.joining( ", " ) );
	}

	@Test
	public void pointsAreTakenOfTheSliceThatIsShown()
	{
		final ImagePlus imp = IJ.createImage( "stack", "8-bit ramp", 64, 64, 3 );
		final PointRoi roi = points( imp, 1, 2, 2, 3 );
		assertEquals( PointRoi.POINTWISE_POSITION, roi.getPosition() );
		imp.setSlice( 2 );
		final List< Roi > all = RoiSources.selection( imp ), here = RoiSources.onPlane( all, imp );
		assertEquals( "cells #2@15, cells #3@20", names( here ) );
		assertTrue( RoiSources.leftOut( all, here ).startsWith( "2 of 4 selections and points belong to other slices" ) );
		imp.setSlice( 1 );
		assertEquals( "cells #1@10", names( RoiSources.onPlane( all, imp ) ) );
		assertEquals( "", RoiSources.leftOut( here, here ) );
	}

	@Test
	public void pointsSurviveAFileAndKeepTheirCounters()
	{
		final ImagePlus imp = IJ.createImage( "stack", "8-bit ramp", 64, 64, 3 );
		imp.setSlice( 1 );
		final PointRoi roi = points( imp, 1, 2 );
		roi.setCounters( new int[] { 0 | 1 << 8, 1 | 2 << 8, } );
		final Roi read = RoiDecoder.openFromByteArray( RoiEncoder.saveAsByteArray( roi ) );
		imp.setSlice( 2 );
		final List< Roi > here = RoiSources.onPlane( Collections.singletonList( read ), imp );
		assertEquals( 1, ( ( PointRoi ) here.get( 0 ) ).getCounter( 0 ) );
		assertEquals( 1, here.get( 0 ).getFloatPolygon().npoints );
		imp.setSlice( 3 );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> RoiSources.onPlane( Collections.singletonList( read ), imp ) )
				.getMessage().contains( "All 2 selections and points belong to other slices" ) );
	}

	@Test
	public void inHyperstacksPointsBelongToSliceAndFrameOfAnyChannel()
	{
		final ImagePlus imp = IJ.createHyperStack( "hyper", 64, 64, 2, 3, 2, 8 );
		final PointRoi roi = points( imp, imp.getStackIndex( 1, 2, 1 ), imp.getStackIndex( 2, 2, 1 ), imp.getStackIndex( 1, 2, 2 ),
				imp.getStackIndex( 2, 3, 1 ) );
		imp.setPosition( 1, 2, 1 );
		assertEquals( "cells #1@10, cells #2@15", names( RoiSources.onPlane( Collections.singletonList( roi ), imp ) ) );
		imp.setPosition( 1, 2, 2 );
		assertEquals( "cells #3@20", names( RoiSources.onPlane( Collections.singletonList( roi ), imp ) ) );
	}

	@Test
	public void selectionsOfEveryKindGoByTheirPosition()
	{
		final ImagePlus hyper = IJ.createHyperStack( "hyper", 64, 64, 2, 3, 2, 8 ),
				stack = IJ.createImage( "stack", "8-bit ramp", 64, 64, 3 );
		hyper.setPosition( 2, 3, 1 );
		stack.setSlice( 3 );
		final Roi czt = new Roi( 1, 1, 9, 9 ), zOnly = new OvalRoi( 1, 1, 9, 9 ), index = new Roi( 2, 2, 9, 9 ),
				none = new PointRoi( 3, 3 ), other = new Roi( 4, 4, 9, 9 ), beyond = new Roi( 5, 5, 9, 9 );
		czt.setPosition( 1, 3, 1 );
		zOnly.setPosition( 0, 3, 0 );
		index.setPosition( hyper.getStackIndex( 1, 3, 1 ) );
		other.setPosition( 1, 3, 2 );
		beyond.setPosition( 99 );
		assertEquals( 4, RoiSources.onPlane( Arrays.asList( czt, zOnly, index, none, other, beyond ), hyper ).size() );
		final Roi here = new Roi( 1, 1, 9, 9 ), elsewhere = new Roi( 1, 1, 9, 9 );
		here.setPosition( 3 );
		elsewhere.setPosition( 2 );
		assertEquals( 2, RoiSources.onPlane( Arrays.asList( here, elsewhere, none ), stack ).size() );
	}

	private static String seeds( final ImagePlus imp, final String axis, final PointMode mode, final Roi... rois )
	{
		final StackAxis along = StackAxis.of( imp, axis );
		final List< Seed > seeds = new StackSeeds( along, TestPrompts.of( mode, -1, 1, 3 ), false, false ).of( Arrays.asList( rois ), 0,
				along.size() - 1 );
		return seeds.stream().map( s -> s.id() + ":" + s.slice() + ":" + ( int ) s.prompt().points().get( 0 ).x() )
				.collect( Collectors.joining( " " ) );
	}

	@Test
	public void inStacksEachPointPromptsItsOwnSlice()
	{
		final ImagePlus imp = IJ.createImage( "stack", "8-bit ramp", 64, 64, 3 );
		final PointRoi roi = points( imp, 3, 1, 1 );
		imp.setSlice( 2 );
		assertEquals( "1:0:15 2:0:20 3:2:10", seeds( imp, "z", PointMode.EACH, roi ) );
		assertEquals( "1:0:15 1:2:10", seeds( imp, "z", PointMode.TOGETHER, roi ) );
		final ImagePlus hyper = IJ.createHyperStack( "hyper", 64, 64, 2, 3, 2, 8 );
		final PointRoi places = points( hyper, hyper.getStackIndex( 2, 2, 1 ), hyper.getStackIndex( 1, 2, 2 ),
				hyper.getStackIndex( 1, 3, 2 ) );
		hyper.setPosition( 1, 2, 1 );
		assertEquals( "1:0:10 2:1:15", seeds( hyper, "t", PointMode.EACH, places ), "the third lies on another slice" );
	}

	@Test
	public void promptsWithoutPositionsAreAsTheyWere()
	{
		final ImagePlus imp = IJ.createImage( "stack", "8-bit ramp", 64, 64, 3 );
		final PointRoi plain = new PointRoi( new float[] { 3.2f, 4.9f }, new float[] { 5, 6 }, 2 );
		plain.setName( "p" );
		final List< Prompt > expected = new RoiPrompts().toPrompts( Collections.singletonList( plain ) );
		assertEquals( expected, new RoiPrompts().toPrompts( RoiSources.onPlane( Collections.singletonList( plain ), imp ) ) );
	}
}
