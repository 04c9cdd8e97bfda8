// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import org.scijava.plugin.Plugin;
import org.scijava.script.AdaptedScriptLanguage;
import org.scijava.script.ScriptLanguage;

/** Makes Groovy from Maven Central known to SciJava's script service, as Fiji's own (scripting-groovy) does. */
@Plugin( type = ScriptLanguage.class, name = "Groovy" )
public final class GroovyLanguage extends AdaptedScriptLanguage {

	public GroovyLanguage()
	{
		super( "groovy" );
	}
}
