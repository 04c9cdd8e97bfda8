// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.PromptText;

/**
 * Proposed objects as words of macros and session files: their masks and prompts, separated by semicolons, and their scores,
 * separated by spaces. Prompts and scores may be left out.
 */
final class ProposalText {

	static final String MASK = "mask", PROMPTS = "prompts", SCORES = "scores";

	private ProposalText()
	{}

	static void put( final List< ProposedObject > objects, final Map< String, String > words )
	{
		words.put( MASK, objects.stream().map( o -> PromptText.format( o.mask() ) ).collect( Collectors.joining( "; " ) ) );
		if ( objects.stream().anyMatch( o -> o.prompt() != null ) )
			words.put( PROMPTS, objects.stream().map( o -> o.prompt() == null ? "" : PromptText.format( o.prompt() ) )
					.collect( Collectors.joining( "; " ) ) );
		if ( objects.stream().anyMatch( o -> !Double.isNaN( o.score() ) ) )
			words.put( SCORES, objects.stream().map( o -> Double.toString( o.score() ) ).collect( Collectors.joining( " " ) ) );
	}

	/**
	 * @throws IllegalArgumentException
	 *             if a word is none of these, or there are not as many prompts or scores as masks
	 */
	static List< ProposedObject > get( final Map< String, String > words )
	{
		final String[] masks = parts( words.get( MASK ), ";" ), prompts = parts( words.get( PROMPTS ), ";" ),
				scores = parts( words.get( SCORES ), "\\s+" );
		if ( masks.length == 0 )
			throw new IllegalArgumentException( "There is no mask to add. Write one or several as \"x y width height: runs\", separated " +
					"by semicolons." );
		requireAsMany( masks.length, prompts.length, "prompts" );
		requireAsMany( masks.length, scores.length, "scores" );
		final List< ProposedObject > objects = new ArrayList<>();
		long pixels = 0;
		for ( int i = 0; i < masks.length; i++ )
		{
			final Mask mask = PromptText.parseMask( masks[ i ] );
			pixels += ( long ) mask.width() * mask.height();
			requireMemory( pixels );
			objects.add( new ProposedObject( mask, prompts.length == 0 || prompts[ i ].trim().isEmpty()
					? null : PromptText.parse( prompts[ i ] ), scores.length == 0 ? Double.NaN : score( scores[ i ] ), Double.NaN ) );
		}
		return objects;
	}

	/** NB: a pixel is a bit; a few words may mean masks of gigabytes. */
	static void requireMemory( final long pixels )
	{
		if ( pixels / 8 > Runtime.getRuntime().maxMemory() / 4 )
			throw new IllegalArgumentException( "the masks of its objects need more memory than there is." );
	}

	private static String[] parts( final String text, final String separator )
	{
		return text == null || text.trim().isEmpty() ? new String[ 0 ] : text.trim().split( separator, -1 );
	}

	private static void requireAsMany( final int masks, final int n, final String what )
	{
		if ( n != 0 && n != masks )
			throw new IllegalArgumentException( "The number of masks is " + masks + ", but that of " + what + " is " + n +
					". Give as many " + what + " as masks, or none." );
	}

	private static double score( final String word )
	{
		try
		{
			return Double.parseDouble( word );
		}
		catch ( final NumberFormatException e )
		{
			throw new IllegalArgumentException( "\"" + word + "\" is no number for scores.", e );
		}
	}
}
