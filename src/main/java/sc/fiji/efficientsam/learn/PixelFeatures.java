// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.learn;

import java.util.LinkedHashMap;
import java.util.Map;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.model.Embedding;
import sc.fiji.efficientsam.model.FeatureMap;
import sc.fiji.efficientsam.model.InstanceMap;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.FramePlanner;
import sc.fiji.efficientsam.segment.FrameTiles;

/**
 * What a model tells of each pixel of an image, seen at one scale: the encoder's features, and, where the model has an
 * instance head, its maps behind them. Large images are seen in overlapping frames, each pixel in the one in which it lies deepest.
 * Frames are encoded when they are needed first, and kept by the {@link EmbeddedImage}. Safe for use by several threads.
 */
public final class PixelFeatures {

	/** Frames whose features are kept, unfolded; 1.5 MB each for the bundled model. */
	private static final int KEPT = 32;

	/** Probabilities are not taken for more certain than this, so that their logits stay small. */
	private static final double CERTAIN = 0.995;

	private static final InstanceMap.Channel[] MAPS = InstanceMap.Channel.values();

	private final EmbeddedImage image;
	private final double scale;
	private final FrameTiles tiles;
	private final int channels;
	private final Map< Frame, Seen > seen = new LinkedHashMap< Frame, Seen >( 16, 0.75f, true )
	{
		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry( final Map.Entry< Frame, Seen > eldest )
		{
			return size() > KEPT;
		}
	};

	/** What is seen in a frame. */
	private static final class Seen
	{
		private final FeatureMap features;
		private final InstanceMap maps;

		Seen( final FeatureMap features, final InstanceMap maps )
		{
			this.features = features;
			this.maps = maps;
		}
	}

	/**
	 * @param objectSize
	 *            long side, in pixels of the image, of what is looked at: it is seen at the size at which the model knows objects best
	 */
	public PixelFeatures( final EmbeddedImage image, final double objectSize )
	{
		this.image = image;
		scale = FramePlanner.feasible( InstanceMap.UNIT / objectSize, image.image().width(), image.image().height() );
		tiles = new FrameTiles( image.image().width(), image.image().height(), image.model().info().frameSize(), scale );
		channels = see( tiles.at( 0, 0 ) ).features.channels() + ( image.model().mapsInstances() ? MAPS.length : 0 );
	}

	/** Numbers per pixel. */
	public int channels()
	{
		return channels;
	}

	/** Pixels of the model's input per pixel of the image. */
	public double scale()
	{
		return scale;
	}

	/**
	 * The features of a pixel. Encodes a frame, where that was not done yet.
	 *
	 * @param x
	 *            column in the image
	 * @param y
	 *            row in the image
	 * @return a new array of {@link #channels()} numbers
	 */
	public float[] at( final int x, final int y )
	{
		final float[] out = new float[ channels ];
		final Frame frame = tiles.at( tiles.left( x ), tiles.top( y ) );
		at( frame, see( frame ), x, y, out );
		return out;
	}

	/** What to do with the features of a pixel. */
	@FunctionalInterface
	public interface PixelVisitor {

		/** @param features valid during this call only */
		void visit( int x, int y, float[] features );
	}

	/** Goes through every n-th column and row of a rectangle of the image, beginning with its corner, row by row. */
	public void forEach( final int x, final int y, final int width, final int height, final int n, final PixelVisitor visitor )
	{
		final float[] out = new float[ channels ];
		final int[] lefts = new int[ Math.max( 0, width ) ];
		for ( int i = 0; i < lefts.length; i += n )
			lefts[ i ] = tiles.left( x + i );
		Frame frame = null;
		Seen s = null;
		for ( int py = y; py < y + height; py += n )
		{
			final int top = tiles.top( py );
			for ( int i = 0; i < width; i += n )
			{
				if ( frame == null || frame.x() != lefts[ i ] || frame.y() != top )
				{
					frame = tiles.at( lefts[ i ], top );
					s = see( frame );
				}
				at( frame, s, x + i, py, out );
				visitor.visit( x + i, py, out );
			}
		}
	}

	private Seen see( final Frame frame )
	{
		synchronized ( seen )
		{
			final Seen known = seen.get( frame );
			if ( known != null )
				return known;
		}
		final Embedding embedding = image.embedding( frame );
		final Seen fresh = new Seen( image.model().features( embedding ), image.model().mapsInstances()
				? image.model().mapInstances( embedding ) : null );
		synchronized ( seen )
		{
			seen.put( frame, fresh );
		}
		return fresh;
	}

	private void at( final Frame frame, final Seen s, final int x, final int y, final float[] out )
	{
		final double fx = frame.toFrameX( x ), fy = frame.toFrameY( y );
		s.features.at( fx, fy, out );
		if ( s.maps != null )
			fill( s.maps, fx, fy, image.model().info().frameSize(), out, s.features.channels() );
	}

	/** The maps' values: the foreground as a logit, sizes in octaves. */
	static void fill( final InstanceMap maps, final double fx, final double fy, final int frameSize, final float[] out, final int offset )
	{
		final double cells = ( double ) maps.grid() / frameSize;
		for ( int i = 0; i < MAPS.length; i++ )
		{
			final double v = maps.at( MAPS[ i ], ( fx + 0.5 ) * cells - 0.5, ( fy + 0.5 ) * cells - 0.5 );
			out[ offset + i ] = ( float ) ( MAPS[ i ].isSize() ? Math.log( Math.max( 1, v ) / InstanceMap.UNIT ) / Math.log( 2 )
					: MAPS[ i ] == InstanceMap.Channel.FOREGROUND ? logit( v ) : v );
		}
	}

	static double logit( final double probability )
	{
		final double p = Math.max( 1 - CERTAIN, Math.min( CERTAIN, probability ) );
		return Math.log( p / ( 1 - p ) );
	}
}
