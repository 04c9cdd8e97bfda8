// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.FramePlanner;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.segment.Segmenter;

/**
 * Makes masks by points again, by their boxes and points, each from the frame
 * that suits the box: it sees the object whole, at the scale that the model likes
 * best. Frame by frame, so that each is encoded once.
 */
final class BoxPass {

	private final EmbeddedImage image;
	private final Segmenter segmenter;
	private final Quality quality;

	BoxPass( final EmbeddedImage image, final EverythingSettings settings, final Quality quality )
	{
		this.image = image;
		this.quality = quality;
		segmenter = new Segmenter( SegmentSettings.DEFAULT.with( SegmentSettings.FRAGMENTS, Integer.MAX_VALUE ).with( SegmentSettings.HOLES, settings.get( EverythingSettings.HOLES ) ) );
	}

	/**
	 * @return one element per candidate for which there is a mask; the order is
	 *         that of the frames
	 */
	List< Candidate > run( final List< Candidate > candidates, final Work work )
	{
		final FramePlanner planner = new FramePlanner( image.image().width(), image.image().height(), image.model().info() );
		final Map< Frame, List< Candidate > > byFrame = new LinkedHashMap<>();
		for ( final Candidate c : candidates )
			byFrame.computeIfAbsent( planner.frame( prompt( c ), planner.scale( prompt( c ), 0 ) ), f -> new ArrayList<>() ).add( c );
		final List< Candidate > again = new ArrayList<>();
		for ( final List< Candidate > group : byFrame.values() )
			for ( int i = 0; i < group.size() && work.goesOn(); i += Proposer.BATCH )
			{
				final List< Candidate > batch = group.subList( i, Math.min( i + Proposer.BATCH, group.size() ) );
				again( batch, again );
				work.done( batch.size(), "Drawing " + candidates.size() + " candidates exactly" );
			}
		return again;
	}

	private void again( final List< Candidate > batch, final List< Candidate > again )
	{
		final List< Prompt > prompts = new ArrayList<>();
		batch.forEach( c -> prompts.add( prompt( c ) ) );
		final List< SegmentedObject > objects = segmenter.segment( image, prompts );
		for ( final SegmentedObject o : objects )
			if ( o.isFound() )
				again.add( new Candidate( o, quality.ofBox( o.mask(), o.score(), o.stability() ) ) );
	}

	private static Prompt prompt( final Candidate c )
	{
		return Prompt.of( c.mask().bounds(), c.object().prompt().points() );
	}
}
