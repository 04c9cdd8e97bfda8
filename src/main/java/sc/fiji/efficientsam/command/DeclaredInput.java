// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.util.ArrayList;

import org.scijava.module.ModuleItem;
import org.scijava.module.MutableModuleItem;
import org.scijava.util.Types;

import sc.fiji.efficientsam.util.Setting;

/** Gives inputs of commands what their settings declare. NB: an annotation could only repeat it, as its values are constants. */
final class DeclaredInput {

	private DeclaredInput()
	{}

	/** Label, help text, choices and limits. */
	@SuppressWarnings( "unchecked" )
	static void describe( final ModuleItem< ? > input, final Setting< ? > setting )
	{
		final MutableModuleItem< Object > item = ( MutableModuleItem< Object > ) input;
		item.setLabel( setting.label() );
		item.setDescription( setting.help() + ( setting.isByPreset() ? "; " + Setting.PRESET + " for the preset" : "" ) );
		if ( !setting.choices().isEmpty() )
			item.setChoices( new ArrayList<>( setting.choices() ) );
		item.setMinimumValue( limit( item, setting.isByPreset() ? Setting.PRESET : setting.min() ) );
		item.setMaximumValue( limit( item, setting.max() ) );
		if ( setting.step() > 0 )
			item.setStepSize( setting.step() );
	}

	private static Object limit( final ModuleItem< ? > item, final double value )
	{
		return Double.isInfinite( value ) ? null : Types.box( item.getType() ) == Integer.class
				? ( Object ) ( int ) value : ( Object ) value;
	}
}
