// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

import org.scijava.Context;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.batch.BatchFiles;
import sc.fiji.efficientsam.batch.BatchReport;
import sc.fiji.efficientsam.batch.BatchRequest;
import sc.fiji.efficientsam.download.Downloader;
import sc.fiji.efficientsam.download.RemoteFile;
import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.TestModels;
import sc.fiji.efficientsam.segment.EmbeddingCache;
import sc.fiji.efficientsam.segment.EmbeddingStore;
import sc.fiji.efficientsam.session.Conflict;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.session.Step;
import sc.fiji.efficientsam.util.Home;
import sc.fiji.efficientsam.util.ProgressListener;

/** Another Java that works in a folder, and may be killed at any moment. Says "at n" when n things are done for good. */
final class Victim implements AutoCloseable {

	private final Process process;
	private final Path said;

	/** Starts one. What it says goes into a file: a pipe is closed with what is still in it when the process is destroyed. */
	Victim( final String... task ) throws IOException
	{
		final List< String > command = new ArrayList<>( Arrays.asList( Paths.get( System.getProperty( "java.home" ), "bin",
				"java" ).toString(), "-Xmx400m", "-Djava.awt.headless=true",
				"-D" + Home.PROPERTY + "=" + Home.folder(), "-cp", System.getProperty( "java.class.path" ), Victim.class.getName() ) );
		command.addAll( Arrays.asList( task ) );
		said = Files.createTempFile( "victim", ".txt" );
		process = new ProcessBuilder( command ).redirectErrorStream( true ).redirectOutput( said.toFile() ).start();
	}

	/** Its lines; the last one may be half of one. */
	private List< String > said() throws IOException
	{
		return Arrays.asList( new String( Files.readAllBytes( said ), StandardCharsets.UTF_8 ).split( "\\R" ) );
	}

	/** The last number that it has said; 0 at first. */
	int at() throws IOException
	{
		return said().stream().filter( l -> l.matches( "at \\d+" ) ).mapToInt( l -> Integer.parseInt( l.substring( 3 ) ) ).max()
				.orElse( 0 );
	}

	/** Waits until it has done a number of things, or has ended. */
	void awaitAt( final int n ) throws IOException, InterruptedException
	{
		while ( at() < n && process.isAlive() )
			Thread.sleep( 2 );
	}

	/** Ends it as a power cut does. */
	void kill() throws InterruptedException
	{
		process.destroyForcibly().waitFor();
	}

	/** Waits until it has ended by itself, and requires that it has said so. */
	void await() throws IOException, InterruptedException
	{
		process.waitFor();
		if ( !said().contains( "done" ) )
			throw new AssertionError( "the other Java failed: " + said() );
	}

	@Override
	public void close() throws IOException, InterruptedException
	{
		kill();
		Files.deleteIfExists( said );
	}

	// -- What it does --

	private static void at( final int n )
	{
		System.out.println( "at " + n );
		System.out.flush();
	}

	/** @param args batch, session, download or embeddings, and what they need */
	public static void main( final String[] args ) throws Exception
	{
		if ( args[ 0 ].equals( "batch" ) )
			try ( Context context = new Context() )
			{
				batch( context.service( EfficientSamService.class ), new File( args[ 1 ] ), new File( args[ 2 ] ),
						( done, total, message ) -> at( ( int ) done ) );
			}
		else if ( args[ 0 ].equals( "session" ) )
			try ( Context context = new Context() )
			{
				session( context.service( EfficientSamService.class ), Paths.get( args[ 1 ] ) );
			}
		else if ( args[ 0 ].equals( "download" ) )
			new Downloader().download( remote( args[ 1 ], args[ 2 ], Long.parseLong( args[ 3 ] ) ), Paths.get( args[ 4 ] ),
					( done, total, message ) -> at( ( int ) done ) );
		else
			embeddings( Paths.get( args[ 1 ] ), Integer.parseInt( args[ 2 ] ) );
		System.out.println( "done" );
		System.exit( 0 );
	}

	static RemoteFile remote( final String url, final String sha256, final long size )
	{
		return new RemoteFile( "model.onnx", size, Collections.singletonList( new RemoteFile.Location( url, sha256, null ) ) );
	}

	static BatchReport batch( final EfficientSamService sam, final File in, final File out, final ProgressListener progress )
	{
		return new BatchRequest( BatchFiles.list( in, "", false, out ),
				( imp, file ) -> sam.segment( imp ).model( DiscModel.ID ).point( 20, 20 ).box( 30, 30, 10, 10 ), out )
				.settings( "discs" ).pictures( false ).progress( progress ).run();
	}

	/** Draws objects for ever, and saves each. */
	private static void session( final EfficientSamService sam, final Path file )
	{
		final ImagePlus imp = IJ.createImage( "a", "8-bit ramp", 200, 200, 1 );
		final ImageSession s = sam.session( imp );
		final BitSet pixel = new BitSet();
		pixel.set( 0 );
		for ( int n = 1; n <= 40000; n++ )
		{
			s.run( Step.draw( Plane.FIRST, Mask.of( ( n - 1 ) % 200, ( n - 1 ) / 200, 1, 1, pixel ), 0, "", Conflict.FIRST ) );
			s.save( file, SessionSettings.of( "micro" ) );
			at( n );
		}
	}

	/** Puts embeddings into a store that is too small for them, and gets them back. */
	private static void embeddings( final Path folder, final int n ) throws IOException
	{
		final EmbeddingStore store = new EmbeddingStore( folder, 20_000 );
		for ( int i = 0; i < n; i++ )
		{
			final int floats = 100 + i % 20;
			final long bytes = new EmbeddingCache( 1 << 20, store, "image " + floats ).get( new Frame( 0, 0, 10, 10, 1 ),
					f -> TestModels.embedding( floats ) ).bytes();
			if ( bytes != 4L * floats )
				throw new IOException( "got " + bytes + " bytes instead of " + 4 * floats );
			at( i + 1 );
		}
	}
}
