// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.prompt;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.mask.Mask;

/**
 * Prompts and masks as one line of text, for macros and files.
 * <p>
 * A prompt: {@code box 10 20 30 40 + 25 35 - 12 22} is the box of 30 x 40 pixels
 * whose top left pixel is (10, 20), a positive point and a negative one. A mask:
 * {@code 10 20 3 2: 1 2 3} is a rectangle of 3 x 2 pixels whose top left pixel is
 * (10, 20), and lengths of runs outside and inside in turn, row by row, beginning
 * with outside. Reading what was written gives the same prompt or mask, without
 * the prompt's name and rough mask.
 * </p>
 */
public final class PromptText {

	/** Pixels of the largest mask that is read, so that a few words do not take all memory. */
	private static final long MAX_PIXELS = 1L << 28;

	private PromptText()
	{}

	/** The text of a prompt's box and points. */
	public static String format( final Prompt prompt )
	{
		final List< String > words = new ArrayList<>();
		if ( prompt.hasBox() )
		{
			final Box b = prompt.box();
			words.add( "box " + number( b.minX() + 0.5 ) + " " + number( b.minY() + 0.5 ) + " " + number( b.width() ) + " " +
					number( b.height() ) );
		}
		for ( final PromptPoint p : prompt.points() )
			words.add( ( p.isPositive() ? "+ " : "- " ) + number( p.x() ) + " " + number( p.y() ) );
		return String.join( " ", words );
	}

	/**
	 * The prompt that its own text stands for, to the last bit: edges of boxes are rounded where the text would. It
	 * gives the same mask when it is
	 * read again.
	 *
	 * @throws IllegalArgumentException
	 *             if it has a mask, of which the text says nothing
	 */
	public static Prompt exact( final Prompt prompt )
	{
		if ( prompt.hasMask() )
			throw new IllegalArgumentException( "A rough mask cannot be a prompt here. Draw the mask itself, or use a box and points." );
		Prompt p = prompt;
		// NB: the half pixel between edges and centers can cost a bit twice, when numbers are tiny.
		for ( int i = 0; i < 4; i++ )
		{
			final Prompt read = parse( format( p ) ).withName( prompt.name() );
			if ( read.equals( p ) )
				break;
			p = read;
		}
		return p;
	}

	/**
	 * @throws IllegalArgumentException
	 *             if the text is no prompt; the message shows what one looks like
	 */
	public static Prompt parse( final String text )
	{
		final String[] words = text == null || text.trim().isEmpty() ? new String[ 0 ] : text.trim().split( "[\\s,;]+" );
		Box box = null;
		final List< PromptPoint > points = new ArrayList<>();
		int i = 0;
		while ( i < words.length )
		{
			final boolean isBox = words[ i ].equalsIgnoreCase( "box" );
			if ( !isBox && !words[ i ].equals( "+" ) && !words[ i ].equals( "-" ) || i + ( isBox ? 4 : 2 ) >= words.length || isBox
					&& box != null )
				throw unreadable( text, null );
			try
			{
				if ( isBox )
					box = Box.ofPixels( value( words[ i + 1 ] ), value( words[ i + 2 ] ), value( words[ i + 3 ] ),
							value( words[ i + 4 ] ) );
				else
					points.add( new PromptPoint( value( words[ i + 1 ] ), value( words[ i + 2 ] ), words[ i ].equals( "+" ) ) );
			}
			catch ( final NumberFormatException e )
			{
				throw unreadable( text, e );
			}
			i += isBox ? 5 : 3;
		}
		return Prompt.of( box, points );
	}

	private static double value( final String word )
	{
		return Double.parseDouble( word );
	}

	private static IllegalArgumentException unreadable( final String text, final Exception cause )
	{
		return new IllegalArgumentException( "\"" + text +
				"\" is no prompt. Write at most one box as \"box x y width height\", positive points as \"+ x y\" and negative ones as " +
				"\"- x y\", " +
				"for example: box 10 20 30 40 + 25 35 - 12 22", cause );
	}

	/** The text of a mask. */
	public static String format( final Mask mask )
	{
		final StringBuilder s = new StringBuilder( mask.x() + " " + mask.y() + " " + mask.width() + " " + mask.height() + ":" );
		final BitSet bits = mask.bits();
		int at = 0;
		while ( at < bits.length() )
		{
			final int start = bits.nextSetBit( at ), end = bits.nextClearBit( start );
			s.append( ' ' ).append( start - at ).append( ' ' ).append( end - start );
			at = end;
		}
		return s.toString();
	}

	/**
	 * @throws IllegalArgumentException
	 *             if the text is no mask
	 */
	public static Mask parseMask( final String text )
	{
		try
		{
			final String[] parts = text.split( ":", -1 );
			final String[] place = parts[ 0 ].trim().split( "\\s+" );
			final int width = Integer.parseInt( place[ 2 ] ), height = Integer.parseInt( place[ 3 ] );
			if ( width < 0 || height < 0 || ( long ) width * height > MAX_PIXELS )
				throw new IllegalArgumentException( "A mask has at most " + MAX_PIXELS + " pixels." );
			final BitSet bits = new BitSet();
			int at = 0;
			boolean inside = false;
			for ( final String run : parts[ 1 ].trim().split( "\\s+" ) )
				if ( !run.isEmpty() )
				{
					final int end = Math.addExact( at, Integer.parseInt( run ) );
					if ( end > width * height )
						throw new IllegalArgumentException( "The runs are longer than the mask." );
					bits.set( at, end, inside );
					at = end;
					inside = !inside;
				}
			return Mask.of( Integer.parseInt( place[ 0 ] ), Integer.parseInt( place[ 1 ] ), width, height, bits );
		}
		catch ( final RuntimeException e )
		{
			throw new IllegalArgumentException( "\"" + ( text.length() > 60 ? text.substring( 0, 60 ) + "..." : text ) +
					"\" is no mask. Write \"x y width height: runs\", with the lengths of runs outside and inside in turn, row by row.",
							e );
		}
	}

	private static String number( final double v )
	{
		return new BigDecimal( Double.toString( v ) ).stripTrailingZeros().toPlainString();
	}
}
