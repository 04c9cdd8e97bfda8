// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.model.InstanceMap;
import sc.fiji.efficientsam.model.InstanceMap.Channel;

/**
 * Reads the typical size of an image's objects off the size map of a model's
 * instance head. The head is at its best where objects are
 * {@link InstanceMap#UNIT} pixels long, so the image is looked at several times, each time at
 * the scale at which the objects that were seen before would be that long. The same
 * image has the same size every time. Not safe for use by several threads.
 */
final class TypicalSize {

	/** Scales that are tried one after the other. */
	private static final int ROUNDS = 3;

	/** Octaves by which a size may differ from {@link InstanceMap#UNIT} for its scale to be the right one. */
	private static final double NEAR = 0.2;

	/** Frames that are looked at per scale. */
	private static final int MOST_FRAMES = 4;

	/** The longer side of an image that is looked at first, in input pixels. */
	private static final double FIRST = 1024;

	/** Foreground from which on a cell is one of an object, and the part of cells that has to be. */
	private static final float INSIDE = 0.5f;

	private static final double LEAST_PART = 0.002;

	private final EmbeddedImage image;
	private final int width;
	private final int height;
	private final int frameSize;

	TypicalSize( final EmbeddedImage image )
	{
		this.image = image;
		width = image.image().width();
		height = image.image().height();
		frameSize = image.model().info().frameSize();
	}

	/** The long side of most objects in pixels of the image, to a tenth; 0 if none is seen. */
	double estimate()
	{
		final double first = clip( Math.min( 1, FIRST / Math.max( width, height ) ) );
		double seen = look( first );
		double scale = first;
		// NB: nothing is seen where objects are far too small or far too large.
		for ( final double factor : new double[] { 4, 0.25 } )
			if ( seen == 0 )
				seen = look( scale = clip( first * factor ) );
		for ( int i = 1; i < ROUNDS && seen > 0; i++ )
		{
			final double better = clip( InstanceMap.UNIT / seen );
			if ( Math.abs( Math.log( better / scale ) / Math.log( 2 ) ) < NEAR )
				break;
			scale = better;
			final double next = look( scale );
			seen = next > 0 ? next : seen;
		}
		return Math.round( 10 * seen ) / 10.0;
	}

	private double clip( final double scale )
	{
		return FramePlanner.feasible( scale, width, height );
	}

	/** The median long side of objects at a scale, in pixels of the image; 0 if none is seen. */
	private double look( final double scale )
	{
		final List< double[] > sizes = new ArrayList<>();
		double cells = 0;
		for ( final Frame frame : frames( scale ) )
		{
			final InstanceMap map = image.model().mapInstances( image.embedding( frame ) );
			final double cell = ( double ) frameSize / map.grid();
			final int columns = ( int ) Math.ceil( frame.filledWidth( frameSize ) / cell ),
					rows = ( int ) Math.ceil( frame.filledHeight( frameSize ) / cell );
			cells += ( double ) columns * rows;
			for ( int r = 0; r < rows; r++ )
				for ( int c = 0; c < columns; c++ )
					if ( map.at( Channel.FOREGROUND, c, r ) > INSIDE )
						// NB: by its area, so that an object counts as much as another one, and not as much as its
						// cells. On 31 training images the
						// median over cells is 2.0 times too large or small (geometric mean), and this one 1.3 times.
						sizes.add( new double[] { map.at( Channel.LONG_SIDE, c, r ),
								Math.pow( Math.max( 1, map.at( Channel.DIAMETER, c, r ) ), -2 ) } );
		}
		return sizes.size() < LEAST_PART * cells ? 0 : median( sizes ) / scale;
	}

	private static double median( final List< double[] > sizes )
	{
		sizes.sort( Comparator.comparingDouble( s -> s[ 0 ] ) );
		double half = sizes.stream().mapToDouble( s -> s[ 1 ] ).sum() / 2;
		for ( final double[] s : sizes )
		{
			half -= s[ 1 ];
			if ( half <= 0 )
				return s[ 0 ];
		}
		return sizes.get( sizes.size() - 1 )[ 0 ];
	}

	/** All of the image, or some places of a large one. */
	private Set< Frame > frames( final double scale )
	{
		final int size = ( int ) Math.max( 1, frameSize / scale );
		final int[] columns = starts( width, size ), rows = starts( height, size );
		final int n = columns.length * rows.length, wanted = Math.min( n, MOST_FRAMES );
		final Set< Frame > frames = new LinkedHashSet<>();
		for ( int i = 0; i < wanted; i++ )
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
