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
package sc.fiji.efficientsam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.service.Service;

import sc.fiji.efficientsam.EfficientSamService;

/** Does with all commands what a dialog does before and while it is shown: initializers, choices, callbacks. */
public class DialogTest {

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

	private static Iterable< CommandInfo > commands()
	{
		final Set< CommandInfo > ours = new HashSet<>();
		for ( final CommandInfo info : context.service( CommandService.class ).getCommands() )
			if ( info.getClassName().startsWith( "sc.fiji.efficientsam." ) )
				ours.add( info );
		assertTrue( ours.size() >= 10, ours.toString() );
		return ours;
	}

	private static Module open( final CommandInfo info ) throws ModuleException
	{
		final Module module = context.service( ModuleService.class ).createModule( info );
		for ( final ModuleItem< ? > item : module.getInfo().inputs() )
			item.initialize( module );
		return module;
	}

	@Test
	public void dialogsOfferAllModelsAndSayWhatTheyTake() throws ModuleException
	{
		int checked = 0;
		for ( final CommandInfo info : commands() )
		{
			final Module module = open( info );
			final ModuleItem< ? > model = module.getInfo().getInput( "model" );
			if ( model == null )
				continue;
			checked++;
			assertEquals( context.service( EfficientSamService.class ).models(), model.getChoices(), info.getClassName() );
			module.setInput( "model", "mobilesam" );
			model.callback( module );
			assertTrue( module.getInput( "takes" ).toString().contains( "masks" ), info.getClassName() );
			module.setInput( "model", "micro" );
			model.callback( module );
			assertTrue( module.getInput( "takes" ).toString().contains( "masks are emulated" ), info.getClassName() );
		}
		assertTrue( checked >= 6 );
	}

	@Test
	public void parametersAreFitForMacros() throws ModuleException
	{
		for ( final CommandInfo info : commands() )
		{
			assertTrue( info.isValid(), info.getProblems().toString() );
			assertEquals( !info.getClassName().endsWith( ".InteractiveCommand" ), info.canRunHeadless(), info.getClassName() );
			for ( final ModuleItem< ? > item : open( info ).getInfo().inputs() )
				if ( !Service.class.isAssignableFrom( item.getType() ) && item.getType() != Context.class )
				{
					assertTrue( item.getName().matches( "[a-z]+" ), info.getClassName() + "." + item.getName() );
					assertFalse( item.isPersisted(), info.getClassName() + "." + item.getName() );
					assertFalse( item.getLabel() == null || item.getLabel().isEmpty(), info.getClassName() + "." + item.getName() );
				}
		}
	}
}
