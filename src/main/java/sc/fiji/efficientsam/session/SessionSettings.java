// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.session;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import sc.fiji.efficientsam.image.ContrastMode;
import sc.fiji.efficientsam.image.DisplayRanges;
import sc.fiji.efficientsam.image.ImageSettings;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.util.Setting;
import sc.fiji.efficientsam.util.Settings;

/**
 * Which model sees the image, how, and how its masks are cleaned; by the words of
 * macros. Immutable; {@code with...} methods return changed copies.
 */
public final class SessionSettings {

	/** What a session can be told, beside its model. */
	public static final List< Setting< ? > > ALL = Settings.join( Settings.list( Device.SETTING ), ImageSettings.ALL,
			Settings.list( SegmentSettings.OBJECT_SIZE, SegmentSettings.FRAGMENTS, SegmentSettings.HOLES ) );

	/**
	 * What was displayed from black to white where the contrast is that of the display; see {@link DisplayRanges}; ""
	 * for what is displayed now.
	 */
	public static final String DISPLAY = "display";

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
		ALL.forEach( setting -> v.put( setting.name(), setting.word() ) );
		v.put( DISPLAY, "" );
		return new SessionSettings( v );
	}

	/**
	 * One value changed.
	 *
	 * @param name
	 *            "model" or the name of one of {@link #ALL}; others are left aside
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

	/**
	 * The value of a setting.
	 *
	 * @throws IllegalArgumentException
	 *             if it is not allowed
	 */
	public < T > T get( final Setting< T > setting )
	{
		return setting.parse( values.get( setting.name() ) );
	}

	/**
	 * The ranges of pixel values that the model sees from black to white if the contrast is that of the display, by
	 * channel; empty for those that are displayed now.
	 *
	 * @throws IllegalArgumentException
	 *             if the text that holds them does not
	 */
	public Map< Integer, double[] > display()
	{
		return get( ImageSettings.CONTRAST ) == ContrastMode.DISPLAY
				? DisplayRanges.parse( values.get( DISPLAY ) ) : Collections.emptyMap();
	}

	/**
	 * How masks are made of prompts.
	 *
	 * @throws IllegalArgumentException
	 *             if a value is not allowed
	 */
	public SegmentSettings segment()
	{
		return SegmentSettings.DEFAULT.with( SegmentSettings.OBJECT_SIZE, get( SegmentSettings.OBJECT_SIZE ) )
				.with( SegmentSettings.FRAGMENTS, get( SegmentSettings.FRAGMENTS ) ).with( SegmentSettings.HOLES,
						get( SegmentSettings.HOLES ) );
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
