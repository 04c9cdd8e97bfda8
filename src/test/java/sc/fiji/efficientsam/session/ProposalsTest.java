// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.everything.Everything;
import sc.fiji.efficientsam.everything.EverythingResult;
import sc.fiji.efficientsam.everything.EverythingSettings;
import sc.fiji.efficientsam.everything.SeedSource;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.FakeModel;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.util.ProgressListener;

/** Proposals: which are open, and the step by which they become objects. */
public class ProposalsTest {

	private static final SessionSettings SETTINGS = SessionSettings.of( "micro" ).with( "objectsize", "12.5" );

	@TempDir
	Path folder;

	private final Session session = new Session();

	private static Mask rectangle( final int x, final int y, final int w, final int h )
	{
		final BitSet bits = new BitSet();
		bits.set( 0, w * h );
		return Mask.of( x, y, w, h, bits );
	}

	private static ProposedObject proposal( final Mask mask, final double score, final double quality )
	{
		return new ProposedObject( mask, Prompt.point( mask.x(), mask.y() ), score, quality );
	}

	/** Three squares of 10 x 10 pixels in a row, of which the first two share a column, and one above the last one. */
	private static Proposals row()
	{
		return new Proposals( Plane.FIRST, Arrays.asList( proposal( rectangle( 0, 10, 10, 10 ), 0.7, 0.9 ),
				proposal( rectangle( 9, 10, 10, 10 ), 0.8, 0.5 ), proposal( rectangle( 30, 10, 10, 10 ), 0.9, 0.7 ),
				proposal( rectangle( 30, 0, 10, 5 ), 0.9, 0.1 ) ), SETTINGS );
	}

	private void add( final ProposedObject... some )
	{
		session.apply( Step.add( Plane.FIRST, Arrays.asList( some ), "", Conflict.FIRST, SETTINGS ), Mask.EMPTY, Double.NaN );
	}

	private void draw( final Mask mask )
	{
		session.apply( Step.draw( Plane.FIRST, mask, 0, "", Conflict.FIRST ), Mask.EMPTY, Double.NaN );
	}

	private String open( final Proposals all )
	{
		return all.open( session.state() ).stream().map( o -> o.mask().x() + "," + o.mask().y() ).collect( Collectors.joining( " " ) );
	}

	private String labels()
	{
		return session.state().objects().stream().map( o -> o.id() + ":" + o.mask().area() ).collect( Collectors.joining( " " ) );
	}

	private static void assertRefused( final String words, final Runnable r )
	{
		final String message = assertThrows( IllegalArgumentException.class, r::run ).getMessage();
		assertTrue( message.contains( words ), message );
	}

	@Test
	public void noTwoShareAPixelAndTheyComeInReadingOrder()
	{
		final List< ProposedObject > all = row().objects();
		assertEquals( "30,0 0,10 9,10 30,10", open( row() ) );
		// The shared column belongs to the one with the higher score.
		assertEquals( Arrays.asList( 50, 90, 100, 100 ), all.stream().map( o -> o.mask().area() ).collect( Collectors.toList() ) );
		// What has no pixels left is gone.
		assertEquals( 1, new Proposals( Plane.FIRST, Arrays.asList( proposal( rectangle( 2, 2, 3, 3 ), 0.3, 1 ),
				proposal( rectangle( 0, 0, 9, 9 ), 0.4, 0 ) ), SETTINGS ).objects().size() );
	}

	@Test
	public void modelsWithoutAnInstanceHeadLookOnAGridAndSearchesCanBeCanceled()
	{
		final EmbeddedImage image = new EmbeddedImage( TestImages.rgb( "blobs" ), new FakeModel( true, new double[] { 16 }, 0.9f ) );
		final EverythingResult grid = new Everything( EverythingSettings.DEFAULT.with( EverythingSettings.OBJECT_SIZE, 25.0 ) ).run( image,
				SeedSource.GRID, ProgressListener.NONE );
		final SessionSettings settings = SETTINGS.with( "objectsize", "25" );
		final Proposals found = Proposals.find( image, Plane.FIRST, settings, ProgressListener.NONE );
		assertTrue( grid.objects().size() > 10 );
		assertEquals( grid.objects().stream().map( SegmentedObject::prompt ).collect( Collectors.toSet() ),
				found.objects().stream().map( ProposedObject::prompt ).collect( Collectors.toSet() ) );
		for ( int i = 0; i < grid.objects().size(); i++ )
		{
			final Prompt p = grid.objects().get( i ).prompt();
			assertEquals( grid.quality( i ), found.objects().stream().filter( o -> o.prompt().equals( p ) ).findFirst().get().quality() );
			assertTrue( grid.quality( i ) >= 0.4 );
		}
		assertEquals( 25, found.settings().segment().objectSize() );
		assertThrows( CancellationException.class, () -> Proposals.find( image, Plane.FIRST, settings, new ProgressListener()
		{
			@Override
			public void progress( final long done, final long total, final String message )
			{}

			@Override
			public boolean isCanceled()
			{
				return true;
			}
		} ) );
	}

	@Test
	public void aPartOfThemIsLeftOutTheLeastLikelyFirst()
	{
		final Proposals all = row();
		assertEquals( 0, all.quality( 0 ) );
		assertEquals( 0.1, all.quality( 0.2 ) );
		assertEquals( 0.5, all.quality( 0.25 ) );
		assertEquals( 0.7, all.quality( 0.6 ) );
		assertEquals( 0.9, all.quality( 1 ) );
		assertEquals( 0, new Proposals( Plane.FIRST, Collections.emptyList(), SETTINGS ).quality( 0.5 ) );
	}

	@Test
	public void whatOverlapsAnObjectIsNotOpen()
	{
		final Proposals all = row();
		// A third of an IoU is too much, a little overlap is not; neither is an object inside of it, nor one round it.
		draw( rectangle( 0, 10, 4, 9 ) );
		assertEquals( "30,0 9,10 30,10", open( all ) );
		draw( rectangle( 38, 10, 10, 10 ) );
		assertEquals( "30,0 9,10 30,10", open( all ) );
		draw( rectangle( 11, 12, 2, 2 ) );
		assertEquals( "30,0 30,10", open( all ) );
		draw( rectangle( 20, 0, 30, 9 ) );
		assertEquals( "30,10", open( all ) );
		while ( session.undo() )
			assertNotNull( session.state() );
		assertEquals( "30,0 0,10 9,10 30,10", open( all ) );
		// Objects on other planes do not count.
		session.apply( Step.draw( new Plane( 2, 1 ), rectangle( 0, 0, 50, 50 ), 0, "", Conflict.FIRST ), Mask.EMPTY, Double.NaN );
		assertEquals( 4, all.open( session.state() ).size() );
		assertFalse( EverythingSettings.isSame( Mask.EMPTY, rectangle( 0, 0, 1, 1 ) ) );
	}

	@Test
	public void whatWasAcceptedIsNotOpenWhateverBecameOfItUnlessThatIsUndone()
	{
		final Proposals all = row();
		add( all.objects().get( 1 ), all.objects().get( 3 ) );
		assertEquals( "1:90 2:100", labels() );
		assertEquals( "30,0 9,10", open( all ) );
		session.apply( Step.delete( Collections.singleton( 2 ) ), Mask.EMPTY, Double.NaN );
		assertEquals( "30,0 9,10", open( all ) );
		session.undo();
		session.undo();
		assertEquals( "30,0 0,10 9,10 30,10", open( all ) );
		session.redo();
		assertEquals( "30,0 9,10", open( all ) );
	}

	@Test
	public void allAreAddedInOneStepThatLeavesTheDraft()
	{
		final Proposals all = row();
		final Draft draft = Draft.of( Plane.FIRST, Prompt.point( 60, 60 ) );
		draw( rectangle( 30, 10, 10, 4 ) );
		session.setDraft( draft );
		add( all.objects().toArray( new ProposedObject[ 0 ] ) );
		assertSame( draft, session.draft() );
		// NB: labels are given in order; pixels stay with the first object.
		assertEquals( "1:40 2:50 3:90 4:100 5:60", labels() );
		assertEquals( 5, session.state().lastId() );
		final SessionObject o = session.state().object( 3 );
		assertEquals( 0.7, o.score() );
		assertEquals( Prompt.point( 0, 10 ), o.prompt() );
		session.undo();
		assertEquals( "1:40", labels() );
		session.redo();
		// Those without a pixel of their own are left out, and a step that adds nothing is refused.
		final int before = session.state().steps().size();
		assertRefused( "belongs to other objects already", () -> add( all.objects().get( 0 ) ) );
		assertEquals( before, session.state().steps().size() );
		add( all.objects().get( 0 ), proposal( rectangle( 80, 80, 2, 2 ), 0.5, 0.5 ) );
		assertEquals( "1:40 2:50 3:90 4:100 5:60 6:4", labels() );
		assertRefused( "There is no class \"Cell\"", () -> session.apply( Step.add( Plane.FIRST, all.objects(), "Cell", Conflict.FIRST,
				SETTINGS ), Mask.EMPTY, 0 ) );
		assertRefused( "no proposal to accept", () -> add() );
		// With the other rules, the new ones get the pixels, or both.
		session.apply( Step.add( Plane.FIRST, Collections.singletonList( proposal( rectangle( 30, 0, 10, 20 ), 0.5, 0.5 ) ), "",
				Conflict.LAST, SETTINGS ), Mask.EMPTY, Double.NaN );
		assertEquals( "3:90 4:100 6:4 7:200", labels() );
		session.apply( Step.add( Plane.FIRST, Collections.singletonList( all.objects().get( 0 ) ), "", Conflict.ALLOW, SETTINGS ),
				Mask.EMPTY, Double.NaN );
		assertEquals( "3:90 4:100 6:4 7:200 8:50", labels() );
	}

	@Test
	public void theStepIsReadAsItWasWritten()
	{
		final Step all = Step.add( new Plane( 2, 3 ), row().objects(), "my cell", Conflict.LAST, SETTINGS ),
				some = Step.add( Plane.FIRST, Arrays.asList( new ProposedObject( rectangle( 1, 2, 3, 4 ), null, Double.NaN, 0.5 ),
						new ProposedObject( rectangle( 5, 6, 1, 1 ), Prompt.box( 5, 6, 1, 1 ), 0.1 + 0.2, 0.5 ) ), "", Conflict.FIRST,
						SETTINGS );
		for ( final Step s : Arrays.asList( all, some ) )
		{
			final Step read = Step.of( s.toMap(), "other" );
			assertEquals( s.toMap(), read.toMap() );
			for ( int i = 0; i < s.proposals().size(); i++ )
			{
				assertEquals( s.proposals().get( i ).mask(), read.proposals().get( i ).mask() );
				assertEquals( s.proposals().get( i ).prompt(), read.proposals().get( i ).prompt() );
				assertEquals( s.proposals().get( i ).score(), read.proposals().get( i ).score() );
			}
		}
		assertEquals( "1 2 3 4: 0 12; 5 6 1 1: 0 1", some.toMap().get( "mask" ) );
		assertEquals( "; box 5 6 1 1", some.toMap().get( "prompts" ) );
		assertEquals( "12.5", Step.of( all.toMap(), "other" ).settings().values().get( "objectsize" ) );
		final Map< String, String > words = new HashMap<>();
		words.put( "action", "add" );
		assertRefused( "There is no mask to add", () -> Step.of( words, "" ) );
		words.put( "mask", "0 0 2 2: 0 4; 5 5 1 1: 0 1" );
		final Step plain = Step.of( words, "" );
		assertNull( plain.proposals().get( 1 ).prompt() );
		assertTrue( Double.isNaN( plain.proposals().get( 1 ).score() ) );
		words.put( "scores", "0.5" );
		assertRefused( "number of masks is 2, but that of scores is 1", () -> Step.of( words, "" ) );
		words.put( "scores", "0.5 high" );
		assertRefused( "\"high\" is no number for scores", () -> Step.of( words, "" ) );
		words.put( "scores", "0.5 0.6" );
		words.put( "prompts", "+ 1 1; + 5 5; + 9 9" );
		assertRefused( "number of masks is 2, but that of prompts is 3", () -> Step.of( words, "" ) );
		words.put( "prompts", "+ 1 1; here" );
		assertRefused( "is no prompt", () -> Step.of( words, "" ) );
		words.put( "mask", "0 0 2 2: 0 4; 5 5" );
		assertRefused( "is no mask", () -> Step.of( words, "" ) );
	}

	@Test
	public void masksAreCutAtTheImagesBorder()
	{
		final Step step = Step.add( Plane.FIRST, row().objects(), "", Conflict.FIRST, SETTINGS ), cut = step.crop( 35, 15 );
		assertEquals( Arrays.asList( 25, 45, 50, 25 ), cut.proposals().stream().map( o -> o.mask().area() )
				.collect( Collectors.toList() ) );
		// What lies inside is the same proposal still.
		final Step same = step.crop( 40, 20 );
		for ( int i = 0; i < 4; i++ )
			assertSame( step.proposals().get( i ), same.proposals().get( i ) );
		session.apply( step.crop( 12, 12 ), Mask.EMPTY, Double.NaN );
		assertEquals( "1:18 2:6", labels() );
		assertEquals( 6, Step.draw( Plane.FIRST, rectangle( 9, 9, 10, 10 ), 0, "", Conflict.FIRST ).crop( 11, 12 ).mask().area() );
	}

	@Test
	public void filesWithSuchStepsAreOfANewerForm() throws IOException
	{
		final Path file = folder.resolve( "a.json" );
		final Map< String, String > image = new LinkedHashMap<>();
		image.put( "title", "x.tif" );
		draw( rectangle( 60, 60, 2, 2 ) );
		SessionFile.of( session.state(), image, SETTINGS, image ).write( file );
		// NB: an earlier version of the plugin reads what it can.
		assertTrue( new String( Files.readAllBytes( file ), StandardCharsets.UTF_8 ).contains( "\"version\": 1" ) );
		add( row().objects().toArray( new ProposedObject[ 0 ] ) );
		SessionFile.of( session.state(), image, SETTINGS, image ).write( file );
		final String text = new String( Files.readAllBytes( file ), StandardCharsets.UTF_8 );
		assertTrue( text.contains( "\"version\": 2" ) );
		final SessionFile read = SessionFile.read( file );
		assertEquals( session.state().steps().toString(), read.steps().toString() );
		session.restore( read.state() );
		assertEquals( "1:4 2:50 3:90 4:100 5:100", labels() );
		// NB: as for objects, masks of gigabytes are refused.
		assertRefused( "need more memory", () -> ProposalText.requireMemory( 3 * Runtime.getRuntime().maxMemory() ) );
	}
}
