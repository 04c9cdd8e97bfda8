// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
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
import sc.fiji.efficientsam.model.InstanceMap.Channel;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.util.ProgressListener;

/** Everything mode by the bundled model's instance head, on the sample images. */
public class InstanceFinderTest {

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

	private static EverythingSettings instances( final double size )
	{
		return EverythingSettings.DEFAULT.with( EverythingSettings.OBJECT_SIZE, size ).with( EverythingSettings.QUALITY,
				EverythingSettings.INSTANCE_QUALITY );
	}

	private static Work work()
	{
		return new Work( ProgressListener.NONE, false );
	}

	private static List< Mask > masks( final List< SegmentedObject > objects )
	{
		return objects.stream().map( SegmentedObject::mask ).collect( Collectors.toList() );
	}

	private static List< Mask > find( final RgbImage image, final double size )
	{
		return masks( new InstanceFinder( new EmbeddedImage( image, model ), size ).find( work() ) );
	}

	@Test
	public void allNucleiAreFoundAtOnceWithAndWithoutTheirSize()
	{
		final RgbImage image = TestImages.rgb( "nuclei-fluorescence" );
		final EmbeddedImage embedded = new EmbeddedImage( image, model );
		for ( final double size : new double[] { 50, 0 } )
		{
			final EverythingResult r = new Everything( instances( size ) ).run( embedded, embedded, ProgressListener.NONE );
			final double ap = LabelComparison.of( masks( r.objects() ), TestImages.truth( "nuclei-fluorescence" ), image.width(),
					image.height(), 1 ).averagePrecision( 0.5 );
			assertTrue( ap > 0.6, "AP " + ap + ", " + r.report() );
			assertTrue( r.settings().objectSize() > 30 && r.settings().objectSize() < 80, "size " + r.settings().objectSize() );
			assertTrue( r.isComplete() && r.report().contains( "instances" ), r.report() );
		}
	}

	@Test
	public void instancesDoNotOverlapAndHaveAPointInside()
	{
		final List< SegmentedObject > found = new InstanceFinder( new EmbeddedImage( TestImages.rgb( "blobs" ), model ),
				28 ).find( work() );
		assertTrue( found.size() > 30, found.size() + " blobs" );
		for ( final SegmentedObject a : found )
		{
			assertTrue( a.mask().contains( ( int ) a.prompt().points().get( 0 ).x(), ( int ) a.prompt().points().get( 0 ).y() ) );
			assertTrue( a.score() > InstanceSeeds.INSIDE && a.score() <= 1 && a.stability() >= 0 && a.stability() <= 1 );
			for ( final SegmentedObject b : found )
				assertTrue( a == b || a.mask().intersection( b.mask() ) == 0 );
		}
	}

	/** What is found in the middle frame alone, but for what its border cuts, is found in the whole image, too. */
	private static void assertSeamless( final String name, final double size, final double leastIou )
	{
		final RgbImage image = TestImages.rgb( name );
		final int side = ( int ) ( 512 * size / 45 ), w = Math.min( side, image.width() ), h = Math.min( side, image.height() );
		final int x = ( image.width() - w ) / 2, y = ( image.height() - h ) / 2;
		final EmbeddedImage tiled = new EmbeddedImage( image, model );
		assertTrue( new InstanceFinder( tiled, size ).frames().size() > 1 );
		final List< Mask > all = masks( new InstanceFinder( tiled, size ).find( work() ) );
		int compared = 0, same = 0;
		for ( final Mask m : find( new CroppedImage( image, x, y, w, h ), size ) )
		{
			final Mask moved = CroppedImage.move( m, x, y );
			final double room = size / 2;
			final boolean whole = ( m.x() > room || x == 0 ) && ( m.y() > room || y == 0 )
					&& ( m.x() + m.width() < w - room || w == image.width() ) && ( m.y() + m.height() < h - room || h == image.height() );
			compared += whole ? 1 : 0;
			same += whole && all.stream().anyMatch( a -> a.iou( moved ) > leastIou ) ? 1 : 0;
		}
		assertTrue( compared > 6 && same >= 0.95 * compared, name + ": " + same + " of " + compared );
	}

	@Test
	public void tilesLeaveNoSeams()
	{
		assertSeamless( "nuclei-fluorescence", 40, 0.9 );
		assertSeamless( "nuclei-he", 25, 0.9 );
		// NB: small objects, of which half a pixel all round is a tenth
		assertSeamless( "blobs", 17, 0.8 );
		assertSeamless( "yeast-phase", 25, 0.8 );
	}

	@Test
	public void blocksLeaveNoSeams()
	{
		final EmbeddedImage image = new EmbeddedImage( TestImages.rgb( "blobs" ), model );
		final List< Mask > whole = masks( new InstanceFinder( image, 28 ).find( work() ) ),
				blocks = masks( new InstanceFinder( image, 28, 60, 64 ).find( work() ) );
		assertEquals( whole.size(), blocks.size() );
		for ( final Mask m : whole )
			assertTrue( blocks.stream().anyMatch( b -> b.iou( m ) > 0.99 ), m + " differs" );
	}

	@Test
	public void mapsHaveAValueForEachPixel()
	{
		final RgbImage image = TestImages.rgb( "nuclei-fluorescence" );
		final float[][] maps = new Everything( instances( 50 ) ).maps( new EmbeddedImage( image, model ), ProgressListener.NONE );
		assertEquals( Channel.values().length, maps.length );
		final List< Mask > truth = TestImages.truth( "nuclei-fluorescence" );
		final boolean[] inside = new boolean[ image.width() * image.height() ];
		truth.forEach( m -> m.forEach( ( x, y ) -> inside[ y * image.width() + x ] = true ) );
		final double[] sums = new double[ 2 ], counts = new double[ 2 ], sides = new double[ inside.length ];
		int n = 0;
		for ( int i = 0; i < inside.length; i++ )
		{
			for ( final Channel c : Channel.values() )
				assertTrue( maps[ c.ordinal() ][ i ] >= 0 && ( c.isSize() || maps[ c.ordinal() ][ i ] <= 1 ), c.title() );
			sums[ inside[ i ] ? 1 : 0 ] += maps[ Channel.FOREGROUND.ordinal() ][ i ];
			counts[ inside[ i ] ? 1 : 0 ]++;
			if ( inside[ i ] )
				sides[ n++ ] = maps[ Channel.LONG_SIDE.ordinal() ][ i ];
		}
		assertTrue( sums[ 1 ] / counts[ 1 ] > 0.7 && sums[ 0 ] / counts[ 0 ] < 0.3, "foreground is where nuclei are" );
		Arrays.sort( sides, 0, n );
		assertTrue( sides[ n / 2 ] > 30 && sides[ n / 2 ] < 80, "in pixels of the image: " + sides[ n / 2 ] );
	}

	@Test
	public void nothingIsFoundInNothing()
	{
		for ( final int side : new int[] { 1, 80 } )
		{
			final EmbeddedImage black = new EmbeddedImage( ChannelImage.gray( ArrayImgs.unsignedBytes( side, side ), 0, 255 ), model );
			for ( final double size : new double[] { 20, 0 } )
				assertEquals( 0, new Everything( instances( size ) ).run( black, black, ProgressListener.NONE ).objects().size() );
		}
	}

	@Test
	public void aCancelThrowsOrKeepsWhatWasFound()
	{
		final EmbeddedImage image = new EmbeddedImage( TestImages.rgb( "blobs" ), model );
		final EverythingSettings s = instances( 28 );
		final ProgressListener late = new ProgressListener()
		{
			private boolean found;

			@Override
			public void progress( final long done, final long total, final String message )
			{
				found = done >= 1;
			}

			@Override
			public boolean isCanceled()
			{
				return found;
			}
		};
		assertThrows( CancellationException.class, () -> new Everything( s ).run( image, image, late ) );
		final EverythingResult part = new Everything( s.with( EverythingSettings.PARTIAL, true ) ).run( image, image, late );
		assertFalse( part.isComplete() );
	}
}
