// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.prompt.PromptText;

/** Prompts, as values and as text. */
final class RandomPrompts {

	private RandomPrompts()
	{}

	/** A prompt that an image of this size can take. */
	static Prompt prompt( final Dice dice, final int width, final int height )
	{
		final List< PromptPoint > points = new ArrayList<>();
		final int kind = dice.upTo( 8 );
		final Box box = kind < 3 || kind == 6 ? box( dice, width, height ) : null;
		final Mask mask = kind == 7 ? blob( dice, width, height ) : null;
		if ( kind > 2 && kind < 6 )
			points.add( point( dice, width, height, true ) );
		if ( dice.chance( 0.3 ) )
			for ( int n = dice.between( 1, 3 ); n > 0; n-- )
				points.add( point( dice, width, height, dice.chance( 0.5 ) ) );
		return Prompt.of( box, points, mask ).withName( dice.chance( 0.3 ) ? dice.word() : "" );
	}

	private static PromptPoint point( final Dice dice, final int width, final int height, final boolean positive )
	{
		return dice.chance( 0.7 ) ? new PromptPoint( dice.upTo( width ), dice.upTo( height ),
				positive ) : new PromptPoint( dice.real( -0.5, width - 0.51 ), dice.real( -0.5, height - 0.51 ), positive );
	}

	private static Box box( final Dice dice, final int width, final int height )
	{
		final double w = dice.chance( 0.1 ) ? dice.of( 0.01, 1e5, 1e-6, 1.5e9 ) : dice.between( 1, 40 ), h = dice.chance( 0.1 )
				? dice.of( 0.01, 1e5, 1e-6, 1.5e9 ) : dice.between( 1, 40 );
		return Box.ofPixels( dice.chance( 0.1 ) ? dice.real( -w, width ) : dice.upTo( width ), dice.chance( 0.1 )
				? dice.real( -h, height ) : dice.upTo( height ), w, h );
	}

	/** A mask with at least one pixel in the image. */
	static Mask blob( final Dice dice, final int width, final int height )
	{
		final int w = dice.between( 1, 30 ), h = dice.between( 1, 30 );
		final BitSet bits = new BitSet();
		for ( int n = dice.between( 1, w * h ); n > 0; n-- )
			bits.set( dice.upTo( w * h ) );
		bits.set( 0 );
		return Mask.of( dice.upTo( width ), dice.upTo( height ), w, h, bits );
	}

	/** A prompt in words; at times no prompt. */
	static String text( final Dice dice, final int width, final int height )
	{
		final String good = PromptText.format( prompt( dice, width, height ) );
		return dice.chance( 0.85 ) ? good : good.replaceFirst( "[0-9.]+",
				dice.of( "NaN", "1e300", "-5", "Infinity", "x", "", "99999999999", "1e-300" ) );
	}

	/** A mask in words; at times no mask. */
	static String mask( final Dice dice, final int width, final int height )
	{
		final String good = PromptText.format( blob( dice, width, height ) );
		return dice.chance( 0.8 ) ? good : good.replaceFirst( dice.of( "^[0-9]+", "[0-9]+$", "[0-9]+:", " [0-9]+ " ),
				dice.of( "-3", "99999", " 2147483647 ", "2147483647:", " 1000000 ", "", ":" ) );
	}
}
