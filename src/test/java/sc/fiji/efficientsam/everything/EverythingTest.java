// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import net.imglib2.img.array.ArrayImgs;

import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.evaluate.LabelComparison;
import sc.fiji.efficientsam.image.ChannelImage;
import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.BundledModel;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.EmbeddingCache;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.util.ProgressListener;

/** Finds all objects of real images with the real model. */
public class EverythingTest {

	private static PromptableModel model;

	@BeforeAll
	public static void open()
	{
		model = BundledModel.open( new DjlBackend( 1 ), Device.CPU );
	}

	@AfterAll
	public static void close()
	{
		model.close();
	}

	private static List< Mask > masks( final EverythingResult result )
	{
		return result.objects().stream().map( SegmentedObject::mask ).collect( Collectors.toList() );
	}

	/** Of the middle of an image. */
	private static double ap( final String name, final double size, final int side )
	{
		final CroppedImage image = CroppedImage.middle( TestImages.rgb( name ), side );
		final EverythingResult r = new Everything( EverythingSettings.DEFAULT.with( EverythingSettings.OBJECT_SIZE, size ) )
				.run( new EmbeddedImage( image, model ), SeedSource.GRID, ProgressListener.NONE );
		return LabelComparison.of( masks( r ), image.cut( TestImages.truth( name ), 0.15 ), image.width(), image.height(),
				1 ).averagePrecision( 0.5 );
	}

	@Test
	public void nucleiAreFoundWithoutPrompts()
	{
		final double ap = ap( "nuclei-fluorescence", 50, 256 );
		assertTrue( ap > 0.6, "AP " + ap );
	}

	@Test
	public void blobsAreFoundWithoutPrompts()
	{
		final double ap = ap( "blobs", 28, 180 );
		assertTrue( ap > 0.45, "AP " + ap );
	}

	/** An image with its mirror images on the right and below. */
	private static RgbImage mirrored( final RgbImage image )
	{
		final int w = image.width(), h = image.height();
		final float[] rgb = image.read( 0, 0, w, h );
		return new RgbImage()
		{
			@Override
			public int width()
			{
				return 2 * w;
			}

			@Override
			public int height()
			{
				return 2 * h;
			}

			@Override
			public float[] read( final int x0, final int y0, final int width, final int height )
			{
				final float[] out = new float[ 3 * width * height ];
				for ( int i = 0; i < out.length; i++ )
				{
					final int x = x0 + i % width, y = y0 + i / width % height;
					out[ i ] = rgb[ ( i / ( width * height ) * h + Math.min( y, 2 * h - 1 - y ) ) * w + Math.min( x, 2 * w - 1 - x ) ];
				}
				return out;
			}
		};
	}

	@Test
	public void tilesLeaveNoSeams()
	{
		// a frame is 358 pixels wide here, so that the image of 512 x 508 pixels takes four, and the part of 256 x 254 takes one
		final RgbImage large = mirrored( TestImages.rgb( "blobs" ) );
		final CroppedImage part = new CroppedImage( large, 128, 127, 256, 254 );
		final EverythingSettings s = EverythingSettings.DEFAULT.with( EverythingSettings.OBJECT_SIZE,
				28.0 ).with( EverythingSettings.SPACING, 18.0 );
		final List< PromptPoint > points = Seeds.grid( 256, 254, 18 ).in( 0, 0, 256, 254 );
		final List< PromptPoint > moved = points.stream().map( p -> new PromptPoint( p.x() + 128, p.y() + 127, true ) )
				.collect( Collectors.toList() );
		final EmbeddedImage image = new EmbeddedImage( large, model, new EmbeddingCache( 1 ) );
		final List< Mask > tiled = masks( new Everything( s.with( EverythingSettings.QUALITY, 0.3 ) ).run( image,
				( i, settings ) -> Seeds.of( moved ), ProgressListener.NONE ) );
		assertEquals( 1, image.cache().size(), "only one embedding is held" );
		// NB: only sure objects are compared; of doubtful ones, such as pairs that touch, the model thinks otherwise
		// whenever it sees other surroundings
		final List< Mask > whole = masks( new Everything( s.with( EverythingSettings.QUALITY, 0.6 ) ).run( new EmbeddedImage( part, model ),
				( i, settings ) -> Seeds.of( points ), ProgressListener.NONE ) );
		final List< String > missing = new ArrayList<>();
		int compared = 0;
		for ( final Mask m : whole )
			if ( m.x() > 4 && m.y() > 4 && m.x() + m.width() < 252 && m.y() + m.height() < 250 )
			{
				compared++;
				final double iou = tiled.stream().mapToDouble( t -> t.iou( CroppedImage.move( m, 128, 127 ) ) ).max().orElse( 0 );
				if ( iou < 0.75 )
					missing.add( m + " IoU " + iou );
			}
		// 30 of 32 come back; the other two touch, and which cells a window holds decides whether the model divides them
		assertTrue( compared >= 25 && missing.size() <= compared / 16, compared + " compared, missing " + missing );
		// frames end at 358 and begin at 154: no mask ends there in a long straight line
		for ( final Mask m : tiled )
			for ( final int seam : new int[] { 154, 358 } )
				assertFalse( straight( m, seam ) > 10, m + " is cut at " + seam );
	}

	/** Rows in which a mask ends exactly before, or begins exactly at, a column. */
	private static int straight( final Mask m, final int column )
	{
		int ends = 0, begins = 0;
		for ( int y = m.y(); y < m.y() + m.height(); y++ )
		{
			ends += m.contains( column - 1, y ) && !m.contains( column, y ) ? 1 : 0;
			begins += !m.contains( column - 1, y ) && m.contains( column, y ) ? 1 : 0;
		}
		return Math.max( ends, begins );
	}

	@Test
	public void theSizeOfObjectsIsEstimated()
	{
		final EverythingSettings none = EverythingSettings.DEFAULT.with( EverythingSettings.SPACING, 100.0 );
		final double nuclei = new Everything( none ).run( new EmbeddedImage( TestImages.rgb( "nuclei-fluorescence" ), model ),
				SeedSource.GRID, ProgressListener.NONE ).settings().objectSize();
		assertTrue( nuclei > 25 && nuclei < 100, "nuclei " + nuclei );
	}

	@Test
	public void anEmptyImageGivesNoObjectAndSaysWhy()
	{
		final EmbeddedImage black = new EmbeddedImage( ChannelImage.gray( ArrayImgs.unsignedBytes( 80, 60 ), 0, 255 ), model );
		final EverythingResult r = new Everything( EverythingSettings.DEFAULT.with( EverythingSettings.OBJECT_SIZE, 20.0 ) ).run( black,
				SeedSource.GRID, ProgressListener.NONE );
		assertEquals( 0, r.objects().size() );
		assertTrue( r.isComplete() && r.report().startsWith( "48 points" ), r.report() );
	}

	@Test
	public void aOnePixelImageIsNoProblem()
	{
		final EmbeddedImage one = new EmbeddedImage( ChannelImage.gray( ArrayImgs.unsignedBytes( 1, 1 ), 0, 255 ), model );
		assertTrue( new Everything( EverythingSettings.DEFAULT.with( EverythingSettings.OBJECT_SIZE, 10.0 ) ).run( one, SeedSource.GRID,
				ProgressListener.NONE ).objects().size() <= 1 );
	}

	/** Cancels after some steps. */
	private static ProgressListener cancelAfter( final int steps )
	{
		return new ProgressListener()
		{
			private long last;

			@Override
			public void progress( final long done, final long total, final String message )
			{
				assertTrue( done >= last && done <= total, done + " of " + total );
				last = done;
			}

			@Override
			public boolean isCanceled()
			{
				return last >= steps;
			}
		};
	}

	@Test
	public void aCancelThrowsOrKeepsWhatWasFound()
	{
		final EmbeddedImage image = new EmbeddedImage( TestImages.rgb( "blobs" ), model );
		final EverythingSettings s = EverythingSettings.DEFAULT.with( EverythingSettings.OBJECT_SIZE, 25.0 );
		assertThrows( CancellationException.class, () -> new Everything( s ).run( image, SeedSource.GRID, cancelAfter( 60 ) ) );
		final EverythingResult part = new Everything( s.with( EverythingSettings.PARTIAL, true ) ).run( image, SeedSource.GRID,
				cancelAfter( 60 ) );
		assertFalse( part.isComplete() );
		assertTrue( part.objects().size() > 3, part.report() );
	}

	@Test
	public void seedsOfYourOwnGiveOneObjectEach()
	{
		final List< Mask > truth = TestImages.truth( "blobs" ).stream().filter( m -> m.area() > 200 ).limit( 8 )
				.collect( Collectors.toList() );
		final EmbeddedImage image = new EmbeddedImage( TestImages.rgb( "blobs" ), model );
		final EverythingSettings s = EverythingSettings.DEFAULT.with( EverythingSettings.OBJECT_SIZE,
				25.0 ).with( EverythingSettings.QUALITY, 0.1 );
		final EverythingResult r = new Everything( s ).run( image, ( i, settings ) -> Seeds.of( SeedPoints.inside( truth ) ),
				ProgressListener.NONE );
		assertTrue( r.report().startsWith( "8 points" ), r.report() );
		assertTrue( LabelComparison.of( masks( r ), truth, image.image().width(), image.image().height(), 1 ).truePositives( 0.6 ) >= 7,
				r.report() );
	}

	@Test
	public void aSecondLayerFindsObjectsOfHalfTheSize()
	{
		final CroppedImage crop = CroppedImage.middle( TestImages.rgb( "blobs" ), 140 );
		final List< Mask > truth = crop.cut( TestImages.truth( "blobs" ), 0.15 );
		final int[] hits = new int[ 2 ];
		for ( int layers = 1; layers <= 2; layers++ )
		{
			// the blobs are half as large as they are said to be
			final EverythingResult r = new Everything( EverythingSettings.DEFAULT.with( EverythingSettings.OBJECT_SIZE,
					56.0 ).with( EverythingSettings.LAYERS, layers ) ).run( new EmbeddedImage( crop, model ), SeedSource.GRID,
					ProgressListener.NONE );
			hits[ layers - 1 ] = LabelComparison.of( masks( r ), truth, crop.width(), crop.height(), 1 ).truePositives( 0.5 );
		}
		assertTrue( hits[ 1 ] > hits[ 0 ], hits[ 0 ] + " -> " + hits[ 1 ] );
	}

	@Test
	public void objectsAreInReadingOrderAndHardlyOverlap()
	{
		final EverythingResult r = new Everything( EverythingSettings.DEFAULT.with( EverythingSettings.OBJECT_SIZE,
				25.0 ).with( EverythingSettings.SPACING, 25.0 ) ).run( new EmbeddedImage( TestImages.rgb( "blobs" ), model ),
				SeedSource.MAXIMA, ProgressListener.NONE );
		final List< Mask > masks = new ArrayList<>( masks( r ) );
		assertTrue( masks.size() > 20, r.report() );
		for ( int i = 1; i < masks.size(); i++ )
			assertTrue( masks.get( i - 1 ).y() <= masks.get( i ).y() );
		for ( final Mask a : masks )
			for ( final Mask b : masks )
				assertTrue( a == b || a.iou( b ) <= r.settings().get( EverythingSettings.MAX_OVERLAP ) );
	}
}
