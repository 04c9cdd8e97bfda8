// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.dialog;

import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;
import org.scijava.util.Types;

/** A number of which one value, 0 or -1, stands for a word, such as "automatic": a text that takes either. */
final class NumberField extends Field {

	NumberField( final Module command, final ModuleItem< ? > item )
	{
		super( command, item );
	}

	/** Whether an input is such a number. */
	static boolean hasWords( final Module command, final ModuleItem< ? > item )
	{
		return Number.class.isAssignableFrom( Types.box( item.getType() ) ) && special( new Field( command, item ) ) != null;
	}

	/** The value that stands for a word, or null. NB: what lies below the least value is of another command's parameter of that name. */
	private static Integer special( final Field field )
	{
		final Object least = field.item.getMinimumValue();
		for ( int i = -1; i <= 0; i++ )
			if ( !field.word( i ).equals( Integer.toString( i ) ) && ( least == null || i >= ( ( Number ) least ).doubleValue() ) )
				return i;
		return null;
	}

	private String specialWord()
	{
		return word( special( this ) );
	}

	@Override
	Object shown()
	{
		final double number = ( ( Number ) value() ).doubleValue();
		if ( number == special( this ) )
			return specialWord();
		return number == Math.rint( number ) ? Long.toString( ( long ) number ) : Double.toString( number );
	}

	@Override
	void take( final Object shown )
	{
		final String text = shown == null ? "" : shown.toString().trim();
		setValue( convert( text.isEmpty() || text.equalsIgnoreCase( specialWord() ) ? special( this ).toString() : text ) );
	}

	private Object convert( final String text )
	{
		final String wanted = "\"" + text + "\" is no value for \"" + label() + "\". Type " +
				( isWhole() ? "a whole number" : "a number" ) + ", or \"" + specialWord() + "\".";
		try
		{
			final double number = Double.parseDouble( text.replace( ',', '.' ) );
			if ( Double.isNaN( number ) || isWhole() && number != Math.rint( number ) || outside( number ) )
				throw new IllegalArgumentException( wanted );
			return isWhole() ? ( Object ) ( int ) number : ( Object ) number;
		}
		catch ( final NumberFormatException e )
		{
			throw new IllegalArgumentException( wanted, e );
		}
	}

	private boolean outside( final double number )
	{
		final Object least = item.getMinimumValue(), most = item.getMaximumValue();
		return least != null && number < ( ( Number ) least ).doubleValue() || most != null && number > ( ( Number ) most ).doubleValue();
	}

	private boolean isWhole()
	{
		return Types.box( item.getType() ) == Integer.class;
	}

	@Override
	ModuleItem< ? > toItem( final ModuleInfo page )
	{
		return item( page, String.class );
	}
}
