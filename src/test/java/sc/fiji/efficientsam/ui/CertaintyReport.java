// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import ij.IJ;

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

/**
 * What the model's predicted IoU of single clicks is worth: clicks into true objects (at one of
 * three inner pixels) and into the background of images with ground truth, with and without the objects'
 * size. Prints for bands of the predicted IoU how many masks are good (true IoU of 0.7 or more) and how many
 * are bad (less than 0.5; all masks in the background), each set of images counting the same.
 * {@code mvn -q test-compile exec:exec@dev -Dtool="certainty-report <data folder> <list> <images per set> <clicks per image> out.csv"}.
 */
public final class CertaintyReport {

	private static final double GOOD = 0.7, BAD = 0.5;

	private static final class Click
	{
		final String set;
		final boolean inside;
		final boolean told;
		final double score;
		final double iou;

		Click( final String set, final boolean inside, final boolean told, final double score, final double iou )
		{
			this.set = set;
			this.inside = inside;
			this.told = told;
			this.score = score;
			this.iou = iou;
		}
	}

	private final List< Click > clicks = new ArrayList<>();
	private final Random random = new Random( 1 );

	public static void main( final String... args ) throws IOException
	{
		final CertaintyReport report = new CertaintyReport();
		final Path data = Paths.get( args[ 0 ] );
		final Map< String, Integer > images = new LinkedHashMap<>();
		try ( PromptableModel model = BundledModel.open( new DjlBackend(), Device.CPU ) )
		{
			for ( final String name : Files.readAllLines( data.resolve( args[ 1 ] ) ) )
				if ( !name.isEmpty() && images.merge( name.split( "/" )[ 0 ], 1, Integer::sum ) <= Integer.parseInt( args[ 2 ] ) )
					report.measure( data, name, Integer.parseInt( args[ 3 ] ), model );
		}
		try ( PrintWriter csv = new PrintWriter( args[ 4 ], "UTF-8" ) )
		{
			csv.println( "set,inside,told,score,iou" );
			report.clicks.forEach( c -> csv.println( String.format( Locale.ROOT, "%s,%b,%b,%.4f,%.4f", c.set, c.inside, c.told, c.score,
					c.iou ) ) );
		}
		report.print( "all", c -> true );
		report.print( "object size told", c -> c.told );
		report.print( "object size unknown", c -> !c.told );
		report.print( "clicks into objects", c -> c.inside );
	}

	private void measure( final Path data, final String name, final int n, final PromptableModel model )
	{
		final List< Mask > truth =
				new ArrayList<>( LabelImageReader.masks( IJ.openImage( data.resolve( name.replace( ".png", ".labels.png" ) ).toString() ) )
				.values() );
		if ( truth.isEmpty() )
			return;
		final double[] sides = truth.stream().mapToDouble( m -> m.bounds().longSide() ).sorted().toArray();
		final double size = sides[ sides.length / 2 ];
		final RgbImage rgb = new ImagePlusReader( ContrastMode.PERCENTILE, 0.1,
				99.9 ).read( IJ.openImage( data.resolve( name ).toString() ), 0 );
		final EmbeddedImage image = new EmbeddedImage( rgb, model );
		Collections.shuffle( truth, random );
		final List< Mask > some = truth.subList( 0, Math.min( n, truth.size() ) );
		final List< Prompt > prompts = new ArrayList<>();
		for ( final Mask m : some )
		{
			final List< PromptPoint > inner = PromptPoint.inside( m, 3 );
			final PromptPoint p = inner.get( random.nextInt( inner.size() ) );
			prompts.add( Prompt.point( p.x(), p.y() ) );
		}
		// As many clicks beside objects, where a tenth of their size still belongs to nothing.
		final int margin = ( int ) Math.ceil( size / 10 );
		for ( int tries = 0; tries < 50 * n && prompts.size() < 2 * some.size(); tries++ )
		{
			final int x = random.nextInt( rgb.width() ), y = random.nextInt( rgb.height() );
			if ( truth.stream().noneMatch( m -> isNear( m, x, y, margin ) ) )
				prompts.add( Prompt.point( x, y ) );
		}
		for ( final boolean told : new boolean[] { true, false } )
		{
			final List< SegmentedObject > found = new Segmenter( SegmentSettings.DEFAULT.with( SegmentSettings.OBJECT_SIZE,
					told ? size : 0 ) ).segment( image, prompts );
			for ( int i = 0; i < found.size(); i++ )
				if ( found.get( i ).isFound() )
					clicks.add( new Click( name.split( "/" )[ 0 ], i < some.size(), told, found.get( i ).score(), i < some.size()
							? found.get( i ).mask().iou( some.get( i ) ) : 0 ) );
		}
		System.out.println( name + " " + clicks.size() );
	}

	private static boolean isNear( final Mask m, final int x, final int y, final int margin )
	{
		if ( x < m.x() - margin || y < m.y() - margin || x >= m.x() + m.width() + margin || y >= m.y() + m.height() + margin )
			return false;
		for ( int dy = -margin; dy <= margin; dy++ )
			for ( int dx = -margin; dx <= margin; dx++ )
				if ( m.contains( x + dx, y + dy ) )
					return true;
		return false;
	}

	private void print( final String title, final Predicate< Click > which )
	{
		System.out.println( title );
		final double[] limits = { 0, 0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.01 };
		for ( int i = 0; i + 1 < limits.length; i++ )
		{
			final double from = limits[ i ], to = limits[ i + 1 ];
			System.out.println( String.format( Locale.ROOT, "  %.2f-%.2f: %s | from %.2f on: %s | below: %s", from, to,
					shares( which, c -> c.score >= from && c.score < to ), from,
					shares( which, c -> c.score >= from ), shares( which, c -> c.score < from ) ) );
		}
	}

	/** Of the masks that a predicate holds: their share of all, and how many are good and bad; means of sets. */
	private String shares( final Predicate< Click > which, final Predicate< Click > band )
	{
		double all = 0, n = 0, good = 0, bad = 0;
		for ( final List< Click > set : clicks.stream().filter( which ).collect( Collectors.groupingBy( c -> c.set ) ).values() )
			for ( final Click c : set )
			{
				final double w = 1.0 / set.size();
				all += w;
				if ( !band.test( c ) )
					continue;
				n += w;
				good += c.iou >= GOOD ? w : 0;
				bad += c.iou < BAD ? w : 0;
			}
		return String.format( Locale.ROOT, "%5.1f %%, good %5.1f %%, bad %5.1f %%", 100 * n / all, 100 * good / n, 100 * bad / n );
	}
}
