/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
package sc.fiji.efficientsam.track;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

import sc.fiji.efficientsam.prompt.Box;
import sc.fiji.efficientsam.prompt.Components;
import sc.fiji.efficientsam.prompt.InnerPixels;
import sc.fiji.efficientsam.prompt.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.segment.Segmenter;

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
	 * @return the two daughters, or null
	 */
	List< SegmentedObject > divide( final EmbeddedImage image, final Claim claim, final List< Mask > others )
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
		final List< SegmentedObject > found = segmenter.segment( image, prompts );
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
		if ( !shrunk && !found.isEmpty() && Masks.solidity( found ) < WAIST )
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
		final double[] c = Masks.centroid( mask );
		final BitSet one = mask.bits(), two = mask.bits();
		for ( int i = one.nextSetBit( 0 ); i >= 0; i = one.nextSetBit( i + 1 ) )
		{
			final double dx = mask.x() + i % mask.width() - c[ 0 ], dy = mask.y() + i / mask.width() - c[ 1 ];
			( dx * Math.cos( angle ) + dy * Math.sin( angle ) < 0 ? two : one ).clear( i );
		}
		return new Mask[] { Mask.of( mask.x(), mask.y(), mask.width(), mask.height(), one ), Mask.of( mask.x(), mask.y(), mask.width(), mask.height(), two ) };
	}

	/** Asks for one half, and not the other. */
	private Prompt prompt( final Mask half, final Mask other )
	{
		final Box b = half.bounds();
		// NB: daughters move apart, so that each has more room outwards than its half of the mother.
		final double g = 0.2 * b.longSide();
		final Box box = new Box( b.minX() - g, b.minY() - g, b.maxX() + g, b.maxY() + g ).intersect( Box.ofPixels( 0, 0, width, height ) );
		final List< PromptPoint > points = new ArrayList<>( InnerPixels.of( half, 1 ) );
		for ( final PromptPoint p : InnerPixels.of( other, 1 ) )
			points.add( new PromptPoint( p.x(), p.y(), false ) );
		return Prompt.of( box, points );
	}

	private static boolean comparable( final Mask a, final Mask b )
	{
		return Math.min( a.area(), b.area() ) >= COMPARABLE * Math.max( a.area(), b.area() );
	}

	static boolean areDaughters( final Mask a, final Mask b, final Mask mother, final Mask expected, final List< Mask > others )
	{
		if ( a.isEmpty() || b.isEmpty() || !comparable( a, b ) || Masks.containment( a, b ) > 0.1 )
			return false;
		final double sum = ( double ) ( a.area() + b.area() ) / mother.area();
		if ( sum < MIN_SUM || sum > MAX_SUM )
			return false;
		for ( final Mask m : Arrays.asList( a, b ) )
			if ( m.intersection( expected ) < 0.4 * m.area() || others.stream().anyMatch( o -> Masks.containment( o, m ) > 0.3 ) )
				return false;
		return true;
	}
}
