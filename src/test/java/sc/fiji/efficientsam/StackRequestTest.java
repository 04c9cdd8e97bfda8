// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.roi.MaskRois;
import sc.fiji.efficientsam.source.LabelImageReader;
import sc.fiji.efficientsam.track.MovingCells;

/** Segments stacks of ImageJ with the real model through {@link EfficientSamService}. */
public class StackRequestTest {

	/** A cell that moves by 4 pixels per frame, and one that stands still. */
	private static final MovingCells CELLS = new MovingCells( 96, 80, 5 )
			.cell( 1, f -> new double[] { 25 + 4 * f, 25, 11, 10 } )
			.cell( 2, f -> new double[] { 60, 58, 10, 12 } );

	private static Context context;

	private static EfficientSamService sam;

	@TempDir
	Path folder;

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

	private static Roi box( final int cell, final int frame )
	{
		final Mask m = CELLS.truth( frame ).get( cell );
		final Roi roi = new Roi( new Rectangle( m.x(), m.y(), m.width(), m.height() ) );
		roi.setName( "cell " + cell );
		return roi;
	}

	private static void assertFollowed( final ImagePlus labels, final Supplier< Integer > frames )
	{
		for ( int f = 0; f < frames.get(); f++ )
		{
			final ImageProcessor ip = labels.getStack().getProcessor( f + 1 );
			for ( int id = 1; id <= 2; id++ )
			{
				final Mask found = LabelImageReader.masks( new ImagePlus( "", ip ) ).get( id );
				assertTrue( found != null && found.iou( CELLS.truth( f ).get( id ) ) > 0.7, "cell " + id + " in frame " + f );
			}
		}
	}

	@Test
	public void cellsAreFollowedFromTheirOwnSlices()
	{
		final ImagePlus imp = CELLS.image();
		final Roi first = box( 1, 2 ), second = box( 2, 4 );
		first.setPosition( 3 );
		second.setPosition( 5 );
		imp.setSlice( 2 );
		imp.getCalibration().pixelWidth = 0.5;
		imp.getCalibration().setUnit( "um" );
		final StackSegmentation result = sam.stack( imp ).rois( first, second ).follow( "z" ).run();
		assertEquals( 2, imp.getCurrentSlice() );
		assertFollowed( result.labels(), () -> 5 );
		assertEquals( 5, result.labels().getStackSize() );
		assertEquals( 16, result.labels().getBitDepth() );
		assertEquals( 0.5, result.labels().getCalibration().pixelWidth );
		assertEquals( "cells-labels", result.labels().getTitle() );
		assertTrue( result.labels().getProp( "EfficientSAM.stack" ).startsWith( "axis=z range=1-5 direction=both" ) );
		final List< Roi > rois = result.rois();
		assertEquals( 10, rois.size() );
		assertEquals( "cell 1-0001", rois.get( 0 ).getName() );
		assertEquals( 5, rois.get( 9 ).getPosition() );
		assertEquals( "2", rois.get( 9 ).getProperty( "label" ) );
		assertEquals( result.tracks().all().get( 1 ).object( 4 ).mask(), MaskRois.toMask( rois.get( 9 ) ) );
		final ResultsTable table = result.table();
		assertEquals( 10, table.size() );
		assertEquals( 1, table.getValue( "Slice", 1 ) );
		assertEquals( 2, table.getValue( "Slice", 2 ) );
		assertEquals( 1, table.getValue( "Frame", 2 ) );
		assertEquals( "followed", table.getStringValue( "Origin", 0 ) );
		assertEquals( "prompt", table.getStringValue( "Origin", 4 ) );
		assertEquals( table.getValue( "Pixels", 0 ) / 2, table.getValue( "Area", 0 ), 0.01 );
		final ResultsTable tracks = result.trackTable();
		assertEquals( 5, tracks.getValue( "Last", 1 ) );
		assertEquals( "end of the range", tracks.getStringValue( "After", 1 ) );
		assertEquals( "1 0 4 0\n2 0 4 0\n", result.tracks().toCellTrackingChallenge() );
		assertEquals( "2 of 2 objects segmented in \"cells\", 10 masks on its slices.", result.summary() );
	}

	/** Two channels, three slices, five frames; the cells are in channel 2 of slice 2, all else is black. */
	private static ImagePlus hyperstack()
	{
		final ImageStack stack = new ImageStack( 96, 80 );
		for ( int t = 0; t < 5; t++ )
			for ( int z = 1; z <= 3; z++ )
				for ( int c = 1; c <= 2; c++ )
					stack.addSlice( z == 2 && c == 2 ? CELLS.frame( t ) : new ByteProcessor( 96, 80 ) );
		final ImagePlus imp = new ImagePlus( "hyper", stack );
		imp.setDimensions( 2, 3, 5 );
		imp.setOpenAsHyperStack( true );
		final CompositeImage composite = new CompositeImage( imp, CompositeImage.COMPOSITE );
		composite.getCalibration().pixelDepth = 3;
		composite.getCalibration().frameInterval = 60;
		return composite;
	}

	@Test
	public void hyperstacksKeepTheirDimensions()
	{
		final ImagePlus imp = hyperstack();
		imp.setPosition( 1, 2, 3 );
		final Roi first = box( 1, 2 ), second = box( 2, 1 ), elsewhere = box( 2, 1 );
		second.setPosition( 0, 2, 2 );
		elsewhere.setPosition( 0, 3, 2 );
		final Overlay overlay = new Overlay( first );
		overlay.add( second );
		overlay.add( elsewhere );
		imp.setOverlay( overlay );
		final StackSegmentation result = sam.stack( imp ).overlay().follow( "t" ).channel( 2 ).divisions( false ).run();
		final ImagePlus labels = result.labels();
		assertEquals( "[96, 80, 1, 3, 5]", java.util.Arrays.toString( labels.getDimensions() ) );
		assertEquals( 3, labels.getCalibration().pixelDepth );
		assertEquals( 60, labels.getCalibration().frameInterval );
		assertTrue( labels.isHyperStack() );
		for ( int t = 1; t <= 5; t++ )
			for ( int z = 1; z <= 3; z++ )
			{
				final ImagePlus plane = new ImagePlus( "", labels.getStack().getProcessor( labels.getStackIndex( 1, z, t ) ) );
				assertEquals( z == 2 ? 2 : 0, LabelImageReader.masks( plane ).size() );
			}
		assertEquals( 10, result.rois().size() );
		assertEquals( 2, result.rois().get( 0 ).getZPosition() );
		assertEquals( 1, result.rois().get( 0 ).getTPosition() );
		assertEquals( 2, result.table().getValue( "Slice", 9 ) );
		assertEquals( 5, result.table().getValue( "Frame", 9 ) );
		assertTrue( result.table().getValue( "Mean", 9 ) > 80, "measured in the channel that was segmented" );
	}

	@Test
	public void virtualStacksAreReadSliceBySlice()
	{
		final ImagePlus imp = CELLS.image();
		final VirtualStack files = new VirtualStack( 96, 80, null, folder.toString() );
		for ( int i = 1; i <= 5; i++ )
		{
			IJ.saveAsTiff( new ImagePlus( "", imp.getStack().getProcessor( i ) ), new File( folder.toFile(), i + ".tif" ).getPath() );
			files.addSlice( i + ".tif" );
		}
		final ImagePlus virtual = new ImagePlus( "virtual", files );
		final StackSegmentation result = sam.stack( virtual ).rois( box( 1, 0 ), box( 2, 0 ) ).run();
		assertFollowed( result.labels(), () -> 5 );
		assertFalse( result.labels().getStack().isVirtual() );
	}

	@Test
	public void selectionsMayBeForTheirOwnSlicesOnly()
	{
		final ImagePlus imp = CELLS.image();
		imp.setSlice( 4 );
		final Roi first = box( 1, 1 ), second = box( 2, 3 );
		first.setPosition( 2 );
		final StackSegmentation own = sam.stack( imp ).rois( first, second ).perSlice( "auto" ).run();
		assertEquals( "[1]", own.tracks().all().get( 0 ).objects().keySet().toString() );
		assertEquals( "[3]", own.tracks().all().get( 1 ).objects().keySet().toString() );
		final StackSegmentation every = sam.stack( imp ).rois( first, second, new PointRoi( 33, 25 ) ).perSlice( "z" ).everySlice( true )
				.range( 2, 4 ).objectSize( 20 ).run();
		assertEquals( "[1]", every.tracks().all().get( 0 ).objects().keySet().toString() );
		assertEquals( "[1, 2, 3]", every.tracks().all().get( 1 ).objects().keySet().toString() );
		assertEquals( "ROI 3", every.tracks().all().get( 2 ).name() );
	}

	@Test
	public void selectionsOfOneNameMayBeOneObject()
	{
		final ImagePlus imp = CELLS.image();
		final Roi first = box( 1, 0 ), second = box( 1, 4 );
		first.setPosition( 1 );
		second.setPosition( 5 );
		final StackSegmentation joined = sam.stack( imp ).rois( first, second ).join( true ).run();
		assertEquals( 1, joined.tracks().all().size() );
		assertEquals( 5, joined.rois().size() );
		// NB: without it they are two prompts for one cell, which must not share it on any slice
		final StackSegmentation two = sam.stack( imp ).rois( first, second ).run();
		assertEquals( 2, two.tracks().all().size() );
		assertEquals( 5, two.rois().size() );
	}

	private static void assertRefused( final StackRequest request, final String message )
	{
		final String actual = assertThrows( IllegalArgumentException.class, request::run ).getMessage();
		assertTrue( actual.contains( message ), actual );
	}

	@Test
	public void badInputIsRefusedWithAWayOut()
	{
		final ImagePlus imp = CELLS.image(), hyper = hyperstack();
		final Roi late = box( 1, 0 ), late5d = box( 1, 0 );
		late.setPosition( 9 );
		late5d.setPosition( 0, 2, 9 );
		assertRefused( sam.stack( IJ.createImage( "flat", 20, 20, 1, 8 ) ).rois( box( 1, 0 ) ),
				"\"flat\" is a single image, not a stack. Use Segment ROIs" );
		assertRefused( sam.stack( IJ.createImage( "rgb", "8-bit composite", 20, 20, 2, 1, 1 ) ).rois( box( 1, 0 ) ),
				"has channels, but neither slices nor frames" );
		assertRefused( sam.stack( imp ), "no selection was given" );
		assertRefused( sam.stack( imp ).rois( box( 1, 0 ) ).follow( "t" ), "has 5 slices, but only one frame. Use axis=z" );
		assertEquals( "\"x\" is no value for axis. Use one of: auto, z, t.",
				assertThrows( IllegalArgumentException.class, () -> sam.stack( imp ).follow( "x" ) ).getMessage() );
		assertRefused( sam.stack( hyper ).rois( box( 1, 0 ) ), "Say along which to go: axis=z or axis=t" );
		assertRefused( sam.stack( imp ).rois( late ), "\"cell 1\" belongs to slice 9, but \"cells\" has only 5 slices" );
		assertRefused( sam.stack( hyper ).rois( late5d ).follow( "t" ), "belongs to frame 9" );
		assertRefused( sam.stack( imp ).rois( box( 1, 0 ) ).range( 2, 9 ), "must lie within 1 to 5" );
		assertRefused( sam.stack( imp ).rois( box( 1, 0 ) ).range( 2, 4 ), "not among the slices that are used (2 to 4)" );
		assertRefused( sam.stack( imp ).rois( new Roi( 200, 3, 9, 9 ) ), "lies outside of the image" );
		assertRefused( sam.stack( imp ).rois( box( 1, 0 ) ).channel( 3 ), "Choose 1 to 1" );
		assertRefused( sam.stack( imp ).rois( box( 1, 0 ) ).model( "none" ), "There is no model \"none\"" );
		assertThrows( IllegalArgumentException.class, () -> sam.stack( null ) );
		assertThrows( IllegalArgumentException.class, () -> sam.stack( imp ).direction( "up" ) );
		assertThrows( IllegalArgumentException.class, () -> sam.stack( imp ).overlay() );
		final Roi other = box( 1, 0 );
		other.setPosition( 0, 3, 1 );
		hyper.setPosition( 1, 1, 1 );
		assertRefused( sam.stack( hyper ).rois( other ).follow( "t" ), "belong to slices other than the current one (1)" );
	}
}
