// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;

public class SessionTest {

	private static final SessionSettings SETTINGS = SessionSettings.of( "micro" );

	private static final Plane SECOND = new Plane( 2, 1 );

	@TempDir
	Path folder;

	private final Session session = new Session();

	private static Mask rectangle( final int x, final int y, final int w, final int h )
	{
		final BitSet bits = new BitSet();
		bits.set( 0, w * h );
		return Mask.of( x, y, w, h, bits );
	}

	private void accept( final Mask mask, final Conflict conflict )
	{
		session.apply( Step.accept( Plane.FIRST, Prompt.point( mask.x(), mask.y() ), 0, 0, "", conflict, SETTINGS ), mask, 0.9 );
	}

	private String labels()
	{
		return session.state().objects().stream().map( o -> o.id() + ":" + o.mask().area() ).collect( Collectors.joining( " " ) );
	}

	@Test
	public void listenersAreToldOutsideOfTheLock() throws Exception
	{
		final Mask mask = rectangle( 0, 0, 5, 5 );
		final List< Integer > seen = new ArrayList<>();
		session.addListener( () -> {
			try
			{
				// NB: a listener may wait for a thread that asks the session, such as the event thread.
				seen.add( CompletableFuture.supplyAsync( () -> session.state().objects().size() ).get( 10, TimeUnit.SECONDS ) );
			}
			catch ( final InterruptedException | ExecutionException | TimeoutException e )
			{
				seen.add( -1 );
			}
		} );
		session.setDraft( Draft.on( Plane.FIRST ) );
		accept( mask, Conflict.FIRST );
		session.undo();
		session.redo();
		session.restore( SessionState.EMPTY );
		assertEquals( Arrays.asList( 0, 1, 0, 1, 0 ), seen );
	}

	@Test
	public void restoringIsOneStepThatCanBeUndone()
	{
		accept( rectangle( 0, 0, 5, 5 ), Conflict.FIRST );
		accept( rectangle( 10, 0, 5, 5 ), Conflict.FIRST );
		final SessionState before = session.state();
		session.setDraft( Draft.on( Plane.FIRST ) );
		session.restore( SessionState.EMPTY );
		assertNull( session.draft() );
		assertTrue( session.undo() );
		assertSame( before, session.state() );
		assertTrue( session.redo() );
		assertSame( SessionState.EMPTY, session.state() );
	}

	private static void assertRefused( final String words, final Runnable r )
	{
		final String message = assertThrows( IllegalArgumentException.class, r::run ).getMessage();
		assertTrue( message.contains( words ), message );
	}

	@Test
	public void pixelsStayWithTheFirstObjectOrGoToTheLastOrBelongToBoth()
	{
		accept( rectangle( 0, 0, 4, 4 ), Conflict.FIRST );
		accept( rectangle( 2, 0, 4, 4 ), Conflict.FIRST );
		assertEquals( "1:16 2:8", labels() );
		accept( rectangle( 0, 0, 1, 4 ), Conflict.LAST );
		assertEquals( "1:12 2:8 3:4", labels() );
		accept( rectangle( 0, 0, 6, 4 ), Conflict.ALLOW );
		assertEquals( "1:12 2:8 3:4 4:24", labels() );
		assertRefused( "belongs to other objects already", () -> accept( rectangle( 1, 1, 2, 2 ), Conflict.FIRST ) );
		assertEquals( "1:12 2:8 3:4 4:24", labels() );
		accept( rectangle( 0, 0, 10, 10 ), Conflict.LAST );
		assertEquals( "5:100", labels() );
		assertEquals( 5, session.state().at( Plane.FIRST, 3, 3 ).id() );
		assertNull( session.state().at( SECOND, 3, 3 ) );
	}

	@Test
	public void everyStepCanBeUndoneAndRedone()
	{
		final Draft first = Draft.on( Plane.FIRST ).withPoint( new PromptPoint( 1, 1, true ) );
		session.setDraft( first );
		session.setDraft( first.withPoint( new PromptPoint( 9, 9, false ) ) );
		assertFalse( session.undo() );
		assertSame( first, session.draft() );
		assertFalse( session.redo() );
		assertEquals( 2, session.draft().points().size() );
		accept( rectangle( 0, 0, 2, 2 ), Conflict.FIRST );
		assertNull( session.draft() );
		assertTrue( session.undo() );
		assertEquals( 2, session.draft().points().size() );
		assertTrue( session.state().objects().isEmpty() );
		assertTrue( session.redo() );
		session.apply( Step.delete( Collections.singleton( 1 ) ), Mask.EMPTY, Double.NaN );
		assertEquals( "", labels() );
		assertTrue( session.undo() );
		assertEquals( "1:4", labels() );
		assertEquals( 1, session.state().steps().size() );
		// A new step ends what could be redone.
		accept( rectangle( 5, 5, 1, 1 ), Conflict.FIRST );
		assertFalse( session.canRedo() );
		while ( session.canUndo() )
			session.undo();
		assertEquals( "", labels() );
		assertNull( session.draft() );
		assertFalse( session.undo() );
	}

	@Test
	public void labelsOfDeletedObjectsAreNotGivenAgain()
	{
		accept( rectangle( 0, 0, 2, 2 ), Conflict.FIRST );
		accept( rectangle( 5, 0, 2, 2 ), Conflict.FIRST );
		session.apply( Step.delete( Collections.singleton( 2 ) ), Mask.EMPTY, Double.NaN );
		accept( rectangle( 9, 0, 2, 2 ), Conflict.FIRST );
		assertEquals( "1:4 3:4", labels() );
		assertRefused( "There is no object 2. Labels are: 1, 3", () -> session.apply( Step.delete( Arrays.asList( 1, 2 ) ), Mask.EMPTY,
				0 ) );
		assertEquals( "1:4 3:4", labels() );
	}

	@Test
	public void objectsAreReplacedMergedAndClassified()
	{
		accept( rectangle( 0, 0, 2, 2 ), Conflict.FIRST );
		accept( rectangle( 5, 0, 2, 2 ), Conflict.FIRST );
		session.apply( Step.draw( Plane.FIRST, rectangle( 0, 0, 3, 3 ), 1, "", Conflict.FIRST ), Mask.EMPTY, Double.NaN );
		assertEquals( "1:9 2:4", labels() );
		assertRefused( "There is no class \"Nucleus\"", () -> session.apply( Step.classify( Arrays.asList( 1, 2 ), "Nucleus" ), Mask.EMPTY,
				0 ) );
		session.apply( Step.define( "Cell", 0x00ff00 ), Mask.EMPTY, 0 );
		session.apply( Step.define( "Nucleus", 0xff0000 ), Mask.EMPTY, 0 );
		session.apply( Step.classify( Collections.singleton( 2 ), "Nucleus" ), Mask.EMPTY, 0 );
		assertEquals( "Nucleus", session.state().object( 2 ).objectClass() );
		assertEquals( 2, session.state().classNumber( "Nucleus" ) );
		assertEquals( 0, session.state().classNumber( "" ) );
		session.apply( Step.merge( Arrays.asList( 2, 1 ) ), Mask.EMPTY, 0 );
		assertEquals( "1:13", labels() );
		assertTrue( Double.isNaN( session.state().object( 1 ).score() ) );
		assertRefused( "two objects", () -> session.apply( Step.merge( Collections.singleton( 1 ) ), Mask.EMPTY, 0 ) );
		session.apply( Step.draw( SECOND, rectangle( 0, 0, 3, 3 ), 0, "Cell", Conflict.FIRST ), Mask.EMPTY, Double.NaN );
		assertRefused( "on one plane", () -> session.apply( Step.merge( Arrays.asList( 1, 3 ) ), Mask.EMPTY, 0 ) );
		assertRefused( "is on slice 2", () -> session.apply( Step.draw( Plane.FIRST, rectangle( 0, 0, 1, 1 ), 3, "", Conflict.FIRST ),
				Mask.EMPTY, 0 ) );
		assertEquals( 1, session.state().objects( SECOND ).size() );
	}

	@Test
	public void stepsAreReadAsTheyWereWritten()
	{
		final Step[] steps = { Step.accept( SECOND, Prompt.box( 1, 2, 3, 4 ).withNegative( 2, 2 ), 3, 7, "my cell", Conflict.ALLOW,
				SETTINGS.with( "objectsize", "40" ).with( "contrast", "full" ) ),
				Step.draw( Plane.FIRST, rectangle( 3, 4, 5, 6 ), 0, "", Conflict.LAST ), Step.delete( Arrays.asList( 3, 1 ) ),
						Step.merge( Arrays.asList( 1, 2 ) ),
				Step.classify( Arrays.asList( 1 ), "my cell" ), Step.define( "my cell", 0x0a0b0c ) };
		for ( final Step s : steps )
			assertEquals( s.toMap(), Step.of( s.toMap(), "other" ).toMap() );
		final Map< String, String > bad = new LinkedHashMap<>( steps[ 0 ].toMap() );
		bad.put( "overlap", "nobody" );
		assertRefused( "Use one of: first, last, allow", () -> Step.of( bad, "" ) );
		assertRefused( "is no value for action", () -> Step.of( Collections.singletonMap( "action", "jump" ), "" ) );
		assertRefused( "No object is selected", () -> Step.of( Collections.singletonMap( "action", "delete" ), "" ) );
		assertRefused( "is no color", () -> {
			final Map< String, String > m = new LinkedHashMap<>( steps[ 5 ].toMap() );
			m.put( "color", "red" );
			Step.of( m, "" );
		} );
		assertRefused( "bracket", () -> Step.define( "a]b", 0 ) );
	}

	private SessionFile file()
	{
		session.apply( Step.define( "Zelle \u00e4", 0x102030 ), Mask.EMPTY, 0 );
		accept( rectangle( 0, 0, 2, 2 ), Conflict.FIRST );
		session.apply( Step.draw( SECOND, rectangle( 4, 4, 3, 1 ), 0, "Zelle \u00e4", Conflict.FIRST ), Mask.EMPTY, Double.NaN );
		accept( rectangle( 0, 0, 3, 3 ), Conflict.ALLOW );
		session.apply( Step.delete( Collections.singleton( 1 ) ), Mask.EMPTY, 0 );
		return SessionFile.of( session.state(), Collections.singletonMap( "title", "x.tif" ), SETTINGS.with( "objectsize", "30" ),
				Collections.singletonMap( "weights", "abc" ) );
	}

	@Test
	public void filesHoldObjectsAndSteps() throws IOException
	{
		final Path path = folder.resolve( "new folder/x \u00e4.session.json" );
		file().write( path );
		final SessionFile read = SessionFile.read( path );
		final SessionState was = session.state(), is = read.state();
		assertEquals( was.lastId(), is.lastId() );
		assertEquals( was.classes(), is.classes() );
		assertEquals( was.steps().toString(), is.steps().toString() );
		assertEquals( 2, is.objects().size() );
		for ( int i = 0; i < 2; i++ )
		{
			final SessionObject a = was.objects().get( i ), b = is.objects().get( i );
			assertEquals( a.id(), b.id() );
			assertEquals( a.mask(), b.mask() );
			assertEquals( a.plane(), b.plane() );
			assertEquals( a.prompt(), b.prompt() );
			assertEquals( a.score(), b.score() );
			assertEquals( a.objectClass(), b.objectClass() );
		}
		assertEquals( "30", read.settings().values().get( "objectsize" ) );
		assertEquals( "x.tif", read.image().get( "title" ) );
		assertEquals( "abc", read.provenance().get( "weights" ) );
	}

	@Test
	public void damagedFilesAreRefusedWithTheReason() throws IOException
	{
		final Path path = folder.resolve( "x.json" );
		file().write( path );
		final String text = new String( Files.readAllBytes( path ), StandardCharsets.UTF_8 );
		// Cut anywhere, the file is never taken for a whole one.
		for ( int n = 0; n < text.length() - 2; n += 37 )
		{
			Files.write( path, text.substring( 0, n ).getBytes( StandardCharsets.UTF_8 ) );
			assertThrows( IllegalArgumentException.class, () -> SessionFile.read( path ) );
		}
		Files.write( path, text.replace( "\"version\": 1", "\"version\": 3" ).getBytes( StandardCharsets.UTF_8 ) );
		assertRefused( "newer version", () -> SessionFile.read( path ) );
		Files.write( path, "{\"format\": \"other\"}".getBytes( StandardCharsets.UTF_8 ) );
		assertRefused( "not a session file", () -> SessionFile.read( path ) );
		assertRefused( "no such file", () -> SessionFile.read( folder.resolve( "none.json" ) ) );
	}

	@Test
	public void anOldFileSurvivesWhatCannotBeWritten() throws IOException
	{
		final Path blocked = folder.resolve( "file" );
		Files.write( blocked, new byte[] { 1 } );
		final SessionFile file = file();
		assertThrows( IOException.class, () -> file.write( blocked.resolve( "x.json" ) ) );
		assertEquals( 1, Files.size( blocked ) );
	}
}
