// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;

import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.mask.Box;

/** Tests {@link Prompt}, {@link PromptPoint} and {@link Box}. */
public class PromptTest {

	@Test
	public void boxOfPixelsReachesToPixelEdges()
	{
		assertEquals( new Box( 2.5, 4.5, 3.5, 5.5 ), Box.ofPixels( 3, 5, 1, 1 ) );
		final Box b = Box.ofPixels( 10, 20, 30, 40 );
		assertEquals( 30, b.width() );
		assertEquals( 40, b.longSide() );
		assertEquals( 24.5, b.centerX() );
		assertEquals( 39.5, b.centerY() );
	}

	@Test
	public void boxIouIsThatOfAreas()
	{
		final Box a = Box.ofPixels( 0, 0, 4, 4 );
		assertEquals( 1, a.iou( a ) );
		assertEquals( 4.0 / 28, a.iou( Box.ofPixels( 2, 2, 4, 4 ) ), 1e-12 );
		assertEquals( 0, a.iou( Box.ofPixels( 4, 0, 4, 4 ) ) );
		assertNull( a.intersect( Box.ofPixels( 4, 0, 4, 4 ) ) );
	}

	@Test
	public void badBoxesAndPointsAreRefused()
	{
		assertThrows( IllegalArgumentException.class, () -> new Box( 1, 1, 1, 5 ) );
		assertThrows( IllegalArgumentException.class, () -> new Box( 5, 1, 1, 5 ) );
		assertThrows( IllegalArgumentException.class, () -> new Box( Double.NaN, 1, 2, 5 ) );
		assertThrows( IllegalArgumentException.class, () -> new Box( 0, 0, Double.POSITIVE_INFINITY, 5 ) );
		assertThrows( IllegalArgumentException.class, () -> new PromptPoint( Double.NaN, 0, true ) );
	}

	@Test
	public void aPromptNeedsABoxOrAPositivePoint()
	{
		assertThrows( IllegalArgumentException.class, () -> Prompt.of( null, Collections.emptyList() ) );
		assertThrows( IllegalArgumentException.class, () -> Prompt.points( new PromptPoint( 1, 1, false ) ) );
	}

	@Test
	public void withMakesChangedCopies()
	{
		final Prompt p = Prompt.box( 0, 0, 10, 10 );
		final Prompt q = p.withPoint( 3, 3 ).withNegative( 9, 9 ).withName( "a" );
		assertTrue( p.points().isEmpty() );
		assertEquals( 2, q.points().size() );
		assertTrue( q.hasNegative() );
		assertEquals( "box + 2 points", q.describe() );
		assertEquals( "a", q.name() );
		assertEquals( q, Prompt.box( 0, 0, 10, 10 ).withPoint( 3, 3 ).withNegative( 9, 9 ).withName( "a" ) );
	}

	@Test
	public void insideMeansPointsOnPixelsAndBoxTouchingTheImage()
	{
		assertTrue( Prompt.point( 0, 0 ).isInside( 1, 1 ) );
		assertTrue( Prompt.point( 0.4, -0.5 ).isInside( 1, 1 ) );
		assertFalse( Prompt.point( 1, 0 ).isInside( 1, 1 ) );
		assertFalse( Prompt.point( 0, -0.6 ).isInside( 1, 1 ) );
		assertFalse( Prompt.point( 0, 0 ).withNegative( 7, 0 ).isInside( 5, 5 ) );
		assertTrue( Prompt.box( -5, -5, 6, 6 ).isInside( 10, 10 ) );
		assertFalse( Prompt.box( -5, -5, 5, 5 ).isInside( 10, 10 ) );
		assertFalse( Prompt.box( 10, 0, 5, 5 ).isInside( 10, 10 ) );
	}

	@Test
	public void extentOfPointsHoldsTheirPixels()
	{
		assertEquals( Box.ofPixels( 2, 3, 4, 1 ), Prompt.point( 2, 3 ).withPoint( 5, 3 ).withNegative( 90, 90 ).extent() );
	}
}
