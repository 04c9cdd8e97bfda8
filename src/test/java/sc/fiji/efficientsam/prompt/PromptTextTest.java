// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Collections;
import java.util.Random;

import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.mask.Mask;

public class PromptTextTest {

	@Test
	public void promptsAreReadAsTheyWereWritten()
	{
		for ( final Prompt p : new Prompt[] { Prompt.point( 3, 4 ), Prompt.box( 10, 20, 30, 40 ).withPoint( 25, 35 ).withNegative( 12, 22 ),
				Prompt.point( 0.25, 1e-3 ).withNegative( 12345678.5, 7 ),
				Prompt.of( new Box( -0.5, 1.25, 7, 9 ), Collections.emptyList() ) } )
			assertEquals( p, PromptText.parse( PromptText.format( p ) ) );
		assertEquals( "box 10 20 30 40 + 25 35 - 12 22", PromptText.format( Prompt.box( 10, 20, 30, 40 ).withPoint( 25,
				35 ).withNegative( 12, 22 ) ) );
		assertEquals( Prompt.box( 1, 2, 3, 4 ), PromptText.parse( " BOX 1,2 ; 3 4 " ) );
	}

	@Test
	public void exactPromptsAreReadToTheLastBit()
	{
		final Random random = new Random( 6 );
		int changed = 0;
		for ( int n = 0; n < 20_000; n++ )
		{
			final double scale = Math.pow( 10, random.nextInt( 14 ) - 7 ), x = random.nextGaussian() * scale, y = random.nextGaussian(),
					w = random.nextDouble() * 100 + 1e-3, h = random.nextDouble() * scale + 1e-3;
			final Prompt p = Prompt.of( new Box( x, y, x + w, y + h ), Collections.emptyList() ).withPoint( x, y ).withName( "mine" ),
					exact = PromptText.exact( p );
			assertEquals( exact, PromptText.parse( PromptText.format( exact ) ).withName( "mine" ), () -> p.toString() );
			assertEquals( p.box().maxX(), exact.box().maxX(), 1e-6 );
			changed += exact.equals( p ) ? 0 : 1;
		}
		assertTrue( changed > 1000, "boxes of which the text is not exact: " + changed );
		final Prompt rough = Prompt.mask( PromptText.parseMask( "1 2 1 1: 0 1" ) );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> PromptText.exact( rough ) ).getMessage().contains( "rough mask" ) );
	}

	@Test
	public void whatIsNoPromptIsRefusedWithAnExample()
	{
		for ( final String text : new String[] { "10 20", "box 1 2 3", "+ 1", "+ a b", "box 1 2 3 4 box 1 2 3 4", "? 1 2" } )
			assertTrue( assertThrows( IllegalArgumentException.class, () -> PromptText.parse( text ) ).getMessage()
					.contains( "for example" ), text );
		assertThrows( IllegalArgumentException.class, () -> PromptText.parse( "" ) );
		assertThrows( IllegalArgumentException.class, () -> PromptText.parse( null ) );
		assertThrows( IllegalArgumentException.class, () -> PromptText.parse( "- 1 2" ) );
		assertThrows( IllegalArgumentException.class, () -> PromptText.parse( "box 1 2 0 4" ) );
	}

	@Test
	public void masksAreReadAsTheyWereWritten()
	{
		final Random random = new Random( 5 );
		for ( int n = 0; n < 50; n++ )
		{
			final int w = 1 + random.nextInt( 20 ), h = 1 + random.nextInt( 20 );
			final BitSet bits = new BitSet();
			for ( int i = 0; i < w * h; i++ )
				bits.set( i, random.nextInt( 3 ) > 0 );
			final Mask m = Mask.of( random.nextInt( 100 ), random.nextInt( 100 ), w, h, bits );
			assertEquals( m, PromptText.parseMask( PromptText.format( m ) ) );
		}
		final BitSet hook = new BitSet();
		hook.set( 1, 4 );
		assertEquals( "10 20 3 2: 1 3", PromptText.format( Mask.of( 10, 20, 3, 2, hook ) ) );
		for ( final String text : new String[] { "", "1 2 3", "1 2 3 4: 5 x", "0 0 2 2: 0 9", "0 0 2 2: 3 -1" } )
			assertTrue( assertThrows( IllegalArgumentException.class, () -> PromptText.parseMask( text ) ).getMessage()
					.contains( "is no mask" ), text );
	}

	@Test
	public void unionAndCrop()
	{
		final BitSet all = new BitSet();
		all.set( 0, 4 );
		final Mask a = Mask.of( 0, 0, 2, 2, all ), b = Mask.of( 5, 1, 2, 2, all );
		final Mask both = a.union( b );
		assertEquals( 8, both.area() );
		assertTrue( both.contains( 1, 1 ) && both.contains( 6, 2 ) );
		assertEquals( a, both.minus( b ) );
		assertEquals( a, a.union( Mask.EMPTY ) );
		assertEquals( a, Mask.EMPTY.union( a ) );
		assertEquals( 2, b.crop( 6, 100 ).area() );
		assertTrue( b.crop( 5, 5 ).isEmpty() );
		assertEquals( 1, Mask.of( -1, -1, 2, 2, all ).crop( 10, 10 ).area() );
	}
}
