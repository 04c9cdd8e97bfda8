// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Collections;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.io.RoiEncoder;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import sc.fiji.efficientsam.mask.InnerPixels;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.source.LabelImageReader;

/** "Segment Similar..." and "Teach...", in macros. */
class LearningCommandsTest extends MacroTestBase {

	@AfterEach
	void clear()
	{
		legacy.thrown = null;
		legacy.cancelReason = null;
		assertEquals( Collections.emptyList(), legacy.dialogs, "no line of a macro opens a dialog" );
	}

	private static String path( final Path file )
	{
		return file.toString().replace( '\\', '/' );
	}

	private static String open( final String name )
	{
		return "open(\"" + LegacyMacros.path( name + ".png" ) + "\");\n";
	}

	private static Map< Integer, Mask > labels( final Path file )
	{
		return LabelImageReader.masks( IJ.openImage( path( file ) ) );
	}

	private static double hits( final Map< Integer, Mask > truth, final Map< Integer, Mask > found )
	{
		return ( double ) truth.values().stream().filter( t -> found.values().stream().anyMatch( f -> f.iou( t ) > 0.5 ) ).count() /
				truth.size();
	}

	@Test
	void threeClicksFindTheOtherNuclei()
	{
		final Map< Integer, Mask > truth =
				LabelImageReader.masks( IJ.openImage( LegacyMacros.path( "nuclei-fluorescence-truth.png" ) ) );
		final StringBuilder xs = new StringBuilder(), ys = new StringBuilder();
		truth.values().stream().limit( 3 ).forEach( m -> {
			final int[] p = InnerPixels.of( m, 1 ).get( 0 );
			xs.append( xs.length() == 0 ? "" : "," ).append( p[ 0 ] );
			ys.append( ys.length() == 0 ? "" : "," ).append( p[ 1 ] );
		} );
		LegacyMacros.run( open( "nuclei-fluorescence" ) + "makeSelection(\"point\", newArray(" + xs + "), newArray(" + ys + "));\n" +
				"run(\"Segment Similar...\", \"labels=false folder=[" + path( folder ) + "] formats=[labels,table]\");", "" );
		assertEquals( null, legacy.cancelReason );
		final Map< Integer, Mask > found = labels( folder.resolve( "nuclei-fluorescence-labels.tif" ) );
		assertTrue( hits( truth, found ) > 0.8, "found " + hits( truth, found ) );
		// The examples come first.
		assertTrue( found.get( 1 ).iou( truth.values().iterator().next() ) > 0.5 );
	}

	/** Two kinds of objects in one image: nuclei, and blobs. */
	@Test
	void aNegativePointRemovesAKind()
	{
		final ImageProcessor left = IJ.openImage( LegacyMacros.path( "nuclei-fluorescence.png" ) ).getProcessor().convertToByte( false ),
				right = IJ.openImage( LegacyMacros.path( "blobs.png" ) ).getProcessor().convertToByte( false );
		final ImageProcessor both = new ByteProcessor( left.getWidth() + right.getWidth(), Math.max( left.getHeight(),
				right.getHeight() ) );
		both.insert( left, 0, 0 );
		both.insert( right, left.getWidth(), 0 );
		IJ.save( new ImagePlus( "both", both ), path( folder.resolve( "both.tif" ) ) );
		final String image = "open(\"" + path( folder.resolve( "both.tif" ) ) + "\");\n";
		final Map< Integer, Mask > nuclei =
				LabelImageReader.masks( IJ.openImage( LegacyMacros.path( "nuclei-fluorescence-truth.png" ) ) );
		final int w = left.getWidth();
		final int[] p = InnerPixels.of( nuclei.values().iterator().next(), 1 ).get( 0 );
		final String run = "run(\"Segment Similar...\", \"similarity=0 negative=1 labels=false folder=[" + path( folder ) +
				"] formats=labels\");";
		LegacyMacros.run( image + "makePoint(" + p[ 0 ] + "," + p[ 1 ] + ");\n" + run, "" );
		assertEquals( null, legacy.cancelReason );
		final long with = labels( folder.resolve( "both-labels.tif" ) ).values().stream().filter( m -> m.x() >= w ).count();
		assertTrue( with > 10, with + " blobs" );
		final PointRoi points = new PointRoi( p[ 0 ], p[ 1 ] );
		points.setCounter( 1 );
		points.addPoint( w + 73, 41 );
		RoiEncoder.save( points, path( folder.resolve( "two.roi" ) ) );
		LegacyMacros.run( image + run.replace( "similarity", "file=[" + path( folder.resolve( "two.roi" ) ) + "] similarity" ), "" );
		assertEquals( null, legacy.cancelReason );
		final Map< Integer, Mask > found = labels( folder.resolve( "both-labels.tif" ) );
		final long without = found.values().stream().filter( m -> m.x() >= w ).count();
		assertTrue( without < with / 2, without + " blobs of " + with );
		assertTrue( hits( nuclei, found ) > 0.7, "nuclei " + hits( nuclei, found ) );
	}

	@Test
	void whatWasTaughtIsUsedByItsName() throws Exception
	{
		final Path lesson = folder.resolve( "blobs lesson.json" );
		LegacyMacros.run( open( "blobs-truth" ) + open( "blobs" ) + "run(\"Teach...\", \"imp=blobs.png labelimage=blobs-truth.png " +
				"complete always lesson=[" + path( lesson ) + "]\");", "" );
		assertEquals( null, legacy.cancelReason );
		assertTrue( Files.size( lesson ) > 1000 );
		final String run = "run(\"Segment Everything...\", \"labels=false folder=[" + path( folder ) + "] formats=[labels,settings]";
		LegacyMacros.run( open( "blobs" ) + run + " lesson=[" + path( lesson ) + "]\");", "" );
		assertEquals( null, legacy.cancelReason );
		final Map< Integer, Mask > truth = LabelImageReader.masks( IJ.openImage( LegacyMacros.path( "blobs-truth.png" ) ) );
		final double taught = hits( truth, labels( folder.resolve( "blobs-labels.tif" ) ) );
		assertTrue( taught > 0.8, "taught " + taught );
		final String settings = new String( Files.readAllBytes( folder.resolve( "blobs-settings.csv" ) ), "UTF-8" );
		assertTrue( settings.contains( "lesson=" + lesson ), settings );
		// A batch finds the same, and knows that it needs no second run.
		final Path in = Files.createDirectory( folder.resolve( "in" ) ), out = folder.resolve( "out" );
		Files.copy( Paths.get( LegacyMacros.path( "blobs.png" ) ), in.resolve( "blobs.png" ) );
		LegacyMacros.run( "run(\"Batch...\", \"input=[" + path( in ) + "] prompts=everything folder=[" + path( out ) + "] lesson=[" +
				path( lesson ) + "]\");", "" );
		assertEquals( null, legacy.cancelReason );
		assertEquals( labels( folder.resolve( "blobs-labels.tif" ) ), labels( out.resolve( "blobs-labels.tif" ) ) );
	}

	@Test
	void acceptedObjectsOfTheToolAreExamplesToo() throws Exception
	{
		final Path lesson = folder.resolve( "tool.json" );
		final StringBuilder macro = new StringBuilder( open( "blobs" ) );
		for ( final Mask m : LabelImageReader.masks( IJ.openImage( LegacyMacros.path( "blobs-truth.png" ) ) ).values() )
			if ( m.x() < 60 )
				macro.append( "run(\"Label Object...\", \"prompts=[box " + m.x() + " " + m.y() + " " + m.width() + " " + m.height() +
						"]\");\n" );
		LegacyMacros.run( macro + "run(\"Teach...\", \"always lesson=[" + path( lesson ) + "]\");", "" );
		assertEquals( null, legacy.cancelReason );
		assertTrue( Files.size( lesson ) > 1000 );
	}

	@Test
	void whatCannotWorkIsSaid() throws Exception
	{
		Files.copy( Paths.get( LegacyMacros.path( "blobs.png" ) ), folder.resolve( "blobs.png" ) );
		final String[][] wrong = {
				{ "run(\"Segment Similar...\", \"\");", "nothing to segment", "selection" },
				{ "makePoint(1000, 3); run(\"Segment Similar...\", \"\");", "outside of the image" },
				{ "makePoint(73, 41); run(\"Segment Similar...\", \"similarity=2\");", "Use 1 or less" },
				{ "run(\"Teach...\", \"lesson=[a]\");", "overlay" },
				{ "run(\"Teach...\", \"lesson=[a/b] examples=tool\");", "cannot be the name" },
				{ "run(\"Teach...\", \"lesson=a examples=tool\");", "Accept 10 to 30" },
				{ "run(\"Teach...\", \"lesson=a examples=labels\");", "no label image" },
				{ "run(\"Teach...\", \"lesson=a examples=label\");", "examples" },
				{ "run(\"Segment Everything...\", \"lesson=nobody\");", "There is no lesson" },
				{ "run(\"Segment Everything...\", \"lesson=nobody source=grid\");", "instance head" },
				{ "run(\"Batch...\", \"input=[" + path( folder ) + "] folder=[" + path( folder.resolve( "o" ) ) + "] lesson=a\");",
						"prompts=everything" } };
		for ( final String[] w : wrong )
		{
			legacy.cancelReason = null;
			LegacyMacros.run( open( "blobs" ) + w[ 0 ], "" );
			assertTrue( legacy.cancelReason != null && legacy.cancelReason.contains( w[ 1 ] ) ||
					w.length > 2 && legacy.cancelReason != null && legacy.cancelReason.contains( w[ 2 ] ), w[ 0 ] + ": " +
							legacy.cancelReason );
			LegacyMacros.forgetImages();
		}
		final Path broken = folder.resolve( "broken.json" );
		Files.write( broken, new byte[] { '{', '"' } );
		LegacyMacros.run( open( "blobs" ) + "run(\"Segment Everything...\", \"lesson=[" + path( broken ) + "]\");", "" );
		assertTrue( legacy.cancelReason.contains( "damaged" ), legacy.cancelReason );
		assertFalse( Files.exists( folder.resolve( "o" ) ) );
	}
}
