// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.FramePlanner;
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

	/** Input pixels between a box and the border of a known frame. */
	private static final double ROOM = 24;

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
	private final Collection< Frame > known;
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
		this.known = known;
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
		final FramePlanner planner = new FramePlanner( image.image().width(), image.image().height(), image.model().info() );
		final Map< Frame, List< Candidate > > byFrame = new LinkedHashMap<>();
		for ( final Candidate c : candidates )
			byFrame.computeIfAbsent( frame( c, planner ), f -> new ArrayList<>() ).add( c );
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

	/**
	 * Of the known frames that show the box whole, with some room, and neither too small nor too large, the one in
	 * whose middle it is; else the best one.
	 */
	private Frame frame( final Candidate c, final FramePlanner planner )
	{
		final Prompt prompt = prompt( c );
		final Mask m = c.mask();
		final int side = image.model().info().frameSize();
		Frame best = null;
		double nearest = Double.POSITIVE_INFINITY;
		for ( final Frame f : known )
		{
			final double size = prompt.box().longSide() * f.scale(), room = ROOM / f.scale();
			final boolean whole = ( m.x() - f.x() >= room || f.x() == 0 ) && ( m.y() - f.y() >= room || f.y() == 0 ) &&
					( f.x() + f.width() - m.x() - m.width() >= room || f.x() + f.width() == image.image().width() ) &&
					( f.y() + f.height() - m.y() - m.height() >= room || f.y() + f.height() == image.image().height() );
			final double far = Math.hypot( f.bounds().centerX() - prompt.box().centerX(), f.bounds().centerY() - prompt.box().centerY() );
			if ( whole && size >= LEAST * side && size <= MOST * side && far < nearest )
			{
				best = f;
				nearest = far;
			}
		}
		return best == null ? planner.frame( prompt, planner.scale( prompt, 0 ) ) : best;
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
