// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.efficientsam.mask.MaskTest.mask;

import java.awt.Rectangle;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.FileInfo;
import ij.measure.ResultsTable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.roi.MaskRois;
import sc.fiji.efficientsam.roi.RoiFiles;
import sc.fiji.efficientsam.segment.OverlapRule;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.source.LabelImageReader;

/** Tests {@link MaskRois}, {@link LabelImages}, {@link MeasurementTable}, {@link RoiFiles} and {@link ResultWriter}. */
public class ResultsTest {

	@TempDir
	Path folder;

	private static SegmentedObject object( final Mask mask )
	{
		return new SegmentedObject( Prompt.point( 0, 0 ).withName( "a, \"b\"" ), mask, 0.8, 0.9 );
	}

	@Test
	public void selectionsHoldExactlyTheMasksPixels()
	{
		final Random random = new Random( 7 );
		for ( int round = 0; round < 200; round++ )
		{
			final BitSet bits = new BitSet();
			final int w = 1 + random.nextInt( 20 ), h = 1 + random.nextInt( 20 );
			final int share = 1 + random.nextInt( 9 );
			for ( int i = 0; i < w * h; i++ )
				if ( random.nextInt( 10 ) < share )
					bits.set( i );
			final Mask m = Mask.of( random.nextInt( 50 ), random.nextInt( 50 ), w, h, bits );
			if ( !m.isEmpty() )
				assertEquals( m, MaskRois.toMask( MaskRois.toRoi( m ) ) );
		}
		assertNull( MaskRois.toRoi( Mask.EMPTY ) );
	}

	@Test
	public void realMasksSurviveAZipOfSelections() throws IOException
	{
		final List< Mask > masks = TestImages.truth( "cells-phase" );
		final Roi[] rois = masks.stream().map( MaskRois::toRoi ).toArray( Roi[]::new );
		final Path zip = Files.write( folder.resolve( "a b.zip" ), RoiFiles.toZip( Arrays.asList( rois ) ) );
		final List< Roi > read = RoiFiles.read( zip.toFile() );
		assertEquals( masks.size(), read.size() );
		for ( int i = 0; i < masks.size(); i++ )
			assertEquals( masks.get( i ), MaskRois.toMask( read.get( i ) ) );
	}

	@Test
	public void labelImagesAre16BitCalibratedAndDistinct()
	{
		final ImagePlus imp = IJ.createImage( "cells.tif", "8-bit black", 8, 4, 1 );
		imp.getCalibration().pixelWidth = 0.25;
		imp.getCalibration().setUnit( "um" );
		final ImagePlus labels = LabelImages.create( imp, 2 );
		LabelImages.paint( Arrays.asList( object( mask( 1, 1, "##" ) ), object( mask( 5, 2, "##" ) ) ), OverlapRule.SCORE, labels );
		assertEquals( "cells-labels", labels.getTitle() );
		assertEquals( 16, labels.getBitDepth() );
		assertEquals( 0.25, labels.getCalibration().pixelWidth );
		assertEquals( 1, labels.getProcessor().get( 2, 1 ) );
		assertEquals( 2, labels.getProcessor().get( 5, 2 ) );
		assertEquals( 255, labels.getDisplayRangeMax() );
		assertEquals( 0, LabelLut.create().getRGB( 0 ) & 0xffffff );
		for ( int i = 1; i < 255; i++ )
			assertNotEquals( LabelLut.create().getRGB( i ), LabelLut.create().getRGB( i + 1 ) );
		assertEquals( 32, LabelImages.create( imp, 65536 ).getBitDepth() );
		assertEquals( 2, LabelImageReader.masks( labels ).size() );
	}

	@Test
	public void measurementsAreImageJsOwnInCalibratedUnits()
	{
		final ImagePlus imp = IJ.createImage( "x", "8-bit black", 20, 20, 1 );
		imp.getProcessor().set( 4, 4, 60 );
		imp.getCalibration().pixelWidth = imp.getCalibration().pixelHeight = 0.5;
		imp.getCalibration().setUnit( "um" );
		imp.setRoi( 1, 1, 5, 5 );
		final ResultsTable t = MeasurementTable.create( imp, Arrays.asList( object( mask( 4, 4, "###", "###" ) ), object( Mask.EMPTY ) ) );
		assertEquals( 2, t.size() );
		assertEquals( 6, t.getValue( "Pixels", 0 ) );
		assertEquals( 1.5, t.getValue( "Area", 0 ), 1e-9 );
		assertEquals( 10, t.getValue( "Mean", 0 ), 1e-9 );
		assertEquals( 2.75, t.getValue( "X", 0 ), 1e-9 );
		assertEquals( 2, t.getValue( "BX", 0 ), 1e-9 );
		assertEquals( 1.5, t.getValue( "Width", 0 ), 1e-9 );
		assertEquals( Math.hypot( 1.5, 1 ), t.getValue( "Feret", 0 ), 1e-3 );
		assertEquals( 0.8, t.getValue( "PredictedIoU", 0 ), 1e-9 );
		assertEquals( "no", t.getStringValue( "Found", 1 ) );
		assertEquals( 0, t.getValue( "Pixels", 1 ) );
		assertEquals( new Rectangle( 1, 1, 5, 5 ), imp.getRoi().getBounds(), "the user's selection stays" );
		assertTrue( ResultWriter.toCsv( t ).contains( "\"a, \"\"b\"\"\"" ) );
	}

	@Test
	public void filesAreWrittenWhole() throws IOException
	{
		final ImagePlus imp = TestImages.open( "blobs" );
		final ImagePlus labels = LabelImages.create( imp, 1 );
		LabelImages.paint( Arrays.asList( object( mask( 3, 3, "###" ) ) ), OverlapRule.SCORE, labels );
		final File target = new File( folder.toFile(), "new folder/ü" );
		final GivenResult result = new GivenResult( imp, ResultKind.IMAGE );
		result.labels = labels;
		final ImagePlus read = IJ.openImage( result.write( ResultFormat.LABELS, target ).toString() );
		assertEquals( 16, read.getBitDepth() );
		assertArrayEquals( ( short[] ) labels.getProcessor().getPixels(), ( short[] ) read.getProcessor().getPixels() );
		result.picture = OverlayPicture.draw( TestImages.rgb( "blobs" ), Arrays.asList( object( mask( 3, 3, "###" ) ) ), 2 );
		result.write( ResultFormat.PICTURE, target );
		assertEquals( 2 * imp.getWidth(), IJ.openImage( new File( target, "blobs-overlay.png" ).getPath() ).getWidth() );
		assertEquals( 2, target.list().length, "no temporary file is left" );
	}

	@Test
	public void failingWritesLeaveTheOldFileAndSayWhatToDo() throws IOException
	{
		final ImagePlus imp = TestImages.open( "blobs" );
		final GivenResult result = new GivenResult( imp, ResultKind.IMAGE );
		// a folder where the file should be: cannot be replaced
		Files.createDirectories( folder.resolve( "blobs-table.csv/inside" ) );
		final String message = assertThrows( UncheckedIOException.class, () -> result.write( ResultFormat.TABLE, folder.toFile() ) )
				.getMessage();
		assertTrue( message.contains( "cannot be written" ) && message.contains( "Make room" ), message );
		assertEquals( 1, folder.toFile().list().length, "no temporary file is left" );
		final Path file = Files.createFile( folder.resolve( "file" ) );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> result.write( ResultFormat.TABLE, file.toFile() ) ).getMessage()
				.contains( "cannot be made" ) );
	}

	@Test
	public void inputsAreNeverReplaced()
	{
		final ImagePlus imp = IJ.createImage( "x", "8-bit black", 2, 2, 1 );
		final FileInfo info = new FileInfo();
		info.directory = folder.toString() + File.separator;
		info.fileName = "x-labels.tif";
		imp.setFileInfo( info );
		assertTrue( assertThrows( IllegalArgumentException.class,
				() -> new ResultWriter( folder.toFile(), SourceImage.of( imp ), ResultKind.IMAGE ) ).getMessage()
				.contains( "replace the image" ) );
	}

	@Test
	public void brokenRoiFilesAreRefused() throws IOException
	{
		assertTrue( assertThrows( IllegalArgumentException.class, () -> RoiFiles.read( folder.resolve( "none.zip" ).toFile() ) )
				.getMessage().contains( "does not exist" ) );
		final byte[] zip = Files.readAllBytes( TestImages.file( "blobs-boxes.zip" ).toPath() );
		final Path cut = Files.write( folder.resolve( "cut.zip" ), Arrays.copyOf( zip, zip.length / 3 ) );
		assertThrows( IllegalArgumentException.class, () -> RoiFiles.read( cut.toFile() ) );
		final Path text = Files.write( folder.resolve( "text.roi" ),
				"no selection at all, but long enough to have a header of its own, or so it seems".getBytes( "UTF-8" ) );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> RoiFiles.read( text.toFile() ) ).getMessage()
				.contains( "not a readable ROI file" ) );
		final Path empty = Files.write( folder.resolve( "empty.zip" ), RoiFiles.toZip( Arrays.asList() ) );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> RoiFiles.read( empty.toFile() ) ).getMessage()
				.contains( "holds no selection" ) );
	}

	@Test
	public void largeLabelImagesAreStreamedAndLookTheSame( @TempDir final Path folder ) throws IOException
	{
		final ImagePlus big = IJ.createImage( "big", "16-bit black", 9000, 6000, 1 );
		big.getProcessor().set( 8999, 5999, 7 );
		big.setProp( "EfficientSAM.model", "micro" );
		assertTrue( big.getSizeInBytes() > LabelTiff.LARGE );
		final Path file = new GivenResult( big, ResultKind.IMAGE ).write( ResultFormat.LABELS, folder.toFile() );
		assertEquals( "big", big.getTitle() );
		assertEquals( 1, folder.toFile().list().length );
		final ImagePlus back = IJ.openImage( file.toString() );
		assertEquals( 7, back.getProcessor().get( 8999, 5999 ) );
		assertEquals( "micro", back.getProp( "EfficientSAM.model" ) );
	}
}
