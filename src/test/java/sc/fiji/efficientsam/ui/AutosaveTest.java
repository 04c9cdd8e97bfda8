// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.prompt.PromptText;
import sc.fiji.efficientsam.session.Conflict;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.SessionFile;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.session.Step;

public class AutosaveTest {

	private static final SessionSettings SETTINGS = SessionSettings.of( "micro" );

	@TempDir
	Path folder;

	/** Who saves and quits ImageJ in the same moment finds what was saved. */
	@Test
	public void whatIsBeingSavedWhenTheProgramEndsIsSaved() throws Exception
	{
		final Path json = folder.resolve( "mine.session.json" ), out = folder.resolve( "out" );
		final String java = Paths.get( System.getProperty( "java.home" ), "bin", "java" ).toString();
		final Process p = new ProcessBuilder( java, "-Xmx600m", "-Djava.awt.headless=true", "-Defficientsam.home=" +
				folder.resolve( "home" ),
				"-cp", System.getProperty( "java.class.path" ), SaveAndExit.class.getName(), json.toString() )
						.redirectErrorStream( true ).redirectOutput( out.toFile() ).start();
		try
		{
			assertTrue( p.waitFor( 2, TimeUnit.MINUTES ) );
			final String said = new String( Files.readAllBytes( out ), StandardCharsets.UTF_8 );
			assertEquals( 0, p.exitValue(), said );
			assertTrue( Files.exists( json ), said );
			assertEquals( 1, SessionFile.read( json ).state().objects().size() );
			assertEquals( 3, IJ.openImage( new File( folder.toFile(), "mine-labels.tif" ).getPath() ).getStackSize() );
		}
		finally
		{
			p.destroyForcibly();
		}
	}

	// -- In this program --

	private static Context context;

	private ImageSession session;

	private final BlockingQueue< Object > told = new LinkedBlockingQueue<>();

	@BeforeAll
	public static void open()
	{
		context = new Context();
	}

	@AfterAll
	public static void close()
	{
		context.dispose();
	}

	/** A session of an image that no other test has, so that its file is its own. */
	private Autosave autosave()
	{
		final ImagePlus imp = IJ.createImage( "autosave test of " + folder, 40, 30, 1, 8 );
		session = context.service( EfficientSamService.class ).session( imp );
		return new Autosave( session, told::add );
	}

	private void draw()
	{
		session.run( Step.draw( Plane.FIRST, PromptText.parseMask( "10 10 4 2: 0 8" ), 0, "", Conflict.FIRST ) );
	}

	private Object next() throws InterruptedException
	{
		final Object what = told.poll( 1, TimeUnit.MINUTES );
		assertNotNull( what, "Nothing was told for a minute." );
		return what;
	}

	/** What the next window of the image is offered. */
	private Object leftover( final Autosave before ) throws InterruptedException
	{
		before.close();
		final Autosave next = new Autosave( session, told::add );
		assertEquals( before.file(), next.file() );
		next.close();
		next.leftover( f -> told.add( f == null ? "nothing" : f.state().objects().size() + " objects" ) );
		return next();
	}

	@Test
	public void theLastStateIsKeptUntilItIsDeleted() throws Exception
	{
		final Autosave autosave = autosave();
		assertFalse( Files.exists( autosave.file() ) );
		assertEquals( "nothing", leftover( autosave ) );
		draw();
		autosave.later( SETTINGS );
		assertEquals( "1 objects", leftover( autosave ) );
		assertTrue( Files.exists( Autosave.labels( autosave.file() ) ) );
		autosave.delete();
		assertEquals( "nothing", leftover( autosave ) );
		assertFalse( Files.exists( autosave.file() ) );
		assertFalse( Files.exists( Autosave.labels( autosave.file() ) ) );
		autosave.close();
	}

	@Test
	public void twoWindowsOfOneImageHaveFilesOfTheirOwn()
	{
		final Autosave first = autosave(), second = autosave();
		assertNotEquals( first.file(), second.file() );
		first.close();
		final Autosave third = autosave();
		assertEquals( first.file(), third.file() );
		third.close();
		second.close();
	}

	@Test
	public void damagedFilesAreKeptOutOfTheWay() throws Exception
	{
		final Autosave autosave = autosave();
		Files.createDirectories( autosave.file().getParent() );
		Files.write( autosave.file(), "{ half".getBytes( StandardCharsets.UTF_8 ) );
		autosave.leftover( f -> told.add( f == null ? "nothing" : f ) );
		assertTrue( next() instanceof IllegalArgumentException );
		assertEquals( "nothing", next() );
		final Path damaged = autosave.file().resolveSibling( autosave.file().getFileName() + ".damaged" );
		assertEquals( "{ half", new String( Files.readAllBytes( damaged ), StandardCharsets.UTF_8 ) );
		assertFalse( Files.exists( autosave.file() ) );
		Files.delete( damaged );
		autosave.close();
	}

	@Test
	public void whatCannotBeSavedWhereTheUserWantsItIsKept() throws Exception
	{
		final Autosave autosave = autosave();
		draw();
		Files.write( folder.resolve( "file" ), new byte[ 1 ] );
		autosave.save( folder.resolve( "file" ).resolve( "mine.session.json" ).toFile(), SETTINGS, () -> told.add( "saved" ) );
		final String message = ( ( Throwable ) next() ).getMessage();
		assertTrue( message.contains( "Nothing is lost: the session is in \"" + autosave.file() + "\"" ), message );
		autosave.delete();
		assertEquals( "1 objects", leftover( autosave ) );
		autosave.save( folder.resolve( "mine.session.json" ).toFile(), SETTINGS, () -> told.add( "saved" ) );
		assertEquals( "saved", next() );
		assertEquals( 1, SessionFile.read( folder.resolve( "mine.session.json" ) ).state().objects().size() );
		autosave.delete();
		assertEquals( "nothing", leftover( autosave ) );
		autosave.close();
	}

	@Test
	public void labelsLieBesideTheSession()
	{
		assertEquals( Paths.get( "a", "b-labels.tif" ), Autosave.labels( Paths.get( "a", "b.session.json" ) ) );
		assertEquals( Paths.get( "b-labels.tif" ), Autosave.labels( Paths.get( "b.json" ) ) );
		assertEquals( Paths.get( "b.txt-labels.tif" ), Autosave.labels( Paths.get( "b.txt" ) ) );
	}
}
