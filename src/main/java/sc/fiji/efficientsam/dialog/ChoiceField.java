// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.dialog;

import java.util.ArrayList;
import java.util.List;

import org.scijava.module.DefaultMutableModuleItem;
import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;

/** A choice among words. */
final class ChoiceField extends Field {

	ChoiceField( final Module command, final ModuleItem< ? > item )
	{
		super( command, item );
	}

	@Override
	Object shown()
	{
		for ( final Object choice : item.getChoices() )
			if ( choice.toString().equalsIgnoreCase( String.valueOf( value() ).trim() ) )
				return word( choice );
		return value();
	}

	@Override
	void take( final Object shown )
	{
		for ( final Object choice : item.getChoices() )
			if ( word( choice ).equals( shown ) )
				setValue( choice );
	}

	@Override
	ModuleItem< ? > toItem( final ModuleInfo page )
	{
		final DefaultMutableModuleItem< String > shown = item( page, String.class );
		final List< String > words = new ArrayList<>();
		for ( final Object choice : item.getChoices() )
			words.add( word( choice ) );
		shown.setChoices( words );
		return shown;
	}
}
