// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.model.ModelInfo;
import sc.fiji.efficientsam.prompt.Prompt;

/** Tests {@link FramePlanner}. */
public class FramePlannerTest {

	private static final int FRAME = 512;

	private static final ModelInfo MODEL = new ModelInfo( "m", "m", "none", FRAME, 48, 40 );

	private static final FramePlanner LARGE = new FramePlanner( 5000, 3000, MODEL );

	@Test
	public void aBoxTellsItsScale()
	{
		assertEquals( 1, LARGE.scale( Prompt.box( 100, 100, 48, 20 ), 0 ) );
		assertEquals( 2, LARGE.scale( Prompt.box( 100, 100, 24, 20 ), 0 ) );
		assertEquals( 1 / 4.0, LARGE.scale( Prompt.box( 100, 100, 150, 200 ), 0 ) );
		assertEquals( 1 / 128.0, LARGE.scale( Prompt.box( 0, 0, 5000, 3000 ), 0 ) );
		assertEquals( FramePlanner.MAX_SCALE, LARGE.scale( Prompt.box( 100, 100, 1, 1 ), 0 ) );
	}

	@Test
	public void aPointUsesTheImagesResolutionUnlessTheSizeIsKnown()
	{
		assertEquals( 1, LARGE.scale( Prompt.point( 7, 7 ), 0 ) );
		assertEquals( 40 / 12.0, LARGE.scale( Prompt.point( 7, 7 ), 12 ) );
		assertEquals( 40 / 96.0, LARGE.scale( Prompt.point( 7, 7 ), 96 ) );
		assertEquals( FramePlanner.MAX_SCALE, LARGE.scale( Prompt.point( 7, 7 ), 1 ) );
	}

	@Test
	public void farPointsOfOneObjectShareAFrame()
	{
		final Prompt p = Prompt.point( 100, 100 ).withPoint( 1700, 100 );
		final double scale = LARGE.scale( p, 0 );
		assertEquals( 256 / 1601.0, scale, 1e-9 );
		assertHolds( LARGE.frame( p, scale ), p.extent() );
	}

	@Test
	public void framesLieInsideTheImageAndHoldTheirPrompts()
	{
		final Random random = new Random( 3 );
		for ( int i = 0; i < 2000; i++ )
		{
			final int w = 1 + random.nextInt( 3000 ), h = 1 + random.nextInt( 3000 );
			final FramePlanner planner = new FramePlanner( w, h, MODEL );
			final int x = random.nextInt( w ), y = random.nextInt( h );
			final Prompt p = random.nextBoolean() ? Prompt.point( x, y ) : Prompt.box( x, y, 1 + random.nextInt( w - x ),
					1 + random.nextInt( h - y ) );
			final Frame f = planner.frame( p, planner.scale( p, random.nextInt( 100 ) ) );
			assertTrue( f.x() >= 0 && f.y() >= 0 && f.x() + f.width() <= w && f.y() + f.height() <= h, () -> f + " in " + w + " x " + h );
			assertTrue( f.width() * f.scale() <= FRAME && f.height() * f.scale() <= FRAME, f::toString );
			assertHolds( f, p.extent() );
		}
	}

	private static void assertHolds( final Frame f, final Box b )
	{
		assertEquals( b, b.intersect( f.bounds() ), () -> b + " in " + f );
	}

	@Test
	public void neighborsShareATile()
	{
		assertEquals( LARGE.frame( Prompt.point( 1000, 1000 ), 0 ), LARGE.frame( Prompt.point( 1050, 1010 ), 0 ) );
	}

	@Test
	public void smallImagesAreOneFrame()
	{
		final FramePlanner small = new FramePlanner( 300, 200, MODEL );
		final Frame f = small.frame( Prompt.point( 5, 5 ), 1 );
		assertEquals( new Frame( 0, 0, 300, 200, 1 ), f );
		assertTrue( small.coversImage( f ) );
		assertFalse( LARGE.coversImage( f ) );
	}
}
