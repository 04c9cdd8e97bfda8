// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import sc.fiji.efficientsam.mask.DistanceTransform;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.InstanceMap;
import sc.fiji.efficientsam.segment.EmbeddedImage;

/**
 * Makes a {@link Lesson} of examples: some pixels of each object, and of what is round it, teach the foreground by a
 * logistic regression, and the two distances by least squares. What the instance head has seen counts as one of the features, and
 * less against the penalty than the others, so that few examples change little. The same examples make the same lesson. Not safe for use by several threads.
 */
public final class Teacher {

	/** Pixels of objects that are looked at, and as many of what is none, at most. */
	private static final int SAMPLES = 4000;

	/** Pixels of one object, at most. */
	private static final int PER_OBJECT = 150;

	/** Width of the ring round an object that is surely none, and of the one that is none where the head sees none: as parts of its size. */
	private static final double NEAR = 0.12, FAR = 0.5;

	/** How much examples count against the penalty; see {@link PixelClassifier#FIT}. */
	static final double FIT = 1, FIT_DISTANCES = 1, TRUST = 30;

	/** What was told of one image. */
	private static final class Example
	{
		private final EmbeddedImage image;
		private final List< Mask > objects;
		private final List< Mask > others;
		private final boolean complete;

		Example( final EmbeddedImage image, final Collection< Mask > objects, final Collection< Mask > others, final boolean complete )
		{
			this.image = image;
			this.objects = new ArrayList<>( objects );
			this.others = new ArrayList<>( others );
			this.complete = complete;
		}
	}

	private final List< Example > examples = new ArrayList<>();
	private final List< float[] > features = new ArrayList<>();
	private final List< Boolean > isObject = new ArrayList<>();
	private final List< double[] > distances = new ArrayList<>();
	private Random random;
	private boolean told;

	/**
	 * Tells objects.
	 *
	 * @param objects
	 *            of the image; no two overlap
	 * @param others
	 *            what is none, though it may look like one
	 * @param complete
	 *            whether these are all objects of the image, so that all the rest is background
	 */
	public Teacher add( final EmbeddedImage image, final Collection< Mask > objects, final Collection< Mask > others,
			final boolean complete )
	{
		examples.add( new Example( image, objects, others, complete ) );
		return this;
	}

	/** Number of objects that were told. */
	public int objects()
	{
		return examples.stream().mapToInt( e -> e.objects.size() ).sum();
	}

	/** Typical long side of the objects that were told, in pixels; 0 if there are none. */
	public double objectSize()
	{
		final double[] sides = examples.stream().flatMap( e -> e.objects.stream() ).mapToDouble( m -> Math.max( m.width(), m.height() ) )
				.sorted().toArray();
		return sides.length == 0 ? 0 : sides[ sides.length / 2 ];
	}

	/**
	 * Makes a lesson of all that was told. Blocks until done.
	 *
	 * @param provenance
	 *            where it comes from, with the hash of the model's {@link Lesson#WEIGHTS weights}
	 * @throws IllegalArgumentException
	 *             if no object was told
	 */
	public Lesson teach( final boolean told, final Map< String, String > provenance )
	{
		if ( objects() == 0 )
			throw new IllegalArgumentException( "There are no objects to learn from. Accept some objects first, 5 or more." );
		this.told = told;
		features.clear();
		isObject.clear();
		random = new Random( 1 );
		distances.clear();
		examples.forEach( this::look );
		final boolean[] is = new boolean[ isObject.size() ];
		for ( int i = 0; i < is.length; i++ )
			is[ i ] = isObject.get( i );
		final int first = features.get( 0 ).length - InstanceMap.Channel.values().length;
		final LinearFunction[] functions = new LinearFunction[ Lesson.CORRECTED.length ];
		functions[ 0 ] = LinearFunction.logistic( Standardization.of( features ).trusting( first + InstanceMap.Channel.FOREGROUND.ordinal(),
				TRUST ), features, is, FIT );
		final List< float[] > inside = new ArrayList<>();
		for ( int i = 0; i < is.length; i++ )
			if ( is[ i ] )
				inside.add( features.get( i ) );
		for ( int k = 1; k < functions.length; k++ )
		{
			final double[] missing = new double[ inside.size() ];
			for ( int i = 0; i < missing.length; i++ )
				missing[ i ] = distances.get( i )[ k - 1 ] - inside.get( i )[ first + Lesson.CORRECTED[ k ].ordinal() ];
			functions[ k ] = LinearFunction.regression( inside, missing, FIT_DISTANCES );
		}
		final Map< String, String > p = new LinkedHashMap<>( provenance );
		p.put( Lesson.OBJECT_SIZE, Double.toString( told ? objectSize() : 0 ) );
		p.put( "objects", Integer.toString( objects() ) );
		return new Lesson( functions, p );
	}

	private void look( final Example e )
	{
		final PixelFeatures seen = new PixelFeatures( e.image, told ? objectSize() : e.image.likelySize( 0 ) );
		final int perObject = Math.max( 1, Math.min( PER_OBJECT, SAMPLES / objects() ) );
		final int before = features.size();
		for ( final Mask m : e.objects )
			lookInside( m, seen, perObject );
		final List< int[] > outside = new ArrayList<>();
		final int w = e.image.image().width(), h = e.image.image().height();
		final short[] near = near( e, w, h );
		for ( int i = 0; i < near.length; i++ )
			if ( near[ i ] == SURE || near[ i ] == RATHER )
				outside.add( new int[] { i % w, i / w, near[ i ] } );
		int wanted = features.size() - before;
		final int foreground = seen.channels() - InstanceMap.Channel.values().length + InstanceMap.Channel.FOREGROUND.ordinal();
		for ( int i = outside.size(); i > 0 && wanted > 0; i-- )
		{
			final int k = random.nextInt( i );
			final int[] p = outside.get( k );
			outside.set( k, outside.get( i - 1 ) );
			final float[] f = seen.at( p[ 0 ], p[ 1 ] );
			if ( p[ 2 ] == RATHER && f[ foreground ] > 0 )
				continue;
			features.add( f );
			isObject.add( false );
			wanted--;
		}
	}

	private void lookInside( final Mask m, final PixelFeatures seen, final int n )
	{
		final double[] squared = DistanceTransform.squared( m );
		final List< int[] > pixels = new ArrayList<>();
		m.forEach( ( x, y ) -> pixels.add( new int[] { x, y } ) );
		double deepest = 0, farthest = 0;
		int[] center = pixels.get( 0 );
		for ( final int[] p : pixels )
		{
			final double d = Math.sqrt( squared[ ( p[ 1 ] - m.y() ) * m.width() + p[ 0 ] - m.x() ] );
			if ( d > deepest )
			{
				deepest = d;
				center = p;
			}
		}
		for ( final int[] p : pixels )
			farthest = Math.max( farthest, Math.hypot( p[ 0 ] - center[ 0 ], p[ 1 ] - center[ 1 ] ) );
		for ( int i = Math.min( n, pixels.size() ), left = pixels.size(); i > 0; i--, left-- )
		{
			final int k = random.nextInt( left );
			final int[] p = pixels.get( k );
			pixels.set( k, pixels.get( left - 1 ) );
			features.add( seen.at( p[ 0 ], p[ 1 ] ) );
			isObject.add( true );
			distances.add( new double[] { Math.sqrt( squared[ ( p[ 1 ] - m.y() ) * m.width() + p[ 0 ] - m.x() ] ) / deepest,
					1 - Math.hypot( p[ 0 ] - center[ 0 ], p[ 1 ] - center[ 1 ] ) / Math.max( 1, farthest ) } );
		}
	}

	private static final short RATHER = 1, SURE = 2, OBJECT = 3;

	/** For each pixel of the image, whether it is of an object, surely of none, or of none if it does not look like one. */
	private static short[] near( final Example e, final int w, final int h )
	{
		final short[] near = new short[ w * h ];
		if ( e.complete )
			Arrays.fill( near, SURE );
		else
			for ( final Mask m : e.objects )
			{
				final double size = Math.max( m.width(), m.height() );
				ring( m, near, w, h, ( int ) Math.ceil( FAR * size ), RATHER );
				ring( m, near, w, h, ( int ) Math.ceil( NEAR * size ) + 1, SURE );
			}
		for ( final Mask m : e.others )
			m.forEach( ( x, y ) -> near[ y * w + x ] = SURE );
		for ( final Mask m : e.objects )
			m.forEach( ( x, y ) -> near[ y * w + x ] = OBJECT );
		return near;
	}

	/** Marks what is within a distance of a mask. */
	private static void ring( final Mask m, final short[] near, final int w, final int h, final int distance, final short mark )
	{
		// NB: so far that the rectangle's own border, which counts as the mask's, is of no account.
		final int far = 2 * distance + 1, x0 = m.x() - far, y0 = m.y() - far, width = m.width() + 2 * far, height = m.height() + 2 * far;
		final BitSet outside = new BitSet( width * height );
		outside.set( 0, width * height );
		m.forEach( ( x, y ) -> outside.clear( ( y - y0 ) * width + x - x0 ) );
		final double[] squared = DistanceTransform.squared( Mask.of( x0, y0, width, height, outside ) );
		for ( int y = Math.max( 0, m.y() - distance ); y < Math.min( h, m.y() + m.height() + distance ); y++ )
			for ( int x = Math.max( 0, m.x() - distance ); x < Math.min( w, m.x() + m.width() + distance ); x++ )
				if ( squared[ ( y - y0 ) * width + x - x0 ] <= ( double ) distance * distance )
					near[ y * w + x ] = ( short ) Math.max( mark, near[ y * w + x ] );
	}
}
