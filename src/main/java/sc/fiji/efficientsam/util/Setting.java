// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.util;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One setting, declared once: its name in macros, its label and help text in dialogs, its default, and its legal
 * values. Requests, commands, {@code --help}, sessions and the text that results are marked with read it here.
 * Immutable; compared by identity.
 *
 * @param <T>
 *            an enum, {@link Double}, {@link Integer}, {@link Boolean} or {@link String}
 */
public final class Setting< T > implements Cloneable {

	/** What a command's number says that leaves the value to the preset; see {@link #byPreset()}. */
	public static final int PRESET = -1;

	private final String name;
	private final T standard;
	private final String label;
	private final String help;
	private final Map< String, T > choices;
	private double min = Double.NEGATIVE_INFINITY;
	private double max = Double.POSITIVE_INFINITY;
	private double step;
	private Predicate< T > rule = v -> true;
	private String legal;
	private boolean said = true;
	private boolean preset;

	private Setting( final String name, final T standard, final String label, final String help, final Map< String, T > choices )
	{
		this.name = name;
		this.standard = standard;
		this.label = label;
		this.help = help;
		this.choices = choices;
	}

	/** A number, by default of any size. */
	public static Setting< Double > number( final String name, final double standard, final String label, final String help )
	{
		return new Setting<>( name, standard, label, help, Collections.emptyMap() );
	}

	/** A number from 0 to 1. */
	public static Setting< Double > fraction( final String name, final double standard, final String label, final String help )
	{
		return number( name, standard, label, help ).from( 0 ).to( 1 ).step( 0.05 );
	}

	/** A whole number, by default of any size. */
	public static Setting< Integer > whole( final String name, final int standard, final String label, final String help )
	{
		return new Setting<>( name, standard, label, help, Collections.emptyMap() );
	}

	/** True or false. */
	public static Setting< Boolean > flag( final String name, final boolean standard, final String label, final String help )
	{
		return new Setting<>( name, standard, label, help, Collections.emptyMap() );
	}

	/** Any text. */
	public static Setting< String > text( final String name, final String standard, final String label, final String help )
	{
		return new Setting<>( name, standard, label, help, Collections.emptyMap() );
	}

	/** One of some constants of an enum, or of all where none are named; macros write them in lower case. */
	@SafeVarargs
	public static < E extends Enum< E > > Setting< E > choice( final String name, final E standard, final String label, final String help,
			final E... some )
	{
		final Map< String, E > choices = new LinkedHashMap<>();
		for ( final E e : some.length > 0 ? some : standard.getDeclaringClass().getEnumConstants() )
			choices.put( e.name().toLowerCase( Locale.ROOT ), e );
		return new Setting<>( name, standard, label, help, choices );
	}

	/** One of some words; the first one is the default. */
	public static Setting< String > choice( final String name, final String label, final String help, final String... words )
	{
		final Map< String, String > choices = new LinkedHashMap<>();
		for ( final String word : words )
			choices.put( word, word );
		return new Setting<>( name, words[ 0 ], label, help, choices );
	}

	// -- Changed copies --

	private Setting< T > with( final Consumer< Setting< T > > change )
	{
		try
		{
			@SuppressWarnings( "unchecked" )
			final Setting< T > copy = ( Setting< T > ) clone();
			change.accept( copy );
			return copy;
		}
		catch ( final CloneNotSupportedException e )
		{
			throw new AssertionError( e );
		}
	}

	/** With a smallest number. */
	public Setting< T > from( final double least )
	{
		return with( s -> s.min = least );
	}

	/** With a largest number. */
	public Setting< T > to( final double most )
	{
		return with( s -> s.max = most );
	}

	/** By how much the arrows in dialogs change the number. */
	public Setting< T > step( final double size )
	{
		return with( s -> s.step = size );
	}

	/** With a rule of its own; {@code words} tell the legal values, as in "Use 0 to 1". */
	public Setting< T > rule( final Predicate< T > allowed, final String words )
	{
		return with( s -> {
			s.rule = allowed;
			s.legal = words;
		} );
	}

	/** Not in {@link Settings#words}: it changes no result, or other words tell what it does. */
	public Setting< T > unsaid()
	{
		return with( s -> s.said = false );
	}

	/** A number to which presets give values: in commands, {@link #PRESET} leaves it to the preset. */
	public Setting< T > byPreset()
	{
		return with( s -> s.preset = true );
	}

	// -- What was declared --

	/** In macros: lower case, one word. */
	public String name()
	{
		return name;
	}

	/** In dialogs: a noun. */
	public String label()
	{
		return label;
	}

	/** What the values mean, in one sentence. */
	public String help()
	{
		return help;
	}

	/** The value where nothing is said. */
	public T standard()
	{
		return standard;
	}

	/** The words to choose from, or none. */
	public Set< String > choices()
	{
		return choices.keySet();
	}

	/** The smallest number; negative infinity for none. */
	public double min()
	{
		return min;
	}

	/** The largest number; infinity for none. */
	public double max()
	{
		return max;
	}

	/** By how much the arrows in dialogs change the number; 0 for no wish. */
	public double step()
	{
		return step;
	}

	/** Whether {@link Settings#words} tell the value. */
	public boolean isSaid()
	{
		return said;
	}

	/** Whether commands may leave the value to a preset. */
	public boolean isByPreset()
	{
		return preset;
	}

	// -- Values --

	/** The default as macros write it. */
	public String word()
	{
		return word( standard );
	}

	/** A value as macros write it. */
	public String word( final T value )
	{
		return value instanceof Enum ? ( ( Enum< ? > ) value ).name().toLowerCase( Locale.ROOT ) : String.valueOf( value );
	}

	/**
	 * The value itself.
	 *
	 * @throws IllegalArgumentException
	 *             if it is not allowed; the message names the legal values
	 */
	public T check( final T value )
	{
		final double n = Objects.requireNonNull( value, name ) instanceof Number ? ( ( Number ) value ).doubleValue() : Double.NaN;
		if ( value instanceof Number && ( !( n >= min && n <= max ) || Double.isInfinite( n ) ) || !rule.test( value ) )
			throw wrong( value );
		return value;
	}

	/**
	 * The value that a word, or a number of another type, means.
	 *
	 * @throws IllegalArgumentException
	 *             if it means none; the message names the legal values
	 */
	@SuppressWarnings( "unchecked" )
	public T parse( final Object word )
	{
		final String text = String.valueOf( word ).trim();
		if ( !choices.isEmpty() )
			return choices.get( Choices.of( name, text, choices.keySet().toArray( new String[ 0 ] ) ) );
		if ( standard instanceof Boolean )
			return ( T ) Boolean.valueOf( Choices.of( name, text, "true", "false" ) );
		if ( !( standard instanceof Number ) )
			return check( ( T ) text );
		try
		{
			final double n = Double.parseDouble( text );
			if ( standard instanceof Double )
				return check( ( T ) ( Double ) n );
			if ( n == ( int ) n )
				return check( ( T ) ( Integer ) ( int ) n );
		}
		catch ( final NumberFormatException e )
		{
			throw ( IllegalArgumentException ) wrong( text ).initCause( e );
		}
		throw wrong( text );
	}

	private IllegalArgumentException wrong( final Object value )
	{
		return new IllegalArgumentException( "\"" + plain( value ) + "\" is no value for " + name + ". Use " + legal() + "." );
	}

	private String legal()
	{
		if ( legal != null )
			return legal;
		final String kind = standard instanceof Integer ? "a whole number" : "a number";
		if ( max < Double.POSITIVE_INFINITY )
			return kind + " from " + plain( min ) + " to " + plain( max );
		return min > Double.NEGATIVE_INFINITY ? kind + ", " + plain( min ) + " or more" : kind;
	}

	private static String plain( final Object number )
	{
		return number.toString().replaceAll( "\\.0$", "" );
	}

	@Override
	public String toString()
	{
		return name;
	}
}
