// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.cli;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;

import sc.fiji.efficientsam.command.EfficientSamCommand;

/** The plugin's commands that need no screen, by the names that they have in a terminal: "Segment ROIs..." is {@code segment-rois}. */
final class Commands {

	private final Map< String, CommandInfo > commands = new TreeMap<>();

	Commands( final Context context )
	{
		for ( final CommandInfo info : context.service( CommandService.class ).getCommands() )
			if ( info.canRunHeadless() && EfficientSamCommand.isOurs( info ) )
				commands.put( name( info ), info );
	}

	/** Commands by name, in alphabetical order. */
	Map< String, CommandInfo > all()
	{
		return commands;
	}

	/**
	 * @param name
	 *            a command's name, or a word of it that no other command has
	 * @throws IllegalArgumentException
	 *             if there is no such command
	 */
	CommandInfo find( final String name )
	{
		CommandInfo info = commands.get( name );
		if ( info == null )
			info = byWord( name );
		if ( info == null )
			throw new IllegalArgumentException( "There is no command \"" + name + "\". Use one of: " +
					String.join( ", ", commands.keySet() ) + "; or --help." );
		return info;
	}

	/**
	 * The only command whose name has this last (or first) word, or null: "everything" is segment-everything, "refine"
	 * is refine-labels.
	 */
	private CommandInfo byWord( final String word )
	{
		CommandInfo found = null;
		for ( final Map.Entry< String, CommandInfo > e : commands.entrySet() )
			if ( e.getKey().endsWith( "-" + word ) || e.getKey().startsWith( word + "-" ) )
			{
				if ( found != null )
					return null;
				found = e.getValue();
			}
		return found;
	}

	static String name( final CommandInfo info )
	{
		return info.getMenuPath().getLeaf().getName().toLowerCase( Locale.ROOT ).replaceAll( "[^a-z0-9]+", "-" ).replaceAll( "^-|-$", "" );
	}
}
