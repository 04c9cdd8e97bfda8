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
