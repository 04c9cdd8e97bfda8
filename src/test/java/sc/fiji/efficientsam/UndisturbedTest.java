// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.ImageProcessor;

import sc.fiji.efficientsam.export.ResultWriter;
import sc.fiji.efficientsam.util.ProgressListener;

/** Whatever a user does to an image while it is segmented, the result is that of a run that nobody disturbs. */
public class UndisturbedTest {

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

	/** Three slices, only the second of which holds the picture; with an overlay of two boxes that belong to it. */
	private static ImagePlus stack()
	{
		final ImageProcessor picture = TestImages.open( "nuclei-fluorescence" ).getProcessor();
		final ImageStack stack = new ImageStack();
		for ( int i = 1; i <= 3; i++ )
			stack.addSlice( i == 2 ? picture.duplicate() : picture.createProcessor( picture.getWidth(), picture.getHeight() ) );
		final ImagePlus imp = new ImagePlus( "cells.tif", stack );
		imp.setSlice( 2 );
		imp.setDisplayRange( 10, 180 );
		imp.getCalibration().pixelWidth = 0.5;
		final Roi upper = new Roi( 130, 110, 50, 50 ), lower = new Roi( 60, 60, 40, 40 );
		upper.setPosition( 2 );
		final Overlay overlay = new Overlay( upper );
		overlay.add( lower );
		imp.setOverlay( overlay );
		return imp;
	}

	/** Does all that a user can do in the window. */
	private static void disturb( final ImagePlus imp, final boolean pixels )
	{
		for ( final Roi roi : imp.getOverlay() == null ? new Roi[ 0 ] : imp.getOverlay().toArray() )
		{
			roi.setLocation( 0, 0 );
			roi.setPosition( 3 );
		}
		imp.setOverlay( null );
		imp.setRoi( 3, 3, 5, 5 );
		if ( pixels )
			for ( int i = 1; i <= imp.getStackSize(); i++ )
				imp.getStack().getProcessor( i ).invert();
		imp.getCalibration().pixelWidth = 99;
		imp.setSlice( 3 );
		imp.setDisplayRange( 0, 20 );
		imp.setTitle( "other.tif" );
		imp.flush();
	}

	private static ProgressListener disturbing( final ImagePlus imp, final boolean pixels, final AtomicBoolean done )
	{
		return new ProgressListener()
		{
			@Override
			public void progress( final long now, final long total, final String message )
			{
				if ( !done.getAndSet( true ) )
					disturb( imp, pixels );
			}

			@Override
			public boolean isCanceled()
			{
				return false;
			}
		};
	}

	private static List< String > describe( final Segmentation s )
	{
		final List< String > all = new ArrayList<>();
		all.add( ResultWriter.toCsv( s.table() ) );
		s.rois().forEach( r -> all.add( r + " " + r.getPosition() + " " + r.getZPosition() + " " + r.getTPosition() ) );
		s.labels().getCalibration();
		all.add( s.labels().getTitle() + " " + s.labels().getCalibration() + " " + s.labels().getProp( "EfficientSAM.slice" ) );
		all.add( s.summary() + s.provenance() + s.source().name() + s.source().suffix() );
		all.add( java.util.Arrays.toString( ( int[] ) s.picture().getPixels() ) );
		return all;
	}

	private static void assertUndisturbed( final Function< ImagePlus, ImageRequest< ? > > how )
	{
		final Segmentation expected = how.apply( stack() ).run();
		assertTrue( expected.found() > 0 );
		assertEquals( 2, expected.table().getValue( "Slice", 0 ) );
		assertTrue( expected.table().getValue( "Mean", 0 ) > 0 );
		final ImagePlus imp = stack();
		final AtomicBoolean done = new AtomicBoolean();
		final ImageRequest< ? > request = how.apply( imp );
		request.progress( disturbing( imp, true, done ) );
		final Segmentation actual = request.run();
		assertTrue( done.get() );
		assertEquals( describe( expected ), describe( actual ) );
		assertArrayEquals( ( short[] ) expected.labels().getProcessor().getPixels(),
				( short[] ) actual.labels().getProcessor().getPixels() );
	}

	@Test
	public void promptsAreSegmentedOnTheirPlane()
	{
		assertUndisturbed( imp -> sam.segment( imp ).overlay() );
		assertUndisturbed( imp -> sam.segment( imp ).overlay().contrast( "display" ) );
	}

	@Test
	public void everythingIsFoundOnItsPlane()
	{
		assertUndisturbed( imp -> sam.everything( imp ).objectSize( 45 ).spacing( 60 ).boxes( false ).contrast( "display" ) );
	}

	@Test
	public void labelsAreRefinedOnTheirPlane()
	{
		assertUndisturbed( imp -> sam.refine( imp, TestImages.open( "nuclei-fluorescence-truth" ) ) );
	}

	private static StackRequest follow( final ImagePlus imp )
	{
		return sam.stack( imp ).overlay().contrast( "display" );
	}

	@Test
	public void stacksAreFollowedAsTheyWere()
	{
		final StackSegmentation expected = follow( stack() ).run();
		final ImagePlus imp = stack();
		final AtomicBoolean done = new AtomicBoolean();
		final StackSegmentation actual = follow( imp ).progress( disturbing( imp, false, done ) ).run();
		assertTrue( done.get() );
		assertEquals( ResultWriter.toCsv( expected.table() ), ResultWriter.toCsv( actual.table() ) );
		assertEquals( ResultWriter.toCsv( expected.trackTable() ), ResultWriter.toCsv( actual.trackTable() ) );
		assertEquals( expected.summary() + expected.provenance() + expected.labels().getTitle() + expected.labels().getCalibration(),
				actual.summary() + actual.provenance() + actual.labels().getTitle() + actual.labels().getCalibration() );
		for ( int i = 1; i <= 3; i++ )
			assertArrayEquals( ( short[] ) expected.labels().getStack().getPixels( i ),
					( short[] ) actual.labels().getStack().getPixels( i ) );
	}

	/** NB: a stack is not copied, as it may be as large as the memory. */
	@Test
	public void pixelsOfAStackThatChangeMeanwhileAreRefused()
	{
		final ImagePlus imp = stack();
		final StackSegmentation result = follow( imp ).run();
		imp.getStack().getProcessor( 2 ).invert();
		assertTrue( assertThrows( IllegalStateException.class,
				result::table ).getMessage().contains( "slice 2 of \"cells.tif\" were changed" ) );
	}

	@Test
	public void selectionsOfAnotherPlaneThanTheOneThatIsReadAreRefused()
	{
		final ImagePlus imp = stack();
		final SegmentationRequest request = sam.segment( imp ).overlay();
		imp.setSlice( 1 );
		assertTrue( assertThrows( IllegalArgumentException.class, request::run ).getMessage().contains( "another slice" ) );
		imp.setSlice( 2 );
		request.freeze();
		imp.setSlice( 1 );
		assertEquals( 2, request.run().table().getValue( "Slice", 0 ) );
	}

	@Test
	public void aChannelIsSegmentedAndMeasuredWhateverChannelIsCurrent()
	{
		final ImageProcessor picture = TestImages.open( "nuclei-fluorescence" ).getProcessor();
		final ImageStack two = new ImageStack();
		two.addSlice( picture.duplicate() );
		two.addSlice( picture.createProcessor( picture.getWidth(), picture.getHeight() ) );
		final ImagePlus plain = new ImagePlus( "two.tif", two );
		plain.setDimensions( 2, 1, 1 );
		final CompositeImage imp = new CompositeImage( plain, CompositeImage.COMPOSITE );
		imp.setC( 2 );
		final Roi roi = new PointRoi( 155, 135 );
		roi.setPosition( 2 );
		imp.setRoi( roi );
		final Segmentation result = sam.segment( imp ).channel( 1 ).selection().run();
		assertEquals( 1, result.found() );
		assertEquals( 1, result.table().getValue( "Slice", 0 ), "there is one plane" );
		assertTrue( result.table().getValue( "Mean", 0 ) > 0, "measured in channel 1" );
		assertEquals( "", result.source().suffix() );
		assertEquals( "0 0 0", result.rois().get( 0 ).getPosition() + " " + result.rois().get( 0 ).getCPosition() + " " +
				result.rois().get( 0 ).getZPosition() );
		assertEquals( "1", result.labels().getProp( "EfficientSAM.slice" ) );
	}
}
