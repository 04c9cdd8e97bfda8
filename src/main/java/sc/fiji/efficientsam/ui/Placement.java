// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.Dimension;
import java.awt.GraphicsConfiguration;
import java.awt.GraphicsDevice;
import java.awt.GraphicsEnvironment;
import java.awt.Insets;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Finds a place for a window where it does not cover an image: at its right, left, below or above, where there is room. All
 * rectangles are in pixels of the desktop.
 */
final class Placement {

	/** Pixels between the two windows. */
	private static final int GAP = 8;

	private Placement()
	{}

	/** What can be used of each screen, without bars and docks. */
	static List< Rectangle > screens()
	{
		final List< Rectangle > all = new ArrayList<>();
		for ( final GraphicsDevice d : GraphicsEnvironment.getLocalGraphicsEnvironment().getScreenDevices() )
		{
			final GraphicsConfiguration c = d.getDefaultConfiguration();
			final Rectangle r = new Rectangle( c.getBounds() );
			final Insets i = Toolkit.getDefaultToolkit().getScreenInsets( c );
			r.x += i.left;
			r.y += i.top;
			r.width -= i.left + i.right;
			r.height -= i.top + i.bottom;
			if ( !r.isEmpty() )
				all.add( r );
		}
		return all;
	}

	/**
	 * Finds a place.
	 *
	 * @param image
	 *            what must not be covered
	 * @param other
	 *            what should not be covered; may be empty
	 * @param wanted
	 *            the size that the window would like to have
	 * @param least
	 *            the smallest height that is of use
	 * @param screens
	 *            not empty
	 * @return place and size: on the screen that shows most of the image if there is room, else on another one;
	 *         lower than wanted if need be. Only if there is no room anywhere does it cover the image, as little as possible.
	 */
	static Rectangle beside( final Rectangle image, final Rectangle other, final Dimension wanted, final int least,
			final List< Rectangle > screens )
	{
		final List< Rectangle > byShare = new ArrayList<>( screens );
		byShare.sort( Comparator.comparingLong( s -> -area( s.intersection( image ) ) ) );
		for ( final int height : new int[] { wanted.height, Math.min( wanted.height, least ) } )
			for ( final Rectangle screen : byShare )
				for ( final boolean spare : new boolean[] { true, false } )
					for ( final Rectangle strip : strips( image, screen ) )
					{
						final Rectangle r = in( strip, image, spare ? other : new Rectangle(), wanted.width, wanted.height, height );
						if ( r != null )
							return r;
					}
		final Rectangle screen = byShare.get( 0 );
		final int w = Math.min( wanted.width, screen.width ), h = Math.min( wanted.height, screen.height );
		final List< Rectangle > corners = new ArrayList<>();
		for ( final int x : new int[] { screen.x + screen.width - w, screen.x } )
			for ( final int y : new int[] { screen.y, screen.y + screen.height - h } )
				corners.add( new Rectangle( x, y, w, h ) );
		return Collections.min( corners, Comparator.comparingLong( c -> area( c.intersection( image ) ) ) );
	}

	private static long area( final Rectangle r )
	{
		return r.isEmpty() ? 0 : ( long ) r.width * r.height;
	}

	/** What is free of a screen at the right of the image, at its left, below and above. */
	private static List< Rectangle > strips( final Rectangle image, final Rectangle s )
	{
		final int x1 = Math.max( s.x, image.x + image.width + GAP ), y1 = Math.max( s.y, image.y + image.height + GAP );
		final int x0 = Math.min( s.x + s.width, image.x - GAP ), y0 = Math.min( s.y + s.height, image.y - GAP );
		final List< Rectangle > strips = new ArrayList<>();
		if ( !s.intersects( image ) )
			strips.add( s );
		strips.add( new Rectangle( x1, s.y, s.x + s.width - x1, s.height ) );
		strips.add( new Rectangle( s.x, s.y, x0 - s.x, s.height ) );
		strips.add( new Rectangle( s.x, y1, s.width, s.y + s.height - y1 ) );
		strips.add( new Rectangle( s.x, s.y, s.width, y0 - s.y ) );
		return strips;
	}

	/**
	 * A place in a free part of the screen, near to the image, as high as wanted if there is room and at least so high;
	 * null if there is none.
	 */
	private static Rectangle in( final Rectangle free, final Rectangle image, final Rectangle other, final int w, final int wanted,
			final int least )
	{
		if ( w > free.width || least > free.height )
			return null;
		final int h = Math.min( wanted, free.height );
		final int[] xs = { clamp( image.x + image.width + GAP, free.x, free.x + free.width - w ),
				clamp( image.x - GAP - w, free.x, free.x + free.width - w ), clamp( image.x, free.x, free.x + free.width - w ), free.x,
				free.x + free.width - w };
		final int[] ys = { clamp( image.y, free.y, free.y + free.height - h ), free.y + free.height - h, free.y };
		Rectangle best = null;
		for ( final int y : ys )
			for ( final int x : xs )
			{
				final Rectangle r = new Rectangle( x, y, w, h );
				if ( !r.intersects( other ) && ( best == null || distance( r, image ) < distance( best, image ) ) )
					best = r;
			}
		return best;
	}

	private static int clamp( final int v, final int min, final int max )
	{
		return Math.max( min, Math.min( v, max ) );
	}

	/** How far two windows are from each other; of equal ones, those whose upper left corners are in line are nearer. */
	private static double distance( final Rectangle a, final Rectangle b )
	{
		final double dx = Math.max( 0, Math.max( a.x - b.x - b.width, b.x - a.x - a.width ) ),
				dy = Math.max( 0, Math.max( a.y - b.y - b.height, b.y - a.y - a.height ) );
		return Math.hypot( dx, dy ) + 0.01 * Math.abs( a.y - b.y ) + 0.001 * Math.abs( a.x - b.x );
	}

	/** Whether a window could be used at a place: on a screen as a whole, and not over the image. */
	static boolean isUsable( final Rectangle place, final Rectangle image, final List< Rectangle > screens )
	{
		return !place.isEmpty() && !place.intersects( image ) && screens.stream().anyMatch( s -> s.contains( place ) );
	}
}
