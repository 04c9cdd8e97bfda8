// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;

import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;

/** Runs the macros for everything mode and refinement, and macros with mistakes, through ImageJ's own interpreter. */
public class EverythingCommandsTest extends MacroTestBase {

	@Test
	public void theMacroForEverythingDoesItsJob() throws IOException
	{
		final String log = LegacyMacros.run( LegacyMacros.read( "everything.ijm" ), LegacyMacros.path( "nuclei-fluorescence.png" ) +
				",nuclei,60," + folder );
		final ImagePlus labels = IJ.openImage( folder.resolve( "nuclei-fluorescence-labels.tif" ).toString() );
		final int n = ( int ) labels.getStatistics().max;
		assertTrue( n >= 8 && n <= 40, log );
		assertTrue( log.contains( "objects: " + n ), log );
		for ( final String end : new String[] { "rois.zip", "table.csv", "overlay.png" } )
			assertTrue( folder.resolve( "nuclei-fluorescence-" + end ).toFile().length() > 500, end );
	}

	@Test
	public void theMacroForRefiningDoesItsJob() throws IOException
	{
		final String log = LegacyMacros.run( LegacyMacros.read( "refine.ijm" ), LegacyMacros.path( "nuclei-fluorescence.png" ) + "," +
				LegacyMacros.path( "nuclei-fluorescence-truth.png" ) + "," + folder );
		final ImagePlus labels = IJ.openImage( folder.resolve( "nuclei-fluorescence-labels.tif" ).toString() );
		assertEquals( 25, labels == null ? 0 : labels.getStatistics().max, log );
		assertTrue( log.contains( "highest label: 25" ), log );
	}

	@Test
	public void idsOfALabelImageAreKept()
	{
		// three squares with the ids 7, 300 and 1000
		final String macro = "open(\"" + LegacyMacros.path( "nuclei-fluorescence.png" ) +
				"\");\nw = getWidth; h = getHeight;\nnewImage(\"old\", \"16-bit black\", w, h, 1);\n" +
				"setColor(7); fillRect(10, 10, 30, 30);\nsetColor(300); fillRect(60, 60, 30, 30);\nsetColor(1000); fillRect(120, 30, 30, " +
						"30);\n" +
				"run(\"Refine Labels...\", \"imp=nuclei-fluorescence.png rough=old score=1 " +
						"table=false\");\nselectImage(\"nuclei-fluorescence-labels\");\n" +
				"print(\"ids \" + getPixel(20, 20) + \" \" + getPixel(70, 70) + \" \" + getPixel(130, 40));";
		final String log = LegacyMacros.run( macro, "" );
		assertTrue( log.contains( "ids 7 300 1000" ), log );
	}

	/** A macro with a mistake: it has to stop at the command, and say why. */
	private static void assertStops( final String command, final String options, final String reason )
	{
		final String open = "open(\"" + LegacyMacros.path( "blobs.png" ) + "\");\n";
		final String macro = open + "rename(\"rough\");\n" + open + "run(\"" + command + "\", \"" + options +
				"\");\nprint(\"NOT REACHED\");\n";
		final String log = LegacyMacros.run( macro, "" );
		assertFalse( log.contains( "NOT REACHED" ), log );
		assertTrue( log.contains( reason ), log );
	}

	@Test
	public void wrongValuesStopTheMacroWithAReason()
	{
		final String everything = "Segment Everything...", refine = "Refine Labels...";
		assertStops( everything, "preset=plants", "auto, nuclei, cells, phase, bacteria, em" );
		assertStops( everything, "source=everywhere", "auto, instances, grid, maxima, minima, seeds, selection" );
		assertStops( everything, "source=seeds", "There is no label image" );
		assertStops( everything, "source=selection", "no selection" );
		assertStops( everything, "objectsize=-3", "\"-3\" is no value for objectsize" );
		assertStops( everything, "spacing=0.2", "at least 1 pixel" );
		assertStops( everything, "quality=7", "no value for quality. Use 1 or less" );
		assertStops( everything, "layers=9", "no value for layers. Use 3 or less" );
		assertStops( everything, "smallest=10 largest=5", "smallest <= largest" );
		assertStops( everything, "overlap=all", "score, first, last" );
		assertStops( everything, "imp=[no such image]", "There is no image \"no such image\"" );
		assertStops( refine, "agreement=0.5", "\"Rough labels\" is missing. Write rough=[title]" );
		assertStops( refine, "rough=[no such image]", "There is no image \"no such image\"" );
		assertStops( refine, "rough=rough inner=11", "10 or less" );
		assertStops( refine, "rough=rough margin=5000", "1000 or less" );
	}

	@Test
	public void labelImagesThatDoNotFitAreRefused()
	{
		final String start = "open(\"" + LegacyMacros.path( "blobs.png" ) + "\");\nnewImage(\"rough\", \"8-bit black\", ",
				end = ", 1);\nrun(\"Refine Labels...\", \"imp=blobs.png rough=rough\");\nprint(\"NOT REACHED\");\n";
		for ( final String[] c : new String[][] { { "256, 254", "holds no object" },
				{ "100, 100", "has 100 x 100 pixels, but \"blobs.png\" has 256 x 254" } } )
		{
			final String log = LegacyMacros.run( start + c[ 0 ] + end, "" );
			assertTrue( log.contains( c[ 1 ] ) && !log.contains( "NOT REACHED" ), log );
		}
	}

	@Test
	public void whereNothingIsFoundTheLabelImageIsEmptyAndTheReasonIsTold()
	{
		final String log = LegacyMacros.run( "newImage(\"black\", \"8-bit black\", 60, 50, 1);\nrun(\"Segment Everything...\", " +
				"\"imp=black objectsize=20 folder=[" + folder.toString().replace( "\\", "/" ) +
				"]\");\nselectImage(\"black-labels\");\ngetStatistics(area, mean, min, max);\nprint(\"max \" + max);", "" );
		assertTrue( log.contains( "No object was found in \"black\"" ) && log.contains( "lower quality" ), log );
		assertTrue( log.contains( "max 0" ), log );
		assertEquals( 4, new File( folder.toString() ).list().length );
	}
}
