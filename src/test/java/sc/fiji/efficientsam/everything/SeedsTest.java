// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import net.imglib2.img.array.ArrayImgs;

import sc.fiji.efficientsam.image.ChannelImage;
import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.ModelInfo;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.segment.FramePlanner;

/** Tests where objects are looked for, by numbers. */
public class SeedsTest {

	@Test
	public void theGridHasTheSpacingAndKeepsFromTheBorder()
	{
		final Seeds grid = Seeds.grid( 100, 60, 20 );
		assertEquals( 15, grid.count() );
		final List< PromptPoint > points = grid.in( 0, 0, 100, 60 );
		assertEquals( 15, points.size() );
		assertEquals( new PromptPoint( 9.5, 9.5, true ), points.get( 0 ) );
		assertEquals( new PromptPoint( 29.5, 9.5, true ), points.get( 1 ) );
		assertEquals( new PromptPoint( 89.5, 49.5, true ), points.get( 14 ) );
		assertEquals( 1, Seeds.grid( 5, 5, 100 ).count() );
		assertThrows( IllegalArgumentException.class, () -> Seeds.grid( 5, 5, 0 ) );
	}

	@Test
	public void regionsDivideTheGridWithoutLossOrRepetition()
	{
		for ( final double spacing : new double[] { 1, 1.7, 3, 7.3 } )
		{
			final Seeds grid = Seeds.grid( 53, 37, spacing );
			final List< PromptPoint > points = new ArrayList<>();
			for ( int x = 0; x < 53; x += 10 )
				for ( int y = 0; y < 37; y += 9 )
					points.addAll( grid.in( x, y, Math.min( 10, 53 - x ), Math.min( 9, 37 - y ) ) );
			assertEquals( grid.count(), points.size(), "spacing " + spacing );
			assertEquals( points.size(), new HashSet<>( points ).size() );
		}
	}

	@Test
	public void objectsLargerThanAnyImageAreLookedForInAllOfIt()
	{
		for ( final double size : new double[] { 1e5, 2e9, 1e308 } )
			assertEquals( SeedPoints.extrema( rods(), 1e4, true ), SeedPoints.extrema( rods(), size, true ), "size " + size );
	}

	/** Gray 100 with a bright rod of 24 x 6 pixels at (40, 60), noise of 3 gray levels, and a dim rod at (150, 100). */
	private static RgbImage rods()
	{
		final Random random = new Random( 5 );
		final byte[] pixels = new byte[ 200 * 160 ];
		for ( int i = 0; i < pixels.length; i++ )
		{
			final int x = i % 200, y = i / 200;
			final int object = x >= 40 && x < 64 && y >= 60 && y < 66 ? 100 : x >= 150 && x < 174 && y >= 100 && y < 106 ? 25 : 0;
			pixels[ i ] = ( byte ) ( 60 + object + random.nextInt( 3 ) );
		}
		return ChannelImage.gray( ArrayImgs.unsignedBytes( pixels, 200, 160 ), 0, 255 );
	}

	@Test
	public void gridsOfBacteriaHaveNoPointsWhereTheImageIsFlat()
	{
		final RgbImage image = rods();
		final EverythingSettings s = Preset.BACTERIA.settings().with( EverythingSettings.OBJECT_SIZE, 24.0 );
		final Seeds seeds = SeedSource.GRID.seeds( image, s ),
				all = SeedSource.GRID.seeds( image, s.with( EverythingSettings.MIN_CONTRAST, 0.0 ) );
		final List< PromptPoint > points = seeds.in( 0, 0, 200, 160 ), grid = all.in( 0, 0, 200, 160 );
		assertEquals( grid.size(), seeds.count() );
		assertTrue( points.size() < grid.size() / 5, points.size() + " of " + grid.size() );
		final List< PromptPoint > inside = new ArrayList<>( grid );
		inside.removeIf( p -> !( p.x() > 39.5 && p.x() < 63.5 && p.y() > 59.5 && p.y() < 65.5 || p.x() > 149.5 && p.x() < 173.5
				&& p.y() > 99.5 && p.y() < 105.5 ) );
		assertTrue( inside.size() >= 6 && points.containsAll( inside ), inside.size() + " points in the rods" );
		// what is left does not depend on the regions that are asked for
		final List< PromptPoint > byRegions = new ArrayList<>();
		for ( int y = 0; y < 160; y += 40 )
			for ( int x = 0; x < 200; x += 50 )
				byRegions.addAll( seeds.in( x, y, 50, 40 ) );
		assertEquals( new HashSet<>( points ), new HashSet<>( byRegions ) );
		assertEquals( points.size(), byRegions.size() );
		// the other presets keep their grid
		assertEquals( 0, EverythingSettings.DEFAULT.get( EverythingSettings.MIN_CONTRAST ) );
	}

	@Test
	public void aHugeGridTakesNoMemory()
	{
		assertEquals( 100_000L * 100_000, Seeds.grid( 100_000, 100_000, 1 ).count() );
		assertEquals( 9, Seeds.grid( 100_000, 100_000, 1 ).in( 77_777, 88_888, 3, 3 ).size() );
	}

	@Test
	public void tilesDivideTheImageAndSurroundTheirRegions()
	{
		final FramePlanner planner = new FramePlanner( 1000, 700, new ModelInfo( "m", "m", "", 128, 32, 32 ) );
		final Tiling tiling = new Tiling( planner, 1000, 700, 0.5 );
		assertEquals( 35, tiling.size() );
		long pixels = 0;
		for ( int i = 0; i < tiling.size(); i++ )
		{
			final int[] r = tiling.region( i );
			final Frame f = tiling.frame( i );
			pixels += ( long ) r[ 2 ] * r[ 3 ];
			assertTrue( f.x() == 0 || r[ 0 ] - f.x() >= 63, f + " " + Arrays.toString( r ) );
			assertTrue( f.x() + f.width() == 1000 || f.x() + f.width() - r[ 0 ] - r[ 2 ] >= 63, f + " " + Arrays.toString( r ) );
			assertTrue( f.y() == 0 || r[ 1 ] - f.y() >= 63 );
			assertTrue( f.y() + f.height() == 700 || f.y() + f.height() - r[ 1 ] - r[ 3 ] >= 63 );
		}
		assertEquals( 700_000, pixels );
	}

	@Test
	public void extremaAreFoundInSpotsAndNotInNoise()
	{
		final byte[] pixels = new byte[ 120 * 80 ];
		final Random random = new Random( 1 );
		final int[][] spots = { { 20, 20 }, { 60, 30 }, { 100, 60 }, { 30, 60 } };
		for ( int i = 0; i < pixels.length; i++ )
		{
			double v = 20 + 4 * random.nextDouble();
			for ( final int[] s : spots )
				v += 180 * Math.exp( -( Math.pow( i % 120 - s[ 0 ], 2 ) + Math.pow( i / 120 - s[ 1 ], 2 ) ) / 50 );
			pixels[ i ] = ( byte ) Math.min( 255, v );
		}
		final ChannelImage image = ChannelImage.gray( ArrayImgs.unsignedBytes( pixels, 120, 80 ), 0, 255 );
		assertSpots( spots, SeedPoints.extrema( image, 20, true ) );
		final byte[] dark = new byte[ pixels.length ];
		for ( int i = 0; i < dark.length; i++ )
			dark[ i ] = ( byte ) ( 255 - ( pixels[ i ] & 0xff ) );
		assertSpots( spots, SeedPoints.extrema( ChannelImage.gray( ArrayImgs.unsignedBytes( dark, 120, 80 ), 0, 255 ), 20, false ) );
		assertEquals( 0, SeedPoints.extrema( ChannelImage.gray( ArrayImgs.unsignedBytes( 30, 30 ), 0, 255 ), 20, true ).size(),
				"a flat image" );
	}

	private static void assertSpots( final int[][] spots, final List< PromptPoint > points )
	{
		assertEquals( spots.length, points.size(), points::toString );
		for ( final int[] s : spots )
			assertTrue( points.stream().anyMatch( p -> Math.hypot( p.x() - s[ 0 ], p.y() - s[ 1 ] ) < 3 ), points::toString );
	}

	@Test
	public void windowsAgreeWithTheDefinition()
	{
		final int w = 17, h = 11, radius = 3;
		final float[] v = new float[ w * h ];
		final Random random = new Random( 3 );
		for ( int i = 0; i < v.length; i++ )
			v[ i ] = random.nextInt( 50 );
		final float[] mean = Windows.mean( v, w, h, radius ), max = Windows.max( v, w, h, radius ), min = Windows.min( v, w, h, radius );
		for ( int y = 0; y < h; y++ )
			for ( int x = 0; x < w; x++ )
			{
				double sum = 0, n = 0, hi = -1, lo = 100;
				for ( int j = Math.max( 0, y - radius ); j <= Math.min( h - 1, y + radius ); j++ )
					for ( int i = Math.max( 0, x - radius ); i <= Math.min( w - 1, x + radius ); i++ )
					{
						sum += v[ j * w + i ];
						n++;
						hi = Math.max( hi, v[ j * w + i ] );
						lo = Math.min( lo, v[ j * w + i ] );
					}
				assertEquals( sum / n, mean[ y * w + x ], 1e-4 );
				assertEquals( hi, max[ y * w + x ] );
				assertEquals( lo, min[ y * w + x ] );
			}
	}

	@Test
	public void masksGiveTheirDeepestPixel()
	{
		final BitSet square = new BitSet();
		square.set( 0, 49 );
		assertEquals( Arrays.asList( new PromptPoint( 13, 23, true ) ),
				SeedPoints.inside( Arrays.asList( Mask.of( 10, 20, 7, 7, square ) ) ) );
	}
}
