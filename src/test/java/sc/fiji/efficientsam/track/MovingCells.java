// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;

import sc.fiji.efficientsam.evaluate.LabelObjects;
import sc.fiji.efficientsam.image.ContrastMode;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.source.ImagePlusReader;

/** A series of bright, textured, elliptic cells on a noisy background, with ground truth. Made anew each time, always the same. */
public final class MovingCells {

	private final int width;
	private final int height;
	private final int frames;
	private final Map< Integer, IntFunction< double[] > > cells = new TreeMap<>();

	public MovingCells( final int width, final int height, final int frames )
	{
		this.width = width;
		this.height = height;
		this.frames = frames;
	}

	/** @param path {x, y, radius in x, radius in y} by frame; null where the cell is not there */
	public MovingCells cell( final int id, final IntFunction< double[] > path )
	{
		cells.put( id, path );
		return this;
	}

	/** The cells of a frame from 0; those without a pixel in it are left out. */
	public Map< Integer, Mask > truth( final int frame )
	{
		final Map< Integer, Mask > masks = new TreeMap<>();
		cells.forEach( ( id, path ) -> {
			final double[] c = path.apply( frame );
			final BitSet bits = new BitSet();
			for ( int y = 0; c != null && y < height; y++ )
				for ( int x = 0; x < width; x++ )
					if ( distance( c, x, y ) <= 1 )
						bits.set( y * width + x );
			if ( !bits.isEmpty() )
				masks.put( id, Mask.of( 0, 0, width, height, bits ) );
		} );
		return masks;
	}

	/** The boxes of all cells of a frame. */
	public List< Seed > seeds( final int frame )
	{
		final List< Seed > seeds = new ArrayList<>();
		truth( frame ).forEach( ( id, mask ) -> seeds.add( new Seed( id, frame, LabelObjects.box( mask ) ) ) );
		return seeds;
	}

	private static double distance( final double[] c, final double x, final double y )
	{
		return Math.hypot( ( x - c[ 0 ] ) / c[ 2 ], ( y - c[ 1 ] ) / c[ 3 ] );
	}

	/** The series as a stack of 8 bit. */
	public ImagePlus image()
	{
		final ImageStack stack = new ImageStack( width, height );
		for ( int f = 0; f < frames; f++ )
			stack.addSlice( frame( f ) );
		return new ImagePlus( "cells", stack );
	}

	public ByteProcessor frame( final int f )
	{
		final Random random = new Random( f );
		final ByteProcessor ip = new ByteProcessor( width, height );
		for ( int y = 0; y < height; y++ )
			for ( int x = 0; x < width; x++ )
			{
				double v = 50 + 8 * Math.sin( x / 17.0 ) * Math.cos( y / 23.0 );
				for ( final IntFunction< double[] > path : cells.values() )
				{
					final double[] c = path.apply( f );
					if ( c == null )
						continue;
					// NB: texture that moves with the cell, and an edge of a pixel or two.
					final double inside = Math.max( 0, Math.min( 1,
							0.5 + ( 1 - distance( c, x, y ) ) * Math.min( c[ 2 ], c[ 3 ] ) / 1.5 ) );
					final double body = 150 + 20 * Math.sin( ( x - c[ 0 ] ) / 2.5 ) * Math.sin( ( y - c[ 1 ] ) / 3.0 ) - 40 * distance( c,
							x, y );
					v = Math.max( v, inside * body + ( 1 - inside ) * v );
				}
				ip.set( x, y, ( int ) Math.max( 0, Math.min( 255, v + 6 * random.nextGaussian() ) ) );
			}
		return ip;
	}

	/** All frames in the same contrast. */
	public SliceSource source( final PromptableModel model )
	{
		final ImagePlus imp = image();
		final List< int[] > all = new ArrayList<>();
		for ( int z = 1; z <= frames; z++ )
			all.add( new int[] { z, 1 } );
		final ImagePlusReader reader = new ImagePlusReader( ContrastMode.PERCENTILE, 0.1, 99.9 ).sameContrast( imp, 0, all );
		return new SliceSource() {

			@Override
			public int size()
			{
				return frames;
			}

			@Override
			public int width()
			{
				return width;
			}

			@Override
			public int height()
			{
				return height;
			}

			@Override
			public EmbeddedImage slice( final int index )
			{
				return new EmbeddedImage( reader.read( imp, 0, index + 1, 1 ), model );
			}
		};
	}
}
