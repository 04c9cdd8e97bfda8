// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.cli;

import java.io.File;
import java.util.List;
import java.util.Map;

import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

import ij.ImagePlus;

import sc.fiji.efficientsam.command.InputValues;
import sc.fiji.efficientsam.source.ImageFiles;

/** The {@code key=value} pairs of a command line, checked and converted to a command's inputs. */
final class Arguments {

	/** The parameter that tells where results are kept; without it a run in a terminal would leave nothing. */
	private static final String FOLDER = "folder";

	private final InputValues values;

	/**
	 * @throws IllegalArgumentException
	 *             if a word is no pair, a key unknown or given twice, a value of
	 *             the wrong kind, a file missing, or a required key missing
	 */
	Arguments( final Module command, final List< String > words )
	{
		values = of( command );
		for ( final String word : words )
		{
			final int equals = word.indexOf( '=' );
			values.put( equals < 0 ? word : word.substring( 0, equals ), equals < 0 ? null : word.substring( equals + 1 ) );
		}
		for ( final ModuleItem< ? > item : InputValues.settable( command.getInfo().inputs() ).values() )
			if ( !values.values().containsKey( item.getName() )
					&& ( item.isRequired() && ( item.getType() == ImagePlus.class || item.getType() == File.class )
					|| item.getName().equals( FOLDER ) ) )
				throw new IllegalArgumentException( "The parameter \"" + item.getName() + "\" is missing: " +
						( item.getName().equals( FOLDER ) ? FOLDER + "=<folder for the results>" : values.example( item ) ) + "." );
	}

	/** Nothing yet, for the inputs of a command. */
	static InputValues of( final Module command )
	{
		return new InputValues( command.getInfo().inputs(), "image file", path -> ImageFiles.open( new File( path ) ) );
	}

	/** Inputs by name. */
	Map< String, Object > values()
	{
		return values.values();
	}
}
