// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.RoiEncoder;

import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.batch.BatchMerge;
import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.inference.OnnxSignature;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.Catalog;
import sc.fiji.efficientsam.model.ModelFamily;
import sc.fiji.efficientsam.model.TestModels;
import sc.fiji.efficientsam.prompt.PromptTable;
import sc.fiji.efficientsam.prompt.PromptText;
import sc.fiji.efficientsam.roi.AreaMode;
import sc.fiji.efficientsam.roi.PointMode;
import sc.fiji.efficientsam.roi.RoiFiles;
import sc.fiji.efficientsam.roi.TestPrompts;
import sc.fiji.efficientsam.segment.EmbeddingCache;
import sc.fiji.efficientsam.segment.EmbeddingStore;
import sc.fiji.efficientsam.session.Conflict;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.SessionFile;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.session.Step;
import sc.fiji.efficientsam.util.ProgressListener;

/** Readers of files, with files that are no good: they say so, and need no more memory than good ones. */
final class ReaderFuzz {

	/** Bytes that reading a small file may allocate. */
	private static final long FRUGAL = Math.min( 1L << 30, Runtime.getRuntime().maxMemory() / 4 * 3 );

	private ReaderFuzz()
	{}

	/** Runs a reader, and measures what it allocates. */
	static void frugally( final Callable< ? > reader ) throws Exception
	{
		final com.sun.management.ThreadMXBean threads = ( com.sun.management.ThreadMXBean ) ManagementFactory.getThreadMXBean();
		final long id = Thread.currentThread().getId(), before = threads.getThreadAllocatedBytes( id );
		try
		{
			reader.call();
		}
		finally
		{
			final long bytes = threads.getThreadAllocatedBytes( id ) - before;
			assertTrue( bytes < FRUGAL, () -> "it allocated " + ( bytes >> 20 ) + " MB" );
		}
	}

	static void roi( final Dice dice, final Lab lab ) throws Exception
	{
		final Path file = lab.folder().resolve( "a.roi" );
		Files.write( file, Mutations.mutate( RoiEncoder.saveAsByteArray( RandomRois.roi( dice, image() ) ), dice ) );
		readRois( file, dice );
	}

	static void zip( final Dice dice, final Lab lab ) throws Exception
	{
		final Path file = lab.folder().resolve( "a.zip" );
		Files.write( file, Mutations.mutate( RoiFiles.toZip( RandomRois.rois( dice, image() ) ), dice ) );
		readRois( file, dice );
	}

	private static void readRois( final Path file, final Dice dice ) throws Exception
	{
		frugally( () -> {
			final List< Roi > rois = RoiFiles.read( file.toFile() );
			return TestPrompts.of( dice.of( PointMode.values() ), dice.between( -1, 3 ), dice.between( 0, 3 ), dice.between( 1, 5 ),
					dice.of( AreaMode.values() ) ).toPrompts( rois );
		} );
	}

	private static ImagePlus image()
	{
		return IJ.createImage( "a", "8-bit ramp", 60, 50, 2 );
	}

	static void csv( final Dice dice, final Lab lab ) throws Exception
	{
		final String[] tables = { "object,x,y,positive\na,10,20,true\na,12,22,false\nb,30,40,\n",
				"x,y,width,height,object\n1,2,30,40,cell 1\n50,60,7,8,\"cell, big\"\n", "\ufeffX;Y\n1;2\n3;4\n", "x\ty\n1.5\t2.5\n" };
		final byte[] bytes = Mutations.mutateText( dice.of( tables ), dice );
		frugally( () -> PromptTable.parse( Arrays.asList( new String( bytes, StandardCharsets.UTF_8 ).split( "\n" ) ) ) );
	}

	static void session( final Dice dice, final Lab lab ) throws Exception
	{
		if ( dice.chance( 0.2 ) )
		{
			words( dice );
			return;
		}
		final Path file = lab.folder().resolve( "a.json" );
		final ImageSession s = lab.sam().session( image() ), other = lab.sam().session( image() );
		final SessionSettings settings = SessionSettings.of( DiscModel.ID );
		s.run( Step.define( "Cell", 0xff0000 ) );
		s.run( Step.accept( Plane.FIRST, PromptText.parse( "box 5 5 20 20 + 12 12 - 40 40" ), 0, 0, "Cell", Conflict.FIRST, settings ) );
		s.run( Step.draw( new Plane( 2, 1 ), Mask.of( 3, 4, 2, 2, BitSet.valueOf( new long[] { 15 } ) ), 0, "", Conflict.ALLOW ) );
		s.save( file, settings );
		Files.write( file, Mutations.mutateText( Invariants.text( file ), dice ) );
		frugally( () -> {
			final SessionFile f = SessionFile.read( file );
			other.restore( f );
			Invariants.counts( other.labels() );
			other.classes();
			other.rois();
			other.table();
			f.settings().segment();
			return f.provenance();
		} );
		if ( dice.chance( 0.3 ) )
			other.replay( SessionFile.read( file ), ProgressListener.NONE );
	}

	private static void words( final Dice dice ) throws Exception
	{
		final String text = dice.chance( 0.5 ) ? RandomPrompts.text( dice, 60, 50 ) : RandomPrompts.mask( dice, 60, 50 );
		final String bad = new String( Mutations.mutateText( text, dice ), StandardCharsets.UTF_8 );
		frugally( () -> text.startsWith( "box" ) || text.startsWith( "+" ) || text.startsWith( "-" )
				? PromptText.parse( bad ) : PromptText.parseMask( bad ) );
	}

	static void onnx( final Dice dice, final Lab lab ) throws Exception
	{
		final Path encoder = lab.folder().resolve( "e.onnx" ), decoder = lab.folder().resolve( "d.onnx" );
		final boolean first = dice.chance( 0.5 );
		Files.write( encoder, first ? Mutations.mutate( DiscModel.encoder().toByteArray(), dice ) : DiscModel.encoder().toByteArray() );
		// NB: its head only, since the graph's largest part is a table of numbers.
		Files.write( decoder, first ? DiscModel.decoder().toByteArray() : headed( DiscModel.decoder().toByteArray(), dice ) );
		frugally( () -> ModelFamily.of( OnnxSignature.read( encoder ), OnnxSignature.read( decoder ) ) );
	}

	private static byte[] headed( final byte[] file, final Dice dice )
	{
		final int n = dice.chance( 0.5 ) ? 600 : file.length;
		final byte[] head = Mutations.mutate( Arrays.copyOf( file, n ), dice ), all = Arrays.copyOf( head, head.length + file.length - n );
		System.arraycopy( file, n, all, head.length, file.length - n );
		return all;
	}

	static void catalog( final Dice dice, final Lab lab ) throws Exception
	{
		final String good = "{ \"models\": [ { \"id\": \"mine\", \"title\": \"Mine\", \"family\": \"sam\", \"license\": \"MIT\", " +
				"\"source\": \"https://example.org\", \"frame\": 1024, \"boxSize\": 300, \"pointSize\": 200.5," +
				" \"prompts\": [ \"box\", \"point\" ], \"maxPoints\": 0, \"encoder\": " + remote( "e.onnx" ) + ", \"decoder\": " +
						remote( "d.onnx" ) + " } ] }";
		final Path file = Files.write( lab.folder().resolve( "models.json" ), Mutations.mutateText( good, dice ) );
		frugally( () -> {
			Catalog.read( file ).entries().values().forEach( e -> e.describePrompts() );
			return null;
		} );
	}

	private static String remote( final String name )
	{
		return "{ \"name\": \"" + name + "\", \"size\": 12345, \"locations\": [ { \"url\": \"https://example.org/" + name +
				"\", \"sha256\": \"61570e217e60689da56afc1abbbc1a2e60037480f8b0efc4556f4527d8f3e1a2\" }, " +
				"{ \"url\": \"https://example.com/" + name + "\", \"gitblob\": \"ce013625030ba8dba906f756967f9e9ca394464a\" } ] }";
	}

	static void imported( final Dice dice, final Lab lab ) throws Exception
	{
		final Path folder = DiscModel.write( lab.folder().resolve( "my model" ) );
		Files.write( folder.resolve( "model.json" ), Mutations.mutateText( DiscModel.json().replace( DiscModel.ID, "other" ), dice ) );
		final List< Path > before = Invariants.files( lab.folder() );
		try
		{
			frugally( () -> lab.sam().store().delete( lab.sam().store().importModel( folder, "", "", lab.sam().loader() ) ) );
		}
		finally
		{
			assertTrue( before.equals( Invariants.files( lab.folder() ) ), "the folder that was imported is as it was" );
			assertTrue( lab.sam().models().contains( DiscModel.ID ), "other models are as they were" );
		}
	}

	static void record( final Dice dice, final Lab lab ) throws Exception
	{
		final String good =
				"{\"image\":\"a\",\"inputs\":\"x\",\"seconds\":1.5,\"provenance\":{\"model\":\"micro\"},\"slices\":[{\"name\":\"a\"," +
				"\"width\":60,\"height\":50,\"prompts\":1,\"found\":1," +
				"\"files\":[\"a-table.csv\"],\"annotations\":[{\"label\":1,\"area\":2,\"bbox\":[0,0,2,1],\"counts\":[0,1,49,1,2949]," +
						"\"score\":0.5}]}]}";
		Files.write( lab.folder().resolve( "a-record.json" ), Mutations.mutateText( good, dice ) );
		Files.write( lab.folder().resolve( "b-record.json" ), good.replace( "\"a", "\"b" ).getBytes( StandardCharsets.UTF_8 ) );
		for ( final String name : new String[] { "a", "b" } )
			Files.write( lab.folder().resolve( name + "-table.csv" ), "Label,Name\n1,x\n".getBytes( StandardCharsets.UTF_8 ) );
		frugally( () -> BatchMerge.merge( lab.folder().toFile() ) );
		Files.delete( lab.folder().resolve( "a-record.json" ) );
		Invariants.requireWholeFiles( lab.folder(), false );
		assertTrue( Invariants.text( lab.folder().resolve( BatchMerge.OBJECTS ) ).contains( "b,1,x" ), "what is good is joined" );
	}

	static void embedding( final Dice dice, final Lab lab ) throws IOException
	{
		final EmbeddingStore store = new EmbeddingStore( lab.folder(), 1 << 20 );
		final Frame frame = new Frame( 0, 0, 10, 10, 1 );
		new EmbeddingCache( 1 << 20, store, "a" ).get( frame, f -> TestModels.embedding( 50 ) );
		final Path file = Invariants.files( lab.folder() ).get( 0 );
		Files.write( file, Mutations.mutate( Files.readAllBytes( file ), dice ) );
		final boolean[] again = new boolean[ 1 ];
		assertTrue( new EmbeddingCache( 1 << 20, store, "a" ).get( frame, f -> {
			again[ 0 ] = true;
			return TestModels.embedding( 50 );
		} ).bytes() == 200, "a broken file is made again" );
	}
}
