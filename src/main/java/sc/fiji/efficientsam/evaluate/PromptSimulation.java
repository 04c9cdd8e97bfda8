// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import sc.fiji.efficientsam.mask.Components;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.segment.Segmenter;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * Prompts a model for true objects as a user would, and measures its masks against
 * them. Two rules for choosing among the model's masks are measured: the best
 * predicted IoU, which is what users get, and the best true IoU, which is the most
 * that any rule could reach. Immutable and safe for use by several threads.
 */
public final class PromptSimulation {

	/** What came of one object. */
	public static final class Result {

		private final double iou;
		private final double oracle;
		private final double score;

		Result( final double iou, final double oracle, final double score )
		{
			this.iou = iou;
			this.oracle = oracle;
			this.score = score;
		}

		/** IoU of the mask with the best predicted IoU. */
		public double iou()
		{
			return iou;
		}

		/** IoU of the best of the model's masks for the last prompt. */
		public double oracle()
		{
			return oracle;
		}

		/** Predicted IoU. */
		public double score()
		{
			return score;
		}
	}

	private final Protocol protocol;
	private final boolean told;

	/**
	 * @param told
	 *            whether the user tells each object's true size (the long side of
	 *            its box), which sets the scale of prompts without a box
	 */
	public PromptSimulation( final Protocol protocol, final boolean told )
	{
		this.protocol = protocol;
		this.told = told;
	}

	/**
	 * Simulates. Blocks until done.
	 *
	 * @param truth
	 *            true objects, none empty
	 * @return one result for each object, in the same order
	 */
	public List< Result > run( final EmbeddedImage image, final List< Mask > truth, final ProgressListener listener )
	{
		final List< Prompt > prompts = new ArrayList<>();
		for ( final Mask t : truth )
			prompts.add( protocol == Protocol.BOX ? LabelObjects.box( t ) : LabelObjects.center( t ) );
		List< SegmentedObject > found = segment( image, prompts, truth, false, listener );
		for ( int round = 0; round < protocol.corrections(); round++ )
		{
			for ( int i = 0; i < prompts.size(); i++ )
			{
				final PromptPoint click = correction( found.get( i ).mask(), truth.get( i ) );
				if ( click != null )
					prompts.set( i, prompts.get( i ).withPoint( click ) );
			}
			found = segment( image, prompts, truth, false, listener );
		}
		final List< SegmentedObject > best = segment( image, prompts, truth, true, listener );
		final List< Result > results = new ArrayList<>();
		for ( int i = 0; i < prompts.size(); i++ )
			results.add( new Result( found.get( i ).mask().iou( truth.get( i ) ), best.get( i ).mask().iou( truth.get( i ) ),
					found.get( i ).score() ) );
		return results;
	}

	/** NB: masks are not cleaned, and each size is served on its own where it is told. */
	private List< SegmentedObject > segment( final EmbeddedImage image, final List< Prompt > prompts, final List< Mask > truth,
			final boolean oracle, final ProgressListener listener )
	{
		final SegmentSettings settings = SegmentSettings.DEFAULT.with( SegmentSettings.FRAGMENTS, 0 ).with( SegmentSettings.HOLES, 0 );
		if ( !told || protocol == Protocol.BOX )
			return new Segmenter( settings ).segment( image, prompts,
					oracle ? ( i, c ) -> nearest( c, truth.get( i ) ) : settings.get( SegmentSettings.CANDIDATE ), listener );
		final List< SegmentedObject > all = new ArrayList<>();
		for ( int i = 0; i < prompts.size(); i++ )
		{
			final Mask t = truth.get( i );
			final Segmenter segmenter = new Segmenter( settings.with( SegmentSettings.OBJECT_SIZE,
					( double ) Math.max( t.width(), t.height() ) ) );
			all.addAll( segmenter.segment( image, prompts.subList( i, i + 1 ),
					oracle ? ( k, c ) -> nearest( c, t ) : settings.get( SegmentSettings.CANDIDATE ), ProgressListener.NONE ) );
		}
		return all;
	}

	private static SegmentedObject nearest( final List< SegmentedObject > candidates, final Mask truth )
	{
		return candidates.stream().max( Comparator.comparingDouble( c -> c.mask().iou( truth ) ) ).get();
	}

	/** A click in the middle of the largest connected piece of what is wrong, or null if nothing is. */
	static PromptPoint correction( final Mask mask, final Mask truth )
	{
		final Mask wrong = difference( mask, truth );
		if ( wrong.isEmpty() )
			return null;
		Mask largest = Mask.EMPTY;
		for ( final Mask piece : Components.of( wrong ) )
			if ( piece.area() > largest.area() )
				largest = piece;
		final PromptPoint p = PromptPoint.inside( largest, 1 ).get( 0 );
		return new PromptPoint( p.x(), p.y(), truth.contains( ( int ) p.x(), ( int ) p.y() ) );
	}

	/** Pixels that only one of the two has. */
	private static Mask difference( final Mask a, final Mask b )
	{
		return a.minus( b ).union( b.minus( a ) );
	}
}
