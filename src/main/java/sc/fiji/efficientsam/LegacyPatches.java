// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import org.scijava.Context;
import org.scijava.plugin.PluginInfo;
import org.scijava.service.Service;

/**
 * Lets Fiji change ImageJ's classes before our service makes Java load them.
 * <p>
 * NB: Fiji's legacy service gives some classes of ImageJ another form, which works only
 * until they are loaded. It is made after all services that come with SciJava, to which
 * ours belongs, and looking for event handlers in a service loads all classes that the
 * signatures of its methods name. So this class must not name any of ImageJ, and is
 * called before SciJava looks.
 * </p>
 */
final class LegacyPatches {

	private static final String LEGACY_SERVICE = "net.imagej.legacy.LegacyService";

	private LegacyPatches()
	{}

	/** Does what Fiji's legacy service would do later, if the context knows that service; a second time does nothing. */
	static void apply( final Context context )
	{
		if ( context == null )
			return;
		for ( final PluginInfo< ? > service : context.getPluginIndex().getPlugins( Service.class ) )
			if ( LEGACY_SERVICE.equals( service.getClassName() ) )
				try
				{
					Class.forName( "net.imagej.patcher.LegacyInjector", true, Context.getClassLoader() ).getMethod( "preinit" )
							.invoke( null );
				}
				catch ( final ReflectiveOperationException | RuntimeException | LinkageError e )
				{
					// NB: the legacy service will meet the same problem, and report it.
				}
	}
}
