// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import sc.fiji.efficientsam.everything.Everything;
import sc.fiji.efficientsam.everything.EverythingResult;
import sc.fiji.efficientsam.everything.EverythingSettings;
import sc.fiji.efficientsam.everything.SeedSource;
import sc.fiji.efficientsam.learn.SimilarObject;
import sc.fiji.efficientsam.learn.SimilarObjects;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * All objects that were found on a plane without prompts, as proposals: they are none of a session's objects before somebody accepts
 * them by a {@link Step#add step}. No two of them share a pixel. Immutable.
 */
public final class Proposals {

	private final Plane plane;
	private final SessionSettings settings;
	private final List< ProposedObject > objects;
	private final double[] qualities;

	/**
	 * @param objects
	 *            may overlap: shared pixels go to the one with the higher score, and to the earlier one of two that are equal
	 * @param settings
	 *            how they were found; they tell the object size
	 */
	Proposals( final Plane plane, final Collection< ProposedObject > objects, final SessionSettings settings )
	{
		this.plane = Objects.requireNonNull( plane, "plane" );
		this.settings = settings;
		this.objects = Collections.unmodifiableList( disjoint( objects ) );
		qualities = this.objects.stream().mapToDouble( ProposedObject::quality ).sorted().toArray();
	}

	/**
	 * Looks for all objects, as everything mode does where nothing is set: by the model's instance head, or else on a grid of points.
	 * Blocks until done.
	 *
	 * @param image
	 *            the plane as the model sees it
	 * @param settings
	 *            of which the object size and the largest hole that is filled count
	 * @throws java.util.concurrent.CancellationException
	 *             if the listener canceled
	 */
	public static Proposals find( final EmbeddedImage image, final Plane plane, final SessionSettings settings,
			final ProgressListener listener )
	{
		final EverythingSettings s = EverythingSettings.DEFAULT.with( EverythingSettings.OBJECT_SIZE, settings.segment().objectSize() )
				.with( EverythingSettings.HOLES, settings.get( SegmentSettings.HOLES ) );
		final EverythingResult found = image.model().mapsInstances()
				? new Everything( s.with( EverythingSettings.QUALITY, EverythingSettings.INSTANCE_QUALITY ) ).run( image, image, listener )
				: new Everything( s ).run( image, SeedSource.GRID, listener );
		final List< ProposedObject > objects = new ArrayList<>();
		for ( int i = 0; i < found.objects().size(); i++ )
		{
			final SegmentedObject o = found.objects().get( i );
			objects.add( new ProposedObject( o.mask(), o.prompt(), o.score(), found.quality( i ) ) );
		}
		return new Proposals( plane, objects, settings.with( "objectsize", Double.toString( found.settings().objectSize() ) ) );
	}

	/**
	 * Looks for all objects that are like some examples. Blocks until done.
	 *
	 * @param image
	 *            the plane as the model sees it
	 * @param like
	 *            masks of the examples, one or more; they are no proposals
	 * @param unlike
	 *            masks of examples of what is not meant
	 * @throws java.util.concurrent.CancellationException
	 *             if the listener canceled
	 */
	public static Proposals like( final EmbeddedImage image, final Plane plane, final SessionSettings settings,
			final Collection< Mask > like, final Collection< Mask > unlike, final ProgressListener listener )
	{
		final List< SegmentedObject > examples = like.stream().map( m -> new SegmentedObject( Prompt.mask( m ), m, Double.NaN,
				Double.NaN ) ).collect( Collectors.toList() );
		final SimilarObjects search = new SimilarObjects( image, examples, unlike );
		final List< ProposedObject > objects = new ArrayList<>();
		for ( final SimilarObject o : search.find( listener ) )
			if ( !examples.contains( o.object() ) )
				objects.add( new ProposedObject( o.object().mask(), o.object().prompt(), o.object().score(), o.similarity() ) );
		return new Proposals( plane, objects, settings.with( "objectsize", Double.toString( search.objectSize() ) ) );
	}

	private static List< ProposedObject > disjoint( final Collection< ProposedObject > objects )
	{
		final List< ProposedObject > bestFirst = new ArrayList<>( objects ), kept = new ArrayList<>();
		bestFirst.sort( Comparator.comparingDouble( ProposedObject::score ).reversed() );
		for ( final ProposedObject o : bestFirst )
		{
			Mask free = o.mask();
			for ( final ProposedObject better : kept )
				if ( better.mask().intersection( free ) > 0 )
					free = free.minus( better.mask() );
			if ( !free.isEmpty() )
				kept.add( o.withMask( free ) );
		}
		kept.sort( Comparator.comparingInt( ( ProposedObject o ) -> o.mask().y() ).thenComparingInt( o -> o.mask().x() ) );
		return kept;
	}

	/** Where they were found. */
	public Plane plane()
	{
		return plane;
	}

	/** How they were found, with the object size that was used. */
	public SessionSettings settings()
	{
		return settings;
	}

	/** All of them, in reading order; unmodifiable. */
	public List< ProposedObject > objects()
	{
		return objects;
	}

	/**
	 * The quality from which on a part of them is left.
	 *
	 * @param without
	 *            the part that is left out, 0..1: 0 for none, 1 for all but the best one
	 * @return 0 for none
	 */
	public double quality( final double without )
	{
		final int n = qualities.length;
		return without <= 0 || n == 0 ? 0 : qualities[ ( int ) Math.min( n - 1, without * n ) ];
	}

	/**
	 * Those that stand for no object yet, in reading order: neither were they accepted, whatever became of them since, nor do
	 * they overlap an accepted object so much that they must be the same.
	 */
	public List< ProposedObject > open( final SessionState accepted )
	{
		final Set< ProposedObject > used = Collections.newSetFromMap( new IdentityHashMap<>() );
		accepted.steps().forEach( s -> used.addAll( s.proposals() ) );
		final List< SessionObject > there = accepted.objects( plane );
		return objects.stream().filter( o -> !used.contains( o ) && there.stream().noneMatch( a -> EverythingSettings.isSame(
				o.mask(), a.mask() ) ) )
				.collect( Collectors.toList() );
	}
}
