// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

import ij.ImagePlus;
import ij.gui.Roi;

import sc.fiji.efficientsam.model.BundledModel;
import sc.fiji.efficientsam.track.MovingCells;
import sc.fiji.efficientsam.util.Home;

/** Requests that find objects, and their size, by an instance head: with the bundled model, and with one that has none. */
public class InstancesTest {

	@TempDir
	Path temp;

	private String home;

	private Context context;

	private EfficientSamService sam;

	@BeforeEach
	public void start() throws IOException
	{
		home = System.getProperty( Home.PROPERTY );
		System.setProperty( Home.PROPERTY, temp.resolve( "home" ).toString() );
		context = new Context();
		sam = context.service( EfficientSamService.class );
		// the same weights without a head stand for any other model
		final Path files = Files.createDirectory( temp.resolve( "plain" ) );
		Files.copy( BundledModel.encoder(), files.resolve( "encoder.onnx" ) );
		Files.copy( BundledModel.decoder(), files.resolve( "decoder.onnx" ) );
		sam.store().importModel( files, "plain", "", sam.loader() );
	}

	@AfterEach
	public void stop()
	{
		context.dispose();
		if ( home == null )
			System.clearProperty( Home.PROPERTY );
		else
			System.setProperty( Home.PROPERTY, home );
	}

	private static String settings( final Segmentation result )
	{
		return result.provenance().get( "settings" );
	}

	@Test
	public void objectsAreFoundByTheHeadAndDrawnByAnyModel()
	{
		final ImagePlus imp = TestImages.open( "blobs" );
		final Segmentation micro = sam.everything( imp ).objectSize( 28 ).run();
		assertTrue( settings( micro ).contains( "seeds=instances" ) && !settings( micro ).contains( "finder=" ), settings( micro ) );
		final Segmentation plain = sam.everything( imp ).model( "plain" ).seeds( "instances" ).objectSize( 28 ).run();
		assertTrue( settings( plain ).contains( "finder=micro " + BundledModel.hash() ) && settings( plain ).contains( "seeds=instances" ),
				settings( plain ) );
		assertEquals( "plain", plain.provenance().get( "model" ) );
		assertTrue( micro.found() > 40 && plain.found() > 40, micro.found() + " and " + plain.found() );
		// models without a head look at a grid, as before
		final Segmentation grid = sam.everything( imp ).model( "plain" ).objectSize( 60 ).spacing( 60 ).boxes( false ).run();
		assertTrue( settings( grid ).contains( "seeds=grid" ) && settings( grid ).contains( "quality=0.4" ), settings( grid ) );
		final Segmentation chosen = sam.everything( imp ).seeds( "grid" ).objectSize( 60 ).spacing( 60 ).boxes( false ).run();
		assertTrue( settings( chosen ).contains( "seeds=grid" ), settings( chosen ) );
	}

	@Test
	public void theLimitForQualityIsThatOfInstancesUnlessItIsTold()
	{
		final ImagePlus imp = TestImages.open( "blobs" );
		final Segmentation all = sam.everything( imp ).objectSize( 28 ).run(),
				good = sam.everything( imp ).objectSize( 28 ).quality( 0.9 ).run();
		assertTrue( settings( all ).contains( "quality=0.0" ), settings( all ) );
		assertTrue( settings( good ).contains( "quality=0.9" ), settings( good ) );
		assertTrue( good.found() < all.found() );
	}

	@Test
	public void theSizeThatWasUsedIsToldAndGivesTheSameObjects()
	{
		final ImagePlus imp = TestImages.open( "nuclei-fluorescence" );
		final SegmentationRequest automatic = sam.segment( imp ).point( 200, 150 ).point( 300, 250 );
		final Segmentation first = automatic.run();
		final double size = automatic.usedObjectSize();
		assertTrue( size > 25 && size < 90, "size " + size );
		assertTrue( settings( first ).contains( "objectsize=" + size ), settings( first ) );
		final Segmentation again = sam.segment( imp ).point( 200, 150 ).point( 300, 250 ).objectSize( size ).run();
		assertArrayEquals( ( short[] ) first.labels().getProcessor().getPixels(), ( short[] ) again.labels().getProcessor().getPixels() );
		final SegmentationRequest boxes = sam.segment( imp ).box( 180, 130, 50, 50 );
		boxes.run();
		assertEquals( 0, boxes.usedObjectSize(), "a box has a size of its own" );
		final SegmentationRequest plain = sam.segment( imp ).model( "plain" ).point( 200, 150 );
		plain.run();
		assertEquals( 0, plain.usedObjectSize(), "nothing tells a size" );
		final EverythingRequest everything = sam.everything( imp ).boxes( false );
		everything.run();
		assertEquals( size, everything.usedObjectSize() );
	}

	/** The head of the bundled model serves models that have none, and the result says so. */
	@Test
	public void stacksAreFollowedByTheHeadOfOneModelAndDrawnByAnother()
	{
		final MovingCells cells = new MovingCells( 96, 80, 3 ).cell( 1, f -> new double[] { 25 + 4 * f, 25, 11, 10 } );
		for ( final String model : new String[] { "micro", "plain" } )
		{
			final StackSegmentation result = sam.stack( cells.image() ).model( model ).rois( new Roi( 14, 15, 23, 21 ) ).follow( "z" )
					.instances( true ).run();
			for ( int s = 0; s < 3; s++ )
				assertTrue( result.tracks().all().get( 0 ).object( s ).mask().iou( cells.truth( s ).get( 1 ) ) > 0.7, model + " " + s );
			final String words = result.provenance().get( "stack" );
			assertTrue( words.contains( " instances=true" ), words );
			assertEquals( model.equals( "plain" ), words.contains( " finder=micro " + BundledModel.hash() ), words );
		}
	}

	@Test
	public void aSizeThatIsUnclearIsNotUsedAndThatIsTold()
	{
		// a strip that is narrower than the nuclei in it
		final ImagePlus imp = TestImages.open( "nuclei-fluorescence" );
		imp.setRoi( 200, 0, 16, imp.getHeight() );
		final ImagePlus strip = imp.crop();
		final SegmentationRequest automatic = sam.segment( strip ).point( 8, 150 );
		final Segmentation result = automatic.run();
		assertTrue( automatic.isUnsureOfObjectSize() );
		assertEquals( 0, automatic.usedObjectSize() );
		assertTrue( settings( result ).contains( "objectsize=0" ), settings( result ) );
		final SegmentationRequest plain = sam.segment( strip ).model( "plain" ).point( 8, 150 ), told = sam.segment( strip ).point( 8, 150 )
				.objectSize( 20 ), boxes = sam.segment( strip ).box( 2, 140, 12, 30 );
		plain.run();
		told.run();
		boxes.run();
		assertFalse( plain.isUnsureOfObjectSize() || told.isUnsureOfObjectSize() || boxes.isUnsureOfObjectSize() );
		// what needs a size takes the most likely one
		final EverythingRequest everything = sam.everything( strip ).boxes( false );
		everything.run();
		assertTrue( everything.isUnsureOfObjectSize() && everything.usedObjectSize() > 16, "size " + everything.usedObjectSize() );
		final EverythingRequest known = sam.everything( imp ).objectSize( 40 ).boxes( false );
		known.run();
		assertFalse( known.isUnsureOfObjectSize() );
	}

	@Test
	public void mapsAreA32BitStackInPixelsOfTheImage()
	{
		final ImagePlus imp = TestImages.open( "nuclei-fluorescence" );
		imp.getCalibration().pixelWidth = 0.3;
		final EverythingRequest request = sam.everything( imp ).objectSize( 50 ).boxes( false ).maps( true );
		final Segmentation result = request.run();
		final ImagePlus maps = request.maps();
		assertEquals( 5, maps.getStackSize() );
		assertEquals( 32, maps.getBitDepth() );
		assertEquals( "Foreground", maps.getStack().getSliceLabel( 1 ) );
		assertEquals( "Diameter", maps.getStack().getSliceLabel( 5 ) );
		assertEquals( imp.getWidth() + " x " + imp.getHeight(), maps.getWidth() + " x " + maps.getHeight() );
		assertEquals( 0.3, maps.getCalibration().pixelWidth );
		int inside = 0, high = 0;
		for ( int i = 0; i < imp.getWidth() * imp.getHeight(); i++ )
			if ( result.labels().getProcessor().get( i ) > 0 )
			{
				inside++;
				high += maps.getStack().getProcessor( 1 ).getf( i ) > 0.39 ? 1 : 0;
			}
		assertTrue( high > 0.97 * inside, high + " of " + inside );
		final EverythingRequest without = sam.everything( imp ).objectSize( 50 ).boxes( false );
		without.run();
		assertNull( without.maps() );
		assertFalse( result.found() == 0 );
	}
}
