// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.cli;

import java.io.File;
import java.util.Map;

import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

import ij.ImagePlus;

import sc.fiji.efficientsam.command.InputValues;

/** Texts for {@code --help}, made from the commands' own descriptions. */
final class Help {

	private static final String CALL = "java -cp <jars> " + Main.class.getName();

	private final Commands commands;
	private final ModuleService modules;

	Help( final Context context, final Commands commands )
	{
		this.commands = commands;
		modules = context.service( ModuleService.class );
	}

	/** All commands, a line each. */
	String overview()
	{
		final StringBuilder text = new StringBuilder( "EfficientSAM for Fiji: points, boxes and ROIs in, one mask per prompt out.\n\n" );
		text.append( "Usage: " ).append( CALL ).append( " <command> key=value ...\n" );
		text.append( "       " ).append( CALL ).append( " <command> --help\n\nCommands:\n" );
		for ( final Map.Entry< String, CommandInfo > e : commands.all().entrySet() )
			text.append( String.format( "  %-20s %s%n", e.getKey(), e.getValue().getDescription() ) );
		text.append( "\nExit code: 0 done, 1 failed, 2 called wrongly.\n" );
		return text.toString();
	}

	/** A command's parameters. */
	String describe( final CommandInfo info )
	{
		final StringBuilder text = new StringBuilder();
		text.append( Commands.name( info ) ).append( ": " ).append( info.getDescription() ).append( "\n\nParameters:\n" );
		// NB: not info.createModule(), whose module would have no context yet.
		final Module module = modules.createModule( info );
		final InputValues values = Arguments.of( module );
		for ( final ModuleItem< ? > item : InputValues.settable( module.getInfo().inputs() ).values() )
			text.append( String.format( "  %-26s %s%s%n", values.example( item ), item.getDescription(), standard( module, item ) ) );
		return text.toString();
	}

	private static String standard( final Module module, final ModuleItem< ? > item )
	{
		if ( item.getType() == ImagePlus.class || item.getType() == File.class )
			return "";
		return " [" + module.getInput( item.getName() ) + "]";
	}
}
