// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.efficientsam.export.Labelings;
import sc.fiji.efficientsam.labeling.Labeling;
import sc.fiji.efficientsam.labeling.LabelingFile;
import sc.fiji.efficientsam.mask.InnerPixels;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.source.LabelImageReader;
import sc.fiji.efficientsam.source.SourceImage;

/** Labelings of Labkit in and out, in macros. */
class LabelingCommandsTest extends MacroTestBase {

	@AfterEach
	void clear()
	{
		legacy.thrown = null;
		legacy.cancelReason = null;
		assertEquals( Collections.emptyList(), legacy.dialogs, "no line of a macro opens a dialog" );
	}

	private Path image( final String name ) throws IOException
	{
		final Path file = folder.resolve( name + ".png" );
		Files.copy( Paths.get( LegacyMacros.path( name + ".png" ) ), file );
		return file;
	}

	private static String path( final Path file )
	{
		return file.toString().replace( '\\', '/' );
	}

	/** Scribbles of three pixels in the middle of each true object, and nothing else. */
	private static Labeling scribbles( final Map< Integer, Mask > truth, final SourceImage image )
	{
		final Map< String, Map< List< Long >, Mask > > labels = new LinkedHashMap<>();
		final BitSet all = new BitSet();
		for ( final Mask object : truth.values() )
		{
			final int[] p = InnerPixels.of( object, 1 ).get( 0 );
			for ( int x = Math.max( 0, p[ 0 ] - 1 ); x <= Math.min( image.width() - 1, p[ 0 ] + 1 ); x++ )
				if ( object.contains( x, p[ 1 ] ) )
					all.set( p[ 1 ] * image.width() + x );
		}
		labels.put( "background", Collections.emptyMap() );
		labels.put( "nucleus", Collections.singletonMap( Collections.emptyList(), Mask.of( 0, 0, image.width(), image.height(), all ) ) );
		return new Labeling( Labelings.axes( image ), labels, Collections.emptyMap() );
	}

	@Test
	void scribblesBesideAnImageBecomeMasksAndALabelingAgain() throws IOException
	{
		final Path file = image( "nuclei-fluorescence" );
		final Map< Integer, Mask > truth = LabelImageReader.masks( IJ.openImage( LegacyMacros.path( "nuclei-fluorescence-truth.png" ) ) );
		LabelingFile.write( scribbles( truth, SourceImage.of( IJ.openImage( path( file ) ) ) ), LabelingFile.beside( file ) );
		LegacyMacros.run( "open(\"" + path( file ) + "\");\nrun(\"Segment Labkit Labeling...\", \"labels=false folder=[" + path( folder ) +
				"] formats=[labels,labeling]\");", "" );
		assertEquals( null, legacy.cancelReason );
		final Map< Integer,
				Mask > found = LabelImageReader.masks( IJ.openImage( path( folder.resolve( "nuclei-fluorescence-labels.tif" ) ) ) );
		assertEquals( truth.size(), found.size(), 1 );
		double sum = 0;
		for ( final Mask object : truth.values() )
			sum += found.values().stream().mapToDouble( object::iou ).max().orElse( 0 );
		assertTrue( sum / truth.size() > 0.8, "IoU " + sum / truth.size() );
		final Labeling written = LabelingFile.read( folder.resolve( "nuclei-fluorescence-objects.labeling" ) );
		assertEquals( found.size(), written.names().size() );
		assertTrue( written.names().contains( "nucleus 1" ), written.names().toString() );
		for ( final Mask mask : found.values() )
			assertTrue( written.names().stream().anyMatch( n -> written.mask( n, Collections.emptyList() ).equals( mask ) ) );
	}

	@Test
	void labelsLieBesideTheImageForLabkit() throws IOException
	{
		final Path file = image( "blobs" );
		final String labels = LegacyMacros.path( "blobs-truth.png" );
		final String macro = "open(\"" + labels + "\");\nopen(\"" + path( file ) + "\");\nrun(\"Open in Labkit...\", \"imp=blobs.png " +
				"objects=blobs-truth.png";
		LegacyMacros.run( macro + "\");", "" );
		assertEquals( null, legacy.cancelReason );
		final Path written = LabelingFile.beside( file );
		final Labeling labeling = LabelingFile.read( written );
		LabelImageReader.masks( IJ.openImage( labels ) ).forEach( ( label, mask ) -> assertEquals( mask, labeling.mask( label.toString(),
				Collections.emptyList() ) ) );
		Files.write( written, "mine".getBytes( StandardCharsets.US_ASCII ) );
		LegacyMacros.run( macro + "\");", "" );
		assertTrue( legacy.cancelReason.contains( "replace=true" ), legacy.cancelReason );
		assertEquals( "mine", new String( Files.readAllBytes( written ), StandardCharsets.US_ASCII ) );
		LegacyMacros.run( macro + " replace=true\");", "" );
		assertEquals( labeling, LabelingFile.read( written ) );
	}

	@Test
	void stacksKeepTheirSlicesAndFrames() throws IOException
	{
		final ImagePlus labels = IJ.createHyperStack( "labels", 8, 6, 1, 2, 3, 16 );
		for ( int i = 1; i <= 6; i++ )
			labels.getStack().getProcessor( i ).set( i, i - 1, 7 );
		final Labeling labeling = Labelings.of( labels, SourceImage.of( IJ.createHyperStack( "image", 8, 6, 2, 2, 3, 8 ) ) );
		assertEquals( "8 x 6 x 2 x 3", labeling.describeSize() );
		assertEquals( 6, labeling.planes( "7" ).size() );
		assertTrue( labeling.mask( "7", Arrays.asList( 1L, 2L ) ).contains( 6, 5 ) );
		assertFalse( labeling.mask( "7", Arrays.asList( 0L, 2L ) ).contains( 6, 5 ) );
	}

	@Test
	void whatCannotWorkIsSaid() throws IOException
	{
		final Path file = image( "blobs" );
		final String open = "open(\"" + path( file ) + "\");\n";
		LegacyMacros.run( open + "run(\"Segment Labkit Labeling...\", \"\");", "" );
		assertTrue( legacy.cancelReason.contains( "There is no labeling" ), legacy.cancelReason );
		final Path nuclei = image( "nuclei-fluorescence" );
		LabelingFile.write( scribbles( Collections.emptyMap(), SourceImage.of( IJ.openImage( path( nuclei ) ) ) ),
				LabelingFile.beside( file ) );
		LegacyMacros.run( open + "run(\"Segment Labkit Labeling...\", \"\");", "" );
		assertTrue( legacy.cancelReason.contains( "Choose the labeling that belongs to the image" ), legacy.cancelReason );
		LabelingFile.write( scribbles( Collections.emptyMap(), SourceImage.of( IJ.openImage( path( file ) ) ) ),
				LabelingFile.beside( file ) );
		LegacyMacros.run( open + "run(\"Segment Labkit Labeling...\", \"\");", "" );
		assertTrue( legacy.cancelReason.contains( "no scribbles of objects" ) && legacy.cancelReason.contains( "nucleus" ),
				legacy.cancelReason );
		Files.write( LabelingFile.beside( file ), "{\"interval\"".getBytes( StandardCharsets.US_ASCII ) );
		LegacyMacros.run( open + "run(\"Segment Labkit Labeling...\", \"\");", "" );
		assertTrue( legacy.cancelReason.contains( "Save the labeling in Labkit again" ), legacy.cancelReason );
		LegacyMacros.run( open + "run(\"Segment Labkit Labeling...\", \"objects=cells\");", "" );
		assertTrue( legacy.cancelReason.contains( "scribble, label" ), legacy.cancelReason );
		LabelingFile.write( scribbles( Collections.emptyMap(), SourceImage.of( IJ.openImage( path( file ) ) ) ), LabelingFile.beside(
				file ) );
		LegacyMacros.run( open + "run(\"Segment Labkit Labeling...\", \"background=backgroud\");", "" );
		assertTrue( legacy.cancelReason.contains( "no label \"backgroud\"" ), legacy.cancelReason );
		LegacyMacros.run( "newImage(\"new\", \"8-bit\", 50, 50, 1);\nrun(\"Open in Labkit...\", \"imp=new objects=new\");", "" );
		assertTrue( legacy.cancelReason.contains( "is chosen as image and as label image" ), legacy.cancelReason );
		LegacyMacros.run( "newImage(\"new\", \"8-bit\", 50, 50, 1);\nrun(\"Segment Labkit Labeling...\", \"imp=new\");", "" );
		assertTrue( legacy.cancelReason.contains( "comes from no file" ), legacy.cancelReason );
	}
}
