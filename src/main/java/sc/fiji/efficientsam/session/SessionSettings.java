// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import sc.fiji.efficientsam.segment.SegmentSettings;

/**
 * Which model sees the image, how, and how its masks are cleaned; by the words of
 * macros. Immutable; {@code with...} methods return changed copies.
 */
public final class SessionSettings {

	private final Map< String, String > values;

	private SessionSettings( final Map< String, String > values )
	{
		this.values = values;
	}

	/**
	 * What commands have as defaults, with the given model.
	 */
	public static SessionSettings of( final String model )
	{
		final Map< String, String > v = new LinkedHashMap<>();
		v.put( "model", Objects.requireNonNull( model, "model" ) );
		v.put( "device", "auto" );
		v.put( "contrast", "percentile" );
		v.put( "low", "0.1" );
		v.put( "high", "99.9" );
		v.put( "channel", "0" );
		v.put( "objectsize", "0.0" );
		v.put( "fragments", "16" );
		v.put( "holes", "16" );
		return new SessionSettings( v );
	}

	/**
	 * One value changed.
	 *
	 * @param name
	 *            one of {@link #names()}; others are left aside
	 */
	public SessionSettings with( final String name, final String value )
	{
		if ( !values.containsKey( name ) || value == null )
			return this;
		final Map< String, String > v = new LinkedHashMap<>( values );
		v.put( name, value );
		return new SessionSettings( v );
	}

	/** All values that are settings changed to those of a map. */
	public SessionSettings with( final Map< String, String > some )
	{
		SessionSettings s = this;
		for ( final Map.Entry< String, String > e : some.entrySet() )
			s = s.with( e.getKey(), e.getValue() );
		return s;
	}

	/** All names and values. */
	public Map< String, String > values()
	{
		return new LinkedHashMap<>( values );
	}

	/** Id of the model. */
	public String model()
	{
		return values.get( "model" );
	}

	/** "auto", "cpu" or "gpu". */
	public String device()
	{
		return values.get( "device" );
	}

	/** "percentile", "display" or "full". */
	public String contrast()
	{
		return values.get( "contrast" );
	}

	/** Lower percentile. */
	public double low()
	{
		return number( "low" );
	}

	/** Upper percentile. */
	public double high()
	{
		return number( "high" );
	}

	/** 0 for what is displayed, else the channel, counted from 1. */
	public int channel()
	{
		return ( int ) number( "channel" );
	}

	/**
	 * How masks are made of prompts.
	 *
	 * @throws IllegalArgumentException
	 *             if a value is not allowed
	 */
	public SegmentSettings segment()
	{
		return SegmentSettings.DEFAULT.withObjectSize( number( "objectsize" ) ).withMinFragment( ( int ) number( "fragments" ) ).withMaxHole( ( int ) number( "holes" ) );
	}

	private double number( final String name )
	{
		try
		{
			return Double.parseDouble( values.get( name ) );
		}
		catch ( final NumberFormatException e )
		{
			throw new IllegalArgumentException( "\"" + values.get( name ) + "\" is no number for " + name + ".", e );
		}
	}

	@Override
	public boolean equals( final Object o )
	{
		return o instanceof SessionSettings && ( ( SessionSettings ) o ).values.equals( values );
	}

	@Override
	public int hashCode()
	{
		return values.hashCode();
	}

	@Override
	public String toString()
	{
		return values.toString();
	}
}
