// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.process.ImageProcessor;

import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.evaluate.LabelObjects;
import sc.fiji.efficientsam.image.ContrastMode;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.model.WithBundledModel;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.EmbeddingCache;
import sc.fiji.efficientsam.segment.FakeModel;
import sc.fiji.efficientsam.segment.OverlapRule;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.LabelImageReader;
import sc.fiji.efficientsam.util.ProgressListener;

/** Follows real yeast cells, in a field that drifts over a sample image, by the bundled model and its instance head. */
public class InstanceTrackTest extends WithBundledModel {

	private static final int WIDTH = 200, HEIGHT = 160, DRIFT = 4;

	private static final TrackSettings BY_INSTANCES = TrackSettings.DEFAULT.with( TrackSettings.INSTANCES, true );

	/** Parts of a sample image, each a little further to the right and down. */
	private static final class Drifting implements SliceSource
	{
		private final ImagePlus image;
		private final ImagePlus truth;
		private final PromptableModel by;
		private final Map< Integer, EmbeddingCache > caches = new TreeMap<>();

		Drifting( final String name, final PromptableModel by )
		{
			image = TestImages.open( name );
			truth = TestImages.open( name + "-truth" );
			this.by = by;
		}

		@Override
		public int size()
		{
			return 4;
		}

		@Override
		public int width()
		{
			return WIDTH;
		}

		@Override
		public int height()
		{
			return HEIGHT;
		}

		private static ImagePlus cut( final ImagePlus imp, final int slice )
		{
			final ImageProcessor ip = imp.getProcessor();
			ip.setRoi( 150 + DRIFT * slice, 90 + DRIFT / 2 * slice, WIDTH, HEIGHT );
			return new ImagePlus( "", ip.crop() );
		}

		@Override
		public synchronized EmbeddedImage slice( final int index )
		{
			final EmbeddingCache cache = caches.computeIfAbsent( index, i -> new EmbeddingCache( EmbeddedImage.DEFAULT_CAPACITY ) );
			return new EmbeddedImage( new ImagePlusReader( ContrastMode.PERCENTILE, 0.1, 99.9 ).read( cut( image, index ), 0 ), by, cache );
		}

		Map< Integer, Mask > truth( final int slice )
		{
			return LabelImageReader.masks( cut( truth, slice ) );
		}

		/** The cells that lie in all slices as a whole, but for buds, which need a larger scale. */
		List< Seed > seeds()
		{
			final List< Seed > seeds = new ArrayList<>();
			truth( 0 ).forEach( ( id, m ) -> {
				if ( m.x() > DRIFT * size() && m.y() > DRIFT * size() &&
						m.x() + m.width() < WIDTH && m.y() + m.height() < HEIGHT )
					seeds.add( new Seed( id, 0, LabelObjects.box( m ) ) );
			} );
			final double[] sides = seeds.stream().mapToDouble( s -> s.prompt().box().longSide() ).sorted().toArray();
			seeds.removeIf( s -> s.prompt().box().longSide() < 0.85 * sides[ sides.length / 2 ] );
			return seeds;
		}
	}

	private static Tracks follow( final SliceSource source, final List< Seed > seeds, final TrackSettings settings )
	{
		return new Propagator( SegmentSettings.DEFAULT, settings, OverlapRule.SCORE ).follow( source, seeds, ProgressListener.NONE );
	}

	@Test
	public void cellsKeepTheirIdsAndEachSliceIsEncodedOnce()
	{
		final Drifting yeast = new Drifting( "yeast-phase", model );
		final List< Seed > seeds = yeast.seeds();
		assertTrue( seeds.size() >= 4, seeds.size() + " cells" );
		final Tracks tracks = follow( yeast, seeds, BY_INSTANCES );
		double sum = 0;
		for ( final Track t : tracks.all() )
		{
			assertEquals( 3, t.end(), t.toString() );
			for ( int s = 0; s < 4; s++ )
			{
				final Mask m = t.object( s ).mask();
				yeast.truth( s ).forEach( ( id, other ) -> assertTrue( id == t.id() || other.iou( m ) < 0.4, t + " is on " + id ) );
				sum += yeast.truth( s ).get( t.id() ).iou( m );
			}
		}
		assertTrue( sum / 4 / seeds.size() > 0.75, "mean IoU " + sum / 4 / seeds.size() );
		for ( int s = 0; s < 4; s++ )
		{
			final List< SegmentedObject > here = new ArrayList<>( tracks.onSlice( s ).values() );
			for ( int i = 0; i < here.size(); i++ )
				for ( int k = 0; k < i; k++ )
					assertEquals( 0, here.get( i ).mask().intersection( here.get( k ).mask() ), "overlap on slice " + s );
		}
		for ( int s = 1; s < 4; s++ )
			assertEquals( 1, yeast.caches.get( s ).size(), "frames that were encoded of slice " + s );
	}

	@Test
	public void anObjectThatVanishesEndsItsTrack()
	{
		final MovingCells cells = new MovingCells( 112, 96, 6 )
				.cell( 1, f -> f > 2 ? null : new double[] { 40 + f, 48, 10, 12 } )
				.cell( 2, f -> new double[] { 64 - 2 * f, 48, 10, 12 } );
		final Tracks tracks = follow( cells.source( model ), cells.seeds( 0 ), BY_INSTANCES );
		assertEquals( 2, tracks.all().get( 0 ).end(), tracks.all().toString() );
		assertEquals( 5, tracks.all().get( 1 ).end(), tracks.all().toString() );
	}

	@Test
	public void aModelWithoutHeadIsRefusedWithAWayOut()
	{
		final MovingCells cells = new MovingCells( 64, 64, 3 ).cell( 1, f -> new double[] { 30, 30, 10, 10 } );
		final SliceSource source = cells.source( new FakeModel( true, new double[] { 20 }, 0.9f ) );
		final String message = assertThrows( IllegalArgumentException.class, () -> follow( source, cells.seeds( 0 ), BY_INSTANCES ) )
				.getMessage();
		assertTrue( message.contains( "\"fake\" has no instance head" ) && message.contains( "instances=false" ), message );
		assertEquals( 1, follow( source, cells.seeds( 0 ), TrackSettings.DEFAULT ).all().size() );
	}
}
