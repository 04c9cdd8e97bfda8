// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.io.File;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.scijava.ItemVisibility;
import org.scijava.module.ModuleItem;
import org.scijava.util.Types;

import ij.ImagePlus;

import sc.fiji.efficientsam.util.Choices;

/**
 * Texts for a command's inputs, checked and converted: what the options of a macro and
 * the arguments in a terminal have in common. NB: SciJava takes any text for any input:
 * what is no number is 0 to it, and what is not "true" is false.
 */
public final class InputValues {

	/** NB: what Java takes for a number, too, like 1f or 0x1p3, is more likely a mistake. */
	private static final Pattern NUMBER = Pattern.compile( "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?" );

	private final Map< String, ModuleItem< ? > > inputs;

	private final String image;

	private final Function< String, ImagePlus > images;

	private final Map< String, Object > values = new LinkedHashMap<>();

	/**
	 * @param image
	 *            what is written for an image, such as "title"
	 * @param images
	 *            finds an image by what is written for it, and throws an
	 *            {@link IllegalArgumentException} if there is none
	 */
	public InputValues( final Iterable< ModuleItem< ? > > inputs, final String image, final Function< String, ImagePlus > images )
	{
		this.inputs = settable( inputs );
		this.image = image;
		this.images = images;
	}

	/** What a user can set, by key. */
	public static Map< String, ModuleItem< ? > > settable( final Iterable< ModuleItem< ? > > inputs )
	{
		final Map< String, ModuleItem< ? > > settable = new LinkedHashMap<>();
		for ( final ModuleItem< ? > item : inputs )
			if ( item.getVisibility() != ItemVisibility.MESSAGE && hasText( type( item ) ) )
				settable.put( item.getName().toLowerCase( Locale.ROOT ), item );
		return settable;
	}

	private static boolean hasText( final Class< ? > type )
	{
		return type == String.class || type == Boolean.class || type == File.class || type == ImagePlus.class || type == Double.class
				|| type == Integer.class;
	}

	private static Class< ? > type( final ModuleItem< ? > item )
	{
		return Types.box( item.getType() );
	}

	/** The values so far, by the names of their inputs. */
	public Map< String, Object > values()
	{
		return values;
	}

	/**
	 * Takes one pair.
	 *
	 * @param value
	 *            null for a key that stands alone, which means "true" for an input that
	 *            is true or false
	 * @throws IllegalArgumentException
	 *             if the key is unknown or given twice, or the value is none for it; the
	 *             message names both, and what is legal
	 */
	public void put( final String key, final String value )
	{
		final ModuleItem< ? > item = inputs.get( key.toLowerCase( Locale.ROOT ) );
		if ( item == null )
			throw new IllegalArgumentException( value == null ? "\"" + key + "\" is neither a parameter nor of the form key=value" +
					nearest( key ) + " Values with spaces need brackets or quotes. " + keys()
					: "There is no parameter \"" + key + "\"" + nearest( key ) + " " + keys() );
		if ( value == null && type( item ) != Boolean.class )
			throw new IllegalArgumentException( "\"" + key + "\" is not of the form key=value. Write " + example( item ) + "." );
		if ( values.containsKey( item.getName() ) )
			throw new IllegalArgumentException( "The parameter \"" + key + "\" is given twice. Leave one out." );
		values.put( item.getName(), value == null ? Boolean.TRUE : convert( item, value.trim() ) );
	}

	/** How a parameter is written, for example {@code folder=<path>}. */
	public String example( final ModuleItem< ? > item )
	{
		return item.getName().toLowerCase( Locale.ROOT ) + "=" + hint( item );
	}

	/** What values an input takes, for example {@code auto|cpu|gpu}. */
	private String hint( final ModuleItem< ? > item )
	{
		if ( hasChoices( item ) )
			return String.join( "|", choices( item ) );
		final Class< ? > type = type( item );
		if ( type == ImagePlus.class )
			return "<" + image + ">";
		if ( type == File.class )
			return "<path>";
		if ( type == Boolean.class )
			return "true|false";
		return type == Double.class ? "<number>" : type == Integer.class ? "<whole number>" : "<word>";
	}

	private String nearest( final String key )
	{
		final String nearest = Choices.nearest( key.toLowerCase( Locale.ROOT ), inputs.keySet() );
		return nearest == null ? "." : ". Did you mean \"" + nearest + "\"?";
	}

	private String keys()
	{
		return "The keys are: " + String.join( ", ", inputs.keySet() ) + ".";
	}

	private Object convert( final ModuleItem< ? > item, final String value )
	{
		final Class< ? > type = type( item );
		if ( type == ImagePlus.class )
			return images.apply( value );
		if ( type == File.class )
			return value.isEmpty() ? null : new File( value );
		if ( type == Boolean.class )
		{
			if ( !value.equalsIgnoreCase( "true" ) && !value.equalsIgnoreCase( "false" ) )
				throw wrong( item, value, "true or false" );
			return Boolean.valueOf( value );
		}
		if ( type == Double.class || type == Integer.class )
			return number( item, value, type == Integer.class );
		return hasChoices( item ) ? Choices.of( item.getName(), value, choices( item ) ) : value;
	}

	private static Object number( final ModuleItem< ? > item, final String value, final boolean whole )
	{
		final String wanted = whole ? "a whole number" : "a number with a decimal point";
		if ( !NUMBER.matcher( value ).matches() )
			throw wrong( item, value, wanted );
		final double number = Double.parseDouble( value );
		if ( Double.isInfinite( number ) || whole && ( number != Math.rint( number ) || Math.abs( number ) > Integer.MAX_VALUE ) )
			throw wrong( item, value, wanted );
		final Object min = item.getMinimumValue(), max = item.getMaximumValue();
		if ( min instanceof Number && number < ( ( Number ) min ).doubleValue() )
			throw wrong( item, value, plain( min ) + " or more" );
		if ( max instanceof Number && number > ( ( Number ) max ).doubleValue() )
			throw wrong( item, value, plain( max ) + " or less" );
		if ( whole )
			return ( int ) number;
		return number;
	}

	private static String plain( final Object number )
	{
		return number.toString().replaceAll( "\\.0$", "" );
	}

	/** NB: those of models are known when a command's dialog opens, not before; the command checks them itself. */
	private static boolean hasChoices( final ModuleItem< ? > item )
	{
		return item.getChoices() != null && !item.getChoices().isEmpty();
	}

	private static String[] choices( final ModuleItem< ? > item )
	{
		return item.getChoices().stream().map( Object::toString ).toArray( String[]::new );
	}

	private static IllegalArgumentException wrong( final ModuleItem< ? > item, final String value, final String wanted )
	{
		return new IllegalArgumentException( "\"" + value + "\" is no value for " + item.getName() + ". Use " + wanted + "." );
	}
}
