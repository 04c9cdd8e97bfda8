// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import sc.fiji.efficientsam.everything.EverythingSettings;
import sc.fiji.efficientsam.learn.ExamplePixels.Sample;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.InstanceMap;
import sc.fiji.efficientsam.segment.EmbeddedImage;

/**
 * Makes a {@link Lesson} of examples: some pixels of each object, and of what is round it, teach the foreground by a
 * logistic regression, and the two distances by least squares. What the instance head has seen counts as one of the features, and
 * less against the penalty than the others, so that few examples change little. The same examples make the same lesson.
 * Not safe for use by several threads.
 */
public final class Teacher {

	/** Pixels of objects that are looked at, and as many of what is none, at most; and those of one object. */
	private static final int SAMPLES = 4000, PER_OBJECT = 150;

	/**
	 * How much each object counts against the penalty, see {@link PixelClassifier#FIT}, and by how much the head's foreground counts more.
	 * NB: on 24 training images of 8 sets, lessons of 10 and 30 objects give an AP at .5 of .602 and .601 and at .75 of .380 and .370; no
	 * lesson .560 and .540, .343 and .321.
	 */
	private static final double FIT = 0.1, TRUST = 30;

	private final List< ExamplePixels > examples = new ArrayList<>();

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
		examples.add( new ExamplePixels( image, objects, others, Collections.emptyList(), complete ) );
		return this;
	}

	/**
	 * The same examples but for one of n parts of the objects, of which nothing is told then: neither that they are objects, nor that
	 * they are none.
	 */
	Teacher without( final int part, final int n )
	{
		final Teacher t = new Teacher();
		int i = 0;
		for ( final ExamplePixels e : examples )
		{
			final List< Mask > kept = new ArrayList<>(), left = new ArrayList<>();
			for ( final Mask m : e.objects )
				( i++ % n == part ? left : kept ).add( m );
			t.examples.add( new ExamplePixels( e.image, kept, e.others, left, e.complete ) );
		}
		return t;
	}

	/** What was told, by image. */
	List< ExamplePixels > examples()
	{
		return examples;
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
	 * @param tellSize
	 *            whether objects are looked for at the size of these ones, and not at the one that each image seems to have
	 * @param provenance
	 *            where it comes from, with the hash of the model's {@link Lesson#WEIGHTS weights}
	 * @throws IllegalArgumentException
	 *             if no object was told
	 */
	public Lesson teach( final boolean tellSize, final Map< String, String > provenance )
	{
		if ( objects() == 0 )
			throw new IllegalArgumentException( "There are no objects to learn from. Accept some objects first, 5 or more." );
		final List< Sample > samples = new ArrayList<>();
		final Random random = new Random( 1 );
		int first = 0;
		for ( final ExamplePixels e : examples )
		{
			final PixelFeatures seen = new PixelFeatures( e.image, tellSize ? objectSize() : e.image.likelySize( 0 ) );
			first = seen.channels() - InstanceMap.Channel.values().length;
			e.draw( seen, Math.max( 1, Math.min( PER_OBJECT, SAMPLES / objects() ) ), first + InstanceMap.Channel.FOREGROUND.ordinal(),
					random, samples );
		}
		final LinearFunction[] functions = { foreground( samples, first + InstanceMap.Channel.FOREGROUND.ordinal() ),
				missing( samples, first + InstanceMap.Channel.BORDER.ordinal(), true ),
				missing( samples, first + InstanceMap.Channel.CENTER.ordinal(), false ) };
		final Map< String, String > p = new LinkedHashMap<>( provenance );
		p.put( Lesson.OBJECT_SIZE, Double.toString( tellSize ? objectSize() : 0 ) );
		p.put( "objects", Integer.toString( objects() ) );
		return new Lesson( functions, p );
	}

	/** The logit of being of an object, moved so that objects become neither larger nor smaller where it is cut. */
	private LinearFunction foreground( final List< Sample > samples, final int head )
	{
		final List< float[] > features = features( samples, s -> true );
		final boolean[] is = new boolean[ samples.size() ];
		for ( int i = 0; i < is.length; i++ )
			is[ i ] = samples.get( i ).isObject;
		final LinearFunction f = LinearFunction.logistic( Standardization.of( features ).trusting( head, TRUST ), features, is, fit() );
		final double[] in = values( f, features( samples, s -> s.isEdge && s.isObject ) ),
				out = values( f, features( samples, s -> s.isEdge && !s.isObject ) );
		return in.length == 0 || out.length == 0 ? f : f.plus( PixelFeatures.logit( EverythingSettings.INSIDE ) - balance( in, out ) );
	}

	/** NB: few examples change little, and many much. */
	private double fit()
	{
		return FIT * examples.stream().mapToInt( e -> e.objects.size() + e.others.size() ).sum();
	}

	/** Where as large a part of the inner values is below as of the outer values above. Both are sorted. */
	private static double balance( final double[] in, final double[] out )
	{
		int i = 0, o = out.length;
		// NB: from below; the first value at which it turns.
		while ( i < in.length && ( double ) i / in.length < ( double ) o / out.length )
		{
			final double v = in[ i++ ];
			o = out.length - below( out, v );
		}
		return in[ Math.max( 0, i - 1 ) ];
	}

	private static int below( final double[] sorted, final double v )
	{
		final int at = Arrays.binarySearch( sorted, v );
		return at < 0 ? -at - 1 : at;
	}

	private static double[] values( final LinearFunction f, final List< float[] > features )
	{
		return features.stream().mapToDouble( f::of ).sorted().toArray();
	}

	private static List< float[] > features( final List< Sample > samples, final Predicate< Sample > which )
	{
		return samples.stream().filter( which ).map( s -> s.features ).collect( Collectors.toList() );
	}

	/** What is missing of what the head has seen inside of objects. */
	private LinearFunction missing( final List< Sample > samples, final int head, final boolean border )
	{
		final double[] missing = samples.stream().filter( s -> s.isObject ).mapToDouble( s -> ( border ? s.border : s.center ) -
				s.features[ head ] ).toArray();
		return LinearFunction.regression( features( samples, s -> s.isObject ), missing, fit() );
	}
}
