// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.OverlapRule;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.segment.Segmenter;
import sc.fiji.efficientsam.util.ProgressListener;

/** Goes through the slices in one direction, then perhaps in the other, and follows all objects at once. */
final class Sweep {

	private final SliceSource source;
	private final SliceWindow window;
	private final TrackSettings settings;
	private final OverlapRule rule;
	private final Map< Integer, Track > tracks;
	private final Counter counter;
	private final Judge judge;
	private final Drawer drawer;
	private final Divider divider;
	private final double objectSize;
	private final List< Follower > followers = new ArrayList<>();
	private int step;
	private int last;

	/**
	 * @param tracks
	 *            by id; objects are added to them, and daughters to the map
	 */
	Sweep( final SliceSource source, final SliceWindow window, final SegmentSettings segment, final TrackSettings settings,
			final OverlapRule rule,
			final Map< Integer, Track > tracks, final Counter counter )
	{
		this.source = source;
		this.window = window;
		this.settings = settings;
		this.rule = rule;
		this.tracks = tracks;
		this.counter = counter;
		this.judge = new Judge( settings, source.width(), source.height() );
		this.objectSize = segment.objectSize();
		this.drawer = new Drawer( segment, settings, source.width(), source.height() );
		this.divider = new Divider( new Segmenter( segment ), source.width(), source.height() );
	}

	/**
	 * @param direction
	 *            1 or -1
	 * @throws CancellationException
	 *             if the listener canceled; what was found so far is in the tracks
	 */
	void run( final int direction, final int from, final int to, final List< Seed > seeds )
	{
		step = direction;
		last = to;
		followers.clear();
		for ( int s = from; s != to + step; s += step )
		{
			final List< Seed > here = new ArrayList<>();
			for ( final Seed seed : seeds )
				if ( seed.slice() == s )
					here.add( seed );
			if ( here.isEmpty() && followers.isEmpty() )
				continue;
			counter.visit( s );
			visit( s, here );
		}
		followers.forEach( f -> f.track().stop( step, f.missed() == 0 ? StopReason.END : f.reason() ) );
	}

	/** Marks what was being followed as unfinished. */
	void cancel()
	{
		followers.forEach( f -> f.track().stop( step, StopReason.CANCELED ) );
	}

	private void visit( final int s, final List< Seed > seeds )
	{
		final List< Claim > claims = new ArrayList<>();
		final List< Follower > left = new ArrayList<>();
		for ( final Seed seed : seeds )
		{
			followers.removeIf( f -> f.track().id() == seed.id() );
			if ( step > 0 )
				claims.add( Claim.prompted( tracks.get( seed.id() ), seed.prompt() ) );
		}
		// NB: a track that has an object here on the way back was prompted earlier, and came by on the way there.
		followers.removeIf( f -> f.track().object( s ) != null );
		if ( !followers.isEmpty() )
		{
			final double[] stage = window.shift( s - step, s );
			followers.forEach( f -> f.shift( stage ) );
		}
		for ( final Follower f : followers )
		{
			final List< Mask > places = f.expect( s, source.width(), source.height() );
			if ( places.isEmpty() )
				left.add( f );
			for ( final Mask expected : places )
				claims.add( new Claim( Claim.Kind.FOLLOWED, f.track(), f, expected, null ) );
		}
		left.forEach( f -> miss( f, StopReason.LEFT ) );
		final EmbeddedImage image = claims.isEmpty() ? null : window.image( s );
		final boolean goesOn = step > 0 ? settings.get( TrackSettings.DIRECTION ).forward() : settings.get( TrackSettings.DIRECTION )
				.backward();
		final boolean ahead = goesOn && s != last && !claims.isEmpty();
		final boolean looks = settings.get( TrackSettings.INSTANCES ), sized = window.knowsSize();
		Instances seen = null;
		if ( looks && claims.stream().anyMatch( c -> c.follower != null ) )
		{
			seen = window.instances( s, counter.cancelOnly() );
			Matcher.match( claims, fixed( s ), seen.objects() );
		}
		final List< Prompt > prompts = drawer.prompts( claims );
		// NB: what an instance head is to look for on the next slice is known once something was found on this one.
		if ( ahead && ( sized || !looks ) )
			window.prefetch( s + step, prompts );
		if ( !claims.isEmpty() )
			drawer.draw( image, claims, seen, counter.cancelOnly() );
		for ( final Claim c : claims )
			if ( c.follower != null )
				c.reason = check( image, c );
		if ( seen != null )
			Matcher.reject( claims, seen.objects() );
		keepBestPlaces( claims );
		claims.addAll( fixed( s ) );
		Rivals.reject( claims );
		final List< Claim > daughters = settings.get( TrackSettings.DIVISIONS )
				&& step > 0 ? divide( image, claims, seen ) : Collections.emptyList();
		final Map< Claim, Integer > areas = new HashMap<>();
		claims.forEach( c -> areas.put( c, c.object.mask().area() ) );
		Rivals.share( claims, rule, source.width(), source.height() );
		// NB: what others left of a mask may be mere background.
		for ( final Claim c : claims )
			if ( c.follower != null && c.stands() && c.object.mask().area() < areas.get( c ) )
				c.reason = check( image, c );
		record( claims, s );
		if ( looks && !sized )
			lookFor();
		if ( ahead && looks && !sized )
			window.prefetch( s + step, prompts );
		if ( goesOn )
		{
			for ( final Claim d : daughters )
				start( d.track, s );
			for ( final Seed seed : seeds )
				start( tracks.get( seed.id() ), s );
		}
	}

	private StopReason check( final EmbeddedImage image, final Claim c )
	{
		return judge.check( c.object, c.follower.last(), c.expected, c.follower.missed(),
				() -> c.follower.likeness( Look.of( image.image(), c.object.mask() ) ) );
	}

	/** What an earlier sweep has found on a slice. */
	private List< Claim > fixed( final int s )
	{
		final List< Claim > fixed = new ArrayList<>();
		for ( final Track t : tracks.values() )
			if ( t.object( s ) != null )
				fixed.add( new Claim( Claim.Kind.FIXED, t, null, null, t.object( s ) ) );
		return fixed;
	}

	/** Tells an instance head how large objects are: what the user told, or else the median of what was found so far. */
	private void lookFor()
	{
		final double[] sizes = tracks.values().stream().flatMap( t -> t.objects().values().stream() ).filter( SegmentedObject::isFound )
				.mapToDouble( o -> o.mask().bounds().longSide() ).sorted().toArray();
		if ( objectSize > 0 || sizes.length > 0 )
			window.lookFor( objectSize > 0 ? objectSize : sizes[ sizes.length / 2 ] );
	}

	/** Of a follower's claims to several places only the strongest stays. */
	private static void keepBestPlaces( final List< Claim > claims )
	{
		final Map< Follower, Claim > best = new HashMap<>();
		for ( final Claim c : claims )
			if ( c.follower != null )
				best.merge( c.follower, c, ( a, b ) -> !b.stands() || a.stands() && a.strength() >= b.strength() ? a : b );
		claims.removeIf( c -> c.follower != null && best.get( c.follower ) != c );
	}

	/** Looks for daughters of objects that were missed or shrank; the mothers' claims are withdrawn. */
	private List< Claim > divide( final EmbeddedImage image, final List< Claim > claims, final Instances seen )
	{
		final List< Claim > daughters = new ArrayList<>();
		for ( final Claim c : new ArrayList<>( claims ) )
		{
			if ( c.follower == null )
				continue;
			final List< Mask > others = new ArrayList<>();
			for ( final Claim o : claims )
				if ( o != c && o.stands() )
					others.add( o.object.mask() );
			final List< SegmentedObject > two = divider.divide( image, c, others, seen );
			if ( two == null )
				continue;
			claims.remove( c );
			followers.remove( c.follower );
			c.track.stop( step, StopReason.DIVIDED );
			for ( final SegmentedObject object : two )
			{
				final Track t = new Track( Collections.max( tracks.keySet() ) + 1, c.track.name(), c.track.id() );
				tracks.put( t.id(), t );
				daughters.add( new Claim( Claim.Kind.PROMPTED, t, null, null, object ) );
			}
			claims.addAll( daughters.subList( daughters.size() - 2, daughters.size() ) );
		}
		return daughters;
	}

	private void record( final List< Claim > claims, final int s )
	{
		for ( final Claim c : claims )
			if ( c.kind == Claim.Kind.PROMPTED )
			{
				if ( c.track.parent() == 0 )
					c.track.prompt( s, c.object );
				else
					c.track.put( s, c.object );
			}
			else if ( c.kind == Claim.Kind.FOLLOWED && c.reason == null && c.object.isFound() )
			{
				c.track.put( s, c.object );
				c.follower.see( s, c.object.mask(), Look.of( window.image( s ).image(), c.object.mask() ) );
			}
			else if ( c.kind == Claim.Kind.FOLLOWED )
				miss( c.follower, c.reason == null ? StopReason.TAKEN : c.reason );
	}

	private void miss( final Follower f, final StopReason why )
	{
		if ( !f.miss( why ) )
		{
			f.track().stop( step, f.reason() );
			followers.remove( f );
		}
	}

	private void start( final Track track, final int s )
	{
		if ( track.object( s ).isFound() )
			followers.add( new Follower( track, s, step, Look.of( window.image( s ).image(), track.object( s ).mask() ), settings ) );
		else
			track.stop( step, StopReason.EMPTY );
	}

	/** Tells the listener about slices, and whether it wants to stop. */
	static final class Counter {

		private final ProgressListener listener;
		private final long total;
		private long done;

		Counter( final ProgressListener listener, final List< Seed > seeds, final TrackSettings settings, final int last )
		{
			this.listener = listener;
			final int lowest = seeds.stream().mapToInt( Seed::slice ).min().orElse( 0 ),
					highest = seeds.stream().mapToInt( Seed::slice ).max().orElse( 0 );
			final Direction d = settings.get( TrackSettings.DIRECTION );
			final long there = d.forward() ? last - lowest + 1L : seeds.stream().mapToInt( Seed::slice ).distinct().count();
			total = there + ( d.backward() ? highest - settings.first() + 1L : 0 );
		}

		void visit( final int slice )
		{
			if ( listener.isCanceled() )
				throw new CancellationException( "Canceled before slice " + ( slice + 1 ) + "." );
			listener.progress( Math.min( done++, total ), total, "Segmenting slice " + ( slice + 1 ) );
		}

		/** Passes cancels on, but no progress within a slice. */
		ProgressListener cancelOnly()
		{
			return new ProgressListener() {

				@Override
				public void progress( final long d, final long t, final String message )
				{}

				@Override
				public boolean isCanceled()
				{
					return listener.isCanceled();
				}
			};
		}
	}
}
