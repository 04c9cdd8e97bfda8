// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.util;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values of settings: what was set, and the defaults of all others. Immutable. */
public class Settings {

	private final Map< Setting< ? >, Object > values;

	/** All defaults. */
	public Settings()
	{
		values = Collections.emptyMap();
	}

	/** The same values. */
	protected Settings( final Settings same )
	{
		values = same.values;
	}

	private Settings( final Settings first, final Map< Setting< ? >, Object > more )
	{
		values = new HashMap<>( first.values );
		values.putAll( more );
	}

	/** One value. */
	@SuppressWarnings( "unchecked" )
	public final < T > T get( final Setting< T > setting )
	{
		final Object value = values.get( setting );
		return value == null ? setting.standard() : ( T ) value;
	}

	/**
	 * A copy with one value changed.
	 *
	 * @throws IllegalArgumentException
	 *             if it is not allowed; the message names the legal values
	 */
	public < T > Settings with( final Setting< T > setting, final T value )
	{
		return new Settings( this, Collections.singletonMap( setting, setting.check( value ) ) );
	}

	/** A copy with all values that were set in others. */
	public Settings with( final Settings others )
	{
		return new Settings( this, others.values );
	}

	/** Names and values in the words of macros, but for settings that are not to be said: {@code overlap=score points=each}. */
	public final String words( final Collection< Setting< ? > > some )
	{
		// NB: all digits, as two values that give other masks must not look the same.
		return some.stream().filter( Setting::isSaid ).map( s -> s.name() + "=" + word( s ) ).collect( Collectors.joining( " " ) );
	}

	/** A value as macros write it. */
	public final < T > String word( final Setting< T > setting )
	{
		return setting.word( get( setting ) );
	}

	/** An unmodifiable list of settings. */
	public static List< Setting< ? > > list( final Setting< ? >... settings )
	{
		return Collections.unmodifiableList( Arrays.asList( settings ) );
	}

	/** An unmodifiable list of all settings of several lists. */
	@SafeVarargs
	public static List< Setting< ? > > join( final List< Setting< ? > >... lists )
	{
		final List< Setting< ? > > all = new ArrayList<>();
		Arrays.asList( lists ).forEach( all::addAll );
		return Collections.unmodifiableList( all );
	}
}
