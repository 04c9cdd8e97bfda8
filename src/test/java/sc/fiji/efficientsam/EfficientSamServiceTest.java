// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.script.ScriptModule;
import org.scijava.script.ScriptService;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.ImageConverter;

import sc.fiji.efficientsam.image.ChannelImage;
import sc.fiji.efficientsam.image.ContrastMode;
import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.roi.MaskRois;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.source.ImagePlusReader;

/** Segments real images with the real model through {@link EfficientSamService}. */
public class EfficientSamServiceTest {

	private static Context context;

	private static EfficientSamService sam;

	@BeforeAll
	public static void start()
	{
		context = new Context();
		sam = context.service( EfficientSamService.class );
	}

	@AfterAll
	public static void stop()
	{
		context.dispose();
	}

	private static double meanIou( final Segmentation result, final List< Mask > truth )
	{
		double sum = 0;
		for ( int i = 0; i < truth.size(); i++ )
			sum += result.objects().get( i ).mask().iou( truth.get( i ) );
		return sum / truth.size();
	}

	@Test
	public void boxesFindNuclei()
	{
		final Segmentation result = sam.segment( TestImages.open( "nuclei-fluorescence" ) )
				.rois( TestImages.file( "nuclei-fluorescence-boxes.zip" ) ).run();
		assertEquals( 25, result.found() );
		final double iou = meanIou( result, TestImages.truth( "nuclei-fluorescence" ) );
		assertTrue( iou > 0.8, "mean IoU " + iou );
	}

	@Test
	public void pointsFindNuclei()
	{
		final double iou = meanIou( sam.segment( TestImages.open( "nuclei-fluorescence" ) )
				.rois( TestImages.file( "nuclei-fluorescence-points.roi" ) ).run(), TestImages.truth( "nuclei-fluorescence" ) );
		assertTrue( iou > 0.75, "mean IoU " + iou );
	}

	@Test
	public void theObjectSizeHelpsPoints()
	{
		final File points = TestImages.file( "cells-phase-points.roi" );
		final List< Mask > truth = TestImages.truth( "cells-phase" );
		final double without = meanIou( sam.segment( TestImages.open( "cells-phase" ) ).rois( points ).run(), truth );
		final double with = meanIou( sam.segment( TestImages.open( "cells-phase" ) ).rois( points ).objectSize( 85 ).run(), truth );
		assertTrue( with > without + 0.05, without + " " + with );
	}

	/** The same picture as 8, 16, 32 bit, RGB and composite must give the same objects. */
	@Test
	public void allPixelTypesGiveTheSameObjects()
	{
		final ImagePlus imp = TestImages.open( "nuclei-fluorescence" );
		final Map< String, ImagePlus > types = new HashMap<>();
		for ( final String type : new String[] { "16-bit", "32-bit", "RGB" } )
		{
			final ImagePlus copy = imp.duplicate();
			copy.setDisplayRange( 0, 255 );
			final ImageConverter converter = new ImageConverter( copy );
			if ( type.equals( "16-bit" ) )
				converter.convertToGray16();
			else if ( type.equals( "32-bit" ) )
				converter.convertToGray32();
			else
				converter.convertToRGB();
			types.put( type, copy );
		}
		final ImagePlus stack = IJ.createHyperStack( "c", imp.getWidth(), imp.getHeight(), 2, 1, 1, 8 );
		stack.getStack().setProcessor( imp.getProcessor().duplicate(), 2 );
		final CompositeImage composite = new CompositeImage( stack, CompositeImage.COMPOSITE );
		types.put( "channel 2 of a composite", composite );
		final Segmentation expected = sam.segment( imp ).rois( TestImages.file( "nuclei-fluorescence-boxes.zip" ) ).run();
		types.forEach( ( type, image ) -> {
			final Segmentation actual = sam.segment( image ).channel( image == composite
					? 2 : 0 ).rois( TestImages.file( "nuclei-fluorescence-boxes.zip" ) ).run();
			for ( int i = 0; i < 25; i++ )
			{
				final double iou = expected.objects().get( i ).mask().iou( actual.objects().get( i ).mask() );
				assertTrue( iou > 0.97, type + ": object " + ( i + 1 ) + " has IoU " + iou );
			}
		} );
	}

	@Test
	public void allOutputsAgreePixelByPixel()
	{
		final ImagePlus imp = TestImages.open( "cells-phase" );
		final Segmentation result = sam.segment( imp ).rois( TestImages.file( "cells-phase-boxes.zip" ) ).run();
		final Overlay overlay = result.overlay();
		assertEquals( result.found(), overlay.size() );
		for ( final Roi roi : overlay )
		{
			final int label = Integer.parseInt( roi.getProperty( "label" ) );
			final Mask mask = MaskRois.toMask( roi );
			assertEquals( result.objects().get( label - 1 ).mask(), mask );
			assertEquals( mask.area(), result.table().getValue( "Pixels", label - 1 ) );
			for ( int y = 0; y < imp.getHeight(); y++ )
				for ( int x = 0; x < imp.getWidth(); x++ )
					assertEquals( mask.contains( x, y ), result.labels().getProcessor().get( x, y ) == label );
		}
	}

	@Test
	public void smallObjectsInALargeImageAreNotLost()
	{
		final ImagePlus small = TestImages.open( "nuclei-fluorescence" );
		final ImagePlus large = IJ.createImage( "large", "8-bit black", 4000, 3000, 1 );
		large.getProcessor().add( small.getProcessor().getStatistics().min );
		large.getProcessor().insert( small.getProcessor(), 2800, 2100 );
		final List< Mask > truth = TestImages.truth( "nuclei-fluorescence" );
		final SegmentationRequest request = sam.segment( large ).contrast( "full" );
		truth.forEach( m -> request.box( m.x() + 2800, m.y() + 2100, m.width(), m.height() ) );
		final SegmentationRequest alone = sam.segment( small ).contrast( "full" );
		truth.forEach( m -> alone.box( m.x(), m.y(), m.width(), m.height() ) );
		final Segmentation a = alone.run(), b = request.run();
		double here = 0, there = 0;
		for ( int i = 0; i < truth.size(); i++ )
		{
			here += a.objects().get( i ).mask().area();
			there += b.objects().get( i ).mask().area();
		}
		assertEquals( 1, there / here, 0.1 );
	}

	@Test
	public void boxesLargerThanATileGiveOneMaskAcrossTiles()
	{
		final ImagePlus imp = IJ.createImage( "disk", "8-bit black", 3000, 2500, 1 );
		imp.getProcessor().setColor( 180 );
		imp.getProcessor().fill( new OvalRoi( 500, 400, 1600, 1500 ) );
		final Mask mask = sam.segment( imp ).box( 500, 400, 1600, 1500 ).run().objects().get( 0 ).mask();
		final double iou = mask.iou( MaskRois.toMask( new OvalRoi( 500, 400, 1600, 1500 ) ) );
		assertTrue( iou > 0.85, "IoU " + iou );
	}

	@Test
	public void anyImageHoweverSmallOrOddGivesOneMaskPerPrompt()
	{
		final ImagePlus nan = IJ.createImage( "nan", "32-bit black", 20, 10, 1 );
		nan.getProcessor().set( Double.NaN );
		for ( final ImagePlus imp : new ImagePlus[] { IJ.createImage( "one pixel", "8-bit black", 1, 1, 1 ),
				IJ.createImage( "line", "16-bit ramp", 1000, 1, 1 ),
				IJ.createImage( "constant", "8-bit white", 30, 30, 1 ), IJ.createImage( "rgb", "RGB black", 2, 3, 1 ), nan } )
		{
			final Segmentation result = sam.segment( imp ).point( 0, 0 ).box( 0, 0, 1, 1 ).run();
			assertEquals( 2, result.objects().size(), imp.getTitle() );
			assertEquals( 2, result.table().size() );
			assertEquals( imp.getWidth(), result.labels().getWidth() );
			assertTrue( result.picture().getWidth() > 0 );
		}
	}

	@Test
	public void calibrationTitleAndSliceAreKept()
	{
		final ImagePlus imp = IJ.createHyperStack( "series.tif", 64, 64, 1, 2, 3, 8 );
		imp.getCalibration().pixelWidth = 0.3;
		imp.setPosition( 1, 2, 3 );
		imp.getProcessor().setColor( 200 );
		imp.getProcessor().fill( new OvalRoi( 20, 20, 24, 24 ) );
		final Segmentation result = sam.segment( imp ).box( 20, 20, 24, 24 ).run();
		assertEquals( "series-labels", result.labels().getTitle() );
		assertEquals( 0.3, result.labels().getCalibration().pixelWidth );
		assertEquals( 2, result.rois().get( 0 ).getZPosition() );
		assertEquals( 3, result.rois().get( 0 ).getTPosition() );
		assertEquals( 2, result.table().getValue( "Slice", 0 ) );
		assertEquals( 3, result.table().getValue( "Frame", 0 ) );
		assertEquals( "-slice2-frame3", result.source().suffix() );
		assertEquals( "micro", result.labels().getProp( "EfficientSAM.model" ) );
		assertTrue( result.provenance().get( "library" ).contains( "ONNX Runtime 1.23.2" ), result.provenance().toString() );
		assertEquals( "CPU", result.provenance().get( "device" ) );
	}

	@Test
	public void selectionsOfOtherSlicesAreLeftOut()
	{
		final ImagePlus imp = IJ.createImage( "stack", "8-bit ramp", 64, 64, 3 );
		final Roi here = new Roi( 5, 5, 20, 20 ), everywhere = new Roi( 30, 30, 20, 20 ), elsewhere = new Roi( 5, 30, 20, 20 );
		here.setPosition( 2 );
		elsewhere.setPosition( 3 );
		final Overlay overlay = new Overlay();
		for ( final Roi roi : new Roi[] { here, everywhere, elsewhere } )
			overlay.add( roi );
		imp.setOverlay( overlay );
		imp.setSlice( 2 );
		assertEquals( 2, sam.segment( imp ).overlay().run().objects().size() );
		imp.setOverlay( new Overlay( elsewhere ) );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> sam.segment( imp ).overlay() ).getMessage()
				.contains( "other slices" ) );
	}

	@Test
	public void whatIsNotFoundIsReportedAndCounted()
	{
		final ImagePlus imp = TestImages.open( "nuclei-fluorescence" );
		final Roi box = new Roi( 130, 110, 50, 50 );
		box.setName( "upper" );
		final Segmentation result = sam.segment( imp ).rois( box, ( Roi ) box.clone() ).overlap( "last" ).run();
		// two equal prompts claim the same pixels: the last gets them all
		assertEquals( 2, result.objects().size() );
		assertEquals( 1, result.found() );
		assertEquals( "[#1 upper]", result.missed().toString() );
		assertTrue( result.summary().contains( "1 of 2 objects" ) && result.summary().contains( "#1 upper" ), result.summary() );
		assertEquals( 2, result.labels().getStatistics().max );
	}

	@Test
	public void mistakesAreNamed()
	{
		final ImagePlus imp = TestImages.open( "blobs" );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> sam.segment( null ) ).getMessage().contains( "Open one first" ) );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> sam.segment( imp ).run() ).getMessage()
				.contains( "nothing to segment" ) );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> sam.segment( imp ).selection() ).getMessage()
				.contains( "no selection" ) );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> sam.segment( imp ).overlay() ).getMessage().contains( "overlay" ) );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> sam.segment( imp ).candidate( "best" ) ).getMessage()
				.contains( "score, smallest, largest, fit" ) );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> sam.segment( imp ).model( "huge" ).point( 1, 1 ).run() )
				.getMessage().contains( "Use one of: micro" ) );
		final PointRoi outside = new PointRoi( 500, 3 );
		outside.setName( "far away" );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> sam.segment( imp ).rois( outside ).run() ).getMessage()
				.contains( "far away" ) );
	}

	@Test
	public void embeddingsAreKeptForTheSamePixelsOnly()
	{
		final ImagePlus imp = TestImages.open( "blobs" );
		final EmbeddedImage first = embed( imp );
		first.embedding( new Frame( 0, 0, 256, 254, 1 ) );
		assertSame( first.cache(), embed( imp.duplicate() ).cache() );
		imp.getProcessor().set( 3, 3, 77 );
		assertFalse( first.cache() == embed( imp ).cache() );
	}

	private static EmbeddedImage embed( final ImagePlus imp )
	{
		final ChannelImage rgb = new ImagePlusReader( ContrastMode.FULL, 0, 0 ).read( imp, 0 );
		return sam.embed( rgb, "micro", Device.AUTO );
	}

	@Test
	public void theGroovyScriptOfTheMacrosFolderRuns() throws Exception
	{
		final File script = Paths.get( "macros", "segment.groovy" ).toFile();
		assertTrue( Files.readAllLines( script.toPath() ).size() < 10, "under 10 lines" );
		final Map< String, Object > inputs = new HashMap<>();
		inputs.put( "imp", TestImages.open( "nuclei-he" ) );
		inputs.put( "boxes", TestImages.file( "nuclei-he-boxes.zip" ) );
		// imagej-legacy does this in Fiji
		context.service( ScriptService.class ).addAlias( ImagePlus.class );
		final ScriptModule module = context.service( ScriptService.class ).run( script, true, inputs ).get();
		assertEquals( 18, ( ( ImagePlus ) module.getOutput( "labels" ) ).getStatistics().max );
	}

	@Test
	public void promptsOfTheApiAreInPixelCenters()
	{
		final ImagePlus imp = TestImages.open( "nuclei-fluorescence" );
		final Roi roi = new Roi( 130, 110, 50, 50 );
		assertEquals( sam.segment( imp ).rois( roi ).run().objects().get( 0 ).mask(),
				sam.segment( imp ).prompt( Prompt.box( 130, 110, 50, 50 ) ).run().objects().get( 0 ).mask() );
	}
}
