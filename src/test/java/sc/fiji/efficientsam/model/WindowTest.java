// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;

import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.prompt.Prompt;

/** Where windows lie. */
public class WindowTest {

	private static final int CELL = 16, TOTAL = 32;

	private static int[] window( final Prompt prompt )
	{
		final Window w = Window.of( prompt, CELL, TOTAL );
		return new int[] { w.x, w.y, w.cells };
	}

	@Test
	public void aBoxIsInTheMiddleOfAWindowOfAtLeastTwiceItsSize()
	{
		// 40 pixels: ( 2 * 40 + 32 ) / 16 = 7 cells
		assertArrayEquals( new int[] { 8, 8, 16 }, window( Prompt.box( 236, 236, 40, 40 ) ) );
		// 130 pixels: 18.25 cells
		assertArrayEquals( new int[] { 4, 4, 24 }, window( Prompt.box( 191, 191, 130, 130 ) ) );
		assertArrayEquals( new int[] { 0, 0, 32 }, window( Prompt.box( 100, 100, 250, 30 ) ) );
	}

	@Test
	public void windowsStayInTheFrame()
	{
		assertArrayEquals( new int[] { 0, 0, 16 }, window( Prompt.box( 0, 0, 40, 40 ) ) );
		assertArrayEquals( new int[] { 16, 16, 16 }, window( Prompt.box( 472, 472, 40, 40 ) ) );
	}

	@Test
	public void pointsSeeTheSurroundingsOfALargeObject()
	{
		assertArrayEquals( new int[] { 8, 8, 16 }, window( Prompt.point( 256, 256 ) ) );
		// points far apart are of one object
		assertArrayEquals( new int[] { 0, 4, 24 }, window( Prompt.point( 100, 256 ).withPoint( 250, 256 ) ) );
	}

	@Test
	public void windowsGrowUpToTheWholeFrame()
	{
		Window w = Window.of( Prompt.box( 236, 236, 40, 40 ), CELL, TOTAL );
		final int[] sizes = { 24, 32 };
		for ( final int size : sizes )
		{
			w = w.larger();
			assertEquals( size, w.cells );
			assertEquals( 16 - size / 2, w.x );
		}
	}

	@Test
	public void smallEmbeddingsAreSeenWhole()
	{
		assertEquals( 6, Window.of( Prompt.box( 10, 10, 20, 20 ), CELL, 6 ).cells );
	}

	/** One mask with one positive cell on a grid of 8 x 8. */
	private static MaskCandidates dot( final int row, final int column )
	{
		final FloatBuffer logits = FloatBuffer.allocate( 64 );
		for ( int i = 0; i < 64; i++ )
			logits.put( i, i == row * 8 + column ? 1 : -1 );
		return TestModels.candidates( logits, 8, 0.9f );
	}

	@Test
	public void aMaskAtABorderInsideTheFrameIsCut()
	{
		final Window middle = Window.of( Prompt.box( 236, 236, 40, 40 ), CELL, TOTAL ),
				corner = Window.of( Prompt.box( 0, 0, 40, 40 ), CELL, TOTAL );
		assertFalse( middle.cuts( dot( 3, 3 ), 0 ) );
		for ( final int[] at : new int[][] { { 0, 3 }, { 7, 3 }, { 3, 0 }, { 3, 7 } } )
			assertTrue( middle.cuts( dot( at[ 0 ], at[ 1 ] ), 0 ) );
		assertFalse( corner.cuts( dot( 0, 3 ), 0 ) );
		assertFalse( corner.cuts( dot( 3, 0 ), 0 ) );
		assertTrue( corner.cuts( dot( 7, 3 ), 0 ) );
		assertTrue( corner.cuts( dot( 3, 7 ), 0 ) );
	}
}
