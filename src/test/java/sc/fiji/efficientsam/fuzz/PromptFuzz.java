// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import ij.ImagePlus;
import ij.process.ShortProcessor;

import sc.fiji.efficientsam.Segmentation;
import sc.fiji.efficientsam.SegmentationRequest;
import sc.fiji.efficientsam.export.ResultWriter;
import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;

/** Label i belongs to prompt i, whatever else is asked for, in whatever order, and however often. */
final class PromptFuzz {

	private final Dice dice;
	private final Lab lab;
	private final ImagePlus imp;
	private final String model, candidate, contrast;
	private final double objectSize;
	private final int fragments, holes;

	private PromptFuzz( final Dice dice, final Lab lab )
	{
		this.dice = dice;
		this.lab = lab;
		imp = RandomImages.image( dice );
		model = Lab.model( dice, 0.06 );
		candidate = dice.of( "score", "smallest", "largest", "fit" );
		contrast = dice.of( "percentile", "display", "full" );
		objectSize = dice.chance( 0.5 ) ? 0 : dice.of( 1.0, 10.0, 40.0, 1000.0 );
		fragments = dice.of( 0, 16, 100 );
		holes = dice.of( 0, 16 );
	}

	static void run( final Dice dice, final Lab lab )
	{
		new PromptFuzz( dice, lab ).run();
	}

	private Segmentation segment( final List< Prompt > prompts, final String overlap )
	{
		final SegmentationRequest r = lab.sam().segment( imp ).model( model ).device( "cpu" ).candidate( candidate ).contrast( contrast )
				.objectSize( objectSize ).fragments( fragments ).holes( holes );
		return r.overlap( overlap ).prompts( prompts ).run();
	}

	private void run()
	{
		final List< Prompt > prompts = new ArrayList<>();
		for ( int n = dice.between( 1, 5 ); n > 0; n-- )
			prompts.add( RandomPrompts.prompt( dice, imp.getWidth(), imp.getHeight() ) );
		final String before = Invariants.describe( imp, true );
		final Segmentation all = segment( prompts, "last" );
		assertEquals( prompts.size(), all.objects().size(), "one object per prompt" );
		for ( int i = 0; i < prompts.size(); i++ )
			assertEquals( prompts.get( i ), all.objects().get( i ).prompt(), "object " + i + " is prompt " + i );
		requireLabelsFit( all );
		requireEachAlone( prompts, all );
		final Segmentation again = segment( prompts, "last" );
		assertArrayEquals( pixels( all ), pixels( again ), "twice the same" );
		assertEquals( ResultWriter.toCsv( all.table() ), ResultWriter.toCsv( again.table() ), "twice the same table" );
		final List< Prompt > backwards = new ArrayList<>( prompts );
		Collections.reverse( backwards );
		final short[] swapped = pixels( segment( backwards, "first" ) ), straight = pixels( all );
		for ( int i = 0; i < straight.length; i++ )
			assertEquals( straight[ i ] == 0 ? 0 : prompts.size() + 1 - straight[ i ], swapped[ i ],
					"the order of prompts only changes the labels" );
		assertEquals( before, Invariants.describe( imp, true ), "the image is as it was" );
	}

	private static short[] pixels( final Segmentation s )
	{
		return ( short[] ) ( ( ShortProcessor ) s.labels().getProcessor() ).getPixels();
	}

	private void requireLabelsFit( final Segmentation s )
	{
		final int w = imp.getWidth(), h = imp.getHeight();
		final short[] painted = new short[ w * h ];
		for ( int i = 0; i < s.objects().size(); i++ )
		{
			final Mask m = s.objects().get( i ).mask();
			assertTrue( m.isEmpty() || m.x() >= 0 && m.y() >= 0 && m.x() + m.width() <= w && m.y() + m.height() <= h,
					() -> "outside of the image: " + m );
			for ( int p = 0; p < painted.length; p++ )
				if ( m.contains( p % w, p / w ) )
				{
					assertEquals( 0, painted[ p ], "objects do not overlap" );
					painted[ p ] = ( short ) s.label( i );
				}
		}
		assertArrayEquals( painted, pixels( s ), "labels are the objects' masks" );
	}

	/** With overlaps going to the last prompt, an object is what it would be alone without those behind it. */
	private void requireEachAlone( final List< Prompt > prompts, final Segmentation all )
	{
		Mask taken = Mask.EMPTY;
		for ( int i = prompts.size() - 1; i >= 0; i-- )
		{
			final Mask alone = segment( Collections.singletonList( prompts.get( i ) ), "last" ).objects().get( 0 ).mask();
			if ( model.equals( DiscModel.ID ) && !alone.isEmpty() )
				requireAtPrompt( prompts.get( i ), alone );
			assertEquals( alone.minus( taken ), all.objects().get( i ).mask(), "object " + i + " of " + prompts.size() );
			taken = taken.union( alone );
		}
	}

	/** NB: a disc lies around the middle of the box, or of the only point. */
	private void requireAtPrompt( final Prompt p, final Mask mask )
	{
		final Box seen = p.extent().intersect( Box.ofPixels( 0, 0, imp.getWidth(), imp.getHeight() ) );
		if ( p.points().size() + ( p.hasBox() ? 1 : 0 ) != 1 || p.hasMask() )
			return;
		final Box b = mask.bounds();
		assertTrue( seen.centerX() >= b.minX() - 1 && seen.centerX() <= b.maxX() + 1 && seen.centerY() >= b.minY() - 1
				&& seen.centerY() <= b.maxY() + 1, () -> "the mask " + mask + " is not at its prompt " + p );
	}
}
