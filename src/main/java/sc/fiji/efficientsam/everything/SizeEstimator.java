// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.MaskCandidates;
import sc.fiji.efficientsam.model.ModelInfo;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.FramePlanner;
import sc.fiji.efficientsam.segment.MaskBuilder;

/**
 * Estimates how large the objects of an image are: for sizes from small to large
 * (each twice the one before), the image is looked at where that size suits the
 * model, at a few places; the size is right at which most points lead to good
 * masks of just that size.
 */
final class SizeEstimator {

	/** Sizes that are tried begin here, in pixels. */
	static final double SMALLEST = 12;

	/** Places that are looked at per size, and points per place. */
	private static final int PLACES = 3, POINTS = 16;

	/** How much a mask's size may differ from the tried one, as a factor. */
	private static final double TOLERANCE = 1.6;

	private final EmbeddedImage image;
	private final FramePlanner planner;

	SizeEstimator( final EmbeddedImage image )
	{
		this.image = image;
		planner = new FramePlanner( image.image().width(), image.image().height(), image.model().info() );
	}

	/** Number of steps of work. */
	int steps()
	{
		return sizes().size() * PLACES;
	}

	private List< Double > sizes()
	{
		final double side = Math.min( image.image().width(), image.image().height() );
		final List< Double > sizes = new ArrayList<>();
		for ( double s = SMALLEST; s <= Math.max( SMALLEST, side / 2 ); s *= 2 )
			sizes.add( s );
		return sizes;
	}

	/** The typical long side in pixels; the middle of what was tried if nothing was found. */
	double estimate( final Work work )
	{
		final List< Double > sizes = sizes();
		double best = 0, size = sizes.get( sizes.size() / 2 );
		for ( final double s : sizes )
		{
			final List< double[] > fits = fits( s, work );
			final double evidence = fits.stream().mapToDouble( f -> f[ 1 ] ).sum();
			if ( evidence > best )
			{
				best = evidence;
				size = weightedMedian( fits );
			}
		}
		return size;
	}

	/** The frames that the estimate looks at, in its order. */
	Set< Frame > frames()
	{
		final Set< Frame > frames = new LinkedHashSet<>();
		for ( final double s : sizes() )
		{
			final Tiling tiling = tiling( s );
			final Random random = random();
			for ( int i = 0; i < PLACES; i++ )
			{
				final int tile = random.nextInt( tiling.size() );
				points( tiling.region( tile ), random );
				frames.add( tiling.frame( tile ) );
			}
		}
		return frames;
	}

	private Tiling tiling( final double size )
	{
		return new Tiling( planner, image.image().width(), image.image().height(), planner.scale( Prompt.point( 0, 0 ), size ) );
	}

	/** NB: the same places and points every time. */
	private static Random random()
	{
		return new Random( 7 );
	}

	private static List< PromptPoint > points( final int[] region, final Random random )
	{
		final List< PromptPoint > points = new ArrayList<>();
		for ( int i = 0; i < POINTS; i++ )
			points.add( new PromptPoint( region[ 0 ] + random.nextInt( region[ 2 ] ), region[ 1 ] + random.nextInt( region[ 3 ] ), true ) );
		return points;
	}

	/** Long side and quality of the good masks of about the tried size. */
	private List< double[] > fits( final double size, final Work work )
	{
		final List< double[] > fits = new ArrayList<>();
		final Tiling tiling = tiling( size );
		final Random random = random();
		for ( int i = 0; i < PLACES && work.goesOn(); i++ )
		{
			final int tile = random.nextInt( tiling.size() );
			fits.addAll( fits( size, tiling.frame( tile ), points( tiling.region( tile ), random ) ) );
			work.done( 1, "Estimating the size of objects" );
		}
		return fits;
	}

	private List< double[] > fits( final double size, final Frame frame, final List< PromptPoint > points )
	{
		final ModelInfo info = image.model().info();
		final List< Prompt > prompts = new ArrayList<>();
		for ( final PromptPoint p : points )
			prompts.add( Prompt.points( frame.toFrame( p ) ) );
		final MaskBuilder builder = new MaskBuilder( frame, info.frameSize() );
		final List< double[] > fits = new ArrayList<>();
		for ( final MaskCandidates c : image.model().decode( image.embedding( frame ), prompts ) )
		{
			final int best = c.best();
			final Mask mask = builder.build( c, best );
			final double side = Math.max( mask.width(), mask.height() );
			if ( !mask.isEmpty() && side * TOLERANCE > size && side < size * TOLERANCE && !planner.cuts( frame, mask ) )
				fits.add( new double[] { side, Math.max( 0, c.score( best ) * MaskBuilder.stability( c, best ) ) } );
		}
		return fits;
	}

	private static double weightedMedian( final List< double[] > fits )
	{
		fits.sort( ( a, b ) -> Double.compare( a[ 0 ], b[ 0 ] ) );
		double half = fits.stream().mapToDouble( f -> f[ 1 ] ).sum() / 2;
		for ( final double[] f : fits )
		{
			half -= f[ 1 ];
			if ( half <= 0 )
				return f[ 0 ];
		}
		return fits.get( fits.size() - 1 )[ 0 ];
	}
}
