// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.util.Types;

import sc.fiji.efficientsam.EverythingRequest;
import sc.fiji.efficientsam.RefineRequest;
import sc.fiji.efficientsam.SegmentationRequest;
import sc.fiji.efficientsam.StackRequest;
import sc.fiji.efficientsam.util.Setting;
import sc.fiji.efficientsam.util.Words;

/** Inputs of all commands are what their settings declare, and nothing is written twice. */
public class DeclaredInputTest {

	/** Settings of requests that the command does not ask for: for presets and for programs. */
	private static final Set< String > FOR_PROGRAMS = new TreeSet<>( Arrays.asList( "SegmentEverythingCommand.density",
			"SegmentEverythingCommand.mincontrast",
			"SegmentEverythingCommand.skip", "SegmentPointsCommand.along", "SegmentPointsCommand.areas", "SegmentPointsCommand.inner",
			"SegmentStackCommand.candidate", "SegmentStackCommand.drift", "SegmentStackCommand.fragments", "SegmentStackCommand.grow",
			"SegmentStackCommand.holes", "SegmentStackCommand.minlook", "SegmentStackCommand.minoverlap" ) );

	private static Context context;

	@BeforeAll
	public static void start()
	{
		context = new Context();
	}

	@AfterAll
	public static void stop()
	{
		context.dispose();
	}

	private static List< EfficientSamCommand > commands()
	{
		final List< EfficientSamCommand > all = new ArrayList<>();
		for ( final CommandInfo info : context.service( CommandService.class ).getCommands() )
			if ( EfficientSamCommand.isOurs( info ) )
				all.add( ( EfficientSamCommand ) context.service( ModuleService.class ).createModule( info ) );
		assertEquals( 15, all.size() );
		return all;
	}

	private static ModuleItem< ? > annotated( final EfficientSamCommand command, final String name )
	{
		return context.service( CommandService.class ).getCommand( command.getClass() ).getInput( name );
	}

	private static < T > void assertDeclared( final EfficientSamCommand command, final Setting< T > s, final ModuleItem< ? > item )
	{
		final String where = command.getClass().getSimpleName() + "." + item.getName();
		assertEquals( s.label(), item.getLabel(), where );
		assertTrue( item.getDescription().startsWith( s.help() ), where );
		final Object value = item.getValue( command );
		if ( s.isByPreset() )
			assertEquals( -1, ( ( Number ) value ).doubleValue(), where );
		else
			assertEquals( s.standard(), s.parse( value ), where );
		final Class< ? > type = Types.box( item.getType() );
		assertEquals( s.standard() instanceof Enum ? String.class : s.standard().getClass(), type, where );
		if ( type == String.class && s.name().equals( "model" ) )
			return;
		assertEquals( new ArrayList<>( s.choices() ), item.getChoices() == null ? new ArrayList<>() : item.getChoices(), where );
		for ( final String word : s.choices() )
			assertNotEquals( word, Words.shown( command.getClass().getSimpleName(), item.getName(), word ), "dialogs show no words for " +
					where );
		final Object min = item.getMinimumValue(), max = item.getMaximumValue();
		assertEquals( s.isByPreset() ? -1 : s.min(), min == null ? Double.NEGATIVE_INFINITY : ( ( Number ) min ).doubleValue(), where );
		assertEquals( s.max(), max == null ? Double.POSITIVE_INFINITY : ( ( Number ) max ).doubleValue(), where );
		assertTrue( min == null || min.getClass() == type, where );
	}

	@Test
	public void inputsAreWhatTheirSettingsDeclare()
	{
		int declared = 0;
		for ( final EfficientSamCommand command : commands() )
		{
			final Set< String > names = new HashSet<>();
			for ( final Setting< ? > s : command.settings() )
				if ( command.input( s ) != null )
				{
					assertTrue( names.add( command.input( s ).getName() ), "two settings for one input: " + s.name() );
					assertDeclared( command, s, command.input( s ) );
					final ModuleItem< ? > written = annotated( command, command.input( s ).getName() );
					assertEquals( "", written.getLabel() + written.getDescription(), "written twice: " +
							command.getClass().getSimpleName() + "." + s.name() );
					assertTrue( written.getChoices() == null || written.getChoices().isEmpty(), s.name() );
					declared++;
				}
			for ( final ModuleItem< ? > item : InputValues.settable( command.getInfo().inputs() ).values() )
			{
				assertNotNull( item.getDescription(), item.getName() );
				assertFalse( item.getLabel().isEmpty() || item.getDescription().isEmpty(), command.getClass().getSimpleName() + "." +
						item.getName() );
			}
		}
		assertTrue( declared >= 90, declared + " inputs" );
	}

	/** A setting without an input could not be set in a macro. */
	@Test
	public void commandsAskForAllSettingsOfTheirRequests()
	{
		final Set< String > missing = new TreeSet<>();
		for ( final EfficientSamCommand command : commands() )
			for ( final List< Setting< ? > > all : Arrays.asList( SegmentationRequest.SETTINGS, EverythingRequest.SETTINGS,
					RefineRequest.SETTINGS, StackRequest.SETTINGS ) )
				if ( command.settings() == all )
					for ( final Setting< ? > s : all )
					{
						assertFalse( s.help().isEmpty(), s.name() );
						if ( command.input( s ) == null )
							missing.add( command.getClass().getSimpleName() + "." + s.name() );
					}
		assertEquals( FOR_PROGRAMS, missing );
	}
}
