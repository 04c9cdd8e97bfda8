// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import ai.onnxruntime.OrtException;
import ij.IJ;

import sc.fiji.efficientsam.evaluate.LabelComparison;
import sc.fiji.efficientsam.image.ContrastMode;
import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.BundledModel;
import sc.fiji.efficientsam.model.Embedding;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.model.RawOrt;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.LabelImageReader;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * Average precision and time of everything mode on a list of images with ground
 * truth, and the time of a plain loop that asks raw ONNX Runtime for one point
 * after the other (without making masks of the answers):
 * {@code mvn -q test-compile exec:exec@dev -Dtool="everything-report <data folder> <list> <preset> <true|estimate>
 * <images per set> <side> out.csv [ways]"}.
 * Ways are some of "instances", "masks" (instances as the watershed leaves them), "grid", "maxima" and "minima", with
 * commas between them, each
 * perhaps with a least quality ("instances:0.2"); "grid,instances" if none are given. Of each image the middle of at
 * most {@code side} object sizes is used;
 * "true" tells the median long side of the true objects, "estimate" nothing.
 */
public final class EverythingReport {

	/** Points of the plain loop that are timed. */
	private static final int TIMED = 32;

	private final Path data;
	private final EverythingSettings preset;
	private final boolean tellSize;
	private final double side;
	private final String[] ways;
	private final Map< String, Map< String, List< double[] > > > results = new LinkedHashMap<>();

	private EverythingReport( final String... args )
	{
		data = Paths.get( args[ 0 ] );
		preset = Preset.valueOf( args[ 2 ].toUpperCase( Locale.ROOT ) ).settings();
		tellSize = args[ 3 ].equals( "true" );
		side = Double.parseDouble( args[ 5 ] );
		ways = ( args.length > 7 ? args[ 7 ] : "grid,instances" ).split( "," );
	}

	public static void main( final String... args ) throws IOException, OrtException
	{
		final EverythingReport report = new EverythingReport( args );
		try ( PromptableModel model = BundledModel.open( new DjlBackend(), Device.CPU ); RawOrt raw = new RawOrt( BundledModel.decoder() );
				PrintWriter csv = new PrintWriter( args[ 6 ], "UTF-8" ) )
		{
			csv.println( "way,image,truth,found,ap50,ap75,ap,size,estimated,seconds,points,plain_loop_seconds" );
			final Map< String, Integer > images = new LinkedHashMap<>();
			for ( final String name : Files.readAllLines( report.data.resolve( args[ 1 ] ) ) )
				if ( !name.isEmpty() && images.merge( name.split( "/" )[ 0 ], 1, Integer::sum ) <= Integer.parseInt( args[ 4 ] ) )
					report.measure( name, model, raw, csv );
		}
		report.results.forEach( ( way, bySet ) -> {
			System.out.println( way );
			final List< double[] > means = new ArrayList<>();
			bySet.forEach( ( set, rows ) -> {
				means.add( mean( rows ) );
				print( set, rows.size(), mean( rows ) );
			} );
			print( "mean of sets", means.size(), mean( means ) );
		} );
	}

	private void measure( final String name, final PromptableModel model, final RawOrt raw, final PrintWriter csv ) throws OrtException
	{
		final List< Mask > all =
				new ArrayList<>( LabelImageReader.masks( IJ.openImage( data.resolve( name.replace( ".png", ".labels.png" ) ).toString() ) )
				.values() );
		if ( all.isEmpty() )
			return;
		final double[] sides = all.stream().mapToDouble( m -> Math.max( m.width(), m.height() ) ).sorted().toArray();
		final double size = sides[ sides.length / 2 ];
		final RgbImage whole = new ImagePlusReader( ContrastMode.PERCENTILE, 0.1,
				99.9 ).read( IJ.openImage( data.resolve( name ).toString() ), 0 );
		final CroppedImage image = CroppedImage.middle( whole, ( int ) ( side * size ) );
		for ( final String way : ways )
		{
			final long start = System.nanoTime();
			final EverythingResult result = run( way, new EmbeddedImage( image, model ), tellSize ? size : 0 );
			final double seconds = ( System.nanoTime() - start ) / 1e9;
			final List< Mask > found = result.objects().stream().map( SegmentedObject::mask ).collect( Collectors.toList() );
			final LabelComparison ap = LabelComparison.of( found, image.cut( all, 0.15 ), image.width(), image.height(), 1 );
			final long points = Seeds.grid( image.width(), image.height(), result.settings().spacing() ).count();
			final double loop = way.equals( "grid" ) ? points * secondsPerPoint( model, raw ) : 0;
			final double[] row = { ap.averagePrecision( 0.5 ), ap.averagePrecision( 0.75 ), ap.meanAveragePrecision(), seconds, loop };
			results.computeIfAbsent( way, w -> new LinkedHashMap<>() ).computeIfAbsent( name.split( "/" )[ 0 ],
					s -> new ArrayList<>() ).add( row );
			final String line = String.format( Locale.ROOT, "%s,%s,%d,%d,%.4f,%.4f,%.4f,%.0f,%.0f,%.2f,%d,%.2f", way, name, ap.truth(),
					ap.found(), row[ 0 ], row[ 1 ], row[ 2 ], size, result.settings().objectSize(), seconds, points, loop );
			csv.println( line );
			csv.flush();
			System.out.println( line + "," + result.report() );
		}
	}

	private EverythingResult run( final String way, final EmbeddedImage image, final double size )
	{
		final String[] parts = way.split( ":" );
		final boolean instances = parts[ 0 ].equals( "instances" ) || parts[ 0 ].equals( "masks" );
		final double quality = parts.length > 1 ? Double.parseDouble( parts[ 1 ] ) : instances
				? EverythingSettings.INSTANCE_QUALITY : preset.get( EverythingSettings.QUALITY );
		final Everything everything = new Everything( preset.with( EverythingSettings.QUALITY,
				quality ).with( EverythingSettings.OBJECT_SIZE, size ).with( EverythingSettings.BOXES, !parts[ 0 ].equals( "masks" ) ) );
		switch ( parts[ 0 ] )
		{
		case "instances":
		case "masks":
			return everything.run( image, image, ProgressListener.NONE );
		case "maxima":
			return everything.run( image, SeedSource.MAXIMA, ProgressListener.NONE );
		case "minima":
			return everything.run( image, SeedSource.MINIMA, ProgressListener.NONE );
		default:
			return everything.run( image, SeedSource.GRID, ProgressListener.NONE );
		}
	}

	/** Of a loop with one point per run. */
	private static double secondsPerPoint( final PromptableModel model, final RawOrt raw ) throws OrtException
	{
		final int size = model.info().frameSize();
		final Embedding embedding = model.encode( new Frame( 0, 0, size, size, 1 ).render( new FlatImage( size ), size ) );
		final FloatBuffer values = embedding.values().floats();
		final float[] labels = { 1, -1, -1, -1, -1, -1 };
		final long start = System.nanoTime();
		for ( int i = 0; i < TIMED; i++ )
			raw.decode( values.duplicate(), embedding.values().shape(), new float[] { 8 * i, 100, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1 },
					labels, 1 );
		return ( System.nanoTime() - start ) / 1e9 / TIMED;
	}

	/** Gray all over; the decoder's time does not depend on what it sees. */
	private static final class FlatImage implements RgbImage
	{
		private final int size;

		FlatImage( final int size )
		{
			this.size = size;
		}

		@Override
		public int width()
		{
			return size;
		}

		@Override
		public int height()
		{
			return size;
		}

		@Override
		public float[] read( final int x, final int y, final int w, final int h )
		{
			final float[] rgb = new float[ 3 * w * h ];
			Arrays.fill( rgb, 0.5f );
			return rgb;
		}
	}

	private static double[] mean( final List< double[] > rows )
	{
		final double[] mean = new double[ rows.get( 0 ).length ];
		for ( final double[] row : rows )
			for ( int i = 0; i < mean.length; i++ )
				mean[ i ] += row[ i ] / rows.size();
		return mean;
	}

	private static void print( final String set, final int n, final double[] row )
	{
		System.out.printf( Locale.ROOT, "%-28s %3d  AP.5 %.3f  AP.75 %.3f  AP %.3f  %6.1f s, plain loop %6.1f s%n", set, n, row[ 0 ],
				row[ 1 ], row[ 2 ], row[ 3 ], row[ 4 ] );
	}
}
