// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * Segments rough objects again, each by its box and points deep inside it: what a
 * threshold, StarDist, Cellpose or Labkit drew becomes as exact as a mask by a
 * box prompt. Immutable and safe for use by several threads.
 */
public final class LabelRefiner {

	private final RefineSettings settings;

	public LabelRefiner( final RefineSettings settings )
	{
		this.settings = Objects.requireNonNull( settings, "settings" );
	}

	/**
	 * Blocks until done.
	 *
	 * @param rough
	 *            masks that are not empty, in pixels of the image, by id
	 * @return what became of each, by id, in the same order; nothing is left out
	 * @throws IllegalArgumentException
	 *             if an object lies outside of the image
	 * @throws java.util.concurrent.CancellationException
	 *             if the listener canceled
	 */
	public Map< Integer, RefinedObject > refine( final EmbeddedImage image, final Map< Integer, Mask > rough,
			final ProgressListener listener )
	{
		final List< SegmentedObject > fresh = segmenter().segment( image, prompts( image, rough ), listener );
		final Map< Integer, RefinedObject > results = new LinkedHashMap<>();
		int i = 0;
		for ( final Map.Entry< Integer, Mask > old : rough.entrySet() )
			results.put( old.getKey(), decide( old.getValue(), fresh.get( i++ ) ) );
		return results;
	}

	/** Encodes what {@link #refine} needs; see {@link EmbeddedImage#encodeAhead}. */
	public void encodeAhead( final EmbeddedImage image, final Map< Integer, Mask > rough, final BooleanSupplier goesOn )
	{
		image.encodeAhead( segmenter().frames( image, prompts( image, rough ) ), goesOn );
	}

	private Segmenter segmenter()
	{
		return new Segmenter( SegmentSettings.DEFAULT.with( SegmentSettings.FRAGMENTS, Integer.MAX_VALUE ).with( SegmentSettings.HOLES,
				settings.get( SegmentSettings.HOLES ) ) );
	}

	private List< Prompt > prompts( final EmbeddedImage image, final Map< Integer, Mask > rough )
	{
		final Box all = Box.ofPixels( 0, 0, image.image().width(), image.image().height() );
		final List< Prompt > prompts = new ArrayList<>();
		rough.forEach( ( id, mask ) -> prompts.add( prompt( mask, all ).withName( "label " + id ) ) );
		return prompts;
	}

	/** NB: an inner point says which object in the box is meant; it never lies outside of a box that was made smaller. */
	private Prompt prompt( final Mask mask, final Box image )
	{
		final Box tight = mask.bounds();
		final double m = Math.max( settings.get( RefineSettings.MARGIN ), 0.5 - Math.min( tight.width(), tight.height() ) / 2 );
		final Box box = tight.grown( m, m ).intersect( image );
		return Prompt.of( box == null ? tight : box, PromptPoint.inside( mask, settings.get( RefineSettings.POINTS ) ) );
	}

	private RefinedObject decide( final Mask old, final SegmentedObject fresh )
	{
		final double agreement = fresh.mask().iou( old );
		if ( fresh.isFound() && agreement >= settings.get( RefineSettings.AGREEMENT )
				&& fresh.score() >= settings.get( RefineSettings.SCORE ) )
			return new RefinedObject( fresh, agreement, RefinedObject.Fate.REFINED );
		return settings.get( RefineSettings.KEEP ) ? new RefinedObject( fresh.withMask( old ), agreement, RefinedObject.Fate.KEPT )
				: new RefinedObject( fresh.withMask( Mask.EMPTY ), agreement, RefinedObject.Fate.DROPPED );
	}
}
