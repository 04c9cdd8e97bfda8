// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.model.InstanceMap;
import sc.fiji.efficientsam.model.InstanceMap.Channel;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.FramePlanner;
import sc.fiji.efficientsam.segment.FrameTiles;
import sc.fiji.efficientsam.segment.SegmentedObject;

/**
 * Finds all objects of an image at once, by a model's instance head: its maps,
 * blended over overlapping frames, are cut by a watershed, as in HoVer-Net (Graham
 * et al., Medical Image Analysis 58, 2019) and in micro-sam's automatic instance
 * segmentation (Archit et al., Nature Methods 22, 2025). Large images are worked
 * through in blocks; an object belongs to the block that holds the middle of its
 * box. Not safe for use by several threads.
 */
final class InstanceFinder {

	/** Input pixels per cell of the blended maps. */
	private static final int CELL = 2;

	/** Largest side of a block, and how far it sees beyond its border, in cells: 15 MB per map. */
	private static final int BLOCK = 1664, MARGIN = 128;

	private final EmbeddedImage image;
	private final double scale;
	private final int frameSize;
	private final FrameTiles tiles;
	private final int block;
	private final int margin;

	/**
	 * @param image
	 *            of a model that {@link sc.fiji.efficientsam.model.PromptableModel#mapsInstances() maps instances}
	 * @param objectSize
	 *            typical long side of the objects in pixels
	 */
	InstanceFinder( final EmbeddedImage image, final double objectSize )
	{
		this( image, objectSize, BLOCK, MARGIN );
	}

	/**
	 * @param block
	 *            largest side of a block in cells
	 * @param margin
	 *            cells that a block sees beyond its border
	 */
	InstanceFinder( final EmbeddedImage image, final double objectSize, final int block, final int margin )
	{
		this.image = image;
		this.block = block;
		this.margin = margin;
		frameSize = image.model().info().frameSize();
		scale = FramePlanner.feasible( InstanceMap.UNIT / objectSize, image.image().width(), image.image().height() );
		tiles = new FrameTiles( image.image().width(), image.image().height(), frameSize, scale );
	}

	/** The frames that are encoded, in the order of the first block's; all of them. */
	Set< Frame > frames()
	{
		return tiles.all();
	}

	/** Maps of a rectangle of cells; frames are encoded as far as their embeddings are not known. */
	private InstanceMaps maps( final int column, final int row, final int columns, final int rows, final double cell, final Work work,
			final Channel... channels )
	{
		final InstanceMaps maps = new InstanceMaps( column, row, columns, rows, cell, channels );
		final int x = maps.imageX( 0 ), y = maps.imageY( 0 );
		final Set< Frame > frames = tiles.in( x, y, maps.imageX( columns ) - x, maps.imageY( rows ) - y );
		work.expect( frames.size() );
		for ( final Frame frame : frames )
			if ( work.goesOn() )
			{
				maps.add( frame, image.model().mapInstances( image.embedding( frame ) ), frameSize, FrameTiles.OVERLAP / scale );
				work.done( 1, "Looking for objects" );
			}
		maps.average();
		return maps;
	}

	/**
	 * All maps of the whole image, a value for each of its pixels.
	 *
	 * @return a map for each {@link Channel}, row by row; sizes are in pixels of the
	 *         image
	 */
	float[][] maps( final Work work )
	{
		final InstanceMaps maps = maps( 0, 0, image.image().width(), image.image().height(), 1, work, Channel.values() );
		final float[][] all = new float[ Channel.values().length ][];
		for ( final Channel channel : Channel.values() )
		{
			final float[] map = maps.map( channel );
			if ( channel.isSize() )
				for ( int i = 0; i < map.length; i++ )
					map[ i ] /= scale;
			all[ channel.ordinal() ] = map;
		}
		return all;
	}

	/**
	 * The objects, in pixels of the image; no two overlap. Their prompts are the
	 * points deepest inside, their scores the mean foreground, and their stabilities
	 * the part of them that a higher threshold leaves.
	 */
	List< SegmentedObject > find( final Work work )
	{
		final int width = image.image().width(), height = image.image().height();
		final double cell = CELL / scale;
		final int columns = ( int ) Math.ceil( width / cell ), rows = ( int ) Math.ceil( height / cell );
		final List< SegmentedObject > found = new ArrayList<>();
		for ( int y = 0; y < rows; y += block )
			for ( int x = 0; x < columns && work.goesOn(); x += block )
			{
				final int left = Math.max( 0, x - margin ), top = Math.max( 0, y - margin );
				final int right = Math.min( columns, x + block + margin ), bottom = Math.min( rows, y + block + margin );
				final InstanceMaps maps = maps( left, top, right - left, bottom - top, cell, work, Channel.FOREGROUND, Channel.BORDER,
						Channel.CENTER );
				for ( final SegmentedObject o : new InstanceMasks( maps, width, height ).objects() )
				{
					final double mx = ( o.mask().x() + o.mask().width() / 2.0 ) / cell,
							my = ( o.mask().y() + o.mask().height() / 2.0 ) / cell;
					if ( mx >= x && mx < x + block && my >= y && my < y + block )
						found.add( o );
				}
			}
		return found;
	}
}
