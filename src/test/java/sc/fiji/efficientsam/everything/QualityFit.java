// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import ij.IJ;

import sc.fiji.efficientsam.image.ContrastMode;
import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.mask.MaskCleaner;
import sc.fiji.efficientsam.model.BundledModel;
import sc.fiji.efficientsam.model.MaskCandidates;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.FramePlanner;
import sc.fiji.efficientsam.segment.MaskBuilder;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.segment.Segmenter;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.LabelImageReader;

/**
 * Fits the weights of {@link Quality} to the bundled model; to be done when it gets new
 * weights: {@code mvn -q test-compile exec:exec@dev -Dtool="quality-fit <data folder> <list> <images per set> <side> features.csv"}.
 * <p>
 * Of each image the middle of at most {@code side} object sizes is used. All masks by the points
 * of everything mode's grid that have a possible size, and those that their boxes lead to, are compared with the
 * true objects: what is fitted is the IoU with the nearest one, every set counting the same.
 * Prints the two lines to be put into {@link Quality}, and beside them how well masks with an IoU above
 * .5 are told from others in each set by a fit to all other sets, by the weights that are in use,
 * and by the predicted IoU alone. The CSV holds all features.
 * </p>
 */
public final class QualityFit {

	/** Of a prompt's masks those that are alike are worth one box. */
	private static final double SAME = 0.5;

	private final double side;
	private final int images;
	private final Map< String, List< LogisticFit.Sample > > points = new LinkedHashMap<>(), boxes = new LinkedHashMap<>();

	private QualityFit( final int images, final double side )
	{
		this.images = images;
		this.side = side;
	}

	public static void main( final String... args ) throws IOException
	{
		final Path data = Paths.get( args[ 0 ] );
		final QualityFit fit = new QualityFit( Integer.parseInt( args[ 2 ] ), Double.parseDouble( args[ 3 ] ) );
		try ( PromptableModel model = BundledModel.open( new DjlBackend(), Device.CPU );
				PrintWriter csv = new PrintWriter( args[ 4 ], "UTF-8" ) )
		{
			csv.println( "set,by,iou,score,stability,log_contrast,log_area,log_area_squared,fill" );
			fit.collect( data, Files.readAllLines( data.resolve( args[ 1 ] ) ), model, csv );
		}
		report( "POINT", fit.points, Quality.POINT );
		report( "BOX", fit.boxes, Quality.BOX );
	}

	private void collect( final Path data, final List< String > list, final PromptableModel model, final PrintWriter csv )
	{
		final Map< String, Integer > seen = new TreeMap<>();
		for ( final String name : list )
			if ( !name.isEmpty() && seen.merge( name.split( "/" )[ 0 ], 1, Integer::sum ) <= images )
			{
				final List< Mask > truth =
						new ArrayList<>( LabelImageReader.masks( IJ.openImage( data.resolve( name.replace( ".png", ".labels.png" ) )
						.toString() ) ).values() );
				if ( truth.isEmpty() )
					continue;
				final double[] sides = truth.stream().mapToDouble( m -> Math.max( m.width(), m.height() ) ).sorted().toArray();
				final double size = sides[ sides.length / 2 ];
				final RgbImage whole = new ImagePlusReader( ContrastMode.PERCENTILE, 0.1,
						99.9 ).read( IJ.openImage( data.resolve( name ).toString() ), 0 );
				final CroppedImage image = CroppedImage.middle( whole, ( int ) ( side * size ) );
				collect( name.split( "/" )[ 0 ], new EmbeddedImage( image, model ), image.cut( truth, 0.15 ), size, csv );
				csv.flush();
				System.err.println( name );
			}
	}

	private void collect( final String set, final EmbeddedImage image, final List< Mask > truth, final double size, final PrintWriter csv )
	{
		final EverythingSettings s = EverythingSettings.DEFAULT.with( EverythingSettings.OBJECT_SIZE, size );
		final Quality quality = new Quality( image.image(), size );
		final FramePlanner planner = new FramePlanner( image.image().width(), image.image().height(), image.model().info() );
		final Tiling tiling = new Tiling( planner, image.image().width(), image.image().height(),
				planner.scale( Prompt.point( 0, 0 ), size ) );
		final List< Candidate > byPoints = new ArrayList<>();
		for ( int i = 0; i < tiling.size(); i++ )
		{
			final int[] r = tiling.region( i );
			final List< PromptPoint > grid = Seeds.grid( image.image().width(), image.image().height(), s.spacing() ).in( r[ 0 ], r[ 1 ],
					r[ 2 ], r[ 3 ] );
			for ( int k = 0; k < grid.size(); k += Proposer.BATCH )
				decode( image, tiling.frame( i ), grid.subList( k, Math.min( k + Proposer.BATCH, grid.size() ) ), s, quality, byPoints );
		}
		for ( final Candidate c : byPoints )
			note( points, set, "point", c.object(), quality, truth, csv );
		final List< Prompt > prompts = new ArrayList<>();
		for ( final Candidate c : new Suppressor( SAME, false, 1, size ).suppress( byPoints ) )
			prompts.add( Prompt.of( c.mask().bounds(), c.object().prompt().points() ) );
		for ( final SegmentedObject o : new Segmenter( SegmentSettings.DEFAULT.with( SegmentSettings.FRAGMENTS,
				Integer.MAX_VALUE ).with( SegmentSettings.HOLES, s.get( EverythingSettings.HOLES ) ) ).segment( image, prompts ) )
			if ( o.isFound() )
				note( boxes, set, "box", o, quality, truth, csv );
	}

	/** All masks of a possible size, whatever their quality. */
	private static void decode( final EmbeddedImage image, final Frame frame, final List< PromptPoint > points, final EverythingSettings s,
			final Quality quality, final List< Candidate > found )
	{
		final MaskBuilder builder = new MaskBuilder( frame, image.model().info().frameSize() );
		final List< MaskCandidates > masks = image.model().decode( image.embedding( frame ),
				points.stream().map( p -> Prompt.points( frame.toFrame( p ) ) ).collect( Collectors.toList() ) );
		for ( int i = 0; i < points.size(); i++ )
			for ( int c = 0; c < masks.get( i ).size(); c++ )
			{
				final Mask mask = MaskCleaner.clean( builder.build( masks.get( i ), c ), Integer.MAX_VALUE,
						s.get( EverythingSettings.HOLES ) );
				if ( mask.area() < s.minSize() || mask.area() > s.maxSize() )
					continue;
				final SegmentedObject o = new SegmentedObject( Prompt.points( points.get( i ) ), mask, masks.get( i ).score( c ),
						MaskBuilder.stability( masks.get( i ), c ) );
				found.add( new Candidate( o, quality.ofPoint( mask, o.score(), o.stability() ) ) );
			}
	}

	private static void note( final Map< String, List< LogisticFit.Sample > > samples, final String set, final String by,
			final SegmentedObject o, final Quality quality, final List< Mask > truth, final PrintWriter csv )
	{
		final double iou = truth.stream().mapToDouble( t -> t.iou( o.mask() ) ).max().orElse( 0 );
		final double[] features = quality.features( o.mask(), o.score(), o.stability() );
		samples.computeIfAbsent( set, k -> new ArrayList<>() ).add( new LogisticFit.Sample( features, iou, 1 ) );
		csv.println( set + "," + by + "," + Arrays.stream( features ).limit( features.length - 1 )
				.mapToObj( f -> String.format( Locale.ROOT, "%.5f", f ) )
				.collect( Collectors.joining( ",", String.format( Locale.ROOT, "%.4f,", iou ), "" ) ) );
	}

	private static void report( final String name, final Map< String, List< LogisticFit.Sample > > bySet, final double[] inUse )
	{
		double areas = 0, old = 0, scores = 0, n = 0;
		for ( final String out : bySet.keySet() )
			if ( bySet.size() > 1 )
			{
				final List< LogisticFit.Sample > test = bySet.get( out );
				final double[] w = LogisticFit.fit( balanced( bySet, out ) );
				final double area = LogisticFit.area( values( test, w ), test );
				if ( Double.isNaN( area ) )
					continue;
				areas += area;
				old += LogisticFit.area( values( test, inUse ), test );
				scores += LogisticFit.area( test.stream().mapToDouble( t -> t.features[ 0 ] ).toArray(), test );
				n++;
				System.out.printf( Locale.ROOT, "%-5s %-28s %6d masks, area under ROC curve %.3f%n", name, out, test.size(), area );
			}
		System.out.printf( Locale.ROOT, "%-5s mean over sets left out: %.3f; by the weights in use %.3f; by the predicted IoU %.3f%n", name,
				areas / n, old / n, scores / n );
		System.out.println( name + " = { " + Arrays.stream( LogisticFit.fit( balanced( bySet, "" ) ) )
				.mapToObj( v -> String.format( Locale.ROOT, "%.2f", v ) ).collect( Collectors.joining( ", " ) ) + " }" );
	}

	private static double[] values( final List< LogisticFit.Sample > samples, final double[] weights )
	{
		return samples.stream().mapToDouble( s -> Quality.logistic( weights, s.features ) ).toArray();
	}

	/** All sets but one, each with the same weight. */
	private static List< LogisticFit.Sample > balanced( final Map< String, List< LogisticFit.Sample > > bySet, final String without )
	{
		final List< LogisticFit.Sample > all = new ArrayList<>();
		final double total = bySet.values().stream().mapToInt( List::size ).sum();
		bySet.forEach( ( set, samples ) -> {
			if ( !set.equals( without ) )
				for ( final LogisticFit.Sample s : samples )
					all.add( new LogisticFit.Sample( s.features, s.target, total / bySet.size() / samples.size() ) );
		} );
		return all;
	}
}
