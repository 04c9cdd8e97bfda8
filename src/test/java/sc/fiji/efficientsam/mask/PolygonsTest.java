// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.mask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

/** Tests {@link Polygons} and the reading half of {@link RunLengths}. */
public class PolygonsTest {

	private static Mask fill( final double... corners )
	{
		final List< double[] > ring = new ArrayList<>();
		for ( int i = 0; i < corners.length; i += 2 )
			ring.add( new double[] { corners[ i ], corners[ i + 1 ] } );
		return Polygons.fill( Collections.singletonList( ring ), 17, 13 );
	}

	/** All shapes and densities that fit into 17 x 13 pixels. */
	private static Mask random( final Random random )
	{
		final int w = 1 + random.nextInt( 17 ), h = 1 + random.nextInt( 13 ), percent = 1 + random.nextInt( 100 );
		final BitSet bits = new BitSet();
		for ( int i = 0; i < w * h; i++ )
			bits.set( i, random.nextInt( 100 ) < percent );
		return Mask.of( random.nextInt( 18 - w ), random.nextInt( 14 - h ), w, h, bits );
	}

	@Test
	public void outlinesAndRunLengthsGiveTheMaskBack()
	{
		final Random random = new Random( 11 );
		for ( int i = 0; i < 500; i++ )
		{
			final Mask mask = random( random );
			assertEquals( mask, RunLengths.toMask( RunLengths.of( mask, 17, 13 ), 17, 13 ) );
			Mask filled = Mask.EMPTY;
			for ( final List< List< int[] > > polygon : Outlines.of( mask ) )
				filled = filled.union( Polygons.fill( polygon.stream().map( ring -> ring.stream().map( c -> new double[] { c[ 0 ],
						c[ 1 ] } ).collect( Collectors.toList() ) ).collect( Collectors.toList() ), 17, 13 ) );
			assertEquals( mask, filled );
		}
	}

	@Test
	public void aPixelIsInsideIfItsCenterIs()
	{
		assertEquals( MaskTest.mask( 2, 3, "##" ), fill( 1.6, 3, 4.4, 3, 4.4, 3.6, 1.6, 3.6 ) );
		assertEquals( Mask.EMPTY, fill( 1.6, 3, 4.4, 3, 4.4, 3.4, 1.6, 3.4 ) );
		assertEquals( MaskTest.mask( 1, 1, "#...", "##..", "###.", "####" ), fill( 1, 0.9, 5.6, 5.5, 1, 5 ) );
		// neighbors share no pixel and leave none out
		final Mask left = fill( 0, 0, 8.5, 0, 2.5, 13, 0, 13 ), right = fill( 8.5, 0, 17, 0, 17, 13, 2.5, 13 );
		assertEquals( 0, left.intersection( right ) );
		assertEquals( 17 * 13, left.area() + right.area() );
	}

	@Test
	public void whatLiesOutsideOfTheImageIsCutOff()
	{
		assertEquals( MaskTest.mask( 0, 0, "##", "##" ), fill( -100, -7, 2, -7, 2, 2, -100, 2 ) );
		assertEquals( 17 * 13, fill( -1e9, -1e9, 1e9, -1e9, 1e9, 1e9, -1e9, 1e9 ).area() );
		assertEquals( Mask.EMPTY, fill( 20, 20, 30, 20, 30, 30 ) );
		assertEquals( Mask.EMPTY, fill( 3, 3 ) );
		assertEquals( Mask.EMPTY, fill( 3, 3, 9, 9 ) );
	}

	/** What the C code of cocodataset/cocoapi (rleFrPoly) makes of this polygon along the edges of pixels. */
	@Test
	public void polygonsAlongPixelsAreThoseOfCoco()
	{
		assertEquals( Arrays.asList( 14L, 8L, 5L, 8L, 5L, 8L, 5L, 8L, 5L, 3L, 10L, 3L, 10L, 3L, 10L, 3L, 113L ), RunLengths.of( fill( 1, 1,
				9, 1, 9, 4, 5, 4, 5, 9, 1, 9 ), 17, 13 ) );
	}

	/** The strings are what the C code of cocodataset/cocoapi (rleEncode, rleToString) makes of these masks. */
	@Test
	public void compressedRunLengths()
	{
		assertCompressed( "0124O00L001011N00031MN11O00O10O11O00O10000011OOO21N0021MO1000O1041KO31MO31OO20L0000011010NO21NO11O30M0O050L0O" +
				"000133ML031NO", "##..#.########.#.", "..##.#.#..#...#.#", ".##.####...#...#.", "#...#...#...##..#", "####.#.....#.....",
				"#.##.#.#.##.#..#.", "#...#.#..#..#..#.", "##.#.###...##..#.", "...#.#.#.#.#..###", "#...###......#..#",
				"#.##..###...#....", "###.#..##.##..#..", "###.###....###..#" );
		assertCompressed( "0`02;O40_O0E040d00G0H03020D030;", "########.########", "#######.#######.#", "##########.######",
				"#.###############", "#.###############", "#######.#########", "###.########.####", "#############.###",
				"###########.###.#", "#################", "##############.##", "#################", "#####.###########" );
		assertCompressed( "11h00]O060F0;j2OVMO0:0D16OD", "..#..#######.....", "#....#######.....", ".....#######.....",
				".....#######.#...", ".....#######.....", "...#.########....", "..#..#######.....", "...########....#.",
				"....#######....#.", "....#######......", "....#######.....#", "....#######...#..", "....#######......" );
	}

	private static void assertCompressed( final String compressed, final String... rows )
	{
		assertEquals( MaskTest.mask( 0, 0, rows ), RunLengths.toMask( RunLengths.parse( compressed ), 17, 13 ) );
	}

	@Test
	public void brokenRunLengthsAreRefused()
	{
		for ( final String broken : new String[] { "X", "0124O", "\u0001", "\u0100", "oooooooooooooooooooo" } )
			assertThrows( IllegalArgumentException.class, () -> RunLengths.toMask( RunLengths.parse( broken ), 17, 13 ) );
		for ( final Long[] broken : new Long[][] { {}, { 220L }, { 222L }, { 10L, -2L, 213L }, { Long.MAX_VALUE, 5L },
				{ 0L, 221L, 1L } } )
			assertThrows( IllegalArgumentException.class, () -> RunLengths.toMask( Arrays.asList( broken ), 17, 13 ) );
		assertTrue( RunLengths.toMask( Arrays.asList( 221L ), 17, 13 ).isEmpty() );
		assertEquals( 221, RunLengths.toMask( Arrays.asList( 0L, 221L ), 17, 13 ).area() );
	}
}
