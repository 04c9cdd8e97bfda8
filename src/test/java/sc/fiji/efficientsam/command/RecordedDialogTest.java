// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.scijava.module.Module;

import ij.ImagePlus;
import ij.gui.Roi;

import sc.fiji.efficientsam.dialog.FakeUser;

/** What dialogs leave behind for macros and for later dialogs: recorded lines, and the size of objects. */
public class RecordedDialogTest extends DialogUser {

	@Test
	public void theDialogNamesItsImageAndTheRecorderWritesIt() throws Exception
	{
		user.answer = dialog -> {
			assertEquals( "imp", user.dialogs.get( 0 ).get( 1 ) );
			assertEquals( "blobs.png", dialog.getInput( "imp" ) );
			assertTrue( dialog.getInput( "note" ).toString().contains( "1 selection will be used." ),
					dialog.getInput( "note" ).toString() );
			FakeUser.type( dialog, "labels", false );
			return true;
		};
		final Module module = run( SegmentRoisCommand.class );
		assertSame( blobs, module.getInput( "imp" ) );
		assertEquals( 1, user.dialogs.size(), "the platform asked again: " + user.dialogs );
		assertEquals( "imp=blobs.png model=micro labels=false manager=false source=auto objectsize=0.0",
				sorted( user.options(), "imp", "model", "labels", "manager", "source", "objectsize" ) );
	}

	private static String sorted( final String options, final String... keys )
	{
		final StringBuilder line = new StringBuilder();
		for ( final String key : keys )
			for ( final String word : options.split( " " ) )
				if ( word.startsWith( key + "=" ) )
					line.append( line.length() == 0 ? "" : " " ).append( word );
		assertEquals( options.split( " " ).length, keys.length, options );
		return line.toString();
	}

	@Test
	public void whatIsSetBehindTheButtonIsShownAndRecordedInTheWordsOfMacros() throws Exception
	{
		user.answer = dialog -> {
			if ( dialog.getInfo().getInput( "note" ) == null )
			{
				if ( dialog.getInfo().getInput( "contrast" ) != null )
				{
					assertEquals( "Percentiles of the pixel values", dialog.getInput( "contrast" ) );
					FakeUser.type( dialog, "contrast", "Display range (Brightness/Contrast)" );
					FakeUser.type( dialog, "channel", "1" );
				}
				if ( dialog.getInfo().getInput( "candidate" ) != null )
					FakeUser.type( dialog, "candidate", "Smallest" );
				return true;
			}
			FakeUser.press( dialog, "more" );
			assertTrue( dialog.getInput( "note" ).toString().contains( "Contrast: Display range (Brightness/Contrast)" ),
					dialog.getInput( "note" ).toString() );
			FakeUser.type( dialog, "source", "Selection in the image" );
			FakeUser.type( dialog, "labels", false );
			return true;
		};
		final Module module = run( SegmentRoisCommand.class );
		assertEquals( "display", module.getInput( "contrast" ) );
		assertEquals( 1, module.getInput( "channel" ) );
		assertEquals( "selection", user.recorded.get( "source" ) );
		assertEquals( "display", user.recorded.get( "contrast" ) );
		assertEquals( "smallest", user.recorded.get( "candidate" ) );
		assertNull( user.recorded.get( "device" ), "standard values behind the button need not be recorded" );
	}

	@Test
	public void theSizeOfObjectsStaysWithTheImageAndIsOfferedForTheNext() throws Exception
	{
		user.answer = dialog -> {
			assertEquals( 0.0, dialog.getInput( "objectsize" ) );
			FakeUser.type( dialog, "objectsize", 30.0 );
			FakeUser.type( dialog, "labels", false );
			return true;
		};
		run( SegmentRoisCommand.class );
		user.answer = dialog -> {
			assertEquals( 30.0, dialog.getInput( "objectsize" ) );
			assertTrue( dialog.getInput( "note" ).toString().contains( "the one you gave for this image" ),
					dialog.getInput( "note" ).toString() );
			FakeUser.type( dialog, "objectsize", 99.0 );
			return false;
		};
		run( SegmentEverythingCommand.class );
		final ImagePlus next = blobs.createImagePlus();
		next.setProcessor( "next.png", blobs.getProcessor().duplicate() );
		next.setRoi( new Roi( 8, 0, 28, 30 ) );
		open( next );
		user.answer = dialog -> {
			assertEquals( 30.0, dialog.getInput( "objectsize" ), "what was canceled is not kept" );
			assertTrue( dialog.getInput( "note" ).toString().contains( "the last one you gave" ), dialog.getInput( "note" ).toString() );
			return false;
		};
		run( SegmentRoisCommand.class );
		try (LegacyMacros macros = new LegacyMacros( user.context() ))
		{
			// NB: a macro that leaves the size out means "unknown".
			final String log = LegacyMacros.run( "open(\"" + LegacyMacros.path( "blobs.png" ) +
					"\");\nmakeRectangle(8, 0, 28, 30);\nrun(\"Segment ROIs...\", \"table=false\");\nprint(getTitle());", "" );
			assertTrue( log.contains( "objectsize=0.0" ), log );
		}
	}

	@Test
	public void macrosMayNameAnImageTwiceOnlyToBeToldSo()
	{
		try (LegacyMacros macros = new LegacyMacros( user.context() ))
		{
			final String open = "open(\"" + LegacyMacros.path( "blobs.png" ) + "\");\n";
			final String same = LegacyMacros.run( open +
					"run(\"Refine Labels...\", \"imp=blobs.png rough=blobs.png margin=0\");\nprint(\"NOT REACHED\");", "" );
			assertTrue( same.contains( "\"blobs.png\" is chosen as image and as rough labels." ), same );
			assertFalse( same.contains( "NOT REACHED" ), same );
			final String seeds = LegacyMacros.run( open +
					"run(\"Segment Everything...\", \"source=seeds seeds=blobs.png\");\nprint(\"NOT REACHED\");", "" );
			assertTrue( seeds.contains( "\"blobs.png\" is chosen as image and as seed image." ), seeds );
			assertFalse( seeds.contains( "NOT REACHED" ), seeds );
		}
	}

	@Test
	public void aRecordedLineDoesInAMacroWhatTheDialogDid() throws Exception
	{
		user.answer = dialog -> {
			if ( dialog.getInfo().getInput( "note" ) != null )
			{
				FakeUser.press( dialog, "more" );
				FakeUser.type( dialog, "objectsize", 30.0 );
				FakeUser.type( dialog, "labels", false );
			}
			else if ( dialog.getInfo().getInput( "areas" ) != null )
			{
				FakeUser.type( dialog, "areas", "A rough mask of the object" );
				FakeUser.type( dialog, "holes", 7 );
			}
			return true;
		};
		run( SegmentRoisCommand.class );
		final String line = "run(\"Segment ROIs...\", \"" + user.options() + "\");";
		try (LegacyMacros macros = new LegacyMacros( user.context() ))
		{
			final String log = LegacyMacros.run( "open(\"" + LegacyMacros.path( "blobs.png" ) + "\");\nmakeRectangle(8, 0, 28, 30);\n" +
					line + "\nprint(\"REACHED\");", "" );
			assertTrue( log.contains( "REACHED" ), line + log );
			assertTrue( log.contains( "objectsize=30.0 fragments=16 holes=7" ) && log.contains( "areas=mask" ), line + log );
			final String words = LegacyMacros.run( "open(\"" + LegacyMacros.path( "blobs.png" ) + "\");\nmakeRectangle(8, 0, 28, 30);\n" +
					"run(\"Segment ROIs...\", \"candidate=[The smallest] source=[Selection in the image] " +
							"labels=false\");\nprint(\"REACHED\");", "" );
			assertTrue( words.contains( "REACHED" ) && words.contains( "candidate=smallest" ), words );
		}
	}
}
