// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static sc.fiji.efficientsam.mask.MaskTest.mask;

import java.util.Arrays;
import java.util.List;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;

/** Tests {@link LabelPainter}. */
public class LabelPainterTest {

	private static SegmentedObject object( final Mask mask, final double score )
	{
		return new SegmentedObject( Prompt.point( 0, 0 ), mask, score, 1 );
	}

	/** Three runs of three pixels in a row, each overlapping the next by two, and one that found nothing. */
	private static final List< SegmentedObject > OBJECTS = Arrays.asList( object( mask( 0, 0, "###" ), 0.5 ), object( Mask.EMPTY, 0.99 ),
			object( mask( 1, 0, "###" ), 0.9 ), object( mask( 2, 0, "###" ), 0.5 ) );

	private static short[] paint( final OverlapRule rule )
	{
		final short[] pixels = new short[ 6 ];
		LabelPainter.paint( OBJECTS, rule, ArrayImgs.unsignedShorts( pixels, 6, 1 ) );
		return pixels;
	}

	@Test
	public void labelsAreThePromptsNumbersAndTheRuleDecides()
	{
		assertArrayEquals( new short[] { 1, 1, 1, 3, 4, 0 }, paint( OverlapRule.FIRST ) );
		assertArrayEquals( new short[] { 1, 3, 4, 4, 4, 0 }, paint( OverlapRule.LAST ) );
		assertArrayEquals( new short[] { 1, 3, 3, 3, 4, 0 }, paint( OverlapRule.SCORE ) );
	}

	@Test
	public void equalScoresGoToTheEarlierPrompt()
	{
		final short[] pixels = new short[ 3 ];
		LabelPainter.paint( Arrays.asList( object( mask( 0, 0, "##" ), 0.5 ), object( mask( 1, 0, "##" ), 0.5 ) ), OverlapRule.SCORE,
				ArrayImgs.unsignedShorts( pixels, 3, 1 ) );
		assertArrayEquals( new short[] { 1, 1, 2 }, pixels );
	}

	@Test
	public void masksComeBackWithoutOverlap()
	{
		final List< SegmentedObject > disjoint = LabelPainter.paint( OBJECTS, OverlapRule.SCORE, ArrayImgs.unsignedShorts( 6, 1 ) );
		assertEquals( mask( 0, 0, "#" ), disjoint.get( 0 ).mask() );
		assertFalse( disjoint.get( 1 ).isFound() );
		assertEquals( mask( 1, 0, "###" ), disjoint.get( 2 ).mask() );
		assertEquals( mask( 4, 0, "#" ), disjoint.get( 3 ).mask() );
	}
}
