// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;

import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.track.MovingCells;

/** Tests the command line, in this JVM and as a process of its own. */
public class MainTest {

	@TempDir
	Path folder;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@BeforeEach
	public void clear()
	{
		out.reset();
		err.reset();
	}

	private int run( final String... args )
	{
		clear();
		return Main.run( new PrintStream( out, true ), new PrintStream( err, true ), false, args );
	}

	private static String file( final String name )
	{
		return TestImages.file( name ).getPath();
	}

	@Test
	public void segmentsAndSaves()
	{
		final File results = new File( folder.toFile(), "a new folder, ü" );
		assertEquals( Main.OK, run( "segment-rois", "imp=" + file( "nuclei-he.png" ), "file=" + file( "nuclei-he-boxes.zip" ),
				"folder=" + results ), err::toString );
		assertEquals( 18, IJ.openImage( new File( results, "nuclei-he-labels.tif" ).getPath() ).getStatistics().max );
		assertEquals( 5, results.list().length );
		assertEquals( "", err.toString() );
		assertTrue( out.toString().startsWith( "Saved " ) && out.toString().trim()
				.endsWith( "18 of 18 objects segmented in \"nuclei-he.png\"." ), out.toString() );
	}

	@Test
	public void stacksAreFollowed()
	{
		final ImagePlus series = new MovingCells( 96, 80, 2 ).cell( 1, f -> new double[] { 25 + 4 * f, 25, 11, 10 } ).image();
		series.setRoi( 14, 15, 23, 21 );
		series.setOverlay( new Overlay( series.getRoi() ) );
		series.deleteRoi();
		final File file = new File( folder.toFile(), "z.tif" );
		IJ.saveAsTiff( series, file.getPath() );
		assertEquals( Main.OK, run( "stack", "imp=" + file, "folder=" + folder ), err::toString );
		assertTrue( out.toString().contains( "2 masks on its slices" ), out.toString() );
		assertTrue( new File( folder.toFile(), "z-stack-labels.tif" ).isFile() );
	}

	@Test
	public void pointsWorkToo()
	{
		assertEquals( Main.OK, run( "segment-points", "imp=" + file( "blobs.png" ), "file=" + file( "blobs-points.roi" ), "objectsize=28",
				"labels=false", "folder=" + folder ), err::toString );
		assertEquals( 63, IJ.openImage( folder.resolve( "blobs-labels.tif" ).toString() ).getStatistics().max );
	}

	@Test
	public void everythingAndRefineWorkByOneWord()
	{
		assertEquals( Main.OK, run( "everything", "imp=" + file( "blobs.png" ), "objectsize=28", "spacing=40", "labels=false",
				"folder=" + folder ), err::toString );
		final double n = IJ.openImage( folder.resolve( "blobs-labels.tif" ).toString() ).getStatistics().max;
		assertTrue( n > 10, out.toString() );
		assertTrue( out.toString().contains( "36 points, 36 decoded" ), out.toString() );
		assertEquals( Main.OK, run( "refine", "imp=" + file( "nuclei-he.png" ), "rough=" + file( "nuclei-he-truth.png" ),
				"folder=" + folder ), err::toString );
		assertEquals( 18, IJ.openImage( folder.resolve( "nuclei-he-labels.tif" ).toString() ).getStatistics().max );
	}

	@Test
	public void helpListsCommandsAndParameters()
	{
		assertEquals( Main.OK, run( "--help" ) );
		assertTrue( out.toString().contains( "segment-rois" ) && out.toString().contains( "segment-points" ), out.toString() );
		assertEquals( Main.OK, run( "segment-rois", "--help" ) );
		for ( final String key : Arrays.asList( "imp=", "candidate=score|smallest|largest|fit", "objectsize=", "file=", "folder=" ) )
			assertTrue( out.toString().contains( key ), key );
		assertEquals( Main.USAGE, run() );
	}

	@Test
	public void batchesGoOnAfterABadFileAndSaySoInTheirExitCode() throws IOException
	{
		final Path images = Files.createDirectories( folder.resolve( "images" ) ), results = folder.resolve( "results" );
		Files.copy( TestImages.file( "blobs.png" ).toPath(), images.resolve( "blobs.png" ) );
		Files.write( images.resolve( "blobs.csv" ), Arrays.asList( "object,x,y,width,height", "one,9,0,28,31" ) );
		assertEquals( Main.OK, run( "batch", "input=" + images, "folder=" + results ), err::toString );
		assertTrue( out.toString().contains( "1 of 1 images have results." ), out.toString() );
		final ImagePlus labels = IJ.openImage( results.resolve( "blobs-labels.tif" ).toString() );
		assertEquals( 1, labels.getStatistics().max );
		Files.write( images.resolve( "bad.tif" ), new byte[ 10 ] );
		assertFails( Main.FAILED, "1 failed: bad", "batch", "input=" + images, "folder=" + results, "suffix=.csv" );
		assertTrue( new String( Files.readAllBytes( results.resolve( "batch-images.csv" ) ),
				StandardCharsets.UTF_8 ).contains( "bad,failed" ) );
		assertEquals( Main.OK, run( "batch", "input=" + images, "pattern=blobs*.png", "shard=1/1", "folder=" + results ), err::toString );
		assertEquals( Main.OK, run( "batch", "action=merge", "folder=" + results ), err::toString );
		assertFails( Main.USAGE, "one of: rois, everything, seeds, refine", "batch", "input=" + images, "folder=" + results,
				"prompts=all" );
		assertFails( Main.FAILED, "does not exist", "batch", "input=" + images + "x", "folder=" + results );
	}

	@Test
	public void evaluatesModelsAndLabels() throws IOException
	{
		final Path data = Files.createDirectories( folder.resolve( "data" ).resolve( "blobs" ) ), report = folder.resolve( "report" );
		Files.copy( TestImages.file( "blobs.png" ).toPath(), data.resolve( "b.png" ) );
		Files.copy( TestImages.file( "blobs-truth.png" ).toPath(), data.resolve( "b-truth.png" ) );
		assertEquals( Main.OK, run( "evaluate", "data=" + data.getParent(), "prompts=box", "objects=3", "folder=" + report ),
				err::toString );
		assertTrue( out.toString().contains( "| blobs | micro box | 3 |" ), out.toString() );
		assertTrue( Files.size( report.resolve( "evaluation.png" ) ) > 1000 );
		Files.copy( TestImages.file( "blobs-truth.png" ).toPath(),
				Files.createDirectories( folder.resolve( "found" ) ).resolve( "b.png" ) );
		assertEquals( Main.OK, run( "evaluate", "mode=labels", "data=" + data, "found=" + folder.resolve( "found" ), "folder=" + report ),
				err::toString );
		assertTrue( out.toString().contains( "| 1.0000 |" ), out.toString() );
		assertFails( Main.FAILED, "some of: box, point, three", "evaluate", "data=" + data, "prompts=circle", "folder=" + report );
		assertFails( Main.FAILED, "no model \"sam9\"", "evaluate", "data=" + data, "models=sam9", "folder=" + report );
		assertFails( Main.FAILED, "no image with true labels", "evaluate", "data=" + report, "folder=" + report );
	}

	@Test
	public void modelsAreListedAndMissingOnesNamed()
	{
		assertEquals( Main.OK, run( "models" ), err::toString );
		assertTrue( out.toString().contains( "micro" ) && out.toString().contains( "efficientsam-s" )
				&& out.toString().contains( "Apache-2.0" ), out.toString() );
		assertFails( Main.FAILED, "part of the plugin", "models", "action=delete", "model=micro" );
		assertFails( Main.FAILED, "There is no model \"sam9\"", "models", "action=download", "model=sam9" );
	}

	@Test
	public void deviceAndCacheAreShown()
	{
		assertEquals( Main.OK, run( "device-and-cache" ), err::toString );
		assertTrue( out.toString().contains( "Models run on " ), out.toString() );
		// What a bug report asks for.
		assertTrue( Pattern.compile( "EfficientSAM \\S+, .*ONNX Runtime \\d.*, ImageJ \\d.*, Java " +
				Pattern.quote( System.getProperty( "java.version" ) ) + ", \\w" ).matcher( out.toString() ).find(), out.toString() );
		assertFails( Main.USAGE, "256 or less", "device-and-cache", "threads=1000" );
	}

	private void assertFails( final int code, final String reason, final String... args )
	{
		assertEquals( code, run( args ), err.toString() );
		assertTrue( err.toString().startsWith( "Error: " ) && err.toString().contains( reason ), err.toString() );
		assertEquals( 1, err.toString().trim().split( "\\R" ).length, "one line" );
	}

	@Test
	public void wrongCallsExitWith2AndOneLine()
	{
		final String imp = "imp=" + file( "blobs.png" ), to = "folder=" + folder;
		assertFails( Main.USAGE,
				"models, open-in-labkit, refine-labels, replay-session, segment-everything, segment-labkit-labeling, " +
				"segment-points, segment-rois, segment-similar",
				"segment-nothing" );
		assertFails( Main.USAGE, "models, open-in-labkit, refine-labels", "segment" );
		assertFails( Main.USAGE, "\"rough\" is missing", "refine", imp, to );
		assertFails( Main.USAGE, "\"imp\" is missing", "segment-rois", to );
		assertFails( Main.USAGE, "\"folder\" is missing", "segment-rois", imp );
		assertFails( Main.USAGE, "key=value", "segment-rois", imp, to, "inner" );
		assertFails( Main.USAGE, "no parameter \"size\". Did you mean \"objectsize\"?", "segment-rois", imp, to, "size=3" );
		assertFails( Main.USAGE, "given twice", "segment-rois", imp, to, "inner=1", "inner=2" );
		assertFails( Main.USAGE, "one of: score", "segment-rois", imp, to, "candidate=best" );
		assertFails( Main.USAGE, "a whole number", "segment-rois", imp, to, "inner=two" );
		assertFails( Main.USAGE, "decimal point", "segment-rois", imp, to, "low=0,1" );
		assertFails( Main.USAGE, "10 or less", "segment-rois", imp, to, "inner=11" );
		assertFails( Main.USAGE, "true or false", "segment-rois", imp, to, "labels=1" );
		assertFails( Main.USAGE, "does not exist", "segment-rois", "imp=nowhere.tif", to );
	}

	@Test
	public void failuresExitWith1AndOneLine() throws IOException
	{
		final String imp = "imp=" + file( "blobs.png" );
		assertFails( Main.FAILED, "no selection", "segment-points", imp, "folder=" + folder );
		assertFails( Main.FAILED, "lie outside", "segment-rois", imp, "file=" + file( "yeast-phase-boxes.zip" ), "folder=" + folder );
		assertFails( Main.FAILED, "cannot be made", "segment-rois", imp, "file=" + file( "blobs-boxes.zip" ),
				"folder=" + Files.createFile( folder.resolve( "file" ) ) );
		assertEquals( 1, folder.toFile().list().length, "nothing was written" );
	}

	@Test
	public void brokenImagesAreRefused() throws IOException
	{
		final byte[] png = Files.readAllBytes( TestImages.file( "blobs.png" ).toPath() );
		final Path cut = Files.write( folder.resolve( "cut.png" ), Arrays.copyOf( png, 100 ) );
		assertFails( Main.USAGE, "is not an image", "segment-rois", "imp=" + cut, "folder=" + folder );
	}

	@Test
	public void progressIsABarForPeople()
	{
		assertEquals( Main.OK, Main.run( new PrintStream( out, true ), new PrintStream( err, true ), true, "segment-rois",
				"imp=" + file( "nuclei-he.png" ), "file=" + file( "nuclei-he-boxes.zip" ), "folder=" + folder ) );
		assertTrue( err.toString().contains( "##############################] 100%" ), err.toString() );
	}

	@Test
	public void theProcessEndsWithTheExitCode() throws Exception
	{
		final String java = new File( System.getProperty( "java.home" ), "bin/java" ).getPath();
		final Process bad = new ProcessBuilder( java, "-cp", System.getProperty( "java.class.path" ), Main.class.getName(), "segment-rois",
				"imp=nowhere.tif", "folder=" + folder )
				.redirectErrorStream( true ).redirectOutput( folder.resolve( "log" ).toFile() ).start();
		assertTrue( bad.waitFor( 2, TimeUnit.MINUTES ) );
		assertEquals( Main.USAGE, bad.exitValue() );
		final String log = new String( Files.readAllBytes( folder.resolve( "log" ) ) );
		assertTrue( log.contains( "Error: The image file \"nowhere.tif\" does not exist." ), log );
		assertFalse( log.contains( "Exception" ), log );
	}
}
