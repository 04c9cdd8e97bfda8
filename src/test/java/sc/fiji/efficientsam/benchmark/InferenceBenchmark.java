// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.benchmark;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.scijava.Context;

import ij.ImagePlus;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.model.BundledModel;
import sc.fiji.efficientsam.model.Embedding;
import sc.fiji.efficientsam.model.MaskCandidates;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.model.RawOrt;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.roi.RoiFiles;
import sc.fiji.efficientsam.roi.RoiPrompts;
import sc.fiji.efficientsam.segment.FramePlanner;

/**
 * Encode, and decode of 1, 16 and 64 boxes, each beside ONNX Runtime used directly
 * on the same tensors: {@code mvn -q test-compile exec:exec@dev -Dtool=benchmark}.
 */
@State( Scope.Benchmark )
@BenchmarkMode( Mode.AverageTime )
@OutputTimeUnit( TimeUnit.MILLISECONDS )
@Warmup( iterations = 3, time = 3 )
@Measurement( iterations = 5, time = 4 )
@Fork( 1 )
public class InferenceBenchmark {

	/** One run takes what the model's own batches hold, so that both sides do the same computations. */
	private static final int BATCH = 16;

	@State( Scope.Benchmark )
	public static class Models {

		PromptableModel model;
		RawOrt encoder;
		RawOrt decoder;
		float[] rgb;
		Embedding embedding;

		@Setup( Level.Trial )
		public void open() throws Exception
		{
			model = BundledModel.open( new DjlBackend(), Device.CPU );
			encoder = new RawOrt( BundledModel.encoder() );
			decoder = new RawOrt( BundledModel.decoder() );
			rgb = new Frame( 0, 0, 512, 512, 1 ).render( TestImages.rgb( "axons-em" ), 512 );
			embedding = model.encode( rgb );
		}

		@TearDown( Level.Trial )
		public void close() throws Exception
		{
			model.close();
			encoder.close();
			decoder.close();
		}
	}

	@State( Scope.Benchmark )
	public static class Prompts {

		@Param( { "1", "16", "64" } )
		int count;

		List< Prompt > prompts;
		float[] coords;
		float[] labels;

		@Setup
		public void make()
		{
			prompts = new ArrayList<>();
			final int batch = Math.min( count, BATCH );
			coords = new float[ batch * 12 ];
			labels = new float[ batch * 6 ];
			Arrays.fill( coords, -1 );
			Arrays.fill( labels, -1 );
			for ( int i = 0; i < count; i++ )
			{
				final double x = 30 + i % 8 * 55, y = 30 + i / 8 * 55;
				prompts.add( Prompt.of( new Box( x, y, x + 40, y + 40 ), Collections.emptyList() ) );
				if ( i < batch )
					for ( int k = 0; k < 2; k++ )
					{
						coords[ 12 * i + 2 * k ] = ( float ) ( x + 40 * k ) / 2;
						coords[ 12 * i + 2 * k + 1 ] = ( float ) ( y + 40 * k ) / 2;
						labels[ 6 * i + k ] = 2 + k;
					}
			}
		}
	}

	@State( Scope.Benchmark )
	public static class Requests {

		Context context;
		EfficientSamService sam;
		ImagePlus imp;
		File boxes;
		int[] promptsOfFrames;

		@Setup( Level.Trial )
		public void open()
		{
			context = new Context( EfficientSamService.class );
			sam = context.service( EfficientSamService.class );
			imp = TestImages.open( "axons-em" );
			boxes = TestImages.file( "axons-em-boxes.zip" );
			final FramePlanner planner = new FramePlanner( imp.getWidth(), imp.getHeight(), BundledModel.INFO );
			final Map< Frame, Integer > counts = new HashMap<>();
			for ( final Prompt p : new RoiPrompts().toPrompts( RoiFiles.read( boxes ) ) )
				counts.merge( planner.frame( p, planner.scale( p, 0 ) ), 1, Integer::sum );
			promptsOfFrames = counts.values().stream().mapToInt( Integer::intValue ).toArray();
		}

		@TearDown( Level.Trial )
		public void close()
		{
			context.dispose();
		}
	}

	@Benchmark
	public Embedding encode( final Models m )
	{
		return m.model.encode( m.rgb );
	}

	@Benchmark
	public float[] encodeRaw( final Models m ) throws Exception
	{
		return m.encoder.encode( m.rgb, 512 );
	}

	@Benchmark
	public List< MaskCandidates > decode( final Models m, final Prompts p )
	{
		return m.model.decode( m.embedding, p.prompts );
	}

	@Benchmark
	public List< float[][] > decodeRaw( final Models m, final Prompts p ) throws Exception
	{
		final List< float[][] > out = new ArrayList<>();
		for ( int i = 0; i < p.count; i += BATCH )
			out.add( m.decoder.decode( m.embedding.values().floats(), m.embedding.values().shape(), p.coords, p.labels,
					Math.min( p.count, BATCH ) ) );
		return out;
	}

	/** What "Segment ROIs..." does: read pixels, encode the frames, decode 56 boxes, masks, label image; embeddings are not reused. */
	@Benchmark
	public Object request( final Requests r )
	{
		r.imp.getProcessor().set( 0, 0, r.imp.getProcessor().get( 0, 0 ) ^ 1 );
		return r.sam.segment( r.imp ).rois( r.boxes ).run();
	}

	/** The model runs of {@link #request} alone, with ONNX Runtime used directly. */
	@Benchmark
	public List< Object > requestRaw( final Models m, final Requests r ) throws Exception
	{
		final List< Object > out = new ArrayList<>();
		for ( final int prompts : r.promptsOfFrames )
		{
			out.add( m.encoder.encode( m.rgb, 512 ) );
			for ( int i = 0; i < prompts; i += BATCH )
			{
				final int n = Math.min( BATCH, prompts - i );
				out.add( m.decoder.decode( m.embedding.values().floats(), m.embedding.values().shape(), new float[ n * 12 ],
						new float[ n * 6 ], n ) );
			}
		}
		return out;
	}

	public static void main( final String... args ) throws RunnerException
	{
		new Runner( new OptionsBuilder().include( InferenceBenchmark.class.getName() ).include( SecondOpeningBenchmark.class.getName() )
				.build() ).run();
	}
}
