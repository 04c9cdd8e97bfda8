// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.WithBundledModel;
import sc.fiji.efficientsam.segment.EmbeddedImage;

/** What counts as found, what as wrong, and when a lesson is better. */
public class HeldOutTest extends WithBundledModel {

	private static Mask square( final int x, final int y, final int side )
	{
		final BitSet bits = new BitSet();
		bits.set( 0, side * side );
		return Mask.of( x, y, side, side, bits );
	}

	/** Three examples 20 wide. */
	private static final List< Mask > EXAMPLES = Arrays.asList( square( 10, 10, 20 ), square( 50, 10, 20 ), square( 90, 10, 20 ) );

	private static HeldOut judge( final boolean complete, final List< Mask > others, final int part, final int n, final Mask... found )
	{
		final EmbeddedImage image = new EmbeddedImage( TestImages.rgb( "blobs" ), model );
		final double[] ious = new double[ 3 ];
		final int[] wrong = new int[ 3 ];
		new Judge( new ExamplePixels( image, EXAMPLES, others, Collections.emptyList(), complete ), 0 ).judge( Arrays.asList( found ), part,
				n, ious, wrong );
		return new HeldOut( ious, wrong );
	}

	@Test
	public void theMeasuresAreThoseOfTheLiterature()
	{
		final HeldOut h = new HeldOut( new double[] { 0.8, 0.6, 0, 0.9 }, new int[] { 0, 1, 0, 1 } );
		assertEquals( 4, h.examples() );
		assertEquals( 3, h.found() );
		assertEquals( 2, h.wrong() );
		assertEquals( 0.75, h.recall(), 1e-12 );
		assertEquals( 0.6, h.precision(), 1e-12 );
		assertEquals( 2 * 0.75 * 0.6 / 1.35, h.f1(), 1e-12 );
		assertEquals( 2.3 / ( 3 + 0.5 * 2 + 0.5 * 1 ), h.quality(), 1e-12 );
		assertEquals( h.f1() * 2.3 / 3, h.quality(), 1e-12 );
		assertEquals( "3 of 4 found, 2 wrong (recall 0.75, precision 0.60, quality 0.51)", h.toString() );
		final HeldOut nothing = new HeldOut( new double[ 4 ], new int[ 4 ] );
		assertEquals( 0, nothing.quality() );
		assertEquals( 1, nothing.precision() );
	}

	@Test
	public void whatChanceCanDoIsNotSurelyBetter()
	{
		final double[] ious = { 0.7, 0.8, 0.7, 0.6, 0.8, 0.7, 0.9, 0.6, 0.8, 0 };
		final int[] none = new int[ 10 ];
		final HeldOut before = new HeldOut( ious, none );
		assertEquals( 0, before.surelyAbove( before ), 1e-12 );
		// One more of ten objects.
		final double[] one = ious.clone();
		one[ 9 ] = 0.8;
		final HeldOut more = new HeldOut( one, none );
		assertTrue( more.quality() > before.quality() + 0.04 );
		assertTrue( more.surelyAbove( before ) < 0.02, "one more: " + more.surelyAbove( before ) );
		// All masks more exact.
		final HeldOut exact = new HeldOut( Arrays.stream( ious ).map( i -> i == 0 ? 0 : i + 0.05 ).toArray(), none );
		assertTrue( exact.surelyAbove( before ) > 0.03, "more exact: " + exact.surelyAbove( before ) );
		// Masks as exact, but five objects that are none.
		final int[] five = { 1, 0, 1, 1, 0, 0, 1, 0, 1, 0 };
		final HeldOut wrong = new HeldOut( Arrays.stream( ious ).map( i -> i == 0 ? 0 : i + 0.05 ).toArray(), five );
		assertEquals( exact.recall(), wrong.recall() );
		assertTrue( wrong.surelyAbove( before ) < 0 && before.surelyAbove( wrong ) > 0 );
	}

	@Test
	public void ifAllObjectsAreLabeledEverythingElseIsWrong()
	{
		final Mask far = square( 150, 70, 20 );
		final HeldOut h = judge( true, Collections.emptyList(), 0, 1, square( 11, 11, 20 ), EXAMPLES.get( 1 ), far );
		assertEquals( 2, h.found() );
		assertEquals( 1, h.wrong() );
		// Nobody knows what is there.
		assertEquals( 0, judge( false, Collections.emptyList(), 0, 1, far ).wrong() );
		// It is known to be none.
		assertEquals( 1, judge( false, Collections.singletonList( far ), 0, 1, far ).wrong() );
	}

	@Test
	public void whatLiesOnExamplesAndRoundThemIsWrongInAnyCase()
	{
		// Half of an object, and both halves of one; each half has an IoU of 0.5 or less.
		final Mask left = EXAMPLES.get( 0 ).filter( ( x, y ) -> x < 20 ), right = EXAMPLES.get( 0 ).minus( left );
		assertEquals( 2, judge( false, Collections.emptyList(), 0, 1, left, right ).wrong() );
		assertEquals( 0, judge( false, Collections.emptyList(), 0, 1, left, right ).found() );
		// The same object twice: one is found, the other wrong.
		final HeldOut twice = judge( false, Collections.emptyList(), 0, 1, EXAMPLES.get( 0 ), square( 11, 10, 20 ) );
		assertEquals( 1, twice.found() );
		assertEquals( 1, twice.wrong() );
		// One that touches an example lies elsewhere, most of it.
		assertEquals( 0, judge( false, Collections.emptyList(), 0, 1, square( 30, 10, 20 ) ).wrong() );
		// The rim of one.
		assertEquals( 1, judge( false, Collections.emptyList(), 0, 1, square( 8, 8, 24 ).minus( EXAMPLES.get( 0 ) ) ).wrong() );
	}

	@Test
	public void onlyWhatIsNearestToHeldOutExamplesCounts()
	{
		final Mask nearTheLast = square( 120, 20, 20 );
		for ( int part = 0; part < 3; part++ )
		{
			final HeldOut h = judge( true, Collections.emptyList(), part, 3, EXAMPLES.get( 0 ), EXAMPLES.get( 1 ), nearTheLast );
			assertEquals( part < 2 ? 1 : 0, h.found() );
			assertEquals( part == 2 ? 1 : 0, h.wrong() );
		}
	}

	/** Neither an object that is held out nor the background next to it is told. */
	@Test
	public void theSurroundingsOfWhatIsHeldOutAreHidden()
	{
		final EmbeddedImage image = new EmbeddedImage( TestImages.rgb( "blobs" ), model );
		final int w = image.image().width();
		final ExamplePixels e = new ExamplePixels( image, EXAMPLES.subList( 0, 2 ), Collections.emptyList(), EXAMPLES.subList( 2, 3 ),
				true );
		final byte[] known = e.known(), told = e.told();
		for ( final int[] kept : new int[][] { { 0, 0 }, { 15, 15 }, { 32, 15 }, { 55, 15 }, { 78, 15 } } )
			assertEquals( known[ kept[ 1 ] * w + kept[ 0 ] ], told[ kept[ 1 ] * w + kept[ 0 ] ] );
		for ( final int[] hidden : new int[][] { { 82, 15 }, { 95, 15 }, { 112, 15 }, { 250, 200 } } )
			assertNotEquals( known[ hidden[ 1 ] * w + hidden[ 0 ] ], told[ hidden[ 1 ] * w + hidden[ 0 ] ] );
	}

	@Test
	public void placesBelongToTheNearestBox()
	{
		final Nearest nearest = new Nearest( EXAMPLES, 200, 100 );
		assertEquals( 0, nearest.of( 0, 99 ) );
		assertEquals( 0, nearest.of( 38, 20 ) );
		assertEquals( 1, nearest.of( 41, 20 ) );
		assertEquals( 2, nearest.of( 199, 99 ) );
		// Where boxes overlap, the nearer center.
		final Nearest overlap = new Nearest( Arrays.asList( square( 0, 0, 60 ), square( 40, 40, 20 ) ), 100, 100 );
		assertEquals( 1, overlap.of( 50, 50 ) );
		assertEquals( 0, overlap.of( 30, 30 ) );
		// An image with more pixels than are told apart.
		final Nearest large = new Nearest( Arrays.asList( square( 0, 0, 100 ), square( 1900, 900, 100 ) ), 2001, 1003 );
		assertEquals( 0, large.of( 0, 0 ) );
		assertEquals( 1, large.of( 2000, 1002 ) );
		assertFalse( large.of( 700, 300 ) == 1 );
	}
}
