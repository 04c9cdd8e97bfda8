// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.labeling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import sc.fiji.efficientsam.mask.Components;
import sc.fiji.efficientsam.mask.InnerPixels;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;

/**
 * Makes prompts of the scribbles in one plane of a labeling: points deep inside each scribble, and the nearest points of background
 * scribbles
 * as negative ones.
 */
public final class ScribblePrompts {

	private final int points;
	private final boolean eachScribble;
	private final Set< String > background;

	/**
	 * @param points at most so many points per object, and half as many negative ones
	 * @param eachScribble whether each connected scribble is an object; else all scribbles of a label are one
	 * @param background the labels that say where no object is
	 */
	public ScribblePrompts( final int points, final boolean eachScribble, final Set< String > background )
	{
		this.points = points;
		this.eachScribble = eachScribble;
		this.background = background;
	}

	/**
	 * @param position of the plane in the labeling's further dimensions
	 * @return prompts in pixels of the image, named after their labels ("cell 2" for the second scribble of "cell"), by their names; no
	 * prompts
	 *         where the plane has no scribbles
	 */
	public List< Prompt > of( final Labeling labeling, final List< Long > position )
	{
		final List< int[] > outside = new ArrayList<>();
		for ( final String name : background )
			for ( final Mask scribble : Components.of( labeling.mask( name, position ) ) )
				outside.addAll( InnerPixels.of( scribble, 4 * points ) );
		final List< Prompt > prompts = new ArrayList<>();
		for ( final Map.Entry< String, Mask > object : objects( labeling, position ).entrySet() )
			prompts.add( prompt( object.getValue(), outside ).withName( object.getKey() ) );
		return prompts;
	}

	private Map< String, Mask > objects( final Labeling labeling, final List< Long > position )
	{
		final Map< String, Mask > objects = new LinkedHashMap<>();
		for ( final String name : labeling.names() )
		{
			final Mask mask = labeling.mask( name, position );
			if ( background.contains( name ) || mask.isEmpty() )
				continue;
			final List< Mask > scribbles = eachScribble ? Components.of( mask ) : null;
			if ( scribbles == null || scribbles.size() == 1 )
				objects.put( name, mask );
			else
				for ( int i = 0; i < scribbles.size(); i++ )
					objects.put( name + " " + ( i + 1 ), scribbles.get( i ) );
		}
		return objects;
	}

	/** NB: background that is far away says nothing of an object, but would make the model look at more than it. */
	private Prompt prompt( final Mask scribble, final List< int[] > outside )
	{
		final List< PromptPoint > list = new ArrayList<>();
		final List< int[] > inside = InnerPixels.of( scribble, points );
		inside.forEach( p -> list.add( new PromptPoint( p[ 0 ], p[ 1 ], true ) ) );
		final double near = 2.0 * Math.max( NEAR, Math.max( scribble.width(), scribble.height() ) );
		outside.stream().filter( p -> distance( p, inside ) <= near && !scribble.contains( p[ 0 ], p[ 1 ] ) )
				.sorted( Comparator.comparingDouble( p -> distance( p, inside ) ) ).limit( ( points + 1 ) / 2 )
				.forEach( p -> list.add( new PromptPoint( p[ 0 ], p[ 1 ], false ) ) );
		return Prompt.points( list.toArray( new PromptPoint[ 0 ] ) );
	}

	/** Half the distance, in pixels, up to which background counts even for short scribbles. */
	private static final int NEAR = 20;

	private static double distance( final int[] p, final List< int[] > others )
	{
		return others.stream().mapToDouble( o -> Math.hypot( o[ 0 ] - p[ 0 ], o[ 1 ] - p[ 1 ] ) ).min().orElse( Double.POSITIVE_INFINITY );
	}
}
