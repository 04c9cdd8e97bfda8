// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.io.FileSaver;

import sc.fiji.efficientsam.batch.BatchReport;
import sc.fiji.efficientsam.download.Downloader;
import sc.fiji.efficientsam.download.FaultyServer;
import sc.fiji.efficientsam.session.SessionFile;
import sc.fiji.efficientsam.util.Hashes;
import sc.fiji.efficientsam.util.ProgressListener;

/** Power cuts, and two Fijis in one folder; {@code -Defficientsam.kills=100} for many of them, at other moments each. */
public class KillTest {

	private static final int IMAGES = 24;

	private static Lab lab;

	private static final int KILLS = Integer.getInteger( "efficientsam.kills", 2 );

	private final Dice dice = new Dice( Long.getLong( "efficientsam.fuzz.seed", 1 ) );

	private Path in, out;

	@BeforeAll
	public static void start() throws IOException
	{
		lab = new Lab( Files.createTempDirectory( "kills" ) );
	}

	@AfterAll
	public static void stop()
	{
		lab.close();
	}

	@BeforeEach
	public void clear() throws IOException
	{
		lab.clear();
		in = Files.createDirectories( lab.folder().resolve( "in" ) );
		out = lab.folder().resolve( "out" );
	}

	// -- Batches --

	private void images() throws IOException
	{
		for ( int i = 0; i < IMAGES; i++ )
			new FileSaver( IJ.createImage( "a", "8-bit noise", 60 + i, 50, 1 ) )
					.saveAsTiff( in.resolve( "image" + i + ".tif" ).toString() );
	}

	/** Hashes of the label images and tables of a folder. */
	private static Map< String, String > results( final Path folder ) throws IOException
	{
		final Map< String, String > all = new LinkedHashMap<>();
		for ( final Path f : Invariants.files( folder ) )
			if ( f.toString().endsWith( "-labels.tif" ) || f.toString().endsWith( ".csv" ) || f.toString().endsWith( ".geojson" ) )
				all.put( folder.relativize( f ).toString(), Hashes.sha256( f ) );
		return all;
	}

	/** When the label images were written of which the records say that they are done. */
	private Map< Path, Long > done() throws IOException
	{
		final Map< Path, Long > times = new LinkedHashMap<>();
		for ( final Path f : Invariants.files( out ) )
			if ( f.toString().endsWith( "-record.json" ) )
			{
				final Path labels = f.resolveSibling( f.getFileName().toString().replace( "-record.json", "-labels.tif" ) );
				times.put( labels, Files.getLastModifiedTime( labels ).toMillis() );
			}
		return times;
	}

	private void requireWhole() throws IOException
	{
		for ( final Path f : Invariants.files( out ) )
			if ( f.toString().endsWith( ".part" ) )
				Files.delete( f );
		Invariants.requireWholeFiles( out, false );
	}

	@Test
	public void aBatchThatIsKilledGoesOn() throws Exception
	{
		images();
		final Path whole = lab.folder().resolve( "whole" );
		Victim.batch( lab.sam(), in.toFile(), whole.toFile(), ProgressListener.NONE );
		for ( int k = 0; k < KILLS; k++ )
		{
			Lab.delete( out.toFile() );
			try ( Victim victim = new Victim( "batch", in.toString(), out.toString() ) )
			{
				victim.awaitAt( dice.between( 1, IMAGES / 2 ) );
				Thread.sleep( dice.upTo( 60 ) );
				victim.kill();
			}
			requireWhole();
			final Map< Path, Long > before = done();
			assertTrue( before.size() < IMAGES, "it was killed too late" );
			final BatchReport report = Victim.batch( lab.sam(), in.toFile(), out.toFile(), ProgressListener.NONE );
			assertEquals( IMAGES, report.done(), report.summary() );
			final Map< Path, Long > after = done();
			before.forEach( ( file, time ) -> assertEquals( time, after.get( file ), "done twice: " + file ) );
			assertEquals( results( whole ), results( out ) );
		}
	}

	@Test
	public void twoBatchesInOneFolderDoNotHinderEachOther() throws Exception
	{
		images();
		final Path whole = lab.folder().resolve( "whole" );
		Victim.batch( lab.sam(), in.toFile(), whole.toFile(), ProgressListener.NONE );
		try ( Victim one = new Victim( "batch", in.toString(), out.toString() );
				Victim other = new Victim( "batch", in.toString(), out.toString() ) )
		{
			one.await();
			other.await();
		}
		Invariants.requireWholeFiles( out, false );
		assertEquals( results( whole ), results( out ) );
		assertEquals( IMAGES, done().size() );
	}

	// -- Sessions --

	@Test
	public void aSessionThatIsKilledIsAtItsLastStep() throws Exception
	{
		final Path file = lab.folder().resolve( "s.json" );
		for ( int k = 0; k < KILLS; k++ )
		{
			Files.deleteIfExists( file );
			final int said;
			try ( Victim victim = new Victim( "session", file.toString() ) )
			{
				victim.awaitAt( dice.between( 1, 60 ) );
				Thread.sleep( dice.upTo( 100 ) );
				victim.kill();
				said = victim.at();
			}
			final int objects = SessionFile.read( file ).state().objects().size();
			assertTrue( objects == said || objects == said + 1, objects + " objects after step " + said );
		}
	}

	// -- Downloads --

	private static byte[] content( final Dice dice )
	{
		return dice.bytes( 2_000_000 );
	}

	private static FaultyServer slow( final byte[] content ) throws IOException
	{
		return new FaultyServer( ( n, from, out ) -> {
			FaultyServer.send( content, from, 0, out );
			for ( int at = from; at < content.length; at += 20_000 )
			{
				out.write( content, at, Math.min( 20_000, content.length - at ) );
				out.flush();
				Thread.sleep( 4 );
			}
		} );
	}

	private String hash( final byte[] content ) throws IOException
	{
		return Hashes.sha256( Files.write( lab.folder().resolve( "content" ), content ) );
	}

	@Test
	public void aDownloadThatIsKilledGoesOnWhereItWas() throws Exception
	{
		final byte[] content = content( dice );
		final String hash = hash( content );
		for ( int k = 0; k < KILLS; k++ )
			try ( FaultyServer server = slow( content ) )
			{
				Lab.delete( out.toFile() );
				try ( Victim victim = new Victim( "download", server.url(), hash, Integer.toString( content.length ), out.toString() ) )
				{
					victim.awaitAt( dice.between( 1, 1_500_000 ) );
					victim.kill();
				}
				assertTrue( Files.notExists( out.resolve( "model.onnx" ) ), "half a file has no final name" );
				new Downloader().download( Victim.remote( server.url(), hash, content.length ), out, ProgressListener.NONE );
				assertArrayEquals( content, Files.readAllBytes( out.resolve( "model.onnx" ) ) );
				assertTrue( server.asked.get( 1 ) > 0, () -> "nothing is loaded twice: " + server.asked );
				assertTrue( Invariants.files( out ).stream().noneMatch( f -> f.toString().endsWith( ".part" ) ) );
			}
	}

	@Test
	public void twoJavasDownloadOnce() throws Exception
	{
		final byte[] content = content( dice );
		final String hash = hash( content );
		try ( FaultyServer server = slow( content ) )
		{
			final String[] task = { "download", server.url(), hash, Integer.toString( content.length ), out.toString() };
			try ( Victim one = new Victim( task ); Victim other = new Victim( task ) )
			{
				one.await();
				other.await();
			}
			assertEquals( "[0]", server.asked.toString() );
			assertArrayEquals( content, Files.readAllBytes( out.resolve( "model.onnx" ) ) );
		}
	}

	// -- Stored embeddings --

	@Test
	public void storedEmbeddingsAreSharedAndSurviveKills() throws Exception
	{
		try ( Victim one = new Victim( "embeddings", out.toString(), "300" );
				Victim other = new Victim( "embeddings", out.toString(), "300" );
				Victim killed = new Victim( "embeddings", out.toString(), "100000" ) )
		{
			one.await();
			other.await();
			killed.awaitAt( 50 );
			killed.kill();
		}
		try ( Victim again = new Victim( "embeddings", out.toString(), "100" ) )
		{
			again.await();
		}
	}
}
