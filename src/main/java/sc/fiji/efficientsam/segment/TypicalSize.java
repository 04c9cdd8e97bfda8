// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.model.InstanceMap;

/**
 * Reads the typical size of an image's objects off the maps of a model's instance head.
 * <p>
 * The head tells sizes best where objects are about {@link InstanceMap#UNIT} pixels long; smaller ones seem larger to it, and larger
 * ones smaller. So the image is looked at several times, each time at the scale at which the objects that were seen before would be that
 * long, and then at half and twice that scale. At every scale each object that is seen votes for its size, the more the nearer it is to
 * what the head knows best, and the size wins whose objects cover most of the image.
 * </p>
 * The same image has the same size every time. Not safe for use by several threads.
 */
final class TypicalSize {

	/** Scales that are tried one after the other. */
	private static final int ROUNDS = 3;

	/** Octaves by which a size may differ from {@link InstanceMap#UNIT} for its scale to be the right one. */
	private static final double NEAR = 0.2;

	/** Frames that are looked at per scale, and at half and twice the final one. */
	private static final int MOST_FRAMES = 4, FEW_FRAMES = 2;

	/** The longer side of an image that is looked at first, in input pixels. */
	private static final double FIRST = 1024;

	/** Long side in input pixels whose votes count most, and deviation from it, in octaves, with which they count less. */
	private static final double BEST = 52, SPREAD = 0.5;

	/** Octaves by which sizes differ that support each other, and by which the winner differs from what was seen first. */
	private static final double ALIKE = 0.4, DRIFT = 1.5;

	/** Octaves between sizes that are compared, and how far they reach to both sides of what was seen first. */
	private static final double STEP = 0.05, REACH = 3;

	/**
	 * What the winner is multiplied by, so that sizes are neither too long nor too short in the mean of training sets. NB: 0.85 gives
	 * more of them within a factor 1.3, but is too short for images that were not trained on.
	 */
	private static final double CORRECTION = 0.9;

	/**
	 * The part of cells with a clear answer from which on a size is trusted. NB: on training images, it is below where sizes were of no
	 * use or did harm: in dense tissue, bacteria in phase contrast and axons.
	 */
	private static final double CLEAR = 0.65;

	private final EmbeddedImage image;
	private final int width;
	private final int height;
	private final int frameSize;
	private final Map< Double, SizeLook > looks = new TreeMap<>();

	TypicalSize( final EmbeddedImage image )
	{
		this.image = image;
		width = image.image().width();
		height = image.image().height();
		frameSize = image.model().info().frameSize();
	}

	/** The long side of most objects, to a tenth of a pixel. */
	SizeEstimate estimate()
	{
		final double first = clip( Math.min( 1, FIRST / Math.max( width, height ) ) );
		double scale = first, seen = look( first, MOST_FRAMES ).median() / first;
		// NB: nothing is seen where objects are far too small or far too large.
		for ( final double factor : new double[] { 4, 0.25 } )
			if ( seen == 0 )
			{
				scale = clip( first * factor );
				seen = look( scale, MOST_FRAMES ).median() / scale;
			}
		if ( seen == 0 )
			return SizeEstimate.NONE;
		for ( int i = 1; i < ROUNDS; i++ )
		{
			final double better = clip( InstanceMap.UNIT / seen );
			if ( Math.abs( log2( better / scale ) ) < NEAR )
				break;
			scale = better;
			final double next = look( scale, MOST_FRAMES ).median() / scale;
			seen = next > 0 ? next : seen;
		}
		look( clip( scale / 2 ), FEW_FRAMES );
		look( clip( 2 * scale ), FEW_FRAMES );
		final double size = CORRECTION * winner( seen, scale );
		return new SizeEstimate( Math.round( 10 * size ) / 10.0, isSure( size ) );
	}

	/** NB: an object that is longer than the image is wide is hardly seen whole. */
	private boolean isSure( final double size )
	{
		SizeLook nearest = null;
		for ( final SizeLook l : looks.values() )
			if ( nearest == null || Math.abs( log2( l.scale() * size / BEST ) ) < Math.abs( log2( nearest.scale() * size / BEST ) ) )
				nearest = l;
		return size <= Math.min( width, height ) && nearest != null && nearest.clearness() >= CLEAR;
	}

	/** The size with the most votes near to one that was seen; that one if there are none. */
	private double winner( final double seen, final double scale )
	{
		// NB: octaves, and votes per image.
		final List< double[] > votes = new ArrayList<>();
		for ( final SizeLook l : looks.values() )
			if ( Math.abs( log2( l.scale() / scale ) ) < 1.01 )
				for ( final double side : l.middles() )
					votes.add( new double[] { log2( side / l.scale() ),
							bell( log2( side / BEST ), SPREAD ) * Math.max( 1, ( double ) width * height / l.pixels() ) } );
		double most = 0, octave = Double.NaN;
		for ( double at = log2( seen ) - REACH; at <= log2( seen ) + REACH; at += STEP )
		{
			double sum = 0;
			for ( final double[] v : votes )
				sum += v[ 1 ] * Math.pow( 2, v[ 0 ] ) * bell( v[ 0 ] - at, ALIKE );
			sum *= bell( at - log2( seen ), DRIFT );
			if ( sum > most )
			{
				most = sum;
				octave = at;
			}
		}
		if ( most == 0 )
			return seen;
		for ( final double[] v : votes )
			v[ 1 ] *= bell( v[ 0 ] - octave, ALIKE );
		return Math.pow( 2, SizeLook.median( votes ) );
	}

	private static double bell( final double x, final double deviation )
	{
		return Math.exp( -x * x / ( 2 * deviation * deviation ) );
	}

	private static double log2( final double v )
	{
		return Math.log( v ) / Math.log( 2 );
	}

	private double clip( final double scale )
	{
		return FramePlanner.feasible( scale, width, height );
	}

	private SizeLook look( final double scale, final int most )
	{
		return looks.computeIfAbsent( scale, s -> {
			final SizeLook look = new SizeLook( s, frameSize );
			for ( final Frame frame : frames( s, most ) )
				look.add( frame, image.model().mapInstances( image.embedding( frame ) ) );
			return look;
		} );
	}

	/** All of the image, or some places of a large one: one in each quarter, or in the first and the last of them. */
	private Set< Frame > frames( final double scale, final int most )
	{
		final int size = ( int ) Math.max( 1, frameSize / scale );
		final int[] columns = starts( width, size ), rows = starts( height, size );
		final int n = columns.length * rows.length, wanted = Math.min( n, MOST_FRAMES );
		final Set< Frame > frames = new LinkedHashSet<>();
		for ( int i = 0; i < wanted; i += most < wanted ? wanted - 1 : 1 )
		{
			// NB: two by two, each in the middle of its quarter.
			final int x = columns[ n <= MOST_FRAMES ? i % columns.length : ( 2 * ( i % 2 ) + 1 ) * columns.length / 4 ];
			final int y = rows[ n <= MOST_FRAMES ? i / columns.length : ( 2 * ( i / 2 ) + 1 ) * rows.length / 4 ];
			frames.add( new Frame( x, y, Math.min( size, width - x ), Math.min( size, height - y ), scale ) );
		}
		return frames;
	}

	private static int[] starts( final int length, final int size )
	{
		final int[] starts = new int[ ( int ) Math.ceil( ( double ) length / size ) ];
		for ( int i = 0; i < starts.length; i++ )
			starts[ i ] = Math.max( 0, Math.min( i * size, length - size ) );
		return starts;
	}
}
