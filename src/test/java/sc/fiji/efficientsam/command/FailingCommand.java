// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** A command that fails in all the ways in which commands can. */
@Plugin( type = Command.class, menuPath = "Plugins>Test>Fail...", headless = true )
public final class FailingCommand extends EfficientSamCommand {

	@Parameter( label = "How", persist = false )
	private String how = "";

	@Override
	void execute()
	{
		switch ( how )
		{
		case "memory":
			throw new OutOfMemoryError( "Java heap space" );
		case "linkage":
			throw new NoSuchMethodError( "some.Library.method()" );
		case "stack":
			throw new StackOverflowError();
		case "null":
			throw new NullPointerException();
		case "warn":
			warn( "Beware." );
			break;
		default:
			throw new IllegalArgumentException( "Do this instead." );
		}
	}
}
