// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.roi.RoiFiles;
import sc.fiji.efficientsam.session.Conflict;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.Step;

/** What runs have saved is read again pixel for pixel, in macros without a screen. */
public class ImportObjectsTest extends MacroTestBase {

	private static final String BLOBS = "setBatchMode(true);\nopen(\"" + LegacyMacros.path( "blobs.png" ) + "\");\n";

	@BeforeEach
	public void clear()
	{
		legacy.thrown = null;
	}

	private String path( final String name )
	{
		return folder.resolve( name ).toString().replace( "\\", "/" );
	}

	private String run( final String open, final String command, final String options )
	{
		return LegacyMacros.run( open + "run(\"" + command + "\", \"" + options + "\");", "" );
	}

	private void assertSamePixels( final String expected, final String actual )
	{
		final ImagePlus e = IJ.openImage( path( expected ) ), a = IJ.openImage( path( actual ) );
		assertArrayEquals( e.getDimensions(), a.getDimensions() );
		for ( int i = 1; i <= e.getStackSize(); i++ )
			assertArrayEquals( ( short[] ) e.getStack().getPixels( i ), ( short[] ) a.getStack().getPixels( i ), actual );
	}

	@Test
	public void singleRuns()
	{
		run( BLOBS, "Segment ROIs...", "imp=blobs.png file=[" + LegacyMacros.path( "blobs-boxes.zip" ) +
				"] formats=labels,geojson,coco,zarr,zarr3 folder=[" + path( "out" ) + "]" );
		assertNull( legacy.thrown );
		for ( final String file : new String[] { "blobs-objects.geojson", "blobs-coco.json", "blobs-labels.ome.zarr",
				"blobs-labels-v3.ome.zarr/zarr.json" } )
		{
			final String said = run( BLOBS, "Import Objects...", "imp=blobs.png file=[" + path( "out/" + file ) + "] folder=[" + path(
					"again-" + file ) + "]" );
			assertNull( legacy.thrown, said );
			assertSamePixels( "out/blobs-labels.tif", "again-" + file + "/blobs-labels.tif" );
			assertEquals( 63, RoiFiles.read( new File( path( "again-" + file + "/blobs-rois.zip" ) ) ).size() );
		}
	}

	@Test
	public void stacks()
	{
		final ImagePlus blobs = TestImages.open( "blobs" ), stack = IJ.createImage( "two", "8-bit", 256, 254, 2 );
		stack.getStack().setProcessor( blobs.getProcessor(), 1 );
		stack.getStack().setProcessor( blobs.getProcessor().duplicate(), 2 );
		IJ.saveAsTiff( stack, path( "two.tif" ) );
		final String open = "setBatchMode(true);\nopen(\"" + path( "two.tif" ) + "\");\n";
		run( open + "makeRectangle(9, 0, 28, 31);\n", "Segment Stack...", "imp=two.tif formats=labels,geojson,coco,zarr folder=[" + path(
				"out" ) + "]" );
		for ( final String file : new String[] { "two-stack-objects.geojson", "two-stack-coco.json", "two-stack-labels.ome.zarr" } )
		{
			final String said = run( open, "Import Objects...", "imp=two.tif file=[" + path( "out/" + file ) + "] folder=[" + path(
					"again-" + file ) + "]" );
			assertNull( legacy.thrown, said );
			assertSamePixels( "out/two-stack-labels.tif", "again-" + file + "/two-stack-labels.tif" );
		}
	}

	@Test
	public void classesAreGroupsColorsAndAColumn() throws IOException
	{
		final ImageSession session = context.service( EfficientSamService.class ).session( TestImages.open( "blobs" ) );
		final BitSet square = new BitSet();
		square.set( 0, 16 );
		for ( final String name : new String[] { "mitotic", "resting" } )
			session.run( Step.define( name, name.equals( "mitotic" ) ? 0xff8800 : 0x0088ff ) );
		for ( int i = 0; i < 3; i++ )
			session.run( Step.draw( Plane.FIRST, Mask.of( 10 + 20 * i, 10, 4, 4, square ), 0, Arrays.asList( "mitotic", "", "resting" )
					.get( i ), Conflict.FIRST ) );
		session.export( new File( path( "out" ) ), "usual,geojson,coco" );
		for ( final String file : new String[] { "blobs-objects.geojson", "blobs-coco.json" } )
		{
			final String again = "again-" + file;
			run( BLOBS, "Import Objects...", "imp=blobs.png file=[" + path( "out/" + file ) + "] folder=[" + path( again ) + "]" );
			assertNull( legacy.thrown );
			assertSamePixels( "out/blobs-labels.tif", again + "/blobs-labels.tif" );
			assertArrayEquals( ( byte[] ) IJ.openImage( path( "out/blobs-classes.tif" ) ).getProcessor().getPixels(),
					( byte[] ) IJ.openImage( path( again + "/blobs-classes.tif" ) ).getProcessor().getPixels() );
			final List< Roi > rois = RoiFiles.read( new File( path( again + "/blobs-rois.zip" ) ) );
			assertEquals( "1 0 2", rois.get( 0 ).getGroup() + " " + rois.get( 1 ).getGroup() + " " + rois.get( 2 ).getGroup() );
			assertEquals( "resting", rois.get( 2 ).getProperty( "class" ) );
			if ( file.endsWith( "geojson" ) )
				assertEquals( new Color( 0xff8800 ), context.service( EfficientSamService.class ).importObjects( TestImages.open( "blobs" ),
						new File( path( "out/" + file ) ) ).rois().get( 0 ).getStrokeColor() );
			final List< String > table = Files.readAllLines( folder.resolve( again + "/blobs-table.csv" ) );
			assertTrue( table.get( 0 ).endsWith( ",Class" ) && table.get( 1 ).endsWith( ",mitotic" ) && table.get( 2 ).endsWith( "," ),
					table.toString() );
		}
	}

	@Test
	public void importedObjectsAreMadeExact()
	{
		final String macro = "run(\"Import Objects...\", \"imp=blobs.png file=[" + write(
				"{\"type\":\"Polygon\",\"coordinates\":[[[158,18],[188,18],[188,48],[158,48]]]}" ) +
				"]\");\nrun(\"Refine Labels...\", \"imp=blobs.png rough=blobs-labels folder=[" + path( "exact" ) + "]\");";
		final String said = LegacyMacros.run( BLOBS + macro, "" );
		assertNull( legacy.thrown, said );
		final int[] histogram = IJ.openImage( path( "exact/blobs-labels.tif" ) ).getProcessor().getHistogram();
		assertTrue( histogram[ 1 ] > 450 && histogram[ 1 ] != 900, "an object of the image, not the rectangle: " + histogram[ 1 ] );
	}

	private String write( final String text )
	{
		try
		{
			final String name = "x" + text.length() + ".json";
			Files.write( folder.resolve( name ), text.getBytes( StandardCharsets.UTF_8 ) );
			return path( name );
		}
		catch ( final IOException e )
		{
			throw new AssertionError( e );
		}
	}

	@Test
	public void whatIsOtherThanExpectedIsTold()
	{
		final String box = "{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[4,1],[4,4],[1,4]]]}";
		final String file = write( "[{\"geometry\":" + box + "},{\"geometry\":" + box +
				"},{\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,1]}}]" );
		final String said = run( BLOBS, "Import Objects...", "imp=blobs.png folder=[" + path( "o" ) + "] file=[" + file + "]" );
		assertNull( legacy.thrown, said );
		assertEquals( 9, IJ.openImage( path( "o/blobs-labels.tif" ) ).getProcessor().getHistogram()[ 2 ] );
		final List< String > notes = context.service( EfficientSamService.class ).importObjects( TestImages.open( "blobs" ), new File(
				file ) ).notes();
		assertEquals( 2, notes.size(), notes.toString() );
		assertTrue( notes.get( 1 ).startsWith( "Overlapping others" ) && notes.get( 1 ).endsWith( ": 1 object." ), notes.toString() );
	}

	@Test
	public void mistakesStopTheMacroAndWriteNothing()
	{
		final String high = "{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[4,1],[4,4]]],\"plane\":{\"z\":6,\"t\":0}}";
		for ( final String[] mistake : new String[][] { { "file=[" + path( "none" ) + "]", "does not exist" },
				{ "", "\"File\" is missing" },
				{ "file=[" + write( "{" ) + "]", "Export it again" },
				{ "formats=gif file=[" + write( high ) + "]", "no value for formats" },
				{ "file=[" + write( high ) + "]", "slices or frames that \"blobs.png\" does not have" } } )
		{
			final String said = run( BLOBS, "Import Objects...", "imp=blobs.png folder=[" + path( "out" ) + "] " + mistake[ 0 ] );
			assertTrue( ( said + legacy.thrown ).contains( mistake[ 1 ] ), said + legacy.thrown );
			assertFalse( Files.exists( folder.resolve( "out" ) ) );
		}
	}
}
