// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.SegmentationTask;
import sc.fiji.efficientsam.roi.RoiFiles;
import sc.fiji.efficientsam.source.ImageFiles;
import sc.fiji.efficientsam.util.ProgressListener;

/** Tests {@link BatchRequest} and {@link BatchMerge} with the bundled model on sample images and their boxes. */
public class BatchTest {

	private static final File SAMPLES = new File( "sample-data" );

	private static Context context;

	private static EfficientSamService sam;

	@TempDir
	Path temp;

	private File in, out;

	/** Files that were segmented, in order. */
	private final List< String > segmented = new ArrayList<>();

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

	@BeforeEach
	public void copy() throws IOException
	{
		in = Files.createDirectories( temp.resolve( "in put" ) ).toFile();
		out = temp.resolve( "out" ).toFile();
		Files.createDirectories( in.toPath().resolve( "more" ) );
		copy( "blobs.png", "blobs.png" );
		copy( "blobs-boxes.zip", "blobs-boxes.zip" );
		copy( "yeast-phase.png", "more/yeast.png" );
		copy( "yeast-phase-boxes.zip", "more/yeast-boxes.zip" );
	}

	/** Of selections only the first three, for speed. */
	private void copy( final String from, final String to ) throws IOException
	{
		if ( from.endsWith( ".zip" ) )
			Files.write( in.toPath().resolve( to ), RoiFiles.toZip( RoiFiles.read( new File( SAMPLES, from ) ).subList( 0, 3 ) ) );
		else
			Files.copy( SAMPLES.toPath().resolve( from ), in.toPath().resolve( to ) );
	}

	private BatchRequest request( final String pattern, final String shard )
	{
		return new BatchRequest( BatchFiles.shard( BatchFiles.list( in, pattern, true, out ), shard ), ( imp, file ) -> {
			final SegmentationTask task = sam.segment( imp ).rois( BatchFiles.beside( file, "-boxes.zip" ) );
			return () -> {
				segmented.add( file.getName() );
				return task.run();
			};
		}, out ).prompts( f -> BatchFiles.beside( f, "-boxes.zip" ) ).settings( "boxes" );
	}

	private String read( final String name ) throws IOException
	{
		return new String( Files.readAllBytes( out.toPath().resolve( name ) ), StandardCharsets.UTF_8 );
	}

	private static short[] labels( final File file )
	{
		return ( short[] ) IJ.openImage( file.getPath() ).getProcessor().convertToShort( false ).getPixels();
	}

	@Test
	public void resultsAreThoseOfSingleRunsAndAreNotMadeTwice() throws IOException
	{
		final BatchReport report = request( "", "1/1" ).run();
		assertEquals( "[blobs.png, yeast.png]", segmented.toString() );
		assertEquals( 2, report.done() );
		final ImagePlus single = sam.segment( ImageFiles.open( new File( in, "blobs.png" ) ) ).rois( new File( in, "blobs-boxes.zip" ) )
				.run().labels();
		assertArrayEquals( ( short[] ) single.getProcessor().convertToShort( false ).getPixels(),
				labels( new File( out, "blobs-labels.tif" ) ) );
		for ( final String end : new String[] { "-labels.tif", "-rois.zip", "-table.csv", "-overlay.png", "-objects.geojson",
				"-record.json" } )
			assertTrue( new File( out, "more/yeast" + end ).isFile(), end );
		segmented.clear();
		assertEquals( 2, request( "", "1/1" ).run().done() );
		assertTrue( segmented.isEmpty() );
		assertEquals( 2, request( "", "1/1" ).settings( "others" ).run().done() );
		assertEquals( 2, segmented.size(), "other settings" );
	}

	@Test
	public void whatChangedOrIsGoneIsMadeAgain() throws IOException
	{
		request( "blobs*", "1/1" ).run();
		Files.delete( out.toPath().resolve( "blobs-table.csv" ) );
		request( "blobs*", "1/1" ).run();
		Files.delete( in.toPath().resolve( "blobs-boxes.zip" ) );
		copy( "yeast-phase-boxes.zip", "blobs-boxes.zip" );
		// those boxes lie outside of the blobs: the batch must notice that the prompts are others
		request( "blobs*", "1/1" ).run();
		assertEquals( 3, segmented.size() );
	}

	@Test
	public void badImagesAreNotedAndTheOthersGoOn() throws IOException
	{
		Files.write( in.toPath().resolve( "broken.tif" ), new byte[] { 'I', 'I', 42, 0, 1, 2, 3 } );
		Files.write( in.toPath().resolve( "a lone.png" ), Files.readAllBytes( in.toPath().resolve( "blobs.png" ) ) );
		final BatchReport report = request( "", "1/1" ).run();
		assertEquals( 2, report.done() );
		assertEquals( 2, report.failed().size() );
		assertTrue( report.summary().contains( "broken" ) && report.summary().contains( "a lone-boxes.zip" ), report.summary() );
		assertEquals( 4, BatchMerge.merge( out ) );
		assertTrue( read( BatchMerge.IMAGES ).contains( "broken,failed,0,0" ), read( BatchMerge.IMAGES ) );
		segmented.clear();
		copy( "blobs-boxes.zip", "a lone-boxes.zip" );
		assertEquals( 3, request( "", "1/1" ).run().done() );
		assertEquals( "[a lone.png]", segmented.toString() );
	}

	@Test
	public void shardsTogetherAreTheWholeBatch() throws IOException
	{
		request( "", "1/1" ).run();
		BatchMerge.merge( out );
		final String objects = read( BatchMerge.OBJECTS ), coco = read( BatchMerge.COCO );
		final File whole = out;
		out = temp.resolve( "shards" ).toFile();
		segmented.clear();
		request( "", "2/2" ).run();
		request( "", "1/2" ).run();
		assertEquals( "[yeast.png, blobs.png]", segmented.toString() );
		BatchMerge.merge( out );
		assertEquals( objects, read( BatchMerge.OBJECTS ) );
		assertEquals( coco, read( BatchMerge.COCO ) );
		assertTrue( whole.isDirectory() );
	}

	@Test
	public void cocoAndGeoJsonHoldExactlyTheLabels() throws IOException
	{
		request( "blobs*", "1/1" ).run();
		BatchMerge.merge( out );
		final ImagePlus labels = IJ.openImage( new File( out, "blobs-labels.tif" ).getPath() );
		final JsonObject coco = new Gson().fromJson( read( BatchMerge.COCO ), JsonObject.class );
		assertEquals( 1, coco.getAsJsonArray( "images" ).size() );
		final int h = labels.getHeight();
		long pixels = 0;
		for ( int i = 0; i < coco.getAsJsonArray( "annotations" ).size(); i++ )
		{
			final JsonObject a = coco.getAsJsonArray( "annotations" ).get( i ).getAsJsonObject();
			final JsonArray counts = a.getAsJsonObject( "segmentation" ).getAsJsonArray( "counts" );
			int at = 0;
			for ( int k = 0; k < counts.size(); k++ )
			{
				if ( k % 2 == 1 )
					for ( int p = at; p < at + counts.get( k ).getAsInt(); p++, pixels++ )
						assertEquals( a.get( "label" ).getAsInt(), ( int ) labels.getProcessor().getf( p / h, p % h ) );
				at += counts.get( k ).getAsInt();
			}
			assertEquals( labels.getWidth() * h, at );
		}
		int inside = 0;
		for ( int i = 0; i < labels.getWidth() * h; i++ )
			inside += labels.getProcessor().getf( i ) > 0 ? 1 : 0;
		assertEquals( inside, pixels );
		final JsonArray features = new Gson().fromJson( read( "blobs-objects.geojson" ), JsonObject.class ).getAsJsonArray( "features" );
		assertEquals( coco.getAsJsonArray( "annotations" ).size(), features.size() );
	}

	@Test
	public void everySliceOfAStackIsSegmented() throws IOException
	{
		final ImagePlus imp = ImageFiles.open( new File( in, "blobs.png" ) );
		final ImageStack stack = new ImageStack();
		stack.addSlice( imp.getProcessor() );
		stack.addSlice( imp.getProcessor().duplicate() );
		final ImagePlus series = new ImagePlus( "series", stack );
		series.setDimensions( 1, 1, 2 );
		new FileSaver( series ).saveAsTiff( new File( in, "series.tif" ).getPath() );
		copy( "blobs-boxes.zip", "series-boxes.zip" );
		request( "{series,blobs}.*", "1/1" ).run();
		final short[] single = labels( new File( out, "blobs-labels.tif" ) );
		assertArrayEquals( single, labels( new File( out, "series-t1-labels.tif" ) ) );
		assertArrayEquals( single, labels( new File( out, "series-t2-labels.tif" ) ) );
	}

	@Test
	public void whatBelongsBesideAnImageIsNoImage() throws IOException
	{
		for ( final String name : new String[] { "blobs_mask.png", "blobs-seeds.png", "other_mask.png", "blobs.01.png", "blobs.01_mask.png",
				"blobs-classes.tif" } )
			Files.copy( in.toPath().resolve( "blobs.png" ), in.toPath().resolve( name ) );
		final String[] ends = { "_mask.png", "-seeds.png" };
		assertEquals( "[blobs.01, blobs, other_mask]", BatchFiles.list( in, "", false, out, ends ).toString() );
		assertEquals( "[blobs.01_mask, blobs_mask, other_mask]", BatchFiles.list( in, "*_mask.png", false, out, ends ).toString(),
				"who asks for them gets them" );
		assertEquals( "blobs.01_mask.png", BatchFiles.beside( new File( in, "blobs.01.png" ), "_mask.png" ).getName() );
	}

	@Test
	public void namesOfResultsAreNeverShared() throws IOException
	{
		Files.createDirectories( temp.resolve( "x" ) );
		Files.createDirectories( temp.resolve( "y" ) );
		for ( final String name : new String[] { "in put/well.01", "in put/well.02", "in put/blobs-z1.png", "x/a.png", "y/a.png" } )
			Files.copy( in.toPath().resolve( "blobs.png" ), temp.resolve( name ) );
		assertEquals( "[well.01]", BatchFiles.list( in, "*.01", false, out ).toString() );
		assertEquals( "[well.02]", BatchFiles.list( in, "*.02", false, out ).toString() );
		assertEquals( "[blobs-z1.png, blobs]", BatchFiles.list( in, "blobs*.png", false, out ).toString(),
				"slice 1 of blobs is called blobs-z1" );
		final File list = Files.write( in.toPath().resolve( "list.txt" ), Arrays.asList( "../x/a.png", "../y/a.png" ) ).toFile();
		final List< BatchImage > outside = BatchFiles.list( list, "", false, out );
		assertTrue( outside.get( 0 ).name().endsWith( "x/a.png" ) && outside.get( 1 ).name().endsWith( "y/a.png" ), outside.toString() );
		assertFalse( outside.get( 0 ).name().startsWith( "/" ), outside.toString() );
	}

	@Test
	public void theJoinedTablesSayOnceWithWhatEachImageWasMade() throws IOException
	{
		request( "", "1/1" ).run();
		BatchMerge.merge( out );
		final String[] settings = read( BatchMerge.SETTINGS ).split( "\n" );
		assertEquals( 3, settings.length );
		assertTrue( settings[ 0 ].startsWith( "Image,Version,Model,Weights,Device," ), settings[ 0 ] );
		assertTrue( settings[ 1 ].startsWith( "blobs," ) && settings[ 2 ].startsWith( "more/yeast," )
				&& settings[ 1 ].contains( "micro" ) );
		assertFalse( read( BatchMerge.OBJECTS ).contains( "Weights" ) || read( "blobs-table.csv" ).contains( "micro" ) );
		assertTrue( read( "blobs-settings.csv" ).contains( "model,micro" ) );
	}

	@Test
	public void aCancelKeepsWhatIsDoneAndTheNextRunGoesOn()
	{
		final ProgressListener second = new ProgressListener()
		{
			private long done;

			@Override
			public void progress( final long now, final long total, final String message )
			{
				done++;
			}

			@Override
			public boolean isCanceled()
			{
				return done > 0;
			}
		};
		assertThrows( CancellationException.class, () -> request( "", "1/1" ).progress( second ).run() );
		assertEquals( "[blobs.png]", segmented.toString() );
		assertEquals( 2, request( "", "1/1" ).run().done() );
		assertEquals( "[blobs.png, yeast.png]", segmented.toString() );
	}

	@Test
	public void inputsAreNeverTouched() throws IOException
	{
		final List< FileTime > before = times();
		request( "", "1/1" ).run();
		assertEquals( before, times() );
		assertThrows( IllegalArgumentException.class, () -> BatchFiles.list( in, "", false, in ) );
		// results inside of the folder of images are no images of the next run
		out = new File( in, "results" );
		request( "", "1/1" ).run();
		assertEquals( 2, BatchFiles.list( in, "", true, out ).size() );
	}

	private List< FileTime > times() throws IOException
	{
		try ( Stream< Path > all = Files.walk( in.toPath() ) )
		{
			final List< FileTime > times = new ArrayList<>();
			for ( final Path p : all.sorted().collect( Collectors.toList() ) )
				times.add( Files.getLastModifiedTime( p ) );
			return times;
		}
	}

	@Test
	public void listsAreOrderedAndNamesDoNotCollide() throws IOException
	{
		Files.copy( in.toPath().resolve( "blobs.png" ), in.toPath().resolve( "blobs.tif" ) );
		assertEquals( "[blobs.png, blobs.tif, more/yeast]", BatchFiles.list( in, "", true, out ).toString() );
		assertEquals( "[blobs.png]", BatchFiles.list( in, "*.png", false, out ).toString(), "another run may do the other one" );
		assertEquals( "[blobs.tif]", BatchFiles.list( in, "*.tif", false, out ).toString() );
		Files.delete( in.toPath().resolve( "blobs.tif" ) );
		assertEquals( "[blobs]", BatchFiles.list( in, "*.png", false, out ).toString() );
		final File list = Files.write( in.toPath().resolve( "list.txt" ), Arrays.asList( "# two", "more/yeast.png", "", "blobs.png" ) )
				.toFile();
		assertEquals( "[more/yeast, blobs]", BatchFiles.list( list, "", false, out ).toString() );
		assertEquals( "[yeast]", BatchFiles.list( new File( in, "more/yeast.png" ), "", false, out ).toString() );
		for ( final String bad : new String[] { "0/2", "3/2", "x", "1/0", "1" } )
			assertThrows( IllegalArgumentException.class, () -> BatchFiles.shard( Arrays.asList( 1 ), bad ) );
		assertEquals( Arrays.asList( 2, 5 ), BatchFiles.shard( Arrays.asList( 1, 2, 3, 4, 5 ), "2/3" ) );
		assertThrows( IllegalArgumentException.class, () -> BatchFiles.list( new File( in, "nowhere" ), "", false, out ) );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> BatchFiles.list( in, "*.czi", false, out ) ).getMessage()
				.contains( "*.czi" ) );
		for ( final String pattern : new String[] { "{a", "[" } )
			assertTrue( assertThrows( IllegalArgumentException.class, () -> BatchFiles.list( in, pattern, false, out ) ).getMessage()
					.contains( "\"" + pattern + "\" cannot be a pattern" ) );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> BatchFiles.list( in, "", false, out, "a\0b" ) ).getMessage()
				.contains( "cannot be the end of a file's name" ) );
		assertThrows( IllegalArgumentException.class, () -> BatchMerge.merge( new File( in, "more" ) ) );
		assertFalse( out.exists() );
	}
}
