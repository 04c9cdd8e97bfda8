// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.service.Service;

/** Runs commands with values for some of their parameters. */
final class Modules {

	private Modules()
	{}

	/** The command of a class in the package of commands. */
	static CommandInfo info( final Context context, final String simpleName )
	{
		for ( final CommandInfo info : context.service( CommandService.class ).getCommands() )
			if ( info.getDelegateClassName().equals( "sc.fiji.efficientsam.command." + simpleName ) )
				return info;
		throw new IllegalStateException( "no command " + simpleName );
	}

	/** @throws Fuzz.Refusal if the command was canceled; else what it threw */
	static void run( final Context context, final CommandInfo info, final Map< String, Object > values ) throws Exception
	{
		final Module module = info.createModule();
		context.inject( module.getDelegateObject() );
		for ( final ModuleItem< ? > item : info.inputs() )
			if ( !Service.class.isAssignableFrom( item.getType() ) && item.getType() != Context.class )
			{
				if ( values.containsKey( item.getName() ) )
					module.setInput( item.getName(), values.get( item.getName() ) );
				module.resolveInput( item.getName() );
			}
		try
		{
			context.service( ModuleService.class ).run( module, false ).get();
		}
		catch ( final ExecutionException e )
		{
			throw cause( e );
		}
		if ( ( ( Cancelable ) module ).isCanceled() )
			throw new Fuzz.Refusal( ( ( Cancelable ) module ).getCancelReason() );
	}

	private static Exception cause( final ExecutionException e )
	{
		Throwable t = e;
		while ( t.getCause() != null && ( t instanceof ExecutionException || "Module threw exception".equals( t.getMessage() ) ) )
			t = t.getCause();
		if ( t instanceof Error )
			throw ( Error ) t;
		return ( Exception ) t;
	}
}
