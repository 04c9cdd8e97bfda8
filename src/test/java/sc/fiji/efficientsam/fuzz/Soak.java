// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.macro.Interpreter;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.model.CatalogEntry;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.EmbeddingStore;
import sc.fiji.efficientsam.session.Conflict;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.SessionFile;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.session.Step;
import sc.fiji.efficientsam.ui.ToolRound;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * Mixed work in one JVM for a long time; says every minute what the JVM holds, and at the end, or when it is stopped, whether that is level
 * or growing. With a screen the interactive tool is a part of it.
 *
 * <pre>
 * mvn -q test-compile exec:exec@dev -Dtool="soak 60"
 * </pre>
 */
public final class Soak {

	private interface Work {

		void run( int round ) throws Exception;
	}

	private final Lab lab;
	private final EfficientSamService sam;
	private final Map< String, Work > works = new LinkedHashMap<>();
	private final Map< String, Integer > failures = new TreeMap<>();
	private final Gauges gauges;

	private Soak( final Lab lab, final Path temporary )
	{
		this.lab = lab;
		sam = lab.sam();
		gauges = new Gauges( temporary );
		works.put( "boxes and points", this::prompts );
		works.put( "session", this::session );
		works.put( "everything", this::everything );
		works.put( "batch", this::batch );
		works.put( "stack", this::stack );
		works.put( "model changes", this::models );
		works.put( "random commands", this::commands );
		if ( !GraphicsEnvironment.isHeadless() )
			works.put( "tool", this::tool );
	}

	private void prompts( final int round )
	{
		final ImagePlus imp = TestImages.open( round % 2 == 0 ? "blobs" : "yeast-phase" );
		sam.segment( imp ).model( model( round ) ).box( 8 + round % 9, 2, 28, 30 ).point( 73, 41 ).point( 100, 100 ).run().table();
	}

	private static String model( final int round )
	{
		return round % 3 == 0 ? DiscModel.ID : EfficientSamService.DEFAULT_MODEL;
	}

	private void session( final int round )
	{
		final ImagePlus imp = TestImages.open( "blobs" );
		final ImageSession s = sam.session( imp );
		final SessionSettings settings = SessionSettings.of( model( round ) );
		final Dice dice = new Dice( round );
		for ( int i = 0; i < 15; i++ )
			try
			{
				s.run( Step.accept( Plane.FIRST, Prompt.point( dice.upTo( imp.getWidth() ), dice.upTo( imp.getHeight() ) ), 0, 0, "",
						Conflict.LAST, settings ) );
				if ( i % 5 == 4 )
					s.session().undo();
				s.save( lab.folder().resolve( "soak.json" ), settings );
			}
			catch ( final IllegalArgumentException e )
			{
				// nothing is there
			}
		final SessionFile file = SessionFile.read( lab.folder().resolve( "soak.json" ) );
		s.restore( file );
		s.replay( file, ProgressListener.NONE );
		s.labels();
		sam.forget( imp );
	}

	private void everything( final int round )
	{
		sam.everything( TestImages.open( "blobs" ) ).objectSize( 25 + round % 5 ).run().rois();
	}

	private void batch( final int round ) throws IOException
	{
		final Path in = Files.createDirectories( lab.folder().resolve( "in" ) ), out = lab.folder().resolve( "out" );
		for ( int i = 0; i < 6; i++ )
			new FileSaver( IJ.createImage( "a", "8-bit noise", 60 + i + round % 50, 50, 1 ) )
					.saveAsTiff( in.resolve( "image" + i + ".tif" ).toString() );
		Victim.batch( sam, in.toFile(), out.toFile(), ProgressListener.NONE );
		Victim.batch( sam, in.toFile(), out.toFile(), ProgressListener.NONE );
	}

	private void stack( final int round )
	{
		final ImagePlus imp = IJ.createImage( "s", "16-bit ramp", 100 + round % 20, 80, 4 );
		sam.stack( imp ).model( model( round ) ).rois( Arrays.asList( new Roi( 10, 10, 20, 20 ), new Roi( 50, 40, 20, 20 ) ) ).run()
				.table();
	}

	/** Models that are imported, loaded, closed and deleted, and embeddings on disk. */
	private void models( final int round ) throws IOException
	{
		final Path folder = DiscModel.write( lab.folder().resolve( "soak-model" ) );
		Files.write( folder.resolve( "model.json" ), DiscModel.json().replace( DiscModel.ID, "soak" ).getBytes( StandardCharsets.UTF_8 ) );
		final CatalogEntry imported = sam.store().importModel( folder, "", "", sam.loader() );
		sam.keepOnDisk( new EmbeddingStore( lab.folder().resolve( "embeddings" ), 4 << 20 ) );
		for ( final String id : new String[] { "soak", "micro", DiscModel.ID } )
			sam.segment( TestImages.open( "blobs" ) ).model( id ).point( 73, 41 ).run();
		sam.keepOnDisk( null );
		sam.useThreads( 1 + round % 2 );
		sam.store().delete( imported );
	}

	private void commands( final int round ) throws Exception
	{
		for ( int i = 0; i < 10; i++ )
			try
			{
				lab.clear();
				CommandFuzz.run( new Dice( 1000L * round + i ), lab );
			}
			catch ( final Exception e )
			{
				if ( !Fuzz.isRefusal( e ) )
					throw e;
			}
	}

	private void tool( final int round )
	{
		// NB: else there are no windows.
		Interpreter.batchMode = false;
		ToolRound.run( lab.context(), TestImages.open( round % 2 == 0 ? "blobs" : "nuclei-he" ) );
	}

	private void run( final double minutes ) throws IOException
	{
		final long start = System.nanoTime();
		long next = start;
		for ( int round = 0; System.nanoTime() - start < minutes * 60e9; round++ )
			for ( final Map.Entry< String, Work > w : works.entrySet() )
			{
				lab.clear();
				try
				{
					w.getValue().run( round );
				}
				catch ( final Exception | Error e )
				{
					if ( failures.merge( w.getKey(), 1, Integer::sum ) <= 3 )
						System.out.println( w.getKey() + " failed in round " + round + ": " + Fuzz.trace( e ) );
				}
				if ( System.nanoTime() >= next )
				{
					lab.clear();
					// NB: a loaded model keeps the memory of its largest run; what matters is what is left when it is closed.
					sam.useThreads( 1 );
					System.out.println( gauges.read() + ", round " + round + ", failed: " + failures );
					next += 60_000_000_000L;
				}
			}
	}

	/** @param args minutes */
	public static void main( final String[] args ) throws Exception
	{
		// NB: before anything asks for it: temporary files of others are none of ours.
		final Path temporary = Files.createDirectories( Paths.get( "target", "soak-" + System.currentTimeMillis() ).toAbsolutePath() );
		System.setProperty( "java.io.tmpdir", temporary.toString() );
		if ( !GraphicsEnvironment.isHeadless() )
			ToolRound.start();
		try ( Lab lab = new Lab( Files.createDirectories( temporary.resolve( "lab" ) ) ) )
		{
			final Soak soak = new Soak( lab, temporary );
			final Thread verdict = new Thread( () -> System.out.println( soak.gauges.verdict() ) );
			Runtime.getRuntime().addShutdownHook( verdict );
			soak.run( Double.parseDouble( args[ 0 ] ) );
		}
		Lab.delete( new File( temporary.toString() ) );
		System.exit( 0 );
	}
}
