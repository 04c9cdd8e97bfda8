// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;

import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.OverlapRule;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * Segments prompted objects and follows them through the slices:
 *
 * <pre>{@code
 * List< Seed > seeds = Collections.singletonList( new Seed( 1, 0, Prompt.point( 40, 30 ) ) );
 * Tracks tracks = new Propagator( SegmentSettings.DEFAULT, TrackSettings.DEFAULT, OverlapRule.SCORE ).follow( slices,
 * seeds, ProgressListener.NONE );
 * }</pre>
 * <p>
 * From slice to slice each object's mask, moved by its drift, is turned into a
 * box, which prompts it on the next slice, and the mask found there into a better box. What comes of it has to pass the
 * {@link TrackSettings}' rules; else the object is searched again on the next
 * slices, and its track ends where it was seen last. One sweep goes forward and
 * one backward. Immutable and safe for use by several threads.
 * </p>
 */
public final class Propagator {

	private final SegmentSettings segment;
	private final TrackSettings settings;
	private final OverlapRule rule;
	private final UnaryOperator< EmbeddedImage > finder;

	/**
	 * @param segment
	 *            how prompts are turned into masks
	 * @param settings
	 *            how masks are followed
	 * @param rule
	 *            who gets pixels that several objects of a slice claim
	 */
	public Propagator( final SegmentSettings segment, final TrackSettings settings, final OverlapRule rule )
	{
		this( segment, settings, rule, UnaryOperator.identity() );
	}

	/**
	 * @param finder
	 *            for {@link TrackSettings#INSTANCES}: gives a slice with a model that
	 *            {@link sc.fiji.efficientsam.model.PromptableModel#mapsInstances() maps instances}; called by two threads
	 */
	public Propagator( final SegmentSettings segment, final TrackSettings settings, final OverlapRule rule,
			final UnaryOperator< EmbeddedImage > finder )
	{
		this.finder = Objects.requireNonNull( finder, "finder" );
		this.segment = Objects.requireNonNull( segment, "segment" );
		this.settings = Objects.requireNonNull( settings, "settings" );
		this.rule = Objects.requireNonNull( rule, "rule" );
	}

	/**
	 * Follows. Blocks until done. Keeps the embeddings of three slices at most, and
	 * encodes the next slice in a thread of its own.
	 *
	 * @param seeds
	 *            one or more; seeds with the same id belong to one object
	 * @return one track for each id, and one for each daughter, whose ids are the
	 *         next higher ones. Where the listener cancels: what was done so far
	 * @throws IllegalArgumentException
	 *             if there is no seed, one lies outside of the range of slices, there
	 *             are two for one object on one slice, or a prompt lies outside of
	 *             the image
	 */
	public Tracks follow( final SliceSource source, final List< Seed > seeds, final ProgressListener progress )
	{
		final int last = Math.min( settings.last(), source.size() - 1 );
		check( source, seeds, last );
		final Map< Integer, Track > tracks = new TreeMap<>();
		for ( final Seed s : seeds )
			tracks.computeIfAbsent( s.id(), id -> new Track( id, s.prompt().name(), 0 ) );
		final Sweep.Counter counter = new Sweep.Counter( progress, seeds, settings, last );
		boolean canceled = false;
		try ( SliceWindow window = new SliceWindow( source, segment.objectSize(), finder ) )
		{
			final Sweep sweep = new Sweep( source, window, segment, settings, rule, tracks, counter );
			try
			{
				sweep.run( 1, settings.first(), last, seeds );
				if ( settings.get( TrackSettings.DIRECTION ).backward() )
					sweep.run( -1, last, settings.first(), seeds );
			}
			catch ( final CancellationException e )
			{
				canceled = true;
				sweep.cancel();
			}
		}
		return new Tracks( new ArrayList<>( tracks.values() ), canceled );
	}

	private void check( final SliceSource source, final List< Seed > seeds, final int last )
	{
		if ( seeds.isEmpty() )
			throw new IllegalArgumentException( "There is nothing to follow: no prompt was given." );
		final List< String > places = new ArrayList<>();
		for ( final Seed s : seeds )
		{
			final String name = s.prompt().name().isEmpty() ? "Object " + s.id() : "\"" + s.prompt().name() + "\"";
			if ( s.slice() < settings.first() || s.slice() > last )
				throw new IllegalArgumentException( name + " belongs to slice " + ( s.slice() + 1 ) +
						", which is not among the slices that are used (" +
						( settings.first() + 1 ) + " to " + ( last + 1 ) + "). Change the range, or move the selection." );
			if ( places.contains( s.id() + " " + s.slice() ) )
				throw new IllegalArgumentException( name + " has two prompts on slice " + ( s.slice() + 1 ) +
						". Give one prompt per object and slice." );
			places.add( s.id() + " " + s.slice() );
			if ( !s.prompt().isInside( source.width(), source.height() ) )
				throw new IllegalArgumentException( name + " on slice " + ( s.slice() + 1 ) + " lies outside of the image (" +
						source.width() + " x " +
						source.height() + " pixels): " + s.prompt() + ". Move or delete it, or open the stack that it belongs to." );
		}
	}
}
