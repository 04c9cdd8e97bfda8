// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.WithBundledModel;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.OverlapRule;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.util.ProgressListener;

/** Follows synthetic cells with the bundled model. */
public class PropagatorTest extends WithBundledModel {

	private static Tracks follow( final MovingCells cells, final TrackSettings settings, final List< Seed > seeds )
	{
		return new Propagator( SegmentSettings.DEFAULT, settings, OverlapRule.SCORE ).follow( cells.source( model ), seeds,
				ProgressListener.NONE );
	}

	private static Track track( final Tracks tracks, final int id )
	{
		return tracks.all().stream().filter( t -> t.id() == id ).findFirst().get();
	}

	/** Every mask of a track has to be that of the cell of its id. */
	private static void assertIds( final MovingCells cells, final Tracks tracks, final double meanIou )
	{
		double sum = 0;
		int n = 0;
		for ( final Track t : tracks.all() )
			for ( final Map.Entry< Integer, SegmentedObject > e : t.objects().entrySet() )
			{
				final Map< Integer, Mask > truth = cells.truth( e.getKey() );
				final double iou = truth.containsKey( t.id() ) ? truth.get( t.id() ).iou( e.getValue().mask() ) : 0;
				truth.forEach( ( id, mask ) -> assertTrue( id == t.id() || mask.iou( e.getValue().mask() ) < 0.3, t + " is on cell " + id +
						" on slice " + e.getKey() ) );
				sum += iou;
				n++;
			}
		assertTrue( sum / n > meanIou, "mean IoU " + sum / n );
	}

	@Test
	public void cellsKeepTheirIdsWhileTheyMoveGrowTouchAndLeave()
	{
		final MovingCells cells = new MovingCells( 160, 160, 7 )
				.cell( 1, f -> new double[] { 25 + 7 * f, 30, 11, 9 } )
				.cell( 2, f -> new double[] { 40, 105, 9 + f, 9 + f } )
				.cell( 3, f -> new double[] { 100 - 2 * f, 80, 10, 12 } )
				.cell( 4, f -> new double[] { 122 - 3 * f, 84, 9, 10 } )
				.cell( 5, f -> new double[] { 140 + 6 * f, 130, 10, 10 } );
		final Tracks tracks = follow( cells, TrackSettings.DEFAULT, cells.seeds( 0 ) );
		assertEquals( 5, tracks.all().size() );
		for ( int id = 1; id <= 4; id++ )
		{
			assertEquals( 0, track( tracks, id ).begin() );
			assertEquals( 6, track( tracks, id ).end(), track( tracks, id ).toString() );
			assertEquals( StopReason.END, track( tracks, id ).after() );
		}
		assertEquals( 4, track( tracks, 5 ).end(), 1, track( tracks, 5 ).toString() );
		assertIds( cells, tracks, 0.75 );
		for ( int s = 0; s < 7; s++ )
		{
			final List< SegmentedObject > here = new ArrayList<>( tracks.onSlice( s ).values() );
			for ( int i = 0; i < here.size(); i++ )
				for ( int k = 0; k < i; k++ )
					assertEquals( 0, here.get( i ).mask().intersection( here.get( k ).mask() ), "overlap on slice " + s );
		}
	}

	@Test
	public void aSphereEndsAtItsPoles()
	{
		// radius 14 slices, center on slice 8 of 17: cut at slices 1 to 15 with radii of 7 to 18 pixels
		final MovingCells sphere = new MovingCells( 96, 96, 19 ).cell( 1, z -> {
			final double r2 = 18 * 18 * ( 1 - ( z - 9.0 ) * ( z - 9.0 ) / 49 );
			return r2 > 16 ? new double[] { 48, 46, Math.sqrt( r2 ), Math.sqrt( r2 ) } : null;
		} );
		final Tracks tracks = follow( sphere, TrackSettings.DEFAULT, sphere.seeds( 9 ) );
		final Track t = tracks.all().get( 0 );
		assertEquals( 3, t.begin(), 1, t.toString() );
		assertEquals( 15, t.end(), 1, t.toString() );
		assertFalse( t.before() == StopReason.END || t.after() == StopReason.END, t.toString() );
		assertTrue( t.isPrompted( 9 ) && !t.isPrompted( 8 ) );
		assertIds( sphere, tracks, 0.75 );
	}

	private static MovingCells blinking()
	{
		return new MovingCells( 96, 96, 8 ).cell( 1, f -> f == 3 || f == 4 ? null : new double[] { 25 + 5 * f, 40, 11, 11 } );
	}

	@Test
	public void gapsAreClosedUpToTheirLimit()
	{
		final Track closed = follow( blinking(), TrackSettings.DEFAULT, blinking().seeds( 0 ) ).all().get( 0 );
		assertEquals( "[0, 1, 2, 5, 6, 7]", closed.objects().keySet().toString(), closed.toString() );
		assertEquals( 7, closed.end() );
		final Track open = follow( blinking(), TrackSettings.DEFAULT.with( TrackSettings.GAP, 1 ), blinking().seeds( 0 ) ).all().get( 0 );
		assertEquals( "[0, 1, 2]", open.objects().keySet().toString(), open.toString() );
		assertFalse( open.after() == StopReason.END, open.toString() );
	}

	@Test
	public void anObjectThatVanishesDoesNotTakeItsNeighbor()
	{
		final MovingCells cells = new MovingCells( 112, 96, 6 )
				.cell( 1, f -> f > 2 ? null : new double[] { 40 + f, 48, 10, 12 } )
				.cell( 2, f -> new double[] { 64 - 2 * f, 48, 10, 12 } );
		final Tracks tracks = follow( cells, TrackSettings.DEFAULT, cells.seeds( 0 ) );
		assertEquals( 2, track( tracks, 1 ).end(), track( tracks, 1 ).toString() );
		assertEquals( 5, track( tracks, 2 ).end(), track( tracks, 2 ).toString() );
		assertIds( cells, tracks, 0.7 );
	}

	@Test
	public void twoTracksDoNotCollapse()
	{
		final MovingCells cells = new MovingCells( 96, 96, 4 ).cell( 1, f -> new double[] { 45 + 2 * f, 48, 13, 12 } );
		final Seed right = cells.seeds( 0 ).get( 0 );
		// NB: the second prompt is a bad one for the same cell
		final Tracks tracks = follow( cells, TrackSettings.DEFAULT,
				Arrays.asList( right, new Seed( 2, 0, Prompt.box( 30, 30, 34, 34 ) ) ) );
		for ( int s = 1; s < 4; s++ )
			assertEquals( 1, tracks.onSlice( s ).values().stream().filter( o -> o.mask().iou( cells.truth( 0 ).get( 1 ) ) > 0.1 ).count(),
					"slice " + s );
	}

	@Test
	public void aDivisionEndsTheMotherAndStartsTwoDaughters()
	{
		final MovingCells cells = new MovingCells( 128, 96, 8 )
				.cell( 1, f -> f > 3 ? null : new double[] { 60, 48, 14 + f, 12 } )
				.cell( 8, f -> f < 4 ? null : new double[] { 60 - 9 - 3 * ( f - 4 ), 48, 9, 11 } )
				.cell( 9, f -> f < 4 ? null : new double[] { 60 + 9 + 3 * ( f - 4 ), 48, 9, 11 } )
				.cell( 2, f -> new double[] { 25, 20 + f, 10, 10 } );
		final Tracks tracks = follow( cells, TrackSettings.DEFAULT.with( TrackSettings.DIVISIONS, true ), cells.seeds( 0 ) );
		assertEquals( 4, tracks.all().size(), tracks.all().toString() );
		final int end = track( tracks, 1 ).end();
		assertEquals( 3.5, end, 0.6, track( tracks, 1 ).toString() );
		assertEquals( StopReason.DIVIDED, track( tracks, 1 ).after() );
		assertEquals( "1 0 " + end + " 0\n2 0 7 0\n3 " + ( end + 1 ) + " 7 1\n4 " + ( end + 1 ) + " 7 1\n",
				tracks.toCellTrackingChallenge() );
		final Mask left = cells.truth( 7 ).get( 8 ), right = cells.truth( 7 ).get( 9 );
		final Mask a = track( tracks, 3 ).object( 7 ).mask(), b = track( tracks, 4 ).object( 7 ).mask();
		assertTrue( Math.max( Math.min( a.iou( left ), b.iou( right ) ), Math.min( a.iou( right ), b.iou( left ) ) ) > 0.7 );
		// without divisions one daughter keeps the id, or the track ends: nobody is born
		assertEquals( 2, follow( cells, TrackSettings.DEFAULT, cells.seeds( 0 ) ).all().size() );
	}

	@Test
	public void directionAndRangeAreKept()
	{
		final MovingCells cells = new MovingCells( 96, 96, 6 ).cell( 1, f -> new double[] { 30 + 4 * f, 48, 12, 11 } );
		assertEquals( "[3, 4, 5]", follow( cells, TrackSettings.DEFAULT.with( TrackSettings.DIRECTION, Direction.FORWARD ),
				cells.seeds( 3 ) ).all().get( 0 ).objects().keySet().toString() );
		assertEquals( "[0, 1, 2, 3]", follow( cells, TrackSettings.DEFAULT.with( TrackSettings.DIRECTION, Direction.BACKWARD ),
				cells.seeds( 3 ) ).all().get( 0 ).objects().keySet().toString() );
		assertEquals( "[3]", follow( cells, TrackSettings.DEFAULT.with( TrackSettings.DIRECTION, Direction.NONE ),
				cells.seeds( 3 ) ).all().get( 0 ).objects().keySet().toString() );
		assertEquals( "[2, 3, 4]", follow( cells, TrackSettings.DEFAULT.withRange( 2, 4 ), cells.seeds( 3 ) ).all().get( 0 ).objects()
				.keySet().toString() );
		// two prompts for one object
		final List< Seed > two = Arrays.asList( cells.seeds( 1 ).get( 0 ), cells.seeds( 4 ).get( 0 ) );
		final Track joined = follow( cells, TrackSettings.DEFAULT, two ).all().get( 0 );
		assertEquals( "[0, 1, 2, 3, 4, 5]", joined.objects().keySet().toString() );
		assertTrue( joined.isPrompted( 1 ) && joined.isPrompted( 4 ) && !joined.isPrompted( 2 ) );
	}

	@Test
	public void aCancelKeepsWhatIsDone()
	{
		final MovingCells cells = new MovingCells( 96, 96, 6 ).cell( 1, f -> new double[] { 30 + 4 * f, 48, 12, 11 } );
		final List< String > messages = new ArrayList<>();
		final Tracks tracks = new Propagator( SegmentSettings.DEFAULT, TrackSettings.DEFAULT,
				OverlapRule.SCORE ).follow( cells.source( model ), cells.seeds( 0 ), new ProgressListener() {

			@Override
			public void progress( final long done, final long total, final String message )
			{
				messages.add( done + "/" + total + " " + message );
			}

			@Override
			public boolean isCanceled()
			{
				return messages.size() >= 3;
			}
		} );
		assertTrue( tracks.isCanceled() );
		assertEquals( "[0, 1]", tracks.all().get( 0 ).objects().keySet().toString() );
		assertEquals( StopReason.CANCELED, tracks.all().get( 0 ).after() );
		assertEquals( "0/7 Segmenting slice 1", messages.get( 0 ) );
	}

	@Test
	public void badSeedsAreRefusedBeforeAnythingIsDone()
	{
		final MovingCells cells = new MovingCells( 40, 40, 3 ).cell( 1, f -> new double[] { 20, 20, 8, 8 } );
		assertMessage( cells, Collections.emptyList(), "nothing to follow" );
		assertMessage( cells, Collections.singletonList( new Seed( 1, 7, Prompt.point( 3, 3 ) ) ),
				"slice 8, which is not among the slices that are used (1 to 3)" );
		assertMessage( cells, Collections.singletonList( new Seed( 1, 1, Prompt.point( 99, 3 ).withName( "far" ) ) ),
				"\"far\" on slice 2 lies outside of the image" );
		assertMessage( cells, Arrays.asList( cells.seeds( 0 ).get( 0 ), cells.seeds( 0 ).get( 0 ) ), "two prompts on slice 1" );
	}

	private static void assertMessage( final MovingCells cells, final List< Seed > seeds, final String message )
	{
		final String actual = assertThrows( IllegalArgumentException.class, () -> follow( cells, TrackSettings.DEFAULT, seeds ) )
				.getMessage();
		assertTrue( actual.contains( message ), actual );
	}
}
