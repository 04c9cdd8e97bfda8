// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.model.ModelInfo;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.KnownFrames;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.segment.Segmenter;

/**
 * Makes masks again, by their boxes and points, each from the frame
 * that suits the box: it sees the object whole, at the scale that the model likes
 * best. Frame by frame, so that each is encoded once, and from a frame that is known already
 * where that suits, too.
 */
final class BoxPass {

	/** Long sides of boxes, in input pixels, for which a known frame is good enough, as a part of the frame. */
	private static final double LEAST = 1.0 / 20, MOST = 1.0 / 3;

	/** Boxes per batch. */
	private static final int BATCH = 64;

	/**
	 * The IoU of an instance and the mask by its box from which on the mask is the same object, drawn better. NB: on 28
	 * training images .6 and .7 give a mean
	 * AP of .401 and .402, instances as they are .393.
	 */
	private static final double AGREEMENT = 0.7;

	private final EmbeddedImage image;
	private final Segmenter segmenter;
	private final Quality quality;
	private final KnownFrames known;
	private final boolean trusted;

	/**
	 * @param known
	 *            frames that are encoded already
	 * @param trusted
	 *            whether a candidate stays as it is where the mask by its box is
	 *            something else
	 */
	BoxPass( final EmbeddedImage image, final EverythingSettings settings, final Quality quality, final Collection< Frame > known,
			final boolean trusted )
	{
		final ModelInfo info = image.model().info();
		this.known = new KnownFrames( known, image.image().width(), image.image().height(), info, LEAST * info.frameSize(),
				MOST * info.frameSize() );
		this.trusted = trusted;
		this.image = image;
		this.quality = quality;
		segmenter = new Segmenter( SegmentSettings.DEFAULT.with( SegmentSettings.FRAGMENTS, Integer.MAX_VALUE ).with( SegmentSettings.HOLES,
				settings.get( EverythingSettings.HOLES ) ) );
	}

	/**
	 * @return one element per candidate for which there is a mask, or that is trusted; the order is
	 *         that of the frames
	 */
	List< Candidate > run( final List< Candidate > candidates, final Work work )
	{
		final Map< Frame, List< Candidate > > byFrame = new LinkedHashMap<>();
		for ( final Candidate c : candidates )
			byFrame.computeIfAbsent( known.frame( prompt( c ) ), f -> new ArrayList<>() ).add( c );
		final List< Candidate > again = new ArrayList<>();
		for ( final Map.Entry< Frame, List< Candidate > > group : byFrame.entrySet() )
			for ( int i = 0; i < group.getValue().size() && work.goesOn(); i += BATCH )
			{
				final List< Candidate > batch = group.getValue().subList( i, Math.min( i + BATCH, group.getValue().size() ) );
				again( batch, group.getKey(), again );
				work.done( batch.size(), "Drawing " + candidates.size() + " candidates exactly" );
			}
		return again;
	}

	private void again( final List< Candidate > batch, final Frame frame, final List< Candidate > again )
	{
		final List< Prompt > prompts = new ArrayList<>();
		batch.forEach( c -> prompts.add( prompt( c ) ) );
		final List< SegmentedObject > objects = segmenter.segment( image, frame, prompts );
		for ( int i = 0; i < batch.size(); i++ )
		{
			final Candidate c = batch.get( i );
			final boolean keep = trusted && objects.get( i ).mask().iou( c.mask() ) < AGREEMENT;
			final SegmentedObject o = keep ? c.object() : objects.get( i );
			if ( o.isFound() )
				again.add( new Candidate( o, quality.ofBox( o.mask(), o.score(), o.stability() ) ) );
		}
	}

	private static Prompt prompt( final Candidate c )
	{
		return Prompt.of( c.mask().bounds(), c.object().prompt().points() );
	}
}
