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

import java.awt.GraphicsEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;

import sc.fiji.efficientsam.ui.HelpWindow;

/** Shows a short help that needs no network; without a screen it goes to the log. In a macro: {@code run("EfficientSAM Help...")}. */
@Plugin( type = Command.class, headless = true, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ), @Menu( label = Menus.HELP, weight = Menus.SETTINGS + 3 ) },
		description = "A short help for all commands" )
public class HelpCommand extends EfficientSamCommand {

	@Override
	void execute()
	{
		if ( isHeadless() || GraphicsEnvironment.isHeadless() )
			for ( final String line : text().split( "\n" ) )
				inform( line );
		else
			HelpWindow.show( context(), "" );
	}

	private static String text()
	{
		try (BufferedReader in = new BufferedReader( new InputStreamReader( HelpWindow.page().openStream(), StandardCharsets.UTF_8 ) ))
		{
			final String html = in.lines().collect( Collectors.joining( " " ) );
			return html.replaceAll( "(?s)<head>.*</head>", "" ).replaceAll( "<(h1|h2|p|li|tr)[^>]*>", "\n" ).replaceAll( "<[^>]*>", "" ).replace( "&gt;", ">" ).replace( "&lt;", "<" ).replace( "&amp;", "&" )
					.replaceAll( "[ \t]+", " " ).replaceAll( "\n ", "\n" ).replaceAll( "\n\n+", "\n" ).trim();
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( e );
		}
	}
}
