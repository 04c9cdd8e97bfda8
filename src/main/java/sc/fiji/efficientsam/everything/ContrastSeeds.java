// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.prompt.PromptPoint;

/**
 * Those of other seeds near which brightness changes: an object has an edge, and a
 * dense grid has points beside it on the inside. Reads the image band by band. Immutable.
 * <p>
 * The limit of the preset for bacteria was chosen without a model, on 58 training images of bacteria and
 * yeast: with .25 standard deviations of the image every object that has a point of the whole grid
 * keeps one, with .75 one of 2000 objects does not, with 1 one of 140. With .25 there remain 18 to 83 % of the points of
 * bacteria in fluorescence (it depends on how crowded they are), 70 to 97 % in phase contrast, and 44 % on average.
 * </p>
 */
final class ContrastSeeds implements Seeds {

	/** Pixels of the largest window; sums of two are still whole numbers. */
	private static final long LARGEST = 1 << 28;

	private final RgbImage image;
	private final Seeds seeds;
	private final int radius;
	private final int blur;
	private final double least;

	/**
	 * @param seeds
	 *            a grid of the settings' spacing
	 */
	ContrastSeeds( final RgbImage image, final Seeds seeds, final EverythingSettings settings )
	{
		this.image = image;
		this.seeds = seeds;
		radius = ( int ) Math.max( 1, Math.min( LARGEST, Math.round( settings.spacing() ) ) );
		blur = ( int ) Math.min( LARGEST, Math.round( settings.objectSize() / 16 ) );
		least = settings.get( EverythingSettings.MIN_CONTRAST ) * Quality.deviation( image );
	}

	@Override
	public List< PromptPoint > in( final int x, final int y, final int width, final int height )
	{
		final Map< Integer, List< PromptPoint > > rows = new TreeMap<>();
		for ( final PromptPoint p : seeds.in( x, y, width, height ) )
			rows.computeIfAbsent( ( int ) Math.round( p.y() ), row -> new ArrayList<>() ).add( p );
		final List< PromptPoint > left = new ArrayList<>();
		rows.forEach( ( row, points ) -> keep( points, row, x, width, left ) );
		return left;
	}

	/** The number of points before any are left out, which is known without reading the image. */
	@Override
	public long count()
	{
		return seeds.count();
	}

	/** NB: the band holds all that the row's values depend on, so that they do not depend on the region that is asked for. */
	private void keep( final List< PromptPoint > points, final int row, final int x, final int width, final List< PromptPoint > left )
	{
		final int margin = radius + 2 * blur;
		final int x0 = Math.max( 0, x - margin ), x1 = Math.min( image.width(), x + width + margin );
		final int y0 = Math.max( 0, row - margin ), y1 = Math.min( image.height(), row + margin + 1 );
		final int w = x1 - x0, h = y1 - y0;
		float[] v = Quality.brightness( image.read( x0, y0, w, h ) );
		for ( int i = 0; i < 2 && blur > 0; i++ )
			v = Windows.mean( v, w, h, blur );
		final float[] highest = Windows.max( v, w, h, radius ), lowest = Windows.min( v, w, h, radius );
		for ( final PromptPoint p : points )
		{
			final int at = ( row - y0 ) * w + ( int ) Math.round( p.x() ) - x0;
			if ( highest[ at ] - lowest[ at ] >= least )
				left.add( p );
		}
	}
}
