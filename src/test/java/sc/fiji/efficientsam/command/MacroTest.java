// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;

import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.roi.RoiFiles;
import sc.fiji.efficientsam.track.MovingCells;

/** Runs the macros of {@code macros/}, and macros with mistakes, through ImageJ's own interpreter. */
public class MacroTest extends MacroTestBase {

	@AfterEach
	public void clear()
	{
		legacy.thrown = null;
		legacy.cancelReason = null;
		assertEquals( Collections.emptyList(), legacy.dialogs, "no line of a macro opens a dialog" );
	}

	@Test
	public void theMacroForRoisDoesItsJob() throws IOException
	{
		final File out = new File( folder.toFile(), "with space" );
		final String log = LegacyMacros.run( LegacyMacros.read( "segment_rois.ijm" ), LegacyMacros.path( "nuclei-he.png" ) + "," +
				LegacyMacros.path( "nuclei-he-boxes.zip" ) + "," + out );
		assertTrue( log.contains( "highest label: 18" ), log );
		final ImagePlus labels = IJ.openImage( new File( out, "nuclei-he-labels.tif" ).getPath() );
		assertEquals( 18, labels.getStatistics().max );
		assertTrue( new File( out, "nuclei-he-rois.zip" ).length() > 1000 );
		assertTrue( new File( out, "nuclei-he-table.csv" ).length() > 1000 );
		assertTrue( new File( out, "nuclei-he-overlay.png" ).length() > 1000 );
	}

	@Test
	public void theMacroForPointsDoesItsJob() throws IOException
	{
		final String log = LegacyMacros.run( LegacyMacros.read( "segment_points.ijm" ), LegacyMacros.path( "nuclei-fluorescence.png" ) +
				",56" );
		assertTrue( log.contains( "highest label: 1" ), log );
	}

	/** A macro with a mistake: it has to stop at the command, and say why. */
	private static void assertStops( final String options, final String reason )
	{
		final String macro = "open(\"" + LegacyMacros.path( "blobs.png" ) +
				"\");\nmakeRectangle(8, 0, 28, 30);\nrun(\"Segment ROIs...\", \"" + options + "\");\nprint(\"NOT REACHED\");\n";
		final String log = LegacyMacros.run( macro, "" );
		assertFalse( log.contains( "NOT REACHED" ), log );
		assertTrue( log.contains( reason ), log );
	}

	@Test
	public void theMacroForFoldersDoesItsJob() throws IOException
	{
		final Path images = Files.createDirectories( folder.resolve( "my images" ) );
		for ( final String name : new String[] { "nuclei-he.png", "nuclei-he-boxes.zip" } )
			Files.copy( TestImages.file( name ).toPath(), images.resolve( name ) );
		final File out = new File( folder.toFile(), "batch results" );
		final String log = LegacyMacros.run( LegacyMacros.read( "batch.ijm" ), images + ",-boxes.zip," + out );
		assertTrue( log.contains( "images: 1" ), log );
		assertEquals( 18, IJ.openImage( new File( out, "nuclei-he-labels.tif" ).getPath() ).getStatistics().max );
	}

	@Test
	public void wrongValuesStopTheMacroWithAReason()
	{
		assertStops( "candidate=best", "\"best\" is no value for candidate. Use one of: score, smallest, largest, fit." );
		assertStops( "source=everywhere", "auto, selection, manager, overlay, file" );
		assertStops( "contrast=auto", "percentile, display, full" );
		assertStops( "overlap=none", "score, first, last" );
		assertStops( "device=tpu", "auto, cpu, gpu, coreml" );
		assertStops( "model=[no such model]",
				"There is no model \"no such model\". Use one of: micro, efficientsam-ti, efficientsam-s, mobilesam, sam-vit-b, " +
				"sam2.1-tiny." );
		assertStops( "model=efficientsam-ti", "is not installed. Download it" );
		assertStops( "low=99 high=1", "0 <= low < high <= 100" );
		assertStops( "channel=4", "Choose 1 to 1" );
		assertStops( "objectsize=-3", "\"-3\" is no value for objectsize. Use 0 or more." );
		assertStops( "fragments=-3", "no value for fragments. Use 0 or more" );
		assertStops( "inner=99", "10 or less" );
		assertStops( "imp=[no such image]", "There is no image \"no such image\". Open are: \"blobs.png\"" );
		assertStops( "source=file file=[/no/such file.zip]", "does not exist" );
		assertStops( "source=overlay", "overlay" );
		assertStops( "source=manager", "ROI Manager" );
		assertStops( "mode=all", "each, together, counter" );
	}

	@Test
	public void rightValuesOfAllKindsPass()
	{
		final String macro = "open(\"" + LegacyMacros.path( "blobs.png" ) + "\");\nmakeOval(8, 0, 28, 30);\n" +
				"run(\"Segment ROIs...\", \"source=selection candidate=FIT contrast=Full overlap=last device=cpu model=micro channel=1 " +
						"objectsize=30 fragments=0 holes=0 inner=2 labels=true table=true overlay=true\");\n" +
				"selectImage(\"blobs-labels\");\ngetStatistics(area, mean, min, max);\nprint(getTitle() + \" \" + max);\n";
		final String log = LegacyMacros.run( macro, "" );
		assertNull( legacy.thrown );
		assertTrue( log.contains( "blobs-labels 1" ), log );
	}

	@Test
	public void pointsCommandTakesPointsOnly()
	{
		final String log = LegacyMacros.run( "open(\"" + LegacyMacros.path( "blobs.png" ) +
				"\");\nmakeRectangle(8, 0, 28, 30);\nrun(\"Segment Points...\");\nprint(\"NOT REACHED\");", "" );
		assertFalse( log.contains( "NOT REACHED" ), log );
		assertTrue( log.contains( "not a point selection but a rectangle" ), log );
	}

	@Test
	public void overlaysGrowAndSlicesHaveFilesOfTheirOwn()
	{
		final File stack = new File( folder.toFile(), "series.tif" );
		IJ.saveAsTiff( IJ.createImage( "series", "8-bit ramp", 60, 40, 3 ), stack.getPath() );
		final String log = LegacyMacros.run( "open(\"" + stack.getPath().replace( "\\", "/" ) +
				"\");\nsetSlice(2);\nmakeRectangle(5, 5, 20, 20);\nOverlay.addSelection;\n" +
				"run(\"Segment ROIs...\", \"imp=series.tif overlay=true labels=false folder=[" + folder.toString().replace( "\\", "/" ) +
						"]\");\nprint(\"elements: \" + Overlay.size);", "" );
		assertTrue( log.contains( "elements: 2" ), log );
		assertTrue( Files.exists( folder.resolve( "series-slice2-labels.tif" ) ), log );
	}

	@Test
	public void withoutAnyImageTheReasonIsClear()
	{
		final String log = LegacyMacros.run( "run(\"Segment Points...\", \"mode=each\");\nprint(\"NOT REACHED\");", "" );
		assertFalse( log.contains( "NOT REACHED" ), log );
		assertTrue( log.contains( "There is no image. Open one first" ), log );
	}

	@Test
	public void theMacroForStacksDoesItsJob() throws IOException
	{
		final MovingCells cells = new MovingCells( 96, 80, 3 ).cell( 1, f -> new double[] { 25 + 4 * f, 25, 11, 10 } ).cell( 2,
				f -> new double[] { 60, 58, 10, 12 } );
		final ImagePlus series = cells.image();
		series.setDimensions( 1, 1, 3 );
		final File file = new File( folder.toFile(), "series.tif" ), boxes = new File( folder.toFile(), "boxes.zip" ),
				out = new File( folder.toFile(), "results" );
		IJ.saveAsTiff( series, file.getPath() );
		final Roi one = new Roi( 14, 15, 23, 21 ), two = new Roi( 50, 46, 21, 25 );
		one.setPosition( 1 );
		two.setPosition( 1 );
		Files.write( boxes.toPath(), RoiFiles.toZip( Arrays.asList( one, two ) ) );
		final String log = LegacyMacros.run( LegacyMacros.read( "stack.ijm" ), file + "," + boxes + "," + out );
		for ( int i = 1; i <= 3; i++ )
			assertTrue( log.contains( "highest label in " + i + ": 2" ), log );
		final ImagePlus labels = IJ.openImage( new File( out, "series-stack-labels.tif" ).getPath() );
		assertEquals( 3, labels.getNFrames() );
		assertEquals( "1 0 2 0\n2 0 2 0\n", new String( Files.readAllBytes( new File( out, "series-stack-res_track.txt" ).toPath() ),
				StandardCharsets.US_ASCII ) );
		for ( final String name : new String[] { "rois.zip", "table.csv", "tracks.csv" } )
			assertTrue( new File( out, "series-stack-" + name ).length() > 100, name );
		final String found = LegacyMacros.run( "open(\"" + file.getPath().replace( "\\", "/" ) + "\");\nmakeRectangle(14, 15, 23, 21);\n" +
				"run(\"Segment Stack...\", \"instances=true\");", "" );
		assertTrue( found.contains( "1 of 1 object segmented" ) && found.contains( "3 masks" ), found );
		final String stop = LegacyMacros.run( "open(\"" + file.getPath().replace( "\\", "/" ) +
				"\");\nmakeRectangle(14, 15, 23, 21);\nrun(\"Segment Stack...\", \"axis=z\");\nprint(\"NOT REACHED\");", "" );
		assertTrue( stop.contains( "Use axis=t" ) && !stop.contains( "NOT REACHED" ), stop );
	}
}
