// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.learn;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import ij.IJ;

import sc.fiji.efficientsam.everything.CroppedImage;
import sc.fiji.efficientsam.image.ContrastMode;
import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.BundledModel;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.segment.Segmenter;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.LabelImageReader;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * What "all like this" reaches of what a click on each object reaches, on images with ground truth:
 * {@code mvn -q test-compile exec:exec@dev -Dtool="similar-report <data> <list> <images per set> <clicks,...>
 * <least similarity,...> out.csv"}.
 * The first clicks are on objects drawn at random, each at its deepest point; of each image the middle of at most twelve
 * object sizes is used.
 * The share is the mean IoU of all true objects with what is proposed for them, over the mean IoU of clicks on each of them; the
 * clicks per 100 objects are the first ones, one for each object that has no proposal of IoU .5, and one for each proposal that
 * has no object.
 */
public final class SimilarReport {

	private static final double SIDE = 12;

	private SimilarReport()
	{}

	public static void main( final String... args ) throws IOException
	{
		final Map< String, Integer > used = new LinkedHashMap<>();
		final Map< String, Map< String, List< double[] > > > all = new LinkedHashMap<>();
		try ( PromptableModel model = BundledModel.open( new DjlBackend(), Device.CPU );
				PrintWriter csv = new PrintWriter( args[ 5 ], "UTF-8" ) )
		{
			csv.println( "image,clicks,least,truth,proposed,click_iou,iou,share,recall,precision,clicks_per_100,seconds" );
			for ( final String name : Files.readAllLines( Paths.get( args[ 0 ], args[ 1 ] ) ) )
				if ( !name.isEmpty() && used.merge( name.split( "/" )[ 0 ], 1, Integer::sum ) <= Integer.parseInt( args[ 2 ] ) )
					measure( args, name, model, csv, all );
		}
		all.forEach( ( way, sets ) -> {
			final List< double[] > means = new ArrayList<>();
			sets.forEach( ( set, rows ) -> means.add( print( way + ", " + set, rows ) ) );
			print( way + ", mean of " + means.size() + " sets", means );
		} );
	}

	private static double[] print( final String what, final List< double[] > rows )
	{
		final double[] m = new double[ rows.get( 0 ).length ];
		for ( final double[] r : rows )
			for ( int i = 0; i < m.length; i++ )
				m[ i ] += r[ i ] / rows.size();
		System.out.printf( Locale.ROOT, "%s (%d): click %.3f, IoU %.3f, share %.3f, recall %.3f, precision %.3f, clicks per 100 %.1f, " +
				"%.2f s%n", what, rows.size(), m[ 0 ], m[ 1 ], m[ 1 ] / m[ 0 ], m[ 2 ], m[ 3 ], m[ 4 ], m[ 5 ] );
		return m;
	}

	private static void measure( final String[] args, final String name, final PromptableModel model, final PrintWriter csv,
			final Map< String, Map< String, List< double[] > > > all )
	{
		final List< Mask > masks = new ArrayList<>( LabelImageReader.masks( IJ.openImage( Paths.get( args[ 0 ], name.replace( ".png",
				".labels.png" ) ).toString() ) ).values() );
		if ( masks.isEmpty() )
			return;
		final double[] sides = masks.stream().mapToDouble( m -> Math.max( m.width(), m.height() ) ).sorted().toArray();
		final RgbImage whole = new ImagePlusReader( ContrastMode.PERCENTILE, 0.1, 99.9 ).read( IJ.openImage( Paths.get( args[ 0 ],
				name ).toString() ), 0 );
		final CroppedImage crop = CroppedImage.middle( whole, ( int ) ( SIDE * sides[ sides.length / 2 ] ) );
		final List< Mask > truth = crop.cut( masks, 0.5 );
		if ( truth.size() < 6 )
			return;
		final EmbeddedImage image = new EmbeddedImage( crop, model );
		final List< SegmentedObject > clicked = click( image, truth );
		final double click = mean( truth, clicked );
		final List< Integer > order = new ArrayList<>();
		for ( int i = 0; i < truth.size(); i++ )
			order.add( i );
		Collections.shuffle( order, new Random( 1 ) );
		for ( final String clicks : args[ 3 ].split( "," ) )
		{
			final List< SegmentedObject > examples = order.subList( 0, Integer.parseInt( clicks ) ).stream().map( clicked::get )
					.filter( SegmentedObject::isFound ).collect( Collectors.toList() );
			if ( examples.isEmpty() )
				continue;
			final long start = System.nanoTime();
			final List< SimilarObject > found = new SimilarObjects( image, examples, Collections.emptyList() )
					.find( ProgressListener.NONE );
			final double seconds = ( System.nanoTime() - start ) / 1e9;
			for ( final String least : args[ 4 ].split( "," ) )
			{
				final List< Mask > proposed = found.stream().filter( o -> o.similarity() >= Double.parseDouble( least ) ).map(
						o -> o.object().mask() ).collect( Collectors.toList() );
				double sum = 0;
				int hit = 0;
				for ( final Mask t : truth )
				{
					final double best = proposed.stream().mapToDouble( t::iou ).max().orElse( 0 );
					sum += best;
					hit += best >= 0.5 ? 1 : 0;
				}
				final int wrong = ( int ) proposed.stream().filter( p -> truth.stream().noneMatch( t -> t.iou( p ) >= 0.5 ) ).count();
				final double precision = proposed.isEmpty() ? 1 : 1 - ( double ) wrong / proposed.size();
				final double more = 100.0 * ( Integer.parseInt( clicks ) + truth.size() - hit + wrong ) / truth.size();
				final double[] row = { click, sum / truth.size(), ( double ) hit / truth.size(), precision, more, seconds };
				csv.printf( Locale.ROOT, "%s,%s,%s,%d,%d,%.4f,%.4f,%.4f,%.4f,%.4f,%.1f,%.2f%n", name, clicks, least, truth.size(),
						proposed.size(), row[ 0 ], row[ 1 ], row[ 1 ] / row[ 0 ], row[ 2 ], row[ 3 ], row[ 4 ], row[ 5 ] );
				csv.flush();
				all.computeIfAbsent( clicks + " clicks, similarity " + least, k -> new LinkedHashMap<>() )
						.computeIfAbsent( name.split( "/" )[ 0 ], k -> new ArrayList<>() ).add( row );
			}
		}
	}

	private static List< SegmentedObject > click( final EmbeddedImage image, final List< Mask > truth )
	{
		final List< Prompt > prompts = truth.stream().map( m -> Prompt.points( PromptPoint.inside( m, 1 ).get( 0 ) ) ).collect(
				Collectors.toList() );
		return new Segmenter( SegmentSettings.DEFAULT ).segment( image, prompts );
	}

	private static double mean( final List< Mask > truth, final List< SegmentedObject > masks )
	{
		double sum = 0;
		for ( int i = 0; i < truth.size(); i++ )
			sum += truth.get( i ).iou( masks.get( i ).mask() );
		return sum / truth.size();
	}
}
