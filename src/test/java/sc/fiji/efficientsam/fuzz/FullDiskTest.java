// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.FileSaver;

import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.batch.BatchReport;
import sc.fiji.efficientsam.download.Downloader;
import sc.fiji.efficientsam.download.FaultyServer;
import sc.fiji.efficientsam.download.RemoteFile;
import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.model.TestModels;
import sc.fiji.efficientsam.prompt.PromptText;
import sc.fiji.efficientsam.segment.EmbeddingCache;
import sc.fiji.efficientsam.segment.EmbeddingStore;
import sc.fiji.efficientsam.session.Conflict;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.SessionFile;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.session.Step;
import sc.fiji.efficientsam.util.Hashes;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * A disk that is full: it is said, what was there stays, nothing is half there, and with room again it goes on. Runs
 * where a small file system can be mounted (Linux, as root).
 */
public class FullDiskTest {

	/** Bytes of the file system. */
	private static final int SIZE = 1 << 20;

	private Lab lab;

	private Path disk;

	private Path filler;

	@BeforeEach
	public void mount() throws Exception
	{
		lab = new Lab( Files.createTempDirectory( "full" ) );
		lab.clear();
		disk = Files.createDirectories( lab.folder().resolve( "disk" ) );
		filler = disk.resolve( "filler" );
		assumeTrue( run( "mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", disk.toString() ),
				"no small file system can be mounted here" );
	}

	@AfterEach
	public void unmount() throws Exception
	{
		run( "umount", disk.toString() );
		lab.close();
	}

	private static boolean run( final String... command ) throws InterruptedException
	{
		try
		{
			final Process p = new ProcessBuilder( command ).redirectErrorStream( true ).start();
			return p.waitFor( 20, TimeUnit.SECONDS ) && p.exitValue() == 0;
		}
		catch ( final IOException e )
		{
			return false;
		}
	}

	/** Leaves some bytes only. */
	private void fill( final int free ) throws IOException
	{
		final long bytes = Files.getFileStore( disk ).getUsableSpace() - free;
		try ( OutputStream out = Files.newOutputStream( filler ) )
		{
			for ( long i = 0; i < bytes; i += 1024 )
				out.write( new byte[ ( int ) Math.min( 1024, bytes - i ) ] );
		}
	}

	private void assertFull( final Executable e ) throws IOException
	{
		final Throwable t = assertThrows( Throwable.class, e );
		assertTrue( Fuzz.isRefusal( t ), () -> Fuzz.trace( t ) );
		assertTrue( t.getMessage().toLowerCase().contains( "room" ), t.getMessage() );
		assertTrue( Invariants.files( disk ).stream().noneMatch( f -> f.toString().endsWith( ".part" ) ),
				() -> "nothing is half there after " + t );
	}

	@Test
	public void aSessionKeepsWhatWasSaved() throws IOException
	{
		final ImagePlus imp = IJ.createImage( "a", "8-bit ramp", 600, 500, 1 );
		final ImageSession s = lab.sam().session( imp );
		final Path file = disk.resolve( "s.json" );
		s.run( Step.draw( Plane.FIRST, PromptText.parseMask( "3 4 2 2: 0 4" ), 0, "", Conflict.ALLOW ) );
		s.save( file, SessionSettings.of( "micro" ) );
		final byte[] old = Files.readAllBytes( file );
		final StringBuilder dots = new StringBuilder( "0 0 600 500:" );
		for ( int i = 0; i < 20_000; i++ )
			dots.append( " 1 1" );
		s.run( Step.draw( Plane.FIRST, PromptText.parseMask( dots.toString() ), 0, "", Conflict.ALLOW ) );
		fill( 20_000 );
		assertFull( () -> s.save( file, SessionSettings.of( "micro" ) ) );
		assertArrayEquals( old, Files.readAllBytes( file ) );
		Files.delete( filler );
		s.save( file, SessionSettings.of( "micro" ) );
		assertEquals( 2, SessionFile.read( file ).state().objects().size() );
	}

	@Test
	public void aCommandSaysThatThereIsNoRoom() throws Exception
	{
		final ImagePlus imp = IJ.createImage( "a", "8-bit ramp", 300, 200, 1 );
		imp.setRoi( new Roi( 30, 40, 50, 60 ) );
		final Map< String, Object > options = new LinkedHashMap<>();
		options.put( "imp", imp );
		options.put( "model", DiscModel.ID );
		options.put( "labels", false );
		options.put( "folder", disk.toFile() );
		fill( 60_000 );
		assertFull( () -> Modules.run( lab.context(), Modules.info( lab.context(), "SegmentRoisCommand" ), options ) );
		Files.delete( filler );
		Modules.run( lab.context(), Modules.info( lab.context(), "SegmentRoisCommand" ), options );
		Invariants.requireWholeFiles( disk, false );
		// Label image, selections, table, settings, picture.
		assertEquals( 5, Invariants.files( disk ).size() );
	}

	@Test
	public void aBatchStopsAndGoesOn() throws Exception
	{
		final Path in = Files.createDirectories( lab.folder().resolve( "in" ) ), out = disk.resolve( "out" );
		for ( int i = 0; i < 8; i++ )
			new FileSaver( IJ.createImage( "a", "8-bit noise", 100 + i, 100, 1 ) )
					.saveAsTiff( in.resolve( "image" + i + ".tif" ).toString() );
		fill( 120_000 );
		assertFull( () -> Victim.batch( lab.sam(), in.toFile(), out.toFile(), ProgressListener.NONE ) );
		Invariants.requireWholeFiles( out, false );
		final Map< Path, Long > done = new LinkedHashMap<>();
		for ( final Path f : Invariants.files( out ) )
			if ( f.toString().endsWith( "-record.json" ) )
				done.put( f, Files.getLastModifiedTime( f ).toMillis() );
		assertTrue( done.size() >= 1 && done.size() < 8, done.toString() );
		Files.delete( filler );
		final BatchReport report = Victim.batch( lab.sam(), in.toFile(), out.toFile(), ProgressListener.NONE );
		assertEquals( 8, report.done() );
		done.forEach( ( file, time ) -> assertEquals( time, Long.valueOf( file.toFile().lastModified() ), () -> "done twice: " + file ) );
		Invariants.requireWholeFiles( out, false );
	}

	@Test
	public void aDownloadGoesOn() throws Exception
	{
		final byte[] content = new Dice( 3 ).bytes( 500_000 );
		final RemoteFile[] remote = new RemoteFile[ 1 ];
		try ( FaultyServer server = new FaultyServer( ( n, from, out ) -> FaultyServer.send( content, from, content.length, out ) ) )
		{
			remote[ 0 ] = Victim.remote( server.url(), Hashes.sha256( Files.write( lab.folder().resolve( "content" ), content ) ),
					content.length );
			fill( 200_000 );
			final String message = assertThrows( RuntimeException.class,
					() -> new Downloader().download( remote[ 0 ], disk, ProgressListener.NONE ) ).getMessage();
			assertTrue( message.contains( "Make room" ), message );
			assertTrue( Files.notExists( disk.resolve( "model.onnx" ) ) );
			Files.delete( filler );
			new Downloader().download( remote[ 0 ], disk, ProgressListener.NONE );
			assertArrayEquals( content, Files.readAllBytes( disk.resolve( "model.onnx" ) ) );
			assertTrue( server.asked.get( 1 ) > 0, server.asked.toString() );
		}
	}

	@Test
	public void embeddingsAreUsedThoughTheyCannotBeStored() throws IOException
	{
		final EmbeddingStore store = new EmbeddingStore( disk.resolve( "store" ), 1 << 20 );
		fill( 10_000 );
		for ( int i = 0; i < 3; i++ )
			assertEquals( 400_000, new EmbeddingCache( 1 << 20, store, "a" ).get( new Frame( 0, 0, 10, 10, 1 ),
					f -> TestModels.embedding( 100_000 ) ).bytes() );
		assertEquals( 0, store.size() );
		assertEquals( 1, Invariants.files( disk ).size(), "only the filler" );
	}

	@Test
	public void anImportLeavesNothing() throws Exception
	{
		final Path folder = DiscModel.write( lab.folder().resolve( "mine" ) ), models = Files.createDirectories( disk.resolve( "models" ) );
		Files.write( folder.resolve( "model.json" ), DiscModel.json().replace( DiscModel.ID, "mine" ).getBytes( StandardCharsets.UTF_8 ) );
		final String home = System.getProperty( "efficientsam.home" );
		System.setProperty( "efficientsam.home", disk.toString() );
		try
		{
			fill( 20_000 );
			assertFull( () -> lab.sam().store().importModel( folder, "", "", lab.sam().loader() ) );
			assertEquals( 0, models.toFile().list().length );
			Files.delete( filler );
			lab.sam().store().importModel( folder, "", "", lab.sam().loader() );
			assertEquals( "[mine]", Arrays.toString( models.toFile().list() ) );
		}
		finally
		{
			System.setProperty( "efficientsam.home", home );
		}
	}
}
