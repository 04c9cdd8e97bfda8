// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.command.CommandService;
import org.scijava.convert.ConvertService;
import org.scijava.event.EventService;
import org.scijava.module.ModuleService;
import org.scijava.plugin.DefaultPluginFinder;
import org.scijava.plugin.PluginFinder;
import org.scijava.plugin.PluginIndex;
import org.scijava.plugin.PluginInfo;

import sc.fiji.efficientsam.EfficientSamService;

/**
 * A SciJava context for commands in a terminal. NB: one with all services and plugins
 * that are on the class path would, among Fiji's jars, start half of Fiji, and fail at
 * its legacy service, which since Java 16 works with special options of Java only.
 */
final class TerminalContext {

	private static final List< String > PACKAGES = Arrays.asList( "org.scijava.", "sc.fiji.efficientsam." );

	private TerminalContext()
	{}

	static Context create()
	{
		return new Context( Context.serviceClassList( CommandService.class, ModuleService.class, ConvertService.class, EventService.class,
				StatusService.class, EfficientSamService.class ), new PluginIndex( new Finder() ) );
	}

	private static final class Finder implements PluginFinder {

		@Override
		public Map< String, Throwable > findPlugins( final List< PluginInfo< ? > > plugins )
		{
			final List< PluginInfo< ? > > all = new ArrayList<>();
			final Map< String, Throwable > problems = new DefaultPluginFinder().findPlugins( all );
			for ( final PluginInfo< ? > info : all )
				if ( PACKAGES.stream().anyMatch( info.getClassName()::startsWith ) )
					plugins.add( info );
			return problems;
		}
	}
}
