// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.prompt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.mask.Mask;

/**
 * Everything that a user says about <em>one</em> object: a box, positive and
 * negative points, a rough mask, or several of these. One prompt gives exactly
 * one mask.
 * <p>
 * Coordinates are those of {@link PromptPoint} and {@link Box}: pixels of the
 * image, integers at pixel centers. Immutable; {@code with...} methods return
 * changed copies:
 * </p>
 *
 * <pre>{@code
 * Prompt nucleus = Prompt.box( 10, 20, 30, 30 ).withPoint( 25, 35 ).withNegative( 12, 22 );
 * }</pre>
 */
public final class Prompt {

	private final String name;
	private final String objectClass;
	private final Box box;
	private final List< PromptPoint > points;
	private final Mask mask;

	private Prompt( final String name, final String objectClass, final Box box, final List< PromptPoint > points, final Mask mask )
	{
		this.name = Objects.requireNonNull( name, "name" );
		this.objectClass = Objects.requireNonNull( objectClass, "objectClass" );
		this.box = box;
		this.points = points;
		this.mask = mask;
	}

	/**
	 * @param box
	 *            the object's box, or null
	 * @param points
	 *            points inside and outside the object; may be empty if there is
	 *            a box
	 * @throws IllegalArgumentException
	 *             if there is neither a box nor a positive point
	 */
	public static Prompt of( final Box box, final List< PromptPoint > points )
	{
		return of( box, points, null );
	}

	/**
	 * @param box
	 *            the object's box, or null
	 * @param points
	 *            points inside and outside the object; may be empty
	 * @param mask
	 *            a rough mask of the object, or null
	 * @throws IllegalArgumentException
	 *             if there is neither a box nor a positive point nor a mask with
	 *             at least one pixel
	 */
	public static Prompt of( final Box box, final List< PromptPoint > points, final Mask mask )
	{
		final List< PromptPoint > copy = Collections.unmodifiableList( new ArrayList<>( points ) );
		if ( mask != null && mask.isEmpty() )
			throw new IllegalArgumentException( "A mask prompt needs at least one pixel." );
		if ( box == null && mask == null && copy.stream().noneMatch( PromptPoint::isPositive ) )
			throw new IllegalArgumentException( "A prompt needs a box, at least one positive point, or a mask." );
		return new Prompt( "", "", box, copy, mask );
	}

	/** A rough mask, in pixels of the image. */
	public static Prompt mask( final Mask mask )
	{
		return of( null, Collections.emptyList(), Objects.requireNonNull( mask, "mask" ) );
	}

	/** A box of {@code width x height} whole pixels whose top left pixel is (x, y). */
	public static Prompt box( final double x, final double y, final double width, final double height )
	{
		return of( Box.ofPixels( x, y, width, height ), Collections.emptyList() );
	}

	/** One positive point. */
	public static Prompt point( final double x, final double y )
	{
		return points( new PromptPoint( x, y, true ) );
	}

	/** Several points of one object. */
	public static Prompt points( final PromptPoint... points )
	{
		return of( null, Arrays.asList( points ) );
	}

	/** This prompt with one more positive point. */
	public Prompt withPoint( final double x, final double y )
	{
		return withPoint( new PromptPoint( x, y, true ) );
	}

	/** This prompt with one more negative point. */
	public Prompt withNegative( final double x, final double y )
	{
		return withPoint( new PromptPoint( x, y, false ) );
	}

	/** This prompt with one more point. */
	public Prompt withPoint( final PromptPoint point )
	{
		final List< PromptPoint > all = new ArrayList<>( points );
		all.add( point );
		return new Prompt( name, objectClass, box, Collections.unmodifiableList( all ), mask );
	}

	/** This prompt with a rough mask, in pixels of the image; null takes it away. */
	public Prompt withMask( final Mask newMask )
	{
		return of( box, points, newMask ).withName( name ).withClass( objectClass );
	}

	/** This prompt with the given name, which messages and tables show. */
	public Prompt withName( final String newName )
	{
		return new Prompt( newName, objectClass, box, points, mask );
	}

	/** This prompt for an object of the given class, which results keep; "" for none. */
	public Prompt withClass( final String newClass )
	{
		return new Prompt( name, newClass, box, points, mask );
	}

	/** The class of the object, for example its ROI's group; "" for none. */
	public String objectClass()
	{
		return objectClass;
	}

	/** What the user calls the object, for example its ROI's name; "" if nothing. */
	public String name()
	{
		return name;
	}

	public boolean hasBox()
	{
		return box != null;
	}

	/** The box, or null if there is none. */
	public Box box()
	{
		return box;
	}

	public boolean hasMask()
	{
		return mask != null;
	}

	/** The rough mask, or null if there is none. */
	public Mask mask()
	{
		return mask;
	}

	/** All points, in the order in which they were added; unmodifiable. */
	public List< PromptPoint > points()
	{
		return points;
	}

	public boolean hasNegative()
	{
		return points.stream().anyMatch( p -> !p.isPositive() );
	}

	/** The box if there is one, else the smallest box that holds the mask and the pixels of all positive points. */
	public Box extent()
	{
		if ( box != null )
			return box;
		Box extent = mask == null ? null : mask.bounds();
		for ( final PromptPoint p : points )
			if ( p.isPositive() )
			{
				final Box pixel = Box.ofPixels( p.x(), p.y(), 1, 1 );
				extent = extent == null ? pixel : extent.union( pixel );
			}
		return extent;
	}

	/**
	 * Whether this prompt can be used on an image of the given size: every
	 * point lies on a pixel of the image, and box and mask cover at least a part
	 * of it.
	 */
	public boolean isInside( final long width, final long height )
	{
		for ( final PromptPoint p : points )
			if ( p.x() < -0.5 || p.y() < -0.5 || p.x() >= width - 0.5 || p.y() >= height - 0.5 )
				return false;
		if ( box == null && mask == null )
			return true;
		if ( width <= 0 || height <= 0 )
			return false;
		final Box image = Box.ofPixels( 0, 0, width, height );
		return ( box == null || box.intersect( image ) != null ) && ( mask == null || mask.bounds().intersect( image ) != null );
	}

	/** What kind of prompt this is, in words: "box", "point", "3 points", "box + 2 points", "mask". */
	public String describe()
	{
		final List< String > parts = new ArrayList<>();
		if ( box != null )
			parts.add( "box" );
		if ( !points.isEmpty() )
			parts.add( points.size() == 1 ? "point" : points.size() + " points" );
		if ( mask != null )
			parts.add( "mask" );
		return String.join( " + ", parts );
	}

	@Override
	public boolean equals( final Object o )
	{
		if ( !( o instanceof Prompt ) )
			return false;
		final Prompt p = ( Prompt ) o;
		return name.equals( p.name ) && objectClass.equals( p.objectClass )
				&& Objects.equals( box, p.box ) && points.equals( p.points ) && Objects.equals( mask, p.mask );
	}

	@Override
	public int hashCode()
	{
		return Objects.hash( name, objectClass, box, points, mask );
	}

	@Override
	public String toString()
	{
		return ( name.isEmpty() ? "" : "\"" + name + "\": " ) + ( box == null ? "" : box + " " ) + ( points.isEmpty() ? "" : points ) +
				( mask == null ? "" : mask );
	}
}
