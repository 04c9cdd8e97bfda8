// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.learn;

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

import ij.IJ;

import sc.fiji.efficientsam.evaluate.LabelComparison;
import sc.fiji.efficientsam.everything.CroppedImage;
import sc.fiji.efficientsam.image.ContrastMode;
import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.BundledModel;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.LabelImageReader;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * What teaching is worth: of each set of images with ground truth, some objects of the first images are told, and everything mode is
 * measured on the others, without and with the lesson:
 * {@code mvn -q test-compile exec:exec@dev -Dtool="teach-report <data> <list> <images a set> <objects,...> out.csv [complete] [<rounds>]"}.
 * The objects are drawn at random, and nothing says that they are all; with "complete" they are all of their images, and as many images
 * are told as hold that many. Rounds begin with other images. Of each image the middle of at most twelve object sizes is used.
 * Sets of fewer than two images are left out.
 */
public final class TeachReport {

	/** Side of what is used of an image, in object sizes. */
	private static final double SIDE = 12;

	/** Objects that are told of one image, at most. */
	private static final int PER_IMAGE = 15;

	private final Path data;
	private final PromptableModel model;
	private final boolean complete;

	private TeachReport( final Path data, final PromptableModel model, final boolean complete )
	{
		this.data = data;
		this.model = model;
		this.complete = complete;
	}

	/** An image, and its objects. */
	private static final class Truth
	{
		private final EmbeddedImage image;
		private final List< Mask > masks;
		/** What is reached untaught. */
		private double[] untaught;

		Truth( final EmbeddedImage image, final List< Mask > masks )
		{
			this.image = image;
			this.masks = masks;
		}
	}

	private Truth read( final String name )
	{
		final List< Mask > all =
				new ArrayList<>( LabelImageReader.masks( IJ.openImage( data.resolve( name.replace( ".png", ".labels.png" ) ).toString() ) )
						.values() );
		if ( all.isEmpty() )
			return null;
		final double[] sides = all.stream().mapToDouble( m -> Math.max( m.width(), m.height() ) ).sorted().toArray();
		final RgbImage whole = new ImagePlusReader( ContrastMode.PERCENTILE, 0.1,
				99.9 ).read( IJ.openImage( data.resolve( name ).toString() ), 0 );
		final CroppedImage image = CroppedImage.middle( whole, ( int ) ( SIDE * sides[ sides.length / 2 ] ) );
		return new Truth( new EmbeddedImage( image, model ), image.cut( all, 0.15 ) );
	}

	public static void main( final String... args ) throws IOException
	{
		final int most = Integer.parseInt( args[ 2 ] );
		final Map< String, List< String > > sets = new LinkedHashMap<>();
		for ( final String name : Files.readAllLines( Paths.get( args[ 0 ], args[ 1 ] ) ) )
			if ( !name.isEmpty() )
				sets.computeIfAbsent( name.split( "/" )[ 0 ], s -> new ArrayList<>() ).add( name );
		final String[] counts = args[ 3 ].split( "," );
		final boolean complete = args.length > 5 && args[ 5 ].equals( "complete" );
		final int rounds = args.length == ( complete ? 7 : 6 ) ? Integer.parseInt( args[ args.length - 1 ] ) : 1;
		final Map< String, List< double[] > > means = new LinkedHashMap<>();
		try ( PromptableModel model = BundledModel.open( new DjlBackend(), Device.CPU );
				PrintWriter csv = new PrintWriter( args[ 4 ], "UTF-8" ) )
		{
			csv.println( "set,round,objects,way,images,ap50,ap75,ap,seconds_to_teach,offered" );
			for ( final Map.Entry< String, List< String > > set : sets.entrySet() )
			{
				final List< Truth > all = new ArrayList<>();
				final TeachReport report = new TeachReport( Paths.get( args[ 0 ] ), model, complete );
				for ( final String name : set.getValue() )
				{
					final Truth t = all.size() < most ? report.read( name ) : null;
					if ( t != null )
						all.add( t );
				}
				for ( int round = 0; all.size() >= 2 && round < Math.min( rounds, all.size() ); round++ )
				{
					for ( final String n : counts )
						report.measure( set.getKey() + "," + round, all, Integer.parseInt( n ), csv, means );
					Collections.rotate( all, -Math.max( 1, all.size() / rounds ) );
				}
			}
		}
		means.forEach( ( key, rows ) -> {
			final double[] sum = new double[ 3 ];
			for ( final double[] r : rows )
				for ( int i = 0; i < 3; i++ )
					sum[ i ] += r[ i ] / rows.size();
			System.out.printf( Locale.ROOT, "mean of %d, %s: AP.5 %.3f AP.75 %.3f mSA %.3f%n", rows.size(), key, sum[ 0 ], sum[ 1 ],
					sum[ 2 ] );
		} );
	}

	private void measure( final String set, final List< Truth > all, final int objects, final PrintWriter csv,
			final Map< String, List< double[] > > means )
	{
		final Teacher teacher = new Teacher();
		int first = 0;
		// NB: at least one image is left.
		for ( ; first < all.size() - 1 && teacher.objects() < objects; first++ )
		{
			final List< Mask > some = new ArrayList<>( all.get( first ).masks );
			Collections.shuffle( some, new Random( 1 ) );
			teacher.add( all.get( first ).image, complete ? some : some.subList( 0, Math.min( some.size(), Math.min( PER_IMAGE, objects -
					teacher.objects() ) ) ), Collections.emptyList(), complete );
		}
		final long start = System.nanoTime();
		final Teaching teaching = teacher.objects() < Teaching.LEAST ? null
				: Teaching.of( teacher, Collections.singletonMap( Lesson.WEIGHTS, "" ), ProgressListener.NONE );
		final double seconds = ( System.nanoTime() - start ) / 1e9;
		if ( teaching == null )
			return;
		final double surely = teaching.after().surelyAbove( teaching.before() );
		System.out.printf( Locale.ROOT, "%s Surely better by %.3f.%s%n", teaching.summary(), surely,
				teaching.isBetter() ? " Offered." : "" );
		final List< Truth > rest = all.subList( first, all.size() );
		final double[] none = measure( rest, null ), taught = measure( rest, teaching.lesson() );
		write( set + "," + teacher.objects() + ",none", rest.size(), none, seconds, false, csv );
		write( set + "," + teacher.objects() + ",taught", rest.size(), taught, seconds, teaching.isBetter(), csv );
		means.computeIfAbsent( objects + " objects, none", k -> new ArrayList<>() ).add( none );
		means.computeIfAbsent( objects + " objects, taught", k -> new ArrayList<>() ).add( taught );
		means.computeIfAbsent( objects + " objects, taught where offered", k -> new ArrayList<>() ).add( teaching.isBetter() ? taught
				: none );
	}

	private static void write( final String what, final int images, final double[] ap, final double seconds,
			final boolean offered, final PrintWriter csv )
	{
		final String line = String.format( Locale.ROOT, "%s,%d,%.4f,%.4f,%.4f,%.1f,%s", what, images, ap[ 0 ], ap[ 1 ], ap[ 2 ], seconds,
				offered );
		csv.println( line );
		csv.flush();
		System.out.println( line );
	}

	/** AP at .5, at .75 and at .5 to .95. */
	private static double[] measure( final List< Truth > images, final Lesson lesson )
	{
		final double[] sum = new double[ 3 ];
		for ( final Truth t : images )
		{
			if ( t.untaught == null )
				t.untaught = measure( t, null );
			final double[] ap = lesson == null ? t.untaught : measure( t, lesson );
			for ( int i = 0; i < sum.length; i++ )
				sum[ i ] += ap[ i ] / images.size();
		}
		return sum;
	}

	private static double[] measure( final Truth t, final Lesson lesson )
	{
		final List< Mask > found = Teaching.find( t.image, lesson, ProgressListener.NONE );
		final LabelComparison ap = LabelComparison.of( found, t.masks, t.image.image().width(), t.image.image().height(), 1 );
		return new double[] { ap.averagePrecision( 0.5 ), ap.averagePrecision( 0.75 ), ap.meanAveragePrecision() };
	}
}
