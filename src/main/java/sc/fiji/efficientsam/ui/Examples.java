// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.session.SessionObject;

/** What the tool takes for examples of what is looked for. Immutable. */
final class Examples {

	/** More tell nothing new, but cost time. */
	private static final int MOST = 5;

	private final List< Mask > like;
	private final List< Mask > unlike;

	private Examples( final List< Mask > like, final List< Mask > unlike )
	{
		this.like = like;
		this.unlike = unlike;
	}

	/**
	 * The selected objects, or else the one that is being prompted, or else the last ones of the plane that are of the class that new
	 * objects have. The last ones of each other class are examples of what is not meant.
	 */
	static Examples of( final ToolState state )
	{
		final List< SessionObject > all = state.accepted().objects( state.plane );
		final List< SessionObject > selected = all.stream().filter( o -> state.selected.contains( o.id() ) ).collect( Collectors.toList() );
		final boolean drafted = selected.isEmpty() && state.hasMask();
		final List< SessionObject > chosen = !selected.isEmpty() ? selected
				: all.stream().filter( o -> o.objectClass().equals( state.objectClass ) ).collect( Collectors.toList() );
		final Set< String > classes = drafted ? Collections.singleton( state.objectClass )
				: chosen.stream().map( SessionObject::objectClass ).collect( Collectors.toSet() );
		return new Examples( drafted ? Collections.singletonList( state.mask( state.draft() ) ) : last( chosen ),
				last( all.stream().filter( o -> !classes.contains( o.objectClass() ) ).collect( Collectors.toList() ) ) );
	}

	private static List< Mask > last( final List< SessionObject > objects )
	{
		return objects.subList( Math.max( 0, objects.size() - MOST ), objects.size() ).stream().map( SessionObject::mask )
				.collect( Collectors.toList() );
	}

	List< Mask > like()
	{
		return like;
	}

	List< Mask > unlike()
	{
		return unlike;
	}
}
