// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import sc.fiji.efficientsam.mask.DistanceTransform;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.segment.EmbeddedImage;

/**
 * Pixels of one image of which examples tell whether they are of an object. Half of those inside and outside lie near the objects'
 * borders. Immutable.
 */
final class ExamplePixels {

	/** Width of the ring round an object that is surely none, as a part of its size. */
	private static final double NEAR = 0.12;

	/** Pixels of an image that are looked at, at most. */
	private static final int LOOKED_AT = 1 << 16;

	/** What is known of a pixel outside of objects: none if it does not look like one; surely none; surely none and near one. */
	private static final byte RATHER = 1, SURE = 2, RING = 3;

	private static final byte OBJECT = 4, HIDDEN = 5;

	/** A pixel that was drawn. */
	static final class Sample
	{
		final float[] features;
		final boolean isObject;
		/** Whether it lies within the same distance of an object's border, inside or outside. */
		final boolean isEdge;
		/** For pixels of objects, distance to the border and closeness to the center as the instance head tells them, 0..1. */
		final double border;
		final double center;

		Sample( final float[] features, final boolean isObject, final boolean isEdge, final double border, final double center )
		{
			this.features = features;
			this.isObject = isObject;
			this.isEdge = isEdge;
			this.border = border;
			this.center = center;
		}
	}

	final EmbeddedImage image;
	final List< Mask > objects;
	final List< Mask > others;
	final List< Mask > heldOut;
	final boolean complete;

	/**
	 * @param objects
	 *            no two overlap
	 * @param others
	 *            what is none
	 * @param heldOut
	 *            objects of which nothing is told
	 * @param complete
	 *            whether all that is not of these is background
	 */
	ExamplePixels( final EmbeddedImage image, final Collection< Mask > objects, final Collection< Mask > others,
			final Collection< Mask > heldOut, final boolean complete )
	{
		this.image = image;
		this.objects = new ArrayList<>( objects );
		this.others = new ArrayList<>( others );
		this.heldOut = new ArrayList<>( heldOut );
		this.complete = complete;
	}

	/**
	 * Draws pixels: some of each object, and as many that are of none. Those that are nearer to an object that is held out than to others
	 * are left out, so that what is seen there tells whether background is known.
	 *
	 * @param foreground
	 *            which of the features says that the head sees an object if it is above 0
	 */
	void draw( final PixelFeatures seen, final int perObject, final int foreground, final Random random, final List< Sample > samples )
	{
		final int before = samples.size();
		for ( final Mask m : objects )
			drawInside( m, seen, perObject, random, samples );
		final int n = samples.size() - before, w = image.image().width(), h = image.image().height();
		final byte[] known = told();
		final List< int[] > ring = new ArrayList<>(), all = new ArrayList<>();
		for ( int i = 0; i < known.length; i++ )
			if ( known[ i ] == RING )
				ring.add( new int[] { i % w, i / w } );
		final int step = ( int ) Math.ceil( Math.sqrt( ( double ) w * h / LOOKED_AT ) );
		seen.forEach( 0, 0, w, h, Math.max( 1, step ), ( x, y, f ) -> {
			final byte k = known[ y * w + x ];
			if ( k == RING || k == SURE || k == RATHER && f[ foreground ] <= 0 )
				all.add( new int[] { x, y } );
		} );
		final List< int[] > drawn = some( ring, n / 2, random );
		drawn.addAll( some( all, n - drawn.size(), random ) );
		for ( final int[] p : drawn )
			samples.add( new Sample( seen.at( p[ 0 ], p[ 1 ] ), false, known[ p[ 1 ] * w + p[ 0 ] ] == RING, 0, 0 ) );
	}

	private static void drawInside( final Mask m, final PixelFeatures seen, final int n, final Random random, final List< Sample > samples )
	{
		final double[] squared = DistanceTransform.squared( m );
		final List< int[] > pixels = new ArrayList<>();
		m.forEach( ( x, y ) -> pixels.add( new int[] { x, y } ) );
		double deepest = 0, farthest = 0;
		int[] center = pixels.get( 0 );
		for ( final int[] p : pixels )
			if ( depth( squared, m, p ) > deepest )
			{
				deepest = depth( squared, m, p );
				center = p;
			}
		for ( final int[] p : pixels )
			farthest = Math.max( farthest, Math.hypot( p[ 0 ] - center[ 0 ], p[ 1 ] - center[ 1 ] ) );
		final double band = band( m );
		final List< int[] > drawn = some( pixels.stream().filter( p -> depth( squared, m, p ) <= band )
				.collect( Collectors.toList() ), n / 2, random );
		drawn.addAll( some( pixels, n - drawn.size(), random ) );
		for ( final int[] p : drawn )
			samples.add( new Sample( seen.at( p[ 0 ], p[ 1 ] ), true, depth( squared, m, p ) <= band, depth( squared, m, p ) / deepest,
					1 - Math.hypot( p[ 0 ] - center[ 0 ], p[ 1 ] - center[ 1 ] ) / Math.max( 1, farthest ) ) );
	}

	private static double size( final Mask m )
	{
		return Math.max( m.width(), m.height() );
	}

	private static int band( final Mask m )
	{
		return ( int ) Math.ceil( NEAR * size( m ) ) + 1;
	}

	private static double depth( final double[] squared, final Mask m, final int[] pixel )
	{
		return Math.sqrt( squared[ ( pixel[ 1 ] - m.y() ) * m.width() + pixel[ 0 ] - m.x() ] );
	}

	private static List< int[] > some( final List< int[] > pixels, final int n, final Random random )
	{
		final List< int[] > left = new ArrayList<>( pixels ), drawn = new ArrayList<>();
		while ( drawn.size() < n && !left.isEmpty() )
		{
			final int k = random.nextInt( left.size() );
			drawn.add( left.get( k ) );
			left.set( k, left.get( left.size() - 1 ) );
			left.remove( left.size() - 1 );
		}
		return drawn;
	}

	/** What is known of each pixel, see {@link #isSure}. */
	byte[] known()
	{
		final int w = image.image().width(), h = image.image().height();
		final byte[] known = new byte[ w * h ];
		Arrays.fill( known, complete ? SURE : RATHER );
		for ( final Mask m : objects )
			ring( m, known, w, h );
		for ( final Mask m : others )
			m.forEach( ( x, y ) -> known[ y * w + x ] = SURE );
		for ( final Mask m : objects )
			m.forEach( ( x, y ) -> known[ y * w + x ] = OBJECT );
		return known;
	}

	/** Whether it is certain of which example a pixel is, if of any. */
	static boolean isSure( final byte known )
	{
		return known != RATHER;
	}

	/** The same without what is nearer to objects that are held out than to others. */
	byte[] told()
	{
		final byte[] known = known();
		if ( heldOut.isEmpty() )
			return known;
		final int w = image.image().width();
		final List< Mask > all = new ArrayList<>( objects );
		all.addAll( heldOut );
		final Nearest nearest = new Nearest( all, w, image.image().height() );
		for ( int i = 0; i < known.length; i++ )
			if ( nearest.of( i % w, i / w ) >= objects.size() )
				known[ i ] = HIDDEN;
		for ( final Mask m : heldOut )
			m.forEach( ( x, y ) -> known[ y * w + x ] = HIDDEN );
		return known;
	}

	/** Marks what is near a mask. */
	private static void ring( final Mask m, final byte[] known, final int w, final int h )
	{
		final int distance = band( m );
		// NB: so far that the rectangle's own border, which counts as the mask's, is of no account.
		final int far = 2 * distance + 1, x0 = m.x() - far, y0 = m.y() - far, width = m.width() + 2 * far, height = m.height() + 2 * far;
		final BitSet outside = new BitSet( width * height );
		outside.set( 0, width * height );
		m.forEach( ( x, y ) -> outside.clear( ( y - y0 ) * width + x - x0 ) );
		final double[] squared = DistanceTransform.squared( Mask.of( x0, y0, width, height, outside ) );
		for ( int y = Math.max( 0, m.y() - distance ); y < Math.min( h, m.y() + m.height() + distance ); y++ )
			for ( int x = Math.max( 0, m.x() - distance ); x < Math.min( w, m.x() + m.width() + distance ); x++ )
				if ( squared[ ( y - y0 ) * width + x - x0 ] <= ( double ) distance * distance )
					known[ y * w + x ] = RING;
	}
}
