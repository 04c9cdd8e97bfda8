// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.dialog;

import java.io.File;
import java.util.Objects;

import org.scijava.module.DefaultMutableModuleItem;
import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;
import org.scijava.util.Types;

import ij.ImagePlus;

import sc.fiji.efficientsam.util.Words;

/**
 * One input of a command as a dialog shows it: choices in words that people read,
 * images by their titles, and numbers that may be "automatic" as text. The command
 * always holds the value itself. Not thread-safe.
 */
class Field {

	final Module command;

	final ModuleItem< ? > item;

	private final Object standard;

	Field( final Module command, final ModuleItem< ? > item )
	{
		this.command = command;
		this.item = item;
		standard = value();
	}

	/** The kind of field that fits an input. */
	static Field of( final Module command, final ModuleItem< ? > item )
	{
		if ( item.getType() == ImagePlus.class )
			return new ImageField( command, item );
		if ( item.getType() == String.class && item.getChoices() != null && !item.getChoices().isEmpty() )
			return new ChoiceField( command, item );
		return NumberField.hasWords( command, item ) ? new NumberField( command, item ) : new Field( command, item );
	}

	final String name()
	{
		return item.getName();
	}

	final String label()
	{
		return item.getLabel();
	}

	final Object value()
	{
		return command.getInput( name() );
	}

	final void setValue( final Object value )
	{
		command.setInput( name(), value );
	}

	/** Whether the value is the one that a macro gets which leaves the input out. */
	final boolean isStandard()
	{
		return Objects.equals( value(), standard ) || isEmpty( value() ) && isEmpty( standard );
	}

	private static boolean isEmpty( final Object value )
	{
		return value == null || value instanceof String && ( ( String ) value ).trim().isEmpty() || value instanceof File
				&& ( ( File ) value ).getPath().isEmpty();
	}

	/** The value as it is shown. */
	Object shown()
	{
		return value();
	}

	/**
	 * Sets the value to what is shown.
	 *
	 * @throws IllegalArgumentException
	 *             if that means nothing; the message says what would
	 */
	void take( final Object shown )
	{
		if ( shown != null || !item.getType().isPrimitive() )
			setValue( shown );
	}

	/** The item that a page shows. */
	ModuleItem< ? > toItem( final ModuleInfo page )
	{
		return item( page, Types.box( item.getType() ) );
	}

	/** The value in words, with its label: "Contrast: Display range". */
	final String describe()
	{
		final Object shown = shown();
		if ( shown instanceof Boolean )
			return label() + ": " + ( ( Boolean ) shown ? "yes" : "no" );
		if ( shown instanceof File )
			return label() + ": " + ( ( File ) shown ).getName();
		if ( shown instanceof Double && ( Double ) shown == Math.rint( ( Double ) shown ) )
			return label() + ": " + ( ( Double ) shown ).longValue();
		return label() + ": " + shown;
	}

	/** How people read a value. */
	final String word( final Object value )
	{
		return Words.shown( command.getDelegateObject().getClass().getSimpleName(), name(), String.valueOf( value ) );
	}

	@SuppressWarnings( "unchecked" )
	final < T > DefaultMutableModuleItem< T > item( final ModuleInfo page, final Class< T > type )
	{
		final DefaultMutableModuleItem< T > shown = new DefaultMutableModuleItem<>( page, name(), type );
		shown.setLabel( label() );
		shown.setDescription( item.getDescription() );
		shown.setRequired( false );
		shown.setPersisted( false );
		shown.setCallback( Page.CHANGED );
		if ( type == Types.box( item.getType() ) )
		{
			shown.setMinimumValue( ( T ) item.getMinimumValue() );
			shown.setMaximumValue( ( T ) item.getMaximumValue() );
			shown.setStepSize( item.getStepSize() );
			shown.setWidgetStyle( item.getWidgetStyle() );
		}
		return shown;
	}
}
