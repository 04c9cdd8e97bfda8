// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.image.ChannelImage;
import sc.fiji.efficientsam.image.ContrastMode;
import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.mask.MaskShape;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.OverlapRule;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.source.ImagePlusReader;

/** Tests the parts of which following consists, with numbers that are known. */
public class TrackRulesTest {

	private static Mask disk( final double cx, final double cy, final double r )
	{
		final BitSet bits = new BitSet();
		for ( int y = 0; y < 100; y++ )
			for ( int x = 0; x < 100; x++ )
				if ( Math.hypot( x - cx, y - cy ) <= r )
					bits.set( y * 100 + x );
		return Mask.of( 0, 0, 100, 100, bits );
	}

	private static SegmentedObject object( final Mask mask, final double score )
	{
		return new SegmentedObject( Prompt.point( 1, 1 ), mask, score, 1 );
	}

	@Test
	public void driftIsSmoothedAndWorksInBothDirections()
	{
		Motion m = Motion.at( 3, 10, 20 );
		assertEquals( 0, m.dx( 4 ) );
		m = m.seen( 4, 14, 20, 0.5 );
		assertEquals( 2, m.dx( 5 ) );
		m = m.seen( 5, 18, 22, 0.5 );
		assertEquals( 3, m.dx( 6 ) );
		assertEquals( 1, m.dy( 6 ) );
		assertEquals( 9, m.dx( 8 ), "three slices on" );
		final Motion back = Motion.at( 3, 10, 20 ).seen( 2, 14, 20, 1 ).seen( 0, 22, 20, 1 );
		assertEquals( -4, back.dx( 1 ), "the velocity is per slice, whatever the direction" );
		assertEquals( 4, back.dx( -1 ) );
		assertEquals( 0, Motion.at( 0, 0, 0 ).seen( 1, 9, 9, 0 ).dx( 2 ), "no drift" );
	}

	@Test
	public void masksHaveCentroidsAndSolidity()
	{
		final Mask m = disk( 50, 40, 10 );
		assertArrayEquals( new double[] { 50, 40 }, MaskShape.centroid( m ), 1e-9 );
		assertEquals( disk( 53, 38, 10 ), m.shift( 3, -2 ) );
		assertTrue( m.shift( 200, 0 ).crop( 100, 100 ).isEmpty() );
		assertEquals( new Box( 37.5, 28.5, 62.5, 51.5 ), m.bounds().grown( 2, 1 ) );
		assertEquals( 1, MaskShape.solidity( Mask.of( 3, 3, 9, 7, full( 63 ) ) ), 1e-9 );
		assertEquals( 1, MaskShape.solidity( m ), 1e-9 );
		assertEquals( 1, MaskShape.solidity( Mask.of( 3, 3, 5, 1, full( 5 ) ) ), 1e-9, "a line" );
		final BitSet corner = full( 100 );
		for ( int y = 0; y < 5; y++ )
			corner.clear( y * 10 + 5, y * 10 + 10 );
		// an L of 75 pixels, which lacks 1 + 2 + 3 + 4 pixels of its hull
		assertEquals( 75 / 85.0, MaskShape.solidity( Mask.of( 0, 0, 10, 10, corner ) ), 1e-9 );
	}

	private static BitSet full( final int n )
	{
		final BitSet bits = new BitSet();
		bits.set( 0, n );
		return bits;
	}

	@Test
	public void theJudgeStopsForTheRightReason()
	{
		final Judge judge = new Judge( TrackSettings.DEFAULT.with( TrackSettings.MIN_SCORE, 0.6 ).with( TrackSettings.AREA_RATIO,
				2.0 ).with( TrackSettings.MIN_OVERLAP, 0.3 ).with( TrackSettings.MIN_LOOK, 0.5 ), 100, 100 );
		final Mask last = disk( 50, 50, 10 );
		assertNull( judge.check( object( disk( 51, 50, 11 ), 0.9 ), last, last, 0, () -> 0.9 ) );
		assertEquals( StopReason.EMPTY, judge.check( object( Mask.EMPTY, 0.9 ), last, last, 0, () -> 1 ) );
		assertEquals( StopReason.SCORE, judge.check( object( last, 0.5 ), last, last, 0, () -> 1 ) );
		assertEquals( StopReason.LOST, judge.check( object( disk( 65, 50, 10 ), 0.9 ), last, last, 0, () -> 1 ) );
		assertEquals( StopReason.AREA, judge.check( object( disk( 50, 50, 15 ), 0.9 ), last, last, 0, () -> 1 ) );
		assertEquals( StopReason.AREA, judge.check( object( disk( 50, 50, 6.5 ), 0.9 ), last, last, 0, () -> 1 ) );
		assertEquals( StopReason.LOOK, judge.check( object( last, 0.9 ), last, last, 0, () -> 0.4 ) );
		// after a gap more is allowed
		assertNull( judge.check( object( disk( 50, 50, 15 ), 0.9 ), last, last, 1, () -> 1 ) );
		// objects that leave may shrink
		assertNull( judge.check( object( disk( 1, 50, 3 ), 0.9 ), disk( 3, 50, 7 ), disk( 1, 50, 4 ), 0, () -> 1 ) );
	}

	private static Claim followed( final int id, final Mask mask, final double score, final Mask expected )
	{
		return new Claim( Claim.Kind.FOLLOWED, new Track( id, "", 0 ), null, expected, object( mask, score ) );
	}

	@Test
	public void ofTwoTracksOnOneObjectTheOneThatExpectedItKeepsIt()
	{
		final Mask cell = disk( 50, 50, 10 );
		final Claim stranger = followed( 1, disk( 51, 50, 10 ), 0.91, disk( 62, 50, 10 ) ),
				owner = followed( 2, cell, 0.9, disk( 49, 50, 10 ) ), other = followed( 3, disk( 80, 50, 9 ), 0.5, disk( 80, 50, 9 ) );
		final List< Claim > claims = Arrays.asList( stranger, owner, other );
		Rivals.reject( claims );
		assertEquals( StopReason.TAKEN, stranger.reason );
		assertNull( owner.reason );
		assertNull( other.reason );
		// what the user prompted, or an earlier sweep found, always stays
		final Claim prompted = new Claim( Claim.Kind.PROMPTED, new Track( 4, "", 0 ), null, null, object( cell, 0.1 ) ),
				fixed = new Claim( Claim.Kind.FIXED, new Track( 5, "", 0 ), null, null, object( cell, 0.1 ) );
		Rivals.reject( Arrays.asList( owner, prompted, fixed ) );
		assertEquals( StopReason.TAKEN, owner.reason );
		assertTrue( prompted.stands() && fixed.stands() );
	}

	@Test
	public void pixelsAreSharedOutAndRestsAreNoObjects()
	{
		final Claim big = followed( 1, disk( 40, 50, 12 ), 0.9, disk( 40, 50, 12 ) ),
				small = followed( 2, disk( 55, 50, 8 ), 0.6, disk( 55, 50, 8 ) ),
				buried = followed( 3, disk( 42, 52, 5 ), 0.5, disk( 42, 52, 6 ) );
		Rivals.share( Arrays.asList( buried, big, small ), OverlapRule.SCORE, 100, 100 );
		assertEquals( disk( 40, 50, 12 ), big.object.mask() );
		assertEquals( disk( 55, 50, 8 ).minus( disk( 40, 50, 12 ) ), small.object.mask() );
		assertEquals( StopReason.TAKEN, buried.reason );
	}

	@Test
	public void daughtersAreComparableApartAndTogetherTheMother()
	{
		final Mask mother = disk( 50, 50, 14 ), left = disk( 41, 50, 9 ), right = disk( 60, 50, 9 );
		assertTrue( Divider.areDaughters( left, right, mother, mother, Collections.emptyList() ) );
		assertFalse( Divider.areDaughters( left, disk( 57, 50, 4 ), mother, mother, Collections.emptyList() ), "a bud" );
		assertFalse( Divider.areDaughters( left, disk( 45, 50, 9 ), mother, mother, Collections.emptyList() ), "overlap" );
		assertFalse( Divider.areDaughters( left, disk( 80, 50, 9 ), mother, mother, Collections.emptyList() ), "elsewhere" );
		assertFalse( Divider.areDaughters( left, right, disk( 50, 50, 30 ), disk( 50, 50, 30 ), Collections.emptyList() ), "too small" );
		assertFalse( Divider.areDaughters( left, right, mother, mother, Collections.singletonList( right ) ), "another track's" );
		final Mask[] halves = Divider.halves( mother, 0 );
		assertEquals( mother.area(), halves[ 0 ].area() + halves[ 1 ].area() );
		assertEquals( 0, halves[ 0 ].intersection( halves[ 1 ] ) );
	}

	private static RgbImage noise( final int dx, final int dy, final int seed )
	{
		final Random random = new Random( 1 ), own = new Random( seed );
		final float[] all = new float[ 300 * 300 ], part = new float[ 200 * 160 ];
		for ( int i = 0; i < all.length; i++ )
			all[ i ] = random.nextFloat();
		for ( int y = 0; y < 160; y++ )
			for ( int x = 0; x < 200; x++ )
			{
				float sum = 0;
				for ( int v = -3; v <= 3; v++ )
					for ( int u = -3; u <= 3; u++ )
						sum += all[ ( y + 50 - dy + v ) * 300 + x + 50 - dx + u ] / 49;
				part[ y * 200 + x ] = sum + 0.02f * own.nextFloat();
			}
		return ChannelImage.gray( ArrayImgs.floats( part, 200, 160 ), 0, 1 );
	}

	@Test
	public void jumpsOfTheStageAreMeasured()
	{
		final StageShift here = new StageShift( noise( 0, 0, 1 ) );
		assertArrayEquals( new double[] { 13, -22 }, here.to( new StageShift( noise( 13, -22, 2 ) ) ), 0.3 );
		assertArrayEquals( new double[] { 0, 0 }, here.to( new StageShift( noise( 0, 0, 3 ) ) ), 0 );
		assertArrayEquals( new double[] { 0, 0 },
				here.to( new StageShift( ChannelImage.gray( ArrayImgs.floats( new float[ 200 * 160 ], 200, 160 ), 0, 1 ) ) ), 0 );
	}

	@Test
	public void looksTellObjectsFromBackground()
	{
		final MovingCells cells = new MovingCells( 100, 100, 1 ).cell( 1, f -> new double[] { 30, 50, 10, 10 } ).cell( 2,
				f -> new double[] { 70, 30, 9, 11 } );
		final RgbImage image = new ImagePlusReader( ContrastMode.PERCENTILE, 0.1, 99.9 ).read( cells.image(), 0 );
		final Look one = Look.of( image, cells.truth( 0 ).get( 1 ) ), two = Look.of( image, cells.truth( 0 ).get( 2 ) ),
				none = Look.of( image, disk( 70, 75, 10 ) );
		assertTrue( one.likeness( two ) > 0.9, "" + one.likeness( two ) );
		assertTrue( one.likeness( none ) < 0.4, "" + one.likeness( none ) );
		assertEquals( 1, one.likeness( one ), 1e-6 );
		assertTrue( one.towards( none, 0.5 ).likeness( none ) > one.likeness( none ) );
	}

	@Test
	public void tracksAreWrittenAsTheChallengeWantsThem()
	{
		final Track a = new Track( 1, "a", 0 ), lost = new Track( 2, "b", 0 ), child = new Track( 3, "a", 1 ),
				orphan = new Track( 4, "b", 2 );
		a.put( 0, object( disk( 5, 5, 3 ), 1 ) );
		a.put( 4, object( disk( 5, 5, 3 ), 1 ) );
		lost.put( 0, object( Mask.EMPTY, 0 ) );
		child.put( 5, object( disk( 5, 5, 3 ), 1 ) );
		orphan.put( 7, object( disk( 5, 5, 3 ), 1 ) );
		assertEquals( "1 0 4 0\n3 5 5 1\n4 7 7 0\n", new Tracks( new ArrayList<>( Arrays.asList( a, lost, child, orphan ) ),
				false ).toCellTrackingChallenge() );
	}

	@Test
	public void settingsAreChecked()
	{
		final TrackSettings s = TrackSettings.DEFAULT;
		assertThrows( IllegalArgumentException.class, () -> s.with( TrackSettings.MIN_SCORE, 1.1 ) );
		assertThrows( IllegalArgumentException.class, () -> s.with( TrackSettings.MIN_OVERLAP, Double.NaN ) );
		assertThrows( IllegalArgumentException.class, () -> s.with( TrackSettings.AREA_RATIO, 1.0 ) );
		assertThrows( IllegalArgumentException.class, () -> s.with( TrackSettings.GAP, -1 ) );
		assertThrows( IllegalArgumentException.class, () -> s.with( TrackSettings.DRIFT, -0.1 ) );
		assertThrows( IllegalArgumentException.class, () -> s.with( TrackSettings.GROW, 2.0 ) );
		assertThrows( IllegalArgumentException.class, () -> s.with( TrackSettings.MIN_LOOK, 2.0 ) );
		assertThrows( IllegalArgumentException.class, () -> s.withRange( 3, 2 ) );
		assertThrows( IllegalArgumentException.class, () -> new Seed( 0, 0, Prompt.point( 1, 1 ) ) );
	}
}
