// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
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
import sc.fiji.efficientsam.util.Menus;

/** Shows a short help that needs no network; without a screen it goes to the log. In a macro: {@code run("EfficientSAM Help...")}. */
@Plugin( type = Command.class, headless = true, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ),
		@Menu( label = Menus.HELP, weight = Menus.SETTINGS + 3 ) },
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
			return html.replaceAll( "(?s)<head>.*</head>", "" ).replaceAll( "<(h1|h2|p|li|tr)[^>]*>", "\n" ).replaceAll( "<[^>]*>",
					"" ).replace( "&gt;", ">" ).replace( "&lt;", "<" ).replace( "&amp;", "&" )
					.replaceAll( "[ \t]+", " " ).replaceAll( "\n ", "\n" ).replaceAll( "\n\n+", "\n" ).trim();
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( e );
		}
	}
}
