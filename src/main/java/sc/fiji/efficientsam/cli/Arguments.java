/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
package sc.fiji.efficientsam.cli;

import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.command.CommandInfo;
import org.scijava.convert.ConvertService;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;
import org.scijava.util.Types;

import ij.ImagePlus;

import sc.fiji.efficientsam.imagej.ImageFiles;

/** The {@code key=value} pairs of a command line, checked and converted to a command's inputs. */
final class Arguments {

	/** The parameter that tells where results are kept; without it a run in a terminal would leave nothing. */
	private static final String FOLDER = "folder";

	private final Map< String, Object > values = new LinkedHashMap<>();

	/**
	 * @throws IllegalArgumentException
	 *             if a word is no pair, a key unknown or given twice, a value of
	 *             the wrong kind, a file missing, or a required key missing
	 */
	Arguments( final Context context, final CommandInfo command, final List< String > words )
	{
		final Map< String, ModuleItem< ? > > inputs = inputs( command );
		for ( final String word : words )
		{
			final int equals = word.indexOf( '=' );
			final String key = equals < 0 ? word : word.substring( 0, equals ).toLowerCase( Locale.ROOT );
			if ( equals < 1 )
				throw new IllegalArgumentException( "\"" + word + "\" is not of the form key=value. The keys are: " + String.join( ", ", inputs.keySet() ) + "." );
			final ModuleItem< ? > item = inputs.get( key );
			if ( item == null )
				throw new IllegalArgumentException( "There is no parameter \"" + key + "\". The keys are: " + String.join( ", ", inputs.keySet() ) + "." );
			if ( values.put( item.getName(), convert( context, item, word.substring( equals + 1 ) ) ) != null )
				throw new IllegalArgumentException( "The parameter \"" + key + "\" is given twice." );
		}
		for ( final ModuleItem< ? > item : inputs.values() )
			if ( !values.containsKey( item.getName() ) && ( item.getType() == ImagePlus.class && item.isRequired() || item.getName().equals( FOLDER ) ) )
				throw new IllegalArgumentException( "The parameter \"" + item.getName() + "\" is missing: " + item.getName() + "=<" +
						( item.getType() == ImagePlus.class ? "image file" : "folder for the results" ) + ">." );
	}

	/** Inputs by name. */
	Map< String, Object > values()
	{
		return values;
	}

	/** What a user can set, by key. */
	static Map< String, ModuleItem< ? > > inputs( final CommandInfo command )
	{
		final Map< String, ModuleItem< ? > > inputs = new LinkedHashMap<>();
		for ( final ModuleItem< ? > item : command.inputs() )
			if ( item.getVisibility() != ItemVisibility.MESSAGE && !Service.class.isAssignableFrom( item.getType() ) && !Context.class.isAssignableFrom( item.getType() ) )
				inputs.put( item.getName().toLowerCase( Locale.ROOT ), item );
		return inputs;
	}

	private static Object convert( final Context context, final ModuleItem< ? > item, final String value )
	{
		final Class< ? > type = Types.box( item.getType() );
		if ( type == ImagePlus.class )
			return ImageFiles.open( new File( value ) );
		if ( type == File.class )
			return new File( value );
		if ( type == Boolean.class && !value.equals( "true" ) && !value.equals( "false" ) )
			throw wrong( item, value, "true or false" );
		if ( Number.class.isAssignableFrom( type ) )
			requireNumber( item, value, type );
		if ( item.getChoices() != null && !item.getChoices().isEmpty() )
			requireChoice( item, value );
		return context.service( ConvertService.class ).convert( value, type );
	}

	/** NB: SciJava would turn what is no number into 0. */
	private static void requireNumber( final ModuleItem< ? > item, final String value, final Class< ? > type )
	{
		try
		{
			final double number = type == Double.class || type == Float.class ? Double.parseDouble( value ) : Long.parseLong( value );
			if ( item.getMinimumValue() instanceof Number && number < ( ( Number ) item.getMinimumValue() ).doubleValue() )
				throw wrong( item, value, item.getMinimumValue() + " or more" );
			if ( item.getMaximumValue() instanceof Number && number > ( ( Number ) item.getMaximumValue() ).doubleValue() )
				throw wrong( item, value, item.getMaximumValue() + " or less" );
		}
		catch ( final NumberFormatException e )
		{
			throw wrong( item, value, type == Double.class ? "a number with a decimal point" : "a whole number" );
		}
	}

	private static void requireChoice( final ModuleItem< ? > item, final String value )
	{
		final List< String > choices = new ArrayList<>();
		for ( final Object choice : item.getChoices() )
			choices.add( choice.toString() );
		if ( !choices.contains( value.toLowerCase( Locale.ROOT ) ) )
			throw wrong( item, value, "one of: " + String.join( ", ", choices ) );
	}

	private static IllegalArgumentException wrong( final ModuleItem< ? > item, final String value, final String wanted )
	{
		return new IllegalArgumentException( "\"" + value + "\" is no value for " + item.getName() + ". Use " + wanted + "." );
	}
}
