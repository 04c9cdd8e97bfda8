// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.model.BundledModel;
import sc.fiji.efficientsam.model.Embedding;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.EmbeddingCache;
import sc.fiji.efficientsam.segment.EmbeddingStore;

/** The embedding of a frame of 512 x 512 pixels: made afresh, and read from disk when the image is opened a second time. */
@State( Scope.Benchmark )
@BenchmarkMode( Mode.AverageTime )
@OutputTimeUnit( TimeUnit.MILLISECONDS )
@Warmup( iterations = 3, time = 2 )
@Measurement( iterations = 5, time = 3 )
@Fork( 1 )
public class SecondOpeningBenchmark {

	private static final Frame FRAME = new Frame( 0, 0, 512, 512, 1 );

	private PromptableModel model;
	private RgbImage image;
	private Path folder;
	private EmbeddingStore store;

	@Setup
	public void open() throws Exception
	{
		model = BundledModel.open( new DjlBackend(), Device.CPU );
		image = TestImages.rgb( "axons-em" );
		folder = Files.createTempDirectory( "embeddings" );
		store = new EmbeddingStore( folder, 100L << 20 );
		secondOpening();
	}

	@TearDown
	public void close()
	{
		model.close();
		store.clear();
		folder.toFile().delete();
	}

	@Benchmark
	public Embedding freshEncode()
	{
		return new EmbeddedImage( image, model, new EmbeddingCache( 1 << 24 ) ).embedding( FRAME );
	}

	@Benchmark
	public Embedding secondOpening()
	{
		return new EmbeddedImage( image, model, new EmbeddingCache( 1 << 24, store, "image" ) ).embedding( FRAME );
	}
}
