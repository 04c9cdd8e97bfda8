// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;

/** The macro reference says what the commands are. */
public class MacroReferenceTest {

	private static Context context;

	@BeforeAll
	public static void open()
	{
		context = new Context();
	}

	@AfterAll
	public static void close()
	{
		context.dispose();
	}

	private static String page() throws IOException
	{
		return new String( Files.readAllBytes( MacroReference.PAGE ), StandardCharsets.UTF_8 ).replace( "\r\n", "\n" );
	}

	@Test
	public void thePageIsUpToDate() throws IOException
	{
		assertEquals( MacroReference.text( context ), page(), MacroReference.PAGE + " is out of date. Make it again: " +
				MacroReference.COMMAND );
	}

	@Test
	public void allKeysOfAllCommandsAreThereWithAMeaning() throws IOException
	{
		final String page = page();
		int keys = 0;
		for ( final CommandInfo info : context.service( CommandService.class ).getCommands() )
			if ( EfficientSamCommand.isOurs( info ) )
			{
				final String heading = "\n## " + info.getMenuPath().getLeaf().getName() + "\n";
				assertTrue( page.contains( heading ), heading );
				final String section = page.substring( page.indexOf( heading ) + heading.length() ).split( "\n## " )[ 0 ];
				for ( final String key : InputValues.settable( info.inputs() ).keySet() )
				{
					assertTrue( section.matches( "(?s).*\n\\| `" + key + "` \\| [^|]{4,} \\| [^|]{3,} \\| [^|]+ \\|\n.*" ), key + " of " +
							heading );
					keys++;
				}
			}
		assertTrue( keys > 100, keys + " keys" );
	}

	@Test
	public void choicesDefaultsAndLimitsAreThoseOfTheCommand() throws IOException
	{
		final String page = page();
		assertTrue( page.contains( "| `overlap` | Who gets pixels" ) && page.contains( "| `score`, `first`, `last` | `score` |" ), page );
		assertTrue( page.contains( "| whole number, -1 to 99 | `-1` (none) |" ), page );
		assertTrue( page.contains( "| number, 0 to 100 | `99.9` |" ), page );
	}
}
