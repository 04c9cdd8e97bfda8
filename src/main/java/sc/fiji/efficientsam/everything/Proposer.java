// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.mask.MaskCleaner;
import sc.fiji.efficientsam.model.Embedding;
import sc.fiji.efficientsam.model.MaskCandidates;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.FramePlanner;
import sc.fiji.efficientsam.segment.MaskBuilder;
import sc.fiji.efficientsam.segment.SegmentedObject;

/**
 * Collects the different masks that points lead to. Points are decoded in small
 * batches, and of masks that are almost the same only the best is kept, so that
 * memory depends on the number of objects and not on the number of points.
 */
final class Proposer {

	/** Points per batch. */
	static final int BATCH = 16;

	/** Masks with a higher IoU count as the same. */
	private static final double SAME = 0.8;

	/** The quality of a mask by a point from which on a mask by its box is made: keeps 80 % of the good ones and 20 % of the others. */
	private static final double WORTH_A_BOX = 0.1;

	private final EmbeddedImage image;
	private final FramePlanner planner;
	private final EverythingSettings settings;
	private final Quality quality;
	private final MaskIndex found;
	private long decoded;

	Proposer( final EmbeddedImage image, final EverythingSettings settings, final Quality quality )
	{
		this.image = image;
		this.settings = settings;
		this.quality = quality;
		planner = new FramePlanner( image.image().width(), image.image().height(), image.model().info() );
		found = new MaskIndex( settings.objectSize() );
	}

	/** The different masks so far, in the order in which they were found. */
	List< Candidate > found()
	{
		return found.all();
	}

	/** Number of points that were decoded; others lay in masks already known. */
	long decoded()
	{
		return decoded;
	}

	/**
	 * Decodes the points of one frame, batch by batch, in an order without
	 * pattern. With a {@link EverythingSettings#SKIP} below 1, those that lie
	 * in a mask of that quality by the time it is their turn are left out: where the
	 * grid is dense that saves time; at two points per object it saved 6 % of the
	 * points and cost 5 % of the mean AP on training images, so it is off there.
	 */
	void propose( final List< PromptPoint > points, final Frame frame, final Work work )
	{
		final List< PromptPoint > shuffled = new ArrayList<>( points );
		Collections.shuffle( shuffled, new Random( 1 ) );
		for ( int i = 0; i < shuffled.size() && work.goesOn(); )
		{
			final int from = i;
			final List< PromptPoint > batch = new ArrayList<>();
			for ( ; i < shuffled.size() && batch.size() < BATCH; i++ )
				if ( !found.covers( ( int ) Math.round( shuffled.get( i ).x() ), ( int ) Math.round( shuffled.get( i ).y() ),
						settings.get( EverythingSettings.SKIP ) ) )
					batch.add( shuffled.get( i ) );
			if ( !batch.isEmpty() )
				propose( batch, frame );
			work.done( i - from, "Looking for objects" );
		}
	}

	/** A mask that the frame cuts is not taken, but its point is served again by a frame of twice the size. */
	private void propose( final List< PromptPoint > points, final Frame frame )
	{
		decoded += points.size();
		final Map< Frame, List< PromptPoint > > again = new LinkedHashMap<>();
		final Embedding embedding = image.embedding( frame );
		final MaskBuilder builder = new MaskBuilder( frame, image.model().info().frameSize() );
		final List< Prompt > prompts = new ArrayList<>();
		for ( final PromptPoint p : points )
			prompts.add( Prompt.points( frame.toFrame( p ) ) );
		final List< MaskCandidates > masks = image.model().decode( embedding, prompts );
		for ( int i = 0; i < points.size(); i++ )
		{
			boolean cut = false;
			for ( int c = 0; c < masks.get( i ).size(); c++ )
				cut |= propose( points.get( i ), masks.get( i ), c, builder, frame );
			if ( cut )
				again.computeIfAbsent( planner.frame( Prompt.points( points.get( i ) ), frame.scale() / 2 ),
						f -> new ArrayList<>() ).add( points.get( i ) );
		}
		again.forEach( ( larger, cut ) -> propose( cut, larger ) );
	}

	/** Whether the mask is good, but cut by the frame. */
	private boolean propose( final PromptPoint point, final MaskCandidates candidates, final int c, final MaskBuilder builder,
			final Frame frame )
	{
		final double pixelsPerCell = Math.pow( candidates.cell( image.model().info().frameSize() ) / frame.scale(), 2 );
		final double area = candidates.cells( c ) * pixelsPerCell;
		if ( area < settings.minSize() / 2 || area > settings.maxSize() * 2 )
			return false;
		final Mask mask = MaskCleaner.clean( builder.build( candidates, c ), Integer.MAX_VALUE, settings.get( EverythingSettings.HOLES ) );
		if ( mask.area() < settings.minSize() || mask.area() > settings.maxSize() )
			return false;
		final SegmentedObject object = new SegmentedObject( Prompt.points( point ), mask, candidates.score( c ),
				MaskBuilder.stability( candidates, c ) );
		final double q = quality.ofPoint( mask, object.score(), object.stability() );
		if ( q < ( settings.get( EverythingSettings.BOXES ) ? WORTH_A_BOX : settings.get( EverythingSettings.QUALITY ) ) )
			return false;
		if ( planner.cuts( frame, mask ) )
			return true;
		add( new Candidate( object, q ) );
		return false;
	}

	private void add( final Candidate fresh )
	{
		for ( final Candidate c : found.near( fresh.mask() ) )
			if ( c.mask().iou( fresh.mask() ) > SAME )
			{
				if ( c.quality() >= fresh.quality() )
					return;
				found.remove( c );
			}
		found.add( fresh );
	}
}
