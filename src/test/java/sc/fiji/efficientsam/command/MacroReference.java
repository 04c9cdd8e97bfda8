// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.util.Types;

import ij.ImagePlus;

import sc.fiji.efficientsam.util.Words;

/**
 * Writes {@code docs/macro-reference.md} from the commands' parameters: {@code mvn -q test-compile exec:exec@dev -Dtool=macro-reference}.
 */
public final class MacroReference {

	static final Path PAGE = Paths.get( "docs", "macro-reference.md" );

	/** How the page is made again. */
	static final String COMMAND = "mvn -q test-compile exec:exec@dev -Dtool=macro-reference";

	private final CommandService commands;
	private final ModuleService modules;
	private final StringBuilder page = new StringBuilder();

	private MacroReference( final Context context )
	{
		commands = context.service( CommandService.class );
		modules = context.service( ModuleService.class );
	}

	public static void main( final String... args ) throws IOException
	{
		try ( Context context = new Context() )
		{
			Files.write( PAGE, text( context ).getBytes( StandardCharsets.UTF_8 ) );
		}
		System.out.println( PAGE + " was written." );
	}

	/** The whole page. */
	static String text( final Context context )
	{
		return new MacroReference( context ).text();
	}

	private String text()
	{
		final List< CommandInfo > all = commands.getCommands().stream().filter( EfficientSamCommand::isOurs )
				.sorted( Comparator.comparing( MacroReference::place ) ).collect( Collectors.toList() );
		line( "# Macro reference" );
		line( "" );
		line( "All commands with their keys, as macros, scripts and terminals use them." );
		line( "How macros are written is told in [Macros and scripts](macros.md)." );
		line( "This page is made from the commands themselves: `" + COMMAND + "`." );
		line( "" );
		for ( final CommandInfo info : all )
			line( "- [" + label( info ) + "](#" + anchor( label( info ) ) + ")" );
		all.forEach( this::describe );
		return page.toString();
	}

	private void line( final String text )
	{
		page.append( text ).append( '\n' );
	}

	/** Where a command stands in the menu. */
	private static String place( final CommandInfo info )
	{
		return info.getMenuPath().stream().map( e -> String.format( Locale.ROOT, "%012.3f %s", Math.min( 1e6, e.getWeight() ),
				e.getName() ) )
				.collect( Collectors.joining( "/" ) );
	}

	private static String label( final CommandInfo info )
	{
		return info.getMenuPath().getLeaf().getName();
	}

	/** As GitHub makes it of a heading. */
	private static String anchor( final String heading )
	{
		return heading.toLowerCase( Locale.ROOT ).replaceAll( "[^a-z0-9 -]", "" ).replace( ' ', '-' );
	}

	private void describe( final CommandInfo info )
	{
		// NB: not info.createModule(), whose module would have no context yet.
		final Module module = modules.createModule( info );
		final List< String > rows = new ArrayList<>();
		final List< ModuleItem< ? > > items = new ArrayList<>( InputValues.settable( module.getInfo().inputs() ).values() );
		// NB: images first, which all else is about.
		items.sort( Comparator.comparing( i -> i.getType() != ImagePlus.class ) );
		for ( final ModuleItem< ? > item : items )
			rows.add( "| `" + item.getName() + "` | " + cell( item.getDescription() ) + " | " + values( item ) + " | " +
					standard( info, item, module ) + " |" );
		line( "" );
		line( "## " + label( info ) );
		line( "" );
		line( info.getDescription() + "." );
		if ( rows.isEmpty() )
			return;
		line( "" );
		line( "| key | meaning | values | default |" );
		line( "|---|---|---|---|" );
		rows.forEach( this::line );
	}

	/** NB: "|" would end a table's cell, and "<" begin a tag. */
	private static String cell( final String text )
	{
		return text.replace( "|", "\\|" ).replace( "<", "&lt;" );
	}

	private static String values( final ModuleItem< ? > item )
	{
		if ( item.getChoices() != null && !item.getChoices().isEmpty() )
			return item.getChoices().stream().map( c -> "`" + c + "`" ).collect( Collectors.joining( ", " ) );
		final Class< ? > type = Types.box( item.getType() );
		if ( type == Boolean.class )
			return "`true`, `false`";
		if ( type == ImagePlus.class )
			return "title or path of an image";
		if ( type == File.class )
			return "path";
		return type == Integer.class ? "whole number" + range( item ) : type == Double.class ? "number" + range( item ) : "text";
	}

	private static String range( final ModuleItem< ? > item )
	{
		final Object min = item.getMinimumValue(), max = item.getMaximumValue();
		return min != null && max != null ? ", " + plain( min ) + " to " + plain( max ) : min != null ? ", " + plain( min ) + " or more"
				: max != null ? ", " + plain( max ) + " or less" : "";
	}

	private static String standard( final CommandInfo info, final ModuleItem< ? > item, final Module module )
	{
		final Object value = module.getInput( item.getName() );
		if ( item.getType() == ImagePlus.class )
			return item.getName().equals( "imp" ) ? "the selected image" : item.isRequired() ? "has to be given" : "none";
		if ( value == null || value.toString().isEmpty() )
			return item.isRequired() && item.getType() == File.class ? "has to be given" : "none";
		final String plain = plain( value ), shown = Words.shown( info.getDelegateClassName().replaceAll( ".*\\.", "" ), item.getName(),
				plain );
		return "`" + plain + "`" + ( value instanceof Number && !shown.equals( plain ) ? " (" + shown + ")" : "" );
	}

	private static String plain( final Object value )
	{
		return value.toString().replaceAll( "\\.0$", "" );
	}
}
