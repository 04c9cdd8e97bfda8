// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fiji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.io.RoiEncoder;

/** Macros, scripts and commands in ImageJ2 with imagej-legacy, without a screen, each in a JVM of its own. */
public class HeadlessFijiTest {

	@TempDir
	public Path home;

	private Path results() throws Exception
	{
		return Files.createDirectories( home.resolve( "my results" ) );
	}

	private static void assertSays( final Fiji fiji, final String text )
	{
		assertTrue( fiji.output.contains( text ), fiji.output );
		assertFalse( fiji.output.contains( "efficientsam" ) && fiji.output.contains( "\tat sc.fiji.efficientsam" ), fiji.output );
	}

	private static String labels( final Path folder, final String name )
	{
		return folder.resolve( name + "-labels.tif" ).toString();
	}

	@Test
	public void theMacrosRun() throws Exception
	{
		final Path out = results();
		final String image = Fiji.path( "sample-data", "blobs.png" ), nuclei = Fiji.path( "sample-data", "nuclei-fluorescence.png" );
		assertSays( Fiji.headless( home, "-macro", Fiji.path( "macros", "segment_rois.ijm" ), image + "," +
				Fiji.path( "sample-data", "blobs-boxes.zip" ) + "," + out ), "highest label: 63" );
		assertEquals( 63, IJ.openImage( labels( out, "blobs" ) ).getStatistics().max );
		assertSays( Fiji.headless( home, "-macro", Fiji.path( "macros", "segment_points.ijm" ), nuclei + ",45" ), "highest label: 1" );
		assertSays( Fiji.headless( home, "-macro", Fiji.path( "macros", "everything.ijm" ), nuclei + ",nuclei,45," + out ), "objects: 2" );
		assertSays( Fiji.headless( home, "-macro", Fiji.path( "macros", "refine.ijm" ), image + "," +
				Fiji.path( "sample-data", "blobs-truth.png" ) + "," + out ), "63" );
	}

	/** Two blobs in three frames; the interactive tool's recorded macro; the script with parameters. */
	@Test
	public void stacksSessionsAndScriptsRun() throws Exception
	{
		final Path out = results();
		final String image = Fiji.path( "sample-data", "blobs.png" );
		final ImagePlus blobs = IJ.openImage( image );
		final ImageStack frames = new ImageStack( blobs.getWidth(), blobs.getHeight() );
		for ( int i = 0; i < 3; i++ )
			frames.addSlice( blobs.getProcessor() );
		final ImagePlus series = IJ.createHyperStack( "series", blobs.getWidth(), blobs.getHeight(), 1, 1, 3, 8 );
		series.setStack( frames, 1, 1, 3 );
		IJ.saveAsTiff( series, home.resolve( "series.tif" ).toString() );
		final Roi box = new Roi( 155, 15, 36, 36 );
		RoiEncoder.save( box, home.resolve( "box.roi" ).toString() );
		final Fiji stack = Fiji.headless( home, "-macro", Fiji.path( "macros", "stack.ijm" ), home.resolve( "series.tif" ) + "," +
				home.resolve( "box.roi" ) + "," + out );
		for ( int i = 1; i <= 3; i++ )
			assertSays( stack, "highest label in " + i + ": 1" );
		final Path macro = home.resolve( "label.ijm" );
		Files.write( macro, ( "open(\"" + image + "\");\nrunMacro(\"" + Fiji.path( "macros", "label_objects.ijm" ) + "\", \"" +
				out.toString().replace( '\\', '/' ) + "\");\n" ).getBytes( StandardCharsets.UTF_8 ) );
		final Fiji label = Fiji.headless( home, "-macro", macro.toString() );
		assertTrue( Files.exists( out.resolve( "labels.tif" ) ), label.output );
		assertEquals( 2, IJ.openImage( out.resolve( "labels.tif" ).toString() ).getStatistics().max );
		assertSays( Fiji.headless( home, "--run", Fiji.path( "macros", "segment.groovy" ), "imp='" + image + "',boxes='" +
				Fiji.path( "sample-data", "blobs-boxes.zip" ) + "'" ), "63 of 63 objects" );
	}

	@Test
	public void aBatchRuns() throws Exception
	{
		final Path in = Files.createDirectories( home.resolve( "my images" ) ), out = home.resolve( "batch results" );
		for ( final String name : new String[] { "nuclei-he.png", "nuclei-he-boxes.zip" } )
			Files.copy( Paths.get( "sample-data", name ), in.resolve( name ) );
		assertSays( Fiji.headless( home, "-macro", Fiji.path( "macros", "batch.ijm" ), in + ",-boxes.zip," + out ), "images: 1" );
		assertEquals( 18, IJ.openImage( labels( out, "nuclei-he" ) ).getStatistics().max );
	}

	/** By the identifier that Fiji's search shows. */
	@Test
	public void aCommandRunsByItsNameWithParameters() throws Exception
	{
		final Path out = results();
		final Fiji fiji = Fiji.headless( home, "--run", "sc.fiji.efficientsam.command.SegmentRoisCommand", "imp='" +
				Fiji.path( "sample-data", "blobs.png" ) + "',file='" + Fiji.path( "sample-data", "blobs-boxes.zip" ) +
				"',labels=false,folder='" + out + "'" );
		// NB: ImageJ2 returns before such a command has ended, and ends with 0.
		assertTrue( Files.exists( out.resolve( "blobs-labels.tif" ) ), fiji.output );
	}

	@Test
	public void aScriptGetsTheServiceAsAParameter() throws Exception
	{
		final Path script = home.resolve( "count.groovy" );
		Files.write( script, ( "#@ EfficientSamService sam\n#@ String image\nimp = ij.IJ.openImage(image)\n" +
				"println \"found \" + sam.segment(imp).box(155, 15, 36, 36).run().found()\n" ).getBytes( StandardCharsets.UTF_8 ) );
		assertSays( Fiji.headless( home, "--run", script.toString(), "image='" + Fiji.path( "sample-data", "blobs.png" ) + "'" ),
				"found 1" );
	}

	@Test
	public void aMistakeStopsTheMacroAndSaysWhy() throws Exception
	{
		final Path macro = home.resolve( "wrong.ijm" );
		Files.write( macro, ( "open(\"" + Fiji.path( "sample-data", "blobs.png" ) + "\");\nmakeRectangle(8, 0, 28, 30);\n" +
				"run(\"Segment ROIs...\", \"candidat=best\");\nprint(\"NOT REACHED\");\n" ).getBytes( StandardCharsets.UTF_8 ) );
		final Fiji fiji = Fiji.headless( home, "-macro", macro.toString() );
		assertFalse( fiji.output.contains( "NOT REACHED" ), fiji.output );
		assertSays( fiji, "Did you mean \"candidate\"?" );
		assertNotEquals( -1, fiji.code );
	}
}
