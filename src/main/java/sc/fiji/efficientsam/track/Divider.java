// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.mask.Components;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.mask.MaskShape;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.segment.Segmenter;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * Finds out whether an object has divided: guesses two halves, asks the model for
 * each of them, and believes in two daughters if both masks are trusted, of
 * comparable size, apart from each other, and together about what the mother was.
 */
final class Divider {

	/** The smaller daughter has at least this part of the larger one's area. */
	private static final double COMPARABLE = 0.5;

	/** Predicted IoU that both daughters need at least. */
	private static final double MIN_SCORE = 0.7;

	/** Area of both daughters over that of the mother. */
	private static final double MIN_SUM = 0.5, MAX_SUM = 1.5;

	/** A mask below this part of the mother's area may be only one of the daughters. */
	private static final double HALF = 0.75;

	/** A mask with a lower solidity may be two daughters that touch. */
	private static final double WAIST = 0.95;

	private final Segmenter segmenter;
	private final int width;
	private final int height;

	Divider( final Segmenter segmenter, final int width, final int height )
	{
		this.segmenter = segmenter;
		this.width = width;
		this.height = height;
	}

	/**
	 * @param claim
	 *            what became of the mother on this slice
	 * @param others
	 *            masks of other objects, which are no daughters
	 * @param seen
	 *            null where nobody looked for instances
	 * @return the two daughters, or null
	 */
	List< SegmentedObject > divide( final EmbeddedImage image, final Claim claim, final List< Mask > others,
			final Instances seen )
	{
		final List< Mask[] > guesses = guess( claim );
		final List< Prompt > prompts = new ArrayList<>();
		for ( final Mask[] g : guesses )
		{
			prompts.add( prompt( g[ 0 ], g[ 1 ] ) );
			prompts.add( prompt( g[ 1 ], g[ 0 ] ) );
		}
		if ( prompts.isEmpty() )
			return null;
		final List< SegmentedObject > found = seen == null ? segmenter.segment( image, prompts )
				: segmenter.segment( image, seen.frames(), prompts, ProgressListener.NONE );
		List< SegmentedObject > best = null;
		double most = MIN_SCORE;
		for ( int i = 0; i < found.size(); i += 2 )
		{
			final SegmentedObject a = found.get( i ), b = found.get( i + 1 );
			final double score = Math.min( a.score(), b.score() );
			if ( score >= most && areDaughters( a.mask(), b.mask(), claim.follower.last(), claim.expected, others ) )
			{
				most = score;
				best = Arrays.asList( a, b );
			}
		}
		return best;
	}

	/** Pairs of masks that may be the two halves; none where the object looks whole. */
	private static List< Mask[] > guess( final Claim claim )
	{
		final List< Mask[] > guesses = new ArrayList<>();
		final Mask found = claim.object.mask();
		final List< Mask > pieces = pieces( found );
		if ( pieces.size() > 1 && comparable( pieces.get( 0 ), pieces.get( 1 ) ) )
			guesses.add( new Mask[] { pieces.get( 0 ), pieces.get( 1 ) } );
		final boolean shrunk = claim.reason != null || found.area() < HALF * claim.follower.last().area();
		if ( shrunk && !found.isEmpty() )
		{
			final List< Mask > rest = pieces( claim.expected.minus( found ) );
			if ( !rest.isEmpty() && comparable( rest.get( 0 ), found ) )
				guesses.add( new Mask[] { found, rest.get( 0 ) } );
		}
		if ( !shrunk && !found.isEmpty() && MaskShape.solidity( found ) < WAIST )
			for ( int i = 0; i < 4; i++ )
				guesses.add( halves( found, Math.PI * i / 4 ) );
		if ( shrunk )
			for ( int i = 0; i < 4; i++ )
				guesses.add( halves( claim.expected, Math.PI * i / 4 ) );
		guesses.removeIf( g -> g[ 0 ].isEmpty() || g[ 1 ].isEmpty() );
		return guesses;
	}

	/** The pieces of a mask, largest first. */
	private static List< Mask > pieces( final Mask mask )
	{
		final List< Mask > pieces = mask.isEmpty() ? new ArrayList<>() : new ArrayList<>( Components.of( mask ) );
		pieces.sort( Comparator.comparingInt( Mask::area ).reversed() );
		return pieces;
	}

	/** The two parts of a mask on either side of a line through its centroid. */
	static Mask[] halves( final Mask mask, final double angle )
	{
		final double[] c = MaskShape.centroid( mask );
		final Mask one = mask.filter( ( x, y ) -> ( x - c[ 0 ] ) * Math.cos( angle ) + ( y - c[ 1 ] ) * Math.sin( angle ) < 0 );
		return new Mask[] { one, mask.minus( one ) };
	}

	/** Asks for one half, and not the other. */
	private Prompt prompt( final Mask half, final Mask other )
	{
		final Box b = half.bounds();
		// NB: daughters move apart, so that each has more room outwards than its half of the mother.
		final double g = 0.2 * b.longSide();
		final Box box = b.grown( g, g ).intersect( Box.ofPixels( 0, 0, width, height ) );
		final List< PromptPoint > points = new ArrayList<>( PromptPoint.inside( half, 1 ) );
		for ( final PromptPoint p : PromptPoint.inside( other, 1 ) )
			points.add( new PromptPoint( p.x(), p.y(), false ) );
		return Prompt.of( box, points );
	}

	private static boolean comparable( final Mask a, final Mask b )
	{
		return Math.min( a.area(), b.area() ) >= COMPARABLE * Math.max( a.area(), b.area() );
	}

	static boolean areDaughters( final Mask a, final Mask b, final Mask mother, final Mask expected, final List< Mask > others )
	{
		if ( a.isEmpty() || b.isEmpty() || !comparable( a, b ) || MaskShape.containment( a, b ) > 0.1 )
			return false;
		final double sum = ( double ) ( a.area() + b.area() ) / mother.area();
		if ( sum < MIN_SUM || sum > MAX_SUM )
			return false;
		for ( final Mask m : Arrays.asList( a, b ) )
			if ( m.intersection( expected ) < 0.4 * m.area() || others.stream().anyMatch( o -> MaskShape.containment( o, m ) > 0.3 ) )
				return false;
		return true;
	}
}
