// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.session.Conflict;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.SessionFile;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.session.SessionState;
import sc.fiji.efficientsam.session.Step;
import sc.fiji.efficientsam.util.ProgressListener;

/** Objects made one by one, in macros without a screen and from session files. */
public class SessionCommandsTest {

	private static Context context;

	private static EfficientSamService sam;

	private static LegacyMacros legacy;

	@TempDir
	Path folder;

	@BeforeAll
	public static void start()
	{
		context = new Context();
		sam = context.service( EfficientSamService.class );
		legacy = new LegacyMacros( context );
	}

	@AfterAll
	public static void stop()
	{
		legacy.close();
		context.dispose();
	}

	@AfterEach
	public void clear()
	{
		legacy.thrown = null;
		legacy.cancelReason = null;
		assertEquals( Collections.emptyList(), legacy.dialogs, "no line of a macro opens a dialog" );
	}

	/** Runs lines on the blobs, then saves the labels; the label image. */
	private ImagePlus labelsOf( final String... lines )
	{
		final String out = folder.resolve( "out.tif" ).toString().replace( "\\", "/" );
		final String said = LegacyMacros.run( "setBatchMode(true);\nopen(\"" + LegacyMacros.path( "blobs.png" ) + "\");\n" +
				String.join( "\n", lines ) +
				"\nselectImage(\"blobs-labels\");\nsaveAs(\"Tiff\", \"" + out + "\");", "" );
		assertNull( legacy.thrown, said );
		return IJ.openImage( out );
	}

	private static String run( final String options )
	{
		return "run(\"Label Object...\", \"imp=blobs.png " + options + "\");";
	}

	private static ImageSession session()
	{
		return sam.session( TestImages.open( "blobs" ) );
	}

	private static void accept( final ImageSession s, final Prompt p, final int choice, final Conflict conflict )
	{
		s.run( Step.accept( Plane.FIRST, p, choice, 0, "", conflict, SessionSettings.of( "micro" ) ) );
	}

	private static short[] pixels( final ImagePlus imp )
	{
		return ( short[] ) imp.getProcessor().getPixels();
	}

	@Test
	public void aMacroMakesTheLabelsThatTheServiceMakes()
	{
		final ImagePlus byMacro = labelsOf( run( "prompts=[+ 73 41]" ), run( "prompts=[box 155 15 36 36 - 160 18] choice=2" ),
				run( "prompts=[+ 78 48] overlap=last" ) );
		final ImageSession s = session();
		accept( s, Prompt.point( 73, 41 ), 0, Conflict.FIRST );
		accept( s, Prompt.box( 155, 15, 36, 36 ).withNegative( 160, 18 ), 2, Conflict.FIRST );
		accept( s, Prompt.point( 78, 48 ), 0, Conflict.LAST );
		assertTrue( s.state().objects().size() >= 2 );
		assertArrayEquals( pixels( s.labels() ), pixels( byMacro ) );
		assertEquals( "micro", sam.provenance( sam.model( "micro", Device.AUTO ) ).get( "model" ) );
	}

	@Test
	public void theFirstObjectIsWhatSegmentPointsMakes()
	{
		final ImageSession s = session();
		accept( s, Prompt.point( 73, 41 ), 0, Conflict.FIRST );
		final ImagePlus direct = sam.segment( TestImages.open( "blobs" ) ).point( 73, 41 ).run().labels();
		assertArrayEquals( pixels( direct ), pixels( s.labels() ) );
	}

	@Test
	public void objectsAreDrawnChangedAndUndoneInMacros()
	{
		final ImagePlus labels = labelsOf( run( "action=draw mask=[10 10 4 2: 0 8]" ), run( "action=draw mask=[20 10 4 2: 0 8]" ),
				run( "action=draw mask=[30 10 1 1: 0 1]" ),
				run( "action=merge ids=[1 2]" ), run( "action=delete ids=3" ), run( "action=undo" ),
						run( "action=define objectclass=[my cell] color=#ff0000" ), run( "action=classify ids=3 objectclass=[my cell]" ) );
		final int[] histogram = new int[ 4 ];
		for ( final short v : pixels( labels ) )
			histogram[ v ]++;
		assertArrayEquals( new int[] { 256 * 254 - 17, 16, 0, 1 }, histogram );
	}

	@Test
	public void manyObjectsAreAddedInOneStepAndCutAtTheBorder()
	{
		final ImagePlus labels = labelsOf( run( "action=draw mask=[10 10 4 2: 0 8]" ),
				run( "action=add mask=[10 10 4 4: 0 16; 250 250 20 20: 0 400; 30 30 2 1: 0 2] scores=[0.5 0.75 NaN] prompts=[+ 11 11; ;]" ),
				run( "action=undo" ), run( "action=redo" ), run( "action=add mask=[40 40 1 1: 0 1]" ) );
		final int[] histogram = new int[ 6 ];
		for ( final short v : pixels( labels ) )
			histogram[ v ]++;
		assertArrayEquals( new int[] { 256 * 254 - 43, 8, 8, 24, 2, 1 }, histogram );
	}

	@Test
	public void mistakesStopTheMacroAndChangeNothing()
	{
		for ( final String[] mistake : new String[][] { { "prompts=[here]", "is no prompt" },
				{ "prompts=[+ 5000 5]", "outside of the image" }, { "action=delete ids=9", "There is no object 9" },
				{ "action=undo", "nothing to undo" }, { "action=jump", "is no value for action" },
						{ "prompts=[+ 5 5] overlap=nobody", "is no value for overlap" },
				{ "prompts=[+ 5 5] model=huge", "There is no model" }, { "prompts=[+ 5 5] slice=7", "slice 7" },
						{ "action=draw", "is no mask" }, { "action=add", "There is no mask to add" },
				{ "action=add mask=[0 0 1 1: 0 1] scores=[1 2]", "that of scores is 2" },
				{ "action=add mask=[0 0 1 1: 0 1] slice=7", "has no slice 7" },
				{ "action=add mask=[900 0 1 1: 0 1]", "none has a pixel" },
				{ "prompts=[+ 5 5] objectclass=Cell", "There is no class" } } )
		{
			final String said = LegacyMacros.run( "setBatchMode(true);\nopen(\"" + LegacyMacros.path( "blobs.png" ) + "\");\n" +
					run( mistake[ 0 ] ) + "\nprint(\"went on\");", "" );
			assertTrue( said.contains( mistake[ 1 ] ), said );
			assertTrue( !said.contains( "went on" ), said );
		}
	}

	@Test
	public void aSessionIsSavedRestoredAndReplayed()
	{
		final ImageSession s = session();
		s.run( Step.define( "Blob", 0xff8800 ) );
		accept( s, Prompt.point( 73, 41 ), 0, Conflict.FIRST );
		accept( s, Prompt.box( 155, 15, 36, 36 ), 3, Conflict.FIRST );
		s.run( Step.delete( Collections.singleton( 1 ) ) );
		accept( s, Prompt.point( 78, 48 ), 0, Conflict.FIRST );
		s.run( Step.classify( Arrays.asList( 3 ), "Blob" ) );
		final Path json = folder.resolve( "s.json" );
		s.save( json, SessionSettings.of( "micro" ) );
		for ( final String mode : new String[] { "replay", "saved" } )
		{
			final File out = folder.resolve( mode ).toFile();
			final String said = LegacyMacros.run( "setBatchMode(true);\nopen(\"" + LegacyMacros.path( "blobs.png" ) +
					"\");\nrun(\"Replay Session...\", \"imp=blobs.png session=[" +
					json.toString().replace( "\\", "/" ) + "] mode=" + mode + " folder=[" + out.getPath().replace( "\\", "/" ) + "]\");",
							"" );
			assertNull( legacy.thrown, said );
			assertArrayEquals( pixels( s.labels() ), pixels( IJ.openImage( new File( out, "blobs-labels.tif" ).getPath() ) ) );
			final ImagePlus classes = IJ.openImage( new File( out, "blobs-classes.tif" ).getPath() );
			assertEquals( s.state().object( 3 ).mask().area(), classes.getProcessor().getHistogram()[ 1 ] );
			assertTrue( new File( out, "blobs-rois.zip" ).exists() && new File( out, "blobs-table.csv" ).exists() );
		}
	}

	/** A session file of three steps; the last one is on object {@code id}. */
	private SessionFile threeSteps( final int id ) throws IOException
	{
		final ImageSession s = session();
		accept( s, Prompt.point( 73, 41 ), 0, Conflict.FIRST );
		accept( s, Prompt.point( 174, 33 ), 0, Conflict.FIRST );
		s.run( Step.delete( Collections.singleton( 1 ) ) );
		final Path json = folder.resolve( "three.json" );
		s.save( json, SessionSettings.of( "micro" ) );
		final String text = new String( Files.readAllBytes( json ), StandardCharsets.UTF_8 );
		assertTrue( text.contains( "\"ids\": \"1\"" ), text );
		Files.write( json, text.replace( "\"ids\": \"1\"", "\"ids\": \"" + id + "\"" ).getBytes( StandardCharsets.UTF_8 ) );
		return SessionFile.read( json );
	}

	@Test
	public void aReplayThatFailsOrIsCanceledChangesNothing() throws IOException
	{
		final ImageSession s = session();
		s.run( Step.define( "Mine", 0xff0000 ) );
		accept( s, Prompt.point( 108, 14 ), 0, Conflict.FIRST );
		final SessionState before = s.state();
		final String failed = assertThrows( IllegalArgumentException.class, () -> s.replay( threeSteps( 7 ), ProgressListener.NONE ) )
				.getMessage();
		assertTrue( failed.contains( "Step 3 of 3" ) && failed.contains( "no object 7" ) && failed.contains( "unchanged" ), failed );
		assertSame( before, s.state() );
		for ( int n = 0; n <= 3; n++ )
		{
			final int last = n;
			final int[] asked = new int[ 1 ];
			final ProgressListener cancels = new ProgressListener()
			{
				@Override
				public void progress( final long done, final long total, final String message )
				{}

				@Override
				public boolean isCanceled()
				{
					return asked[ 0 ]++ == last;
				}
			};
			assertThrows( CancellationException.class, () -> s.replay( threeSteps( 1 ), cancels ) );
			assertSame( before, s.state() );
		}
		// What was done before can still be undone.
		s.session().undo();
		assertEquals( 0, s.state().objects().size() );
		s.session().redo();
		assertSame( before, s.state() );
	}

	@Test
	public void aReplayIsUndoneInOneStep() throws IOException
	{
		final ImageSession s = session();
		accept( s, Prompt.point( 108, 14 ), 0, Conflict.FIRST );
		final SessionState before = s.state();
		final int[] told = new int[ 1 ];
		s.session().addListener( () -> told[ 0 ]++ );
		s.replay( threeSteps( 1 ), ProgressListener.NONE );
		assertEquals( 1, told[ 0 ] );
		assertEquals( 3, s.state().steps().size() );
		assertEquals( 2, s.state().objects().get( 0 ).id() );
		assertTrue( s.session().undo() );
		assertSame( before, s.state() );
		s.restore( threeSteps( 1 ) );
		assertEquals( 1, s.state().objects().size() );
		assertTrue( s.session().undo() );
		assertSame( before, s.state() );
	}

	@Test
	public void theExampleMacroRuns() throws IOException
	{
		final String said = LegacyMacros.run( "setBatchMode(true);\nopen(\"" + LegacyMacros.path( "blobs.png" ) + "\");\n" +
				LegacyMacros.read( "label_objects.ijm" ), folder.toString() );
		assertNull( legacy.thrown, said );
		final ImagePlus labels = IJ.openImage( folder.resolve( "labels.tif" ).toString() );
		final int[] histogram = new int[ 3 ];
		for ( final short v : pixels( labels ) )
			histogram[ v ]++;
		assertTrue( histogram[ 1 ] > 500 && histogram[ 2 ] > 300, Arrays.toString( histogram ) );
	}

	@Test
	public void aSessionOfAnotherImageIsRefused()
	{
		final ImageSession s = session();
		final Path json = folder.resolve( "s.json" );
		s.save( json, SessionSettings.of( "micro" ) );
		final String said = LegacyMacros.run( "setBatchMode(true);\nopen(\"" + LegacyMacros.path( "nuclei-he.png" ) +
				"\");\nrun(\"Replay Session...\", \"session=[" + json.toString().replace( "\\", "/" ) + "]\");", "" );
		assertTrue( said.contains( "belongs to \"blobs.png\"" ), said );
	}
}
