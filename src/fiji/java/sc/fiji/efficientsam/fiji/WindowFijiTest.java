// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fiji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Toolkit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.efficientsam.ui.VirtualScreen;

/** ImageJ2 with imagej-legacy on a virtual screen: menus, dialogs, recorded lines, macros that open no dialog. */
public class WindowFijiTest {

	@TempDir
	public Path home;

	private String drive( final String... what ) throws Exception
	{
		VirtualScreen.require();
		// NB: the screen ends with the last program that uses it.
		Toolkit.getDefaultToolkit();
		final Path out = home.resolve( "out.txt" );
		final String[] arguments = new String[ what.length + 1 ];
		arguments[ 0 ] = out.toString();
		System.arraycopy( what, 0, arguments, 1, what.length );
		final Fiji fiji = Fiji.inWindow( home, FijiDriver.class.getName(), arguments );
		assertEquals( 0, fiji.code, fiji.output );
		return new String( Files.readAllBytes( out ), StandardCharsets.UTF_8 );
	}

	@Test
	public void theMenuHasAllCommands() throws Exception
	{
		final String commands = drive( "menu" );
		for ( final String label : new String[] { "Interactive...", "Segment ROIs...", "Segment Points...", "Segment Everything...",
				"Segment Similar...", "Refine Labels...", "Segment Stack...", "Teach...", "Batch...", "Evaluate...", "Models...",
				"GPU Setup...", "EfficientSAM Help...", "About and Citation..." } )
			assertTrue( commands.contains( "\n" + label + "\n" ), label + " is not in:\n" + commands );
	}

	/** The dialog's OK runs the command; what is recorded does the same without a dialog. */
	@Test
	public void dialogsAreShownAndRecordedLinesRepeatThem() throws Exception
	{
		// NB: in its very first start ImageJ2 runs a command of its own beside the user's, and mixes up what is recorded.
		drive( "menu" );
		for ( final String label : new String[] { "Segment ROIs...", "Segment Everything...", "Segment Similar..." } )
		{
			final String[] said = drive( "dialog", label ).split( "\n" );
			assertTrue( said[ 0 ].startsWith( "run(\"" + label + "\", \"" ), said[ 0 ] );
			assertTrue( said[ 0 ].contains( "imp=blobs.png" ), said[ 0 ] );
			assertTrue( Double.parseDouble( said[ 1 ] ) >= 1, said[ 1 ] );
			assertEquals( said[ 1 ], said[ 2 ], "the recorded line finds the same number of objects" );
		}
	}

	@Test
	public void aMacroInAWindowOpensNoDialog() throws Exception
	{
		assertEquals( "1.0", drive( "macro", "makeRectangle(155, 15, 36, 36); run(\"Segment ROIs...\", \"\");" ).trim() );
	}
}
