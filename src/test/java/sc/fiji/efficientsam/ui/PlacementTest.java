// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** The tool's window is put where it does not cover the image, wherever there is room. */
public class PlacementTest {

	private static final List< Rectangle > ONE = Collections.singletonList( new Rectangle( 0, 30, 1366, 738 ) );

	private static final Dimension SIZE = new Dimension( 350, 450 );

	private static final Rectangle NOTHING = new Rectangle();

	private static Rectangle beside( final Rectangle image, final List< Rectangle > screens )
	{
		final Rectangle r = Placement.beside( image, NOTHING, SIZE, 300, screens );
		assertTrue( screens.stream().anyMatch( s -> s.contains( r ) ), r.toString() );
		return r;
	}

	@Test
	public void rightLeftBelowAndAbove()
	{
		assertEquals( new Rectangle( 608, 100, 350, 450 ), beside( new Rectangle( 100, 100, 500, 500 ), ONE ) );
		assertEquals( new Rectangle( 442, 100, 350, 450 ), beside( new Rectangle( 800, 100, 560, 500 ), ONE ) );
		// NB: lower than wanted where there is room for that only.
		assertEquals( new Rectangle( 10, 438, 350, 330 ), beside( new Rectangle( 10, 30, 1350, 400 ), ONE ) );
		assertEquals( new Rectangle( 10, 30, 350, 342 ), beside( new Rectangle( 10, 380, 1350, 380 ), ONE ) );
	}

	@Test
	public void anotherScreenIsBetterThanCovering()
	{
		final Rectangle image = new Rectangle( 0, 30, 1366, 738 );
		final List< Rectangle > two = Arrays.asList( ONE.get( 0 ), new Rectangle( -1920, 0, 1920, 1080 ) );
		final Rectangle r = beside( image, two );
		assertFalse( r.intersects( image ) );
		assertTrue( r.x < 0 && r.x + r.width > -20, r.toString() );
		// On the image's own screen, if there is room.
		assertEquals( new Rectangle( -1492, 100, 350, 450 ), beside( new Rectangle( -1900, 100, 400, 400 ), two ) );
		// With one screen only it covers as little as can be.
		assertTrue( beside( image, ONE ).intersects( image ) );
	}

	@Test
	public void otherWindowsAreSparedIfThereIsRoom()
	{
		final Rectangle image = new Rectangle( 20, 150, 400, 400 ), main = new Rectangle( 400, 30, 600, 110 );
		final Rectangle r = Placement.beside( image, main, SIZE, 300, ONE );
		assertFalse( r.intersects( main ) );
		assertEquals( 428, r.x );
		final Rectangle all = new Rectangle( 0, 30, 1366, 738 );
		assertEquals( new Rectangle( 428, 150, 350, 450 ), Placement.beside( image, all, SIZE, 300, ONE ) );
	}

	@Test
	public void theImageIsNeverCoveredIfAnyPlaceIsFree()
	{
		final Random random = new Random( 3 );
		int free = 0;
		for ( int i = 0; i < 20000; i++ )
		{
			final Rectangle image = new Rectangle( random.nextInt( 1400 ) - 100, random.nextInt( 800 ) - 50, 1 + random.nextInt( 1300 ),
					1 + random.nextInt( 800 ) );
			final Rectangle main = new Rectangle( random.nextInt( 1000 ), 30, 600, 110 );
			final Rectangle s = ONE.get( 0 ), r = Placement.beside( image, main, SIZE, 300, ONE );
			assertTrue( s.contains( r ), r.toString() );
			// NB: whatever does not touch the image lies at one of its four sides.
			final boolean room = s.x + s.width - ( image.x + image.width + 8 ) >= SIZE.width || image.x - 8 - s.x >= SIZE.width
					|| s.y + s.height - ( image.y + image.height + 8 ) >= 300 || image.y - 8 - s.y >= 300;
			if ( room )
				assertFalse( r.intersects( image ), image + " " + r );
			free += room ? 1 : 0;
		}
		assertTrue( free > 15000 && free < 20000, "" + free );
	}

	@Test
	public void rememberedPlacesAreUsedIfTheyStillAreOfUse()
	{
		final Rectangle image = new Rectangle( 100, 100, 500, 500 );
		assertTrue( Placement.isUsable( new Rectangle( 700, 100, 350, 450 ), image, ONE ) );
		assertFalse( Placement.isUsable( new Rectangle( 500, 100, 350, 450 ), image, ONE ) );
		// A screen that is not there any more.
		assertFalse( Placement.isUsable( new Rectangle( 1500, 100, 350, 450 ), image, ONE ) );
		assertFalse( Placement.isUsable( new Rectangle( 1200, 100, 350, 450 ), image, ONE ) );
	}
}
