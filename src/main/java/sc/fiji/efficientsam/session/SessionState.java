// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import sc.fiji.efficientsam.mask.Mask;

/** The objects and classes of a session at one time, and the steps that led there. Immutable. */
public final class SessionState {

	/** Nothing was done yet. */
	public static final SessionState EMPTY = new SessionState( Collections.emptyMap(), Collections.emptyMap(), 0, null, null );

	/**
	 * NB: the objects of a plane are copied when one of them changes, and planes are shared between states, so that
	 * keeping all states is cheap.
	 */
	private final Map< Plane, TreeMap< Integer, SessionObject > > planes;
	private final Map< String, Integer > classes;
	private final int lastId;
	/** The way here: the last step, and the state before. NB: that state's objects are not held. */
	private final Link last;

	private static final class Link
	{
		final Link before;
		final Step step;

		Link( final Link before, final Step step )
		{
			this.before = before;
			this.step = step;
		}
	}

	private SessionState( final Map< Plane, TreeMap< Integer, SessionObject > > planes, final Map< String, Integer > classes,
			final int lastId, final Link before, final Step step )
	{
		this.planes = planes;
		this.classes = classes;
		this.lastId = lastId;
		this.last = step == null ? before : new Link( before, step );
	}

	/** What was saved in a file. */
	static SessionState restore( final Collection< SessionObject > objects, final Map< String, Integer > classes, final int lastId,
			final List< Step > steps )
	{
		final Map< Plane, TreeMap< Integer, SessionObject > > planes = new HashMap<>();
		objects.forEach( o -> planes.computeIfAbsent( o.plane(), p -> new TreeMap<>() ).put( o.id(), o ) );
		Link link = null;
		for ( final Step s : steps )
			link = new Link( link, s );
		return new SessionState( planes, new LinkedHashMap<>( classes ), lastId, link, null );
	}

	/** All objects, by label. */
	public List< SessionObject > objects()
	{
		final TreeMap< Integer, SessionObject > all = new TreeMap<>();
		planes.values().forEach( all::putAll );
		return new ArrayList<>( all.values() );
	}

	/** The objects of a plane, by label. */
	public List< SessionObject > objects( final Plane plane )
	{
		final TreeMap< Integer, SessionObject > on = planes.get( plane );
		return on == null ? Collections.emptyList() : new ArrayList<>( on.values() );
	}

	/** The planes on which there are objects, or were. */
	public Set< Plane > planes()
	{
		return new TreeSet<>( planes.keySet() );
	}

	/** The object with a label, or null. */
	public SessionObject object( final int id )
	{
		for ( final TreeMap< Integer, SessionObject > on : planes.values() )
			if ( on.containsKey( id ) )
				return on.get( id );
		return null;
	}

	/** The last accepted object whose pixels hold a point, or null. */
	public SessionObject at( final Plane plane, final int x, final int y )
	{
		SessionObject found = null;
		for ( final SessionObject o : objects( plane ) )
			if ( o.mask().contains( x, y ) )
				found = o;
		return found;
	}

	/** Names and colors of the classes, in the order in which they were made; unmodifiable. */
	public Map< String, Integer > classes()
	{
		return Collections.unmodifiableMap( classes );
	}

	/** The number of a class in class images: its place, counted from 1; 0 for none. */
	public int classNumber( final String objectClass )
	{
		return new ArrayList<>( classes.keySet() ).indexOf( objectClass ) + 1;
	}

	/** The highest label that was ever given; labels of deleted objects are not given again. */
	public int lastId()
	{
		return lastId;
	}

	/** All steps that led here, the first one first. */
	public List< Step > steps()
	{
		final LinkedList< Step > steps = new LinkedList<>();
		for ( Link l = last; l != null; l = l.before )
			steps.addFirst( l.step );
		return steps;
	}

	/** The step that led here, or null. */
	public Step lastStep()
	{
		return last == null ? null : last.step;
	}

	/**
	 * The state after a step.
	 *
	 * @param mask
	 *            what the model made of the prompt of ACCEPT; else it is not looked
	 *            at
	 * @param score
	 *            the predicted IoU of that mask
	 * @throws IllegalArgumentException
	 *             if the step is not possible; the message says why, and nothing is
	 *             changed
	 */
	public SessionState apply( final Step step, final Mask mask, final double score )
	{
		switch ( step.action() )
		{
		case ACCEPT:
			return put( step, mask, score );
		case DRAW:
			return put( step, step.mask(), Double.NaN );
		case ADD:
			return add( step );
		case DELETE:
			return change( step, o -> null );
		case CLASSIFY:
			requireClass( step.objectClass() );
			return change( step, o -> o.withClass( step.objectClass() ) );
		case MERGE:
			return merge( step );
		default:
			final Map< String, Integer > more = new LinkedHashMap<>( classes );
			more.put( step.objectClass(), step.color() );
			return new SessionState( planes, more, lastId, last, step );
		}
	}

	private void requireClass( final String name )
	{
		if ( !name.isEmpty() && !classes.containsKey( name ) )
			throw new IllegalArgumentException( "There is no class \"" + name + "\". Make it first" +
					( classes.isEmpty() ? "." : ", or use one of: " + String.join( ", ", classes.keySet() ) + "." ) );
	}

	private SessionObject require( final int id )
	{
		final SessionObject o = object( id );
		if ( o == null )
			throw new IllegalArgumentException( "There is no object " + id + ". " +
					( planes.values().stream().allMatch( TreeMap::isEmpty ) ? "Nothing was accepted yet." : "Labels are: " +
							objects().stream().limit( 20 ).map( x -> Integer.toString( x.id() ) ).collect( Collectors.joining( ", " ) ) ) );
		return o;
	}

	/** A new or changed object. */
	private SessionState put( final Step step, final Mask mask, final double score )
	{
		requireClass( step.objectClass() );
		if ( mask.isEmpty() )
			throw new IllegalArgumentException( "There is no mask to accept: the model found nothing there. Add a point or a box." );
		final SessionObject old = step.ids().isEmpty() ? null : require( step.ids().get( 0 ) );
		if ( old != null && !old.plane().equals( step.plane() ) )
			throw new IllegalArgumentException( "Object " + old.id() + " is on " + old.plane() + ", not on " + step.plane() + "." );
		final int id = old == null ? lastId + 1 : old.id();
		final TreeMap< Integer, SessionObject > on = new TreeMap<>( planes.getOrDefault( step.plane(), new TreeMap<>() ) );
		on.remove( id );
		final Mask free = free( mask, on, step.conflict() );
		if ( free.isEmpty() )
			throw new IllegalArgumentException( "All of it belongs to other objects already" + owner( mask, on ) +
					". Delete that one first, or let the new object take its pixels." );
		on.put( id, new SessionObject( id, step.plane(), free, step.prompt(), score, step.objectClass() ) );
		return with( step.plane(), on, Math.max( lastId, id ), step );
	}

	private static String owner( final Mask mask, final TreeMap< Integer, SessionObject > on )
	{
		return on.values().stream().filter( o -> o.mask().intersection( mask ) > 0 ).reduce( ( a, b ) -> b )
				.map( o -> " (object " + o.id() + ")" ).orElse( "" );
	}

	/** New objects, in one step. */
	private SessionState add( final Step step )
	{
		requireClass( step.objectClass() );
		if ( step.proposals().stream().allMatch( p -> p.mask().isEmpty() ) )
			throw new IllegalArgumentException( "There is no mask to add: none has a pixel in the image." );
		final TreeMap< Integer, SessionObject > on = new TreeMap<>( planes.getOrDefault( step.plane(), new TreeMap<>() ) );
		int id = lastId;
		for ( final ProposedObject p : step.proposals() )
		{
			final Mask free = free( p.mask(), on, step.conflict() );
			if ( !free.isEmpty() )
				on.put( ++id, new SessionObject( id, step.plane(), free, p.prompt(), p.score(), step.objectClass() ) );
		}
		if ( id == lastId )
			throw new IllegalArgumentException( "All of it belongs to other objects already. Delete those first, or let the new ones " +
					"take their pixels." );
		return with( step.plane(), on, id, step );
	}

	/** The pixels that a new object gets, which may be none; others on its plane may lose theirs to it. */
	private static Mask free( final Mask mask, final TreeMap< Integer, SessionObject > on, final Conflict conflict )
	{
		Mask free = mask;
		if ( conflict != Conflict.ALLOW )
			for ( final SessionObject o : new ArrayList<>( on.values() ) )
			{
				final int shared = o.mask().intersection( free );
				if ( shared == 0 )
					continue;
				if ( conflict == Conflict.FIRST )
					free = free.minus( o.mask() );
				else if ( shared == o.mask().area() )
					on.remove( o.id() );
				else
					on.put( o.id(), o.withMask( o.mask().minus( free ) ) );
			}
		return free;
	}

	private SessionState change( final Step step, final UnaryOperator< SessionObject > f )
	{
		final Map< Plane, TreeMap< Integer, SessionObject > > changed = new HashMap<>( planes );
		for ( final int id : new TreeSet<>( step.ids() ) )
		{
			final SessionObject old = require( id ), now = f.apply( old );
			final TreeMap< Integer, SessionObject > on = new TreeMap<>( changed.get( old.plane() ) );
			on.remove( id );
			if ( now != null )
				on.put( id, now );
			changed.put( old.plane(), on );
		}
		return new SessionState( changed, classes, lastId, last, step );
	}

	private SessionState merge( final Step step )
	{
		final TreeSet< Integer > ids = new TreeSet<>( step.ids() );
		if ( ids.size() < 2 )
			throw new IllegalArgumentException( "Merging needs two objects or more. Choose them first." );
		final SessionObject first = require( ids.first() );
		final TreeMap< Integer, SessionObject > on = new TreeMap<>( planes.get( first.plane() ) );
		Mask all = Mask.EMPTY;
		for ( final int id : ids )
		{
			final SessionObject o = require( id );
			if ( !o.plane().equals( first.plane() ) )
				throw new IllegalArgumentException( "Object " + first.id() + " is on " + first.plane() + " and object " + id + " on " +
						o.plane() + "; only objects on one plane can be merged." );
			all = all.union( o.mask() );
			on.remove( id );
		}
		on.put( first.id(), new SessionObject( first.id(), first.plane(), all, null, Double.NaN, first.objectClass() ) );
		return with( first.plane(), on, lastId, step );
	}

	private SessionState with( final Plane plane, final TreeMap< Integer, SessionObject > on, final int newLastId, final Step step )
	{
		final Map< Plane, TreeMap< Integer, SessionObject > > changed = new HashMap<>( planes );
		changed.put( plane, on );
		return new SessionState( changed, classes, newLastId, last, step );
	}
}
