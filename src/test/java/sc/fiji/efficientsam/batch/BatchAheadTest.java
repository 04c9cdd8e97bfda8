// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ImageProcessor;

import sc.fiji.efficientsam.CountingService;
import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.Segmentation;
import sc.fiji.efficientsam.SegmentationTask;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.FakeModel;
import sc.fiji.efficientsam.source.ImageFiles;
import sc.fiji.efficientsam.util.ProgressListener;

/** Tests what a batch does in advance: it must cost nothing and change nothing. */
public class BatchAheadTest {

	private static Context context;

	private static EfficientSamService real;

	@TempDir
	Path temp;

	private File in, out;

	private CountingService sam;

	/** Images that were segmented, in order. */
	private final List< String > segmented = new ArrayList<>();

	/** Slices that were prepared, and how many there will be; 0 not to wait for them. */
	private volatile int prepared, slices;

	@BeforeAll
	public static void start()
	{
		context = new Context();
		real = context.service( EfficientSamService.class );
	}

	@AfterAll
	public static void stop()
	{
		context.dispose();
	}

	/** Four images that are all different: turned parts of blobs, the third one a stack of two. */
	@BeforeEach
	public void images() throws IOException
	{
		in = Files.createDirectories( temp.resolve( "in" ) ).toFile();
		out = temp.resolve( "out" ).toFile();
		// NB: disks as masks: what is encoded when does not depend on how good the masks are
		sam = new CountingService( real, new FakeModel( true, new double[] { 12, 40 }, 0.9f, 0.8f ), EmbeddedImage.DEFAULT_CAPACITY );
		final ImageProcessor blobs = IJ.openImage( "sample-data/blobs.png" ).getProcessor();
		blobs.setRoi( 20, 20, 200, 160 );
		for ( final String name : new String[] { "a", "b", "c", "d" } )
		{
			final ImageStack stack = new ImageStack();
			for ( int z = 0; z < ( name.equals( "c" ) ? 2 : 1 ); z++ )
			{
				blobs.flipHorizontal();
				blobs.setRoi( 20 + 3 * stack.size() + name.charAt( 0 ) - 'a', 20, 200, 160 );
				stack.addSlice( blobs.crop() );
			}
			final ImagePlus imp = new ImagePlus( name, stack );
			imp.setDimensions( 1, stack.size(), 1 );
			new FileSaver( imp ).saveAsTiff( new File( in, name + ".tif" ).getPath() );
		}
	}

	private void keepOnly( final String... names )
	{
		for ( final File f : in.listFiles() )
			if ( !Arrays.asList( names ).contains( f.getName().substring( 0, 1 ) ) )
				assertTrue( f.delete() );
	}

	/** A box, a box of another scale, and points. */
	private SegmentationTask prompts( final ImagePlus imp, final File file )
	{
		return sam.segment( imp ).box( 40, 40, 30, 30 ).box( 5, 5, 150, 120 ).point( 100, 80 ).point( 10, 100 ).objectSize( 15 );
	}

	private BatchRequest batch( final ImageSegmenter how, final String folder )
	{
		out = temp.resolve( folder ).toFile();
		return new BatchRequest( BatchFiles.list( in, "", false, out ), ( imp, file ) -> noted( how.task( imp, file ), file ),
				out ).pictures( false );
	}

	/** A task that notes when it is run. */
	private SegmentationTask noted( final SegmentationTask task, final File file )
	{
		return new SegmentationTask()
		{
			@Override
			public Segmentation run()
			{
				segmented.add( file.getName().substring( 0, 1 ) );
				waitForNext();
				return task.run();
			}

			@Override
			public void prepare( final BooleanSupplier goesOn )
			{
				try
				{
					task.prepare( goesOn );
				}
				finally
				{
					prepared++;
				}
			}
		};
	}

	/** NB: so that what is encoded ahead does not depend on which thread is faster. */
	private void waitForNext()
	{
		final long end = System.nanoTime() + 60_000_000_000L;
		while ( prepared < Math.min( segmented.size() + 1, slices ) && System.nanoTime() < end )
			Thread.yield();
	}

	/** Frames that runs encode which know nothing of each other. */
	private int framesOfSingleRuns( final ImageSegmenter how )
	{
		sam.encoded.clear();
		for ( final File file : in.listFiles() )
		{
			final ImagePlus imp = ImageFiles.open( file );
			for ( int z = 1; z <= imp.getStackSize(); z++ )
				how.task( new ImagePlus( "single", imp.getStack().getProcessor( z ) ), file ).run();
		}
		final int n = sam.encoded.size();
		sam.encoded.clear();
		return n;
	}

	private void assertNothingIsEncodedTwice( final ImageSegmenter how ) throws IOException
	{
		final int frames = framesOfSingleRuns( how ), images = in.list().length;
		slices = images == 4 || Arrays.asList( in.list() ).contains( "c.tif" ) ? images + 1 : images;
		assertEquals( images, batch( how, "ahead" ).run().done() );
		assertEquals( frames, sam.encoded.size() );
		// NB: the first frame of each slice is always known; on the first slice nobody has to wait for the reader
		assertTrue( Collections.frequency( sam.encoded, "batch reader" ) >= slices - 1, sam.encoded.toString() );
		slices = 0;
		sam.encoded.clear();
		assertEquals( images, batch( how, "alone" ).ahead( false ).run().done() );
		assertEquals( frames, sam.encoded.size() );
		assertEquals( 0, Collections.frequency( sam.encoded, "batch reader" ) );
		for ( final String file : new File( temp.toFile(), "alone" ).list( ( folder, name ) -> name.endsWith( "-labels.tif" ) ) )
			assertArrayEquals( labels( "alone/" + file ), labels( "ahead/" + file ), file );
	}

	private short[] labels( final String name )
	{
		return ( short[] ) IJ.openImage( temp.resolve( name ).toString() ).getProcessor().getPixels();
	}

	@Test
	public void framesOfPromptsAreEncodedOnce() throws IOException
	{
		assertNothingIsEncodedTwice( this::prompts );
	}

	@Test
	public void theBundledModelGivesTheSameAheadAsAlone() throws IOException
	{
		keepOnly( "a", "c" );
		sam = new CountingService( real, real.model( EfficientSamService.DEFAULT_MODEL, Device.CPU ), EmbeddedImage.DEFAULT_CAPACITY );
		// two scales of boxes, and one of points
		assertNothingIsEncodedTwice( ( imp, file ) -> sam.segment( imp ).box( 40, 40, 30, 30 ).point( 100, 80 ) );
	}

	@Test
	public void framesOfEverythingModeAreEncodedOnce() throws IOException
	{
		assertNothingIsEncodedTwice( ( imp, file ) -> sam.everything( imp ).objectSize( 28 ).layers( 2 ).spacing( 40 ) );
	}

	@Test
	public void framesOfPresetsThatSkipPointsAreEncodedOnce() throws IOException
	{
		assertNothingIsEncodedTwice( ( imp, file ) -> sam.everything( imp ).preset( "bacteria" ).objectSize( 14 ).spacing( 30 ) );
	}

	@Test
	public void framesOfUnknownSizesAreEncodedOnce() throws IOException
	{
		keepOnly( "b", "d" );
		assertNothingIsEncodedTwice( ( imp, file ) -> sam.everything( imp ).spacing( 60 ) );
	}

	@Test
	public void framesOfRoughLabelsAreEncodedOnce() throws IOException
	{
		final ImageProcessor rough = ImageFiles.open( new File( in, "a.tif" ) ).getProcessor().createProcessor( 200, 160 );
		for ( int i = 0; i < 3; i++ )
		{
			rough.setValue( i + 1 );
			rough.fillOval( 60 * i + 5, 20 * i + 5, 30 + 30 * i, 25 + 25 * i );
		}
		assertNothingIsEncodedTwice( ( imp, file ) -> sam.refine( imp, new ImagePlus( "rough", rough ) ) );
	}

	@Test
	public void imagesAndSlicesAreSegmentedInOrder()
	{
		batch( this::prompts, "out" ).run();
		assertEquals( "[a, b, c, c, d]", segmented.toString() );
	}

	@Test
	public void moreFramesThanThereIsRoomForAreLeftToTheirTurn()
	{
		// room for eight embeddings, of which two may be made in advance: of three or more only the first is
		final FakeModel model = new FakeModel( true, new double[] { 12, 40 }, 0.9f, 0.8f );
		sam = new CountingService( real, model, 8 * model.encode( new float[ 0 ], 1, 1 ).bytes() );
		final int frames = framesOfSingleRuns( this::prompts );
		slices = 5;
		assertEquals( 4, batch( this::prompts, "out" ).run().done() );
		assertEquals( frames, sam.encoded.size() );
		final int ahead = Collections.frequency( sam.encoded, "batch reader" );
		assertTrue( ahead == 4 || ahead == 5, ahead + " frames" );
	}

	@Test
	public void largeImagesAreNotEncodedAhead()
	{
		final ImagePlus large = IJ.createImage( "large", "8-bit black", 4200, 4000, 1 ),
				small = IJ.createImage( "small", "8-bit black", 420, 400, 1 );
		sam.segment( large ).box( 40, 40, 30, 30 ).prepare( () -> true );
		assertEquals( 0, sam.encoded.size() );
		sam.segment( small ).box( 40, 40, 30, 30 ).prepare( () -> true );
		assertEquals( 1, sam.encoded.size() );
		sam.segment( small ).box( 40, 40, 30, 30 ).prepare( () -> false );
		assertEquals( 1, sam.encoded.size(), "no longer wanted" );
	}

	@Test
	public void whatFailsAheadFailsForItsImageOnly() throws IOException
	{
		Files.write( new File( in, "b.tif" ).toPath(), new byte[] { 'I', 'I', 42, 0, 1, 2, 3 } );
		final ImageSegmenter how = ( imp, file ) -> file.getName().equals( "c.tif" )
				? sam.segment( imp ).point( 5000, 5 ) : prompts( imp, file );
		final BatchReport report = batch( how, "out" ).run();
		assertEquals( "[b, c]", report.failed().keySet().toString() );
		assertTrue( report.summary().contains( "c.tif" ) || report.summary().contains( "lie outside of the image" ), report.summary() );
		assertEquals( "[a, c, d]", segmented.toString() );
	}

	@Test
	public void anEncoderThatFailsOnceAheadCostsNoImage()
	{
		final int frames = framesOfSingleRuns( this::prompts );
		final AtomicBoolean failed = new AtomicBoolean();
		slices = 5;
		sam.before = () -> {
			if ( Thread.currentThread().getName().equals( "batch reader" ) && sam.encoded.size() > 5 && !failed.getAndSet( true ) )
				throw new IllegalStateException( "once" );
		};
		assertEquals( 4, batch( this::prompts, "out" ).run().done() );
		assertEquals( frames + 1, sam.encoded.size() );
	}

	@Test
	public void aCancelStopsWhatIsDoneAhead() throws InterruptedException
	{
		final CountDownLatch ahead = new CountDownLatch( 1 );
		sam.before = () -> {
			if ( !segmented.isEmpty() )
				ahead.countDown();
		};
		final ProgressListener canceled = new ProgressListener()
		{
			@Override
			public void progress( final long done, final long total, final String message )
			{}

			@Override
			public boolean isCanceled()
			{
				try
				{
					// the first image waits here before it encodes anything, so that this is the second one
					return !segmented.isEmpty() && ahead.await( 60, TimeUnit.SECONDS );
				}
				catch ( final InterruptedException e )
				{
					throw new IllegalStateException( e );
				}
			}
		};
		assertThrows( CancellationException.class, () -> batch( ( imp, file ) -> sam.segment( imp ).progress( canceled ).box( 40, 40, 30,
				30 ).box( 5, 5, 150, 120 ).point( 100, 80 ).objectSize( 15 ), "out" ).progress( canceled ).run() );
		final int n = sam.encoded.size();
		assertTrue( ahead.getCount() == 0 && n <= 6, n + " frames" );
		Thread.sleep( 300 );
		assertEquals( n, sam.encoded.size(), "nothing goes on behind the batch's back" );
		sam.before = () -> {};
		segmented.clear();
		assertEquals( 4, batch( this::prompts, "out" ).run().done() );
	}
}
