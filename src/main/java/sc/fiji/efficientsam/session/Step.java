// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptText;
import sc.fiji.efficientsam.util.Choices;

/**
 * One thing that a person did with the objects of a session. The same steps on
 * the same image give the same objects. Immutable.
 * <p>
 * A step has a {@link #toMap() form in words}, which is what macros and session
 * files hold.
 * </p>
 */
public final class Step {

	/** Kinds of steps. */
	public enum Action
	{
		/** The mask that the model makes of a prompt becomes an object, or replaces one. */
		ACCEPT,
		/** A mask drawn by hand becomes an object, or replaces one. */
		DRAW,
		/** Masks that were proposed become objects, all in one step. */
		ADD,
		/** Objects are removed. */
		DELETE,
		/** Objects on one plane become one, which has the smallest of their labels. */
		MERGE,
		/** Objects are put into a class, or into none. */
		CLASSIFY,
		/** A class is made, or its color changed. */
		DEFINE
	}

	private static final List< ProposedObject > NONE = Collections.emptyList();

	private final Action action;
	private final Plane plane;
	private final Prompt prompt;
	private final int choice;
	private final List< Integer > ids;
	private final Mask mask;
	private final List< ProposedObject > proposals;
	private final String objectClass;
	private final int color;
	private final Conflict conflict;
	private final SessionSettings settings;

	private Step( final Action action, final Plane plane, final Prompt prompt, final int choice, final Collection< Integer > ids,
			final Mask mask, final List< ProposedObject > proposals, final String objectClass, final int color, final Conflict conflict,
			final SessionSettings settings )
	{
		this.action = action;
		this.plane = plane;
		this.prompt = prompt;
		this.choice = choice;
		this.ids = Collections.unmodifiableList( new ArrayList<>( ids ) );
		this.mask = mask;
		this.proposals = Collections.unmodifiableList( new ArrayList<>( proposals ) );
		this.objectClass = objectClass == null ? "" : objectClass.trim();
		this.color = color;
		this.conflict = conflict;
		this.settings = settings;
		if ( choice < 0 )
			throw new IllegalArgumentException( "The choice of a mask is 0 (the best one) or its place, counted from 1, but is " + choice +
					"." );
		if ( this.objectClass.matches( ".*[\\[\\]\"\\\\].*" ) )
			throw new IllegalArgumentException( "The class name \"" + objectClass +
					"\" holds a bracket, quote or backslash, which macros cannot read. Use another name." );
	}

	/**
	 * @param choice
	 *            which of the model's masks; see {@link Draft#choice()}
	 * @param id
	 *            the object that is replaced; 0 for a new one
	 */
	public static Step accept( final Plane plane, final Prompt prompt, final int choice, final int id, final String objectClass,
			final Conflict conflict, final SessionSettings settings )
	{
		return new Step( Action.ACCEPT, plane, PromptText.exact( prompt ), choice, one( id ), null, NONE, objectClass, 0, conflict,
				settings );
	}

	/**
	 * @param id
	 *            the object that is replaced; 0 for a new one
	 */
	public static Step draw( final Plane plane, final Mask mask, final int id, final String objectClass, final Conflict conflict )
	{
		return new Step( Action.DRAW, plane, null, 0, one( id ), Objects.requireNonNull( mask, "mask" ), NONE, objectClass, 0,
				conflict, null );
	}

	/**
	 * @param proposals
	 *            at least one; they become objects in this order, those that have no pixels of their own are left out
	 * @param settings
	 *            how they were found; no mask depends on them any more
	 */
	public static Step add( final Plane plane, final List< ProposedObject > proposals, final String objectClass, final Conflict conflict,
			final SessionSettings settings )
	{
		if ( proposals.isEmpty() )
			throw new IllegalArgumentException( "There is no proposal to accept. Look for objects first." );
		return new Step( Action.ADD, plane, null, 0, Collections.emptyList(), null, proposals, objectClass, 0, conflict, settings );
	}

	private static List< Integer > one( final int id )
	{
		return id == 0 ? Collections.emptyList() : Collections.singletonList( id );
	}

	public static Step delete( final Collection< Integer > ids )
	{
		return ofIds( Action.DELETE, ids, "" );
	}

	public static Step merge( final Collection< Integer > ids )
	{
		return ofIds( Action.MERGE, ids, "" );
	}

	/**
	 * @param objectClass
	 *            "" for none
	 */
	public static Step classify( final Collection< Integer > ids, final String objectClass )
	{
		return ofIds( Action.CLASSIFY, ids, objectClass );
	}

	private static Step ofIds( final Action action, final Collection< Integer > ids, final String objectClass )
	{
		if ( ids.isEmpty() )
			throw new IllegalArgumentException( "No object is selected. Choose some first." );
		return new Step( action, Plane.FIRST, null, 0, ids, null, NONE, objectClass, 0, Conflict.FIRST, null );
	}

	/**
	 * @param color
	 *            red, green and blue, 8 bits each
	 */
	public static Step define( final String objectClass, final int color )
	{
		if ( objectClass == null || objectClass.trim().isEmpty() )
			throw new IllegalArgumentException( "A class needs a name." );
		return new Step( Action.DEFINE, Plane.FIRST, null, 0, Collections.emptyList(), null, NONE, objectClass, color & 0xffffff,
				Conflict.FIRST, null );
	}

	public Action action()
	{
		return action;
	}

	/** Where; of no meaning for steps that name objects. */
	public Plane plane()
	{
		return plane;
	}

	/** The prompt of ACCEPT, else null. */
	public Prompt prompt()
	{
		return prompt;
	}

	/** Which of the model's masks; see {@link Draft#choice()}. */
	public int choice()
	{
		return choice;
	}

	/** The objects meant; unmodifiable. */
	public List< Integer > ids()
	{
		return ids;
	}

	/** The mask of DRAW, else null. */
	public Mask mask()
	{
		return mask;
	}

	/** The proposals of ADD, else none; unmodifiable. */
	public List< ProposedObject > proposals()
	{
		return proposals;
	}

	/** The class, or "". */
	public String objectClass()
	{
		return objectClass;
	}

	/** The color of DEFINE: red, green and blue, 8 bits each. */
	public int color()
	{
		return color;
	}

	public Conflict conflict()
	{
		return conflict;
	}

	/** How the mask of ACCEPT is made, or those of ADD were found; null for other steps. */
	public SessionSettings settings()
	{
		return settings;
	}

	/** Whether it is ACCEPT, DRAW or ADD, which make objects on a plane. */
	public boolean makesObjects()
	{
		return action == Action.ACCEPT || action == Action.DRAW || action == Action.ADD;
	}

	/** The step with those pixels of its masks that lie in an image. */
	public Step crop( final int width, final int height )
	{
		if ( action == Action.DRAW )
			return new Step( action, plane, prompt, choice, ids, mask.crop( width, height ), proposals, objectClass, color, conflict,
					settings );
		return action != Action.ADD ? this : add( plane, proposals.stream().map( p -> p.withMask( p.mask().crop( width, height ) ) )
				.collect( Collectors.toList() ), objectClass, conflict, settings );
	}

	/** The step in words; {@link #of(Map, String)} makes the same step of it. */
	public Map< String, String > toMap()
	{
		final Map< String, String > m = new LinkedHashMap<>();
		m.put( "action", action.name().toLowerCase( Locale.ROOT ) );
		if ( prompt != null )
			m.put( "prompts", PromptText.format( prompt ) );
		if ( choice != 0 )
			m.put( "choice", Integer.toString( choice ) );
		if ( mask != null )
			m.put( "mask", PromptText.format( mask ) );
		if ( action == Action.ADD )
			ProposalText.put( proposals, m );
		if ( !ids.isEmpty() )
			m.put( "ids", ids.stream().map( i -> Integer.toString( i ) ).collect( Collectors.joining( " " ) ) );
		if ( !objectClass.isEmpty() )
			m.put( "objectclass", objectClass );
		if ( action == Action.DEFINE )
			m.put( "color", String.format( Locale.ROOT, "#%06x", color ) );
		if ( makesObjects() )
		{
			m.put( "slice", Integer.toString( plane.z() ) );
			m.put( "frame", Integer.toString( plane.t() ) );
			m.put( "overlap", conflict.name().toLowerCase( Locale.ROOT ) );
		}
		if ( settings != null )
			m.putAll( settings.values() );
		return m;
	}

	/**
	 * The step of a map of words; what is left out has its default.
	 *
	 * @param model
	 *            taken if the map names none
	 * @throws IllegalArgumentException
	 *             if a word has no meaning; the message says what would have
	 */
	public static Step of( final Map< String, String > map, final String model )
	{
		final Action action = Choices.of( Action.class, "action", map.getOrDefault( "action", "accept" ) );
		final Plane plane = new Plane( number( map, "slice", 1 ), number( map, "frame", 1 ) );
		final List< Integer > ids = ids( map.getOrDefault( "ids", "" ) );
		final Conflict conflict = Choices.of( Conflict.class, "overlap", map.getOrDefault( "overlap", "first" ) );
		final String objectClass = map.getOrDefault( "objectclass", "" );
		final int id = ids.isEmpty() ? 0 : ids.get( 0 );
		switch ( action )
		{
		case ACCEPT:
			return accept( plane, PromptText.parse( map.get( "prompts" ) ), number( map, "choice", 0 ), id, objectClass, conflict,
					SessionSettings.of( model ).with( map ) );
		case DRAW:
			return draw( plane, PromptText.parseMask( map.getOrDefault( "mask", "" ) ), id, objectClass, conflict );
		case ADD:
			return add( plane, ProposalText.get( map ), objectClass, conflict, SessionSettings.of( model ).with( map ) );
		case DEFINE:
			return define( objectClass, color( map.getOrDefault( "color", "#ffffff" ) ) );
		default:
			return ofIds( action, ids, objectClass );
		}
	}

	private static int number( final Map< String, String > map, final String name, final int fallback )
	{
		try
		{
			return map.containsKey( name ) ? Integer.parseInt( map.get( name ).trim() ) : fallback;
		}
		catch ( final NumberFormatException e )
		{
			throw new IllegalArgumentException( "\"" + map.get( name ) + "\" is no whole number for " + name + ".", e );
		}
	}

	private static List< Integer > ids( final String text )
	{
		final List< Integer > ids = new ArrayList<>();
		for ( final String word : text.trim().split( "[\\s,;]+" ) )
			if ( !word.isEmpty() )
				ids.add( number( Collections.singletonMap( "ids", word ), "ids", 0 ) );
		return ids;
	}

	private static int color( final String text )
	{
		if ( !text.matches( "#[0-9a-fA-F]{6}" ) )
			throw new IllegalArgumentException( "\"" + text + "\" is no color. Write red, green and blue as #rrggbb." );
		return Integer.parseInt( text.substring( 1 ), 16 );
	}

	@Override
	public String toString()
	{
		return toMap().toString();
	}
}
