// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.mask.MaskCleaner;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.FramePlanner;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * Finds all objects of an image without prompts by the user, in the way of SAM's
 * automatic mask generator (Kirillov et al., arXiv 2304.02643) with a second
 * look: many points lead to masks; masks that are the same are merged; each is
 * made again by its box; filters and suppression leave one mask per object.
 * <p>
 * The image is worked through tile by tile; of each tile only the different masks
 * are kept. What a tile cuts is taken from one that sees it whole, so that there
 * are no seams. Immutable and safe for use by several threads.
 * </p>
 */
public final class Everything {

	/** Before masks are made again by their boxes, those with a higher IoU count as one object. */
	private static final double SAME_OBJECT = 0.5;

	private final EverythingSettings settings;

	public Everything( final EverythingSettings settings )
	{
		this.settings = Objects.requireNonNull( settings, "settings" );
	}

	/**
	 * Blocks until done.
	 *
	 * @return the objects; none where all masks were filtered away
	 * @throws java.util.concurrent.CancellationException
	 *             if the listener canceled and {@link EverythingSettings#PARTIAL}
	 *             is not set
	 */
	public EverythingResult run( final EmbeddedImage image, final SeedSource source, final ProgressListener listener )
	{
		final Work work = new Work( listener, settings.get( EverythingSettings.PARTIAL ) );
		final EverythingSettings s = sized( settings, image, work );
		final Quality quality = new Quality( image.image(), s.objectSize() );
		final Proposer proposer = new Proposer( image, s, quality );
		long points = 0;
		for ( int layer = 0; layer < s.get( EverythingSettings.LAYERS ); layer++ )
		{
			final EverythingSettings scaled = layer( s, layer );
			points += propose( image, source.seeds( image.image(), scaled ), scaled.objectSize(), proposer, work );
		}
		final List< Candidate > found = proposer.found();
		return finish( image, s, s.get( EverythingSettings.BOXES ) ? again( image, s, quality, found, work ) : found, points + " points, " +
				proposer.decoded() + " decoded, " + found.size() + " masks", work );
	}

	/**
	 * Finds the objects by an instance head, which tells them all at once, and draws
	 * each by its box and deepest point. Blocks until done.
	 *
	 * @param image
	 *            by whose model the objects are drawn
	 * @param finder
	 *            the same image, with a model that
	 *            {@link sc.fiji.efficientsam.model.PromptableModel#mapsInstances() maps instances}; may be {@code image} itself
	 * @return the objects; none where all masks were filtered away
	 * @throws java.util.concurrent.CancellationException
	 *             if the listener canceled and {@link EverythingSettings#PARTIAL}
	 *             is not set
	 */
	public EverythingResult run( final EmbeddedImage image, final EmbeddedImage finder, final ProgressListener listener )
	{
		final Work work = new Work( listener, settings.get( EverythingSettings.PARTIAL ) );
		final EverythingSettings s = sized( settings, finder, work );
		final Quality quality = new Quality( image.image(), s.objectSize() );
		final List< Candidate > found = new ArrayList<>();
		for ( int layer = 0; layer < s.get( EverythingSettings.LAYERS ); layer++ )
			for ( final SegmentedObject o : new InstanceFinder( finder, layer( s, layer ).objectSize() ).find( work ) )
				found.add( new Candidate( o.withMask( MaskCleaner.clean( o.mask(), Integer.MAX_VALUE, s.get( EverythingSettings.HOLES ) ) ),
						o.score() ) );
		if ( s.get( EverythingSettings.BOXES ) )
			work.expect( found.size() );
		final Set< Frame > frames = finder.cache() == image.cache() ? new InstanceFinder( finder, s.objectSize() ).frames()
				: Collections.emptySet();
		return finish( image, s, s.get( EverythingSettings.BOXES ) ? new BoxPass( image, s, quality, frames, true ).run( found,
				work ) : found, found.size() + " instances", work );
	}

	/**
	 * The objects as an instance head's maps tell them, not drawn by prompts, filtered or sorted. Blocks until done.
	 *
	 * @param finder
	 *            an image with a model that maps instances
	 * @return objects no two of which overlap, in pixels of the image; the prompt of each is the point deepest inside,
	 *         its score the mean foreground
	 * @throws java.util.concurrent.CancellationException
	 *             if the listener canceled
	 */
	public List< SegmentedObject > instances( final EmbeddedImage finder, final ProgressListener listener )
	{
		final Work work = new Work( listener, false );
		return new InstanceFinder( finder, sized( settings, finder, work ).objectSize() ).find( work );
	}

	/**
	 * What an instance head sees: a map for each
	 * {@link sc.fiji.efficientsam.model.InstanceMap.Channel}, row by row, with a value for
	 * each pixel of the image; sizes are in pixels of the image. Blocks until done. Needs memory for
	 * 24 bytes per pixel.
	 *
	 * @param finder
	 *            an image with a model that maps instances
	 * @throws java.util.concurrent.CancellationException
	 *             if the listener canceled
	 */
	public float[][] maps( final EmbeddedImage finder, final ProgressListener listener )
	{
		final Work work = new Work( listener, false );
		return new InstanceFinder( finder, sized( settings, finder, work ).objectSize() ).maps( work );
	}

	/** Filters candidates, and leaves one per object. */
	private static EverythingResult finish( final EmbeddedImage image, final EverythingSettings s, final List< Candidate > drawn,
			final String how, final Work work )
	{
		final Filter filter = new Filter( s, image.image().width(), image.image().height() );
		final List< Candidate > good = filter.apply( drawn );
		final boolean boxes = s.get( EverythingSettings.OVERLAP_OF ) == EverythingSettings.OverlapOf.BOX;
		final List< Candidate > kept = new Suppressor( s.get( EverythingSettings.MAX_OVERLAP ), boxes,
				s.get( EverythingSettings.MAX_INSIDE ),
				s.objectSize() ).suppress( good );
		final String report = how + ", " + kept.size() + " objects" +
				( filter.report().isEmpty() ? "" : "; dropped: " + filter.report() );
		return new EverythingResult( inReadingOrder( kept ), s, !work.isCanceled(), report );
	}

	/**
	 * The frames that {@link #run} encodes in any case, in its order, as far as they can be
	 * told without decoding: those that tell the objects' size where it is not
	 * known, and else those that hold points.
	 */
	public Set< Frame > frames( final EmbeddedImage image, final SeedSource source )
	{
		final double size = image.likelySize( settings.objectSize() );
		if ( size == 0 )
			return new SizeEstimator( image ).frames();
		final Set< Frame > frames = new LinkedHashSet<>();
		for ( int layer = 0; layer < settings.get( EverythingSettings.LAYERS ); layer++ )
		{
			final EverythingSettings scaled = layer( settings.with( EverythingSettings.OBJECT_SIZE, size ), layer );
			final Seeds seeds = source.seeds( image.image(), scaled );
			final Tiling tiling = tiling( image, scaled.objectSize() );
			for ( int i = 0; i < tiling.size(); i++ )
			{
				final int[] r = tiling.region( i );
				if ( !seeds.in( r[ 0 ], r[ 1 ], r[ 2 ], r[ 3 ] ).isEmpty() )
					frames.add( tiling.frame( i ) );
				// NB: where known objects make points needless, nobody can tell what is needed after the first frame.
				if ( settings.get( EverythingSettings.SKIP ) < 1 && !frames.isEmpty() )
					return frames;
			}
		}
		return frames;
	}

	/**
	 * The frames that {@link #run(EmbeddedImage, EmbeddedImage, ProgressListener)} encodes to find the objects, as far
	 * as they are known.
	 */
	public Set< Frame > frames( final EmbeddedImage finder )
	{
		final double size = finder.likelySize( settings.objectSize() );
		if ( size == 0 )
			return new SizeEstimator( finder ).frames();
		final Set< Frame > frames = new LinkedHashSet<>();
		for ( int layer = 0; layer < settings.get( EverythingSettings.LAYERS ); layer++ )
			frames.addAll( new InstanceFinder( finder, layer( settings.with( EverythingSettings.OBJECT_SIZE, size ), layer ).objectSize() )
					.frames() );
		return frames;
	}

	/** The settings for a layer: the size itself, half of it, twice of it. */
	private static EverythingSettings layer( final EverythingSettings s, final int layer )
	{
		return s.with( EverythingSettings.OBJECT_SIZE, s.objectSize() * ( layer == 0 ? 1 : layer == 1 ? 0.5 : 2 ) );
	}

	private static Tiling tiling( final EmbeddedImage image, final double size )
	{
		final RgbImage rgb = image.image();
		final FramePlanner planner = new FramePlanner( rgb.width(), rgb.height(), image.model().info() );
		return new Tiling( planner, rgb.width(), rgb.height(), planner.scale( Prompt.point( 0, 0 ), size ) );
	}

	private static EverythingSettings sized( final EverythingSettings s, final EmbeddedImage image, final Work work )
	{
		return s.objectSize() > 0 ? s : s.with( EverythingSettings.OBJECT_SIZE, estimate( image, work ) );
	}

	/** What an instance head sees, or else good masks of points tell. */
	private static double estimate( final EmbeddedImage image, final Work work )
	{
		final double seen = image.likelySize( 0 );
		if ( seen > 0 )
			return seen;
		final SizeEstimator estimator = new SizeEstimator( image );
		work.expect( estimator.steps() );
		return estimator.estimate( work );
	}

	/** Works through the image once; the number of points. */
	private static long propose( final EmbeddedImage image, final Seeds seeds, final double size, final Proposer proposer, final Work work )
	{
		final Tiling tiling = tiling( image, size );
		long left = seeds.count();
		work.expect( left );
		for ( int i = 0; i < tiling.size(); i++ )
		{
			final int[] r = tiling.region( i );
			final List< PromptPoint > points = seeds.in( r[ 0 ], r[ 1 ], r[ 2 ], r[ 3 ] );
			left -= points.size();
			proposer.propose( points, tiling.frame( i ), work );
		}
		work.done( left, "Looking for objects" );
		return seeds.count();
	}

	/** Masks by boxes; after a cancel those that there are, and else the masks by points. */
	private static List< Candidate > again( final EmbeddedImage image, final EverythingSettings s, final Quality quality,
			final List< Candidate > found, final Work work )
	{
		final List< Candidate > different = new Suppressor( SAME_OBJECT, false, 1, s.objectSize() ).suppress( found );
		if ( work.isCanceled() )
			return different;
		work.expect( different.size() );
		return new BoxPass( image, s, quality, Collections.emptySet(), false ).run( different, work );
	}

	private static List< Candidate > inReadingOrder( final List< Candidate > candidates )
	{
		final List< Candidate > objects = new ArrayList<>( candidates );
		objects.sort( Comparator.comparingInt( ( Candidate c ) -> c.mask().y() ).thenComparingInt( c -> c.mask().x() ) );
		return objects;
	}
}
