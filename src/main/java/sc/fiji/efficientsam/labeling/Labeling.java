// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.labeling;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import sc.fiji.efficientsam.mask.Mask;

/**
 * What Labkit calls a labeling: labels by name, each the set of its pixels in two to five dimensions; a pixel may have several labels.
 * The first two dimensions are x and y; of the others a plane's position is a list, for example {z} or {z, t}.
 * Immutable, hence thread-safe.
 */
public final class Labeling {

	/** The largest image that a labeling may have in x and y together, in pixels. */
	static final long LARGEST = Integer.MAX_VALUE - 8;

	private final List< Axis > axes;
	private final Map< String, Map< List< Long >, Mask > > labels;
	private final Map< String, Integer > colors;

	/** First and last coordinate of a dimension, and its pixels' size. */
	public static final class Axis {

		private final long min;
		private final long max;
		private final double pixelSize;
		private final String unit;

		/**
		 * @param min the first coordinate
		 * @param max the last one
		 * @param pixelSize in units
		 * @param unit may be null
		 */
		public Axis( final long min, final long max, final double pixelSize, final String unit )
		{
			if ( min > max )
				throw new IllegalArgumentException( "The labeling begins at " + min + " and ends at " + max + "." );
			this.min = min;
			this.max = max;
			this.pixelSize = pixelSize;
			this.unit = unit;
		}

		public long min()
		{
			return min;
		}

		public long max()
		{
			return max;
		}

		/** Number of pixels. */
		public long size()
		{
			return max - min + 1;
		}

		public double pixelSize()
		{
			return pixelSize;
		}

		/** May be null. */
		public String unit()
		{
			return unit;
		}

		@Override
		public boolean equals( final Object o )
		{
			return o instanceof Axis && ( ( Axis ) o ).min == min && ( ( Axis ) o ).max == max && ( ( Axis ) o ).pixelSize == pixelSize
					&& Objects.equals( ( ( Axis ) o ).unit, unit );
		}

		@Override
		public int hashCode()
		{
			return Objects.hash( min, max, pixelSize, unit );
		}
	}

	/**
	 * @param axes x, y and up to three more
	 * @param labels names, in order, with the masks of each label's planes that have any of its pixels. In masks, (0, 0) is the first
	 * pixel of
	 *            the labeling; positions are as in the labeling.
	 * @param colors RGB by name; labels may have none
	 * @throws IllegalArgumentException if there are fewer than two or more than five axes, or masks lie outside
	 */
	public Labeling( final List< Axis > axes, final Map< String, Map< List< Long >, Mask > > labels, final Map< String, Integer > colors )
	{
		if ( axes.size() < 2 || axes.size() > 5 )
			throw new IllegalArgumentException( "A labeling has two to five dimensions, not " + axes.size() + "." );
		if ( axes.get( 0 ).size() > LARGEST / axes.get( 1 ).size() )
			throw new IllegalArgumentException( "The labeling is too large: " + axes.get( 0 ).size() + " x " + axes.get( 1 ).size() + "." );
		this.axes = Collections.unmodifiableList( new ArrayList<>( axes ) );
		final Map< String, Map< List< Long >, Mask > > all = new LinkedHashMap<>();
		labels.forEach( ( name, planes ) -> {
			final Map< List< Long >, Mask > copy = new LinkedHashMap<>();
			planes.forEach( ( position, mask ) -> {
				requireInside( name, position, mask );
				if ( !mask.isEmpty() )
					copy.put( Collections.unmodifiableList( new ArrayList<>( position ) ), mask );
			} );
			all.put( name, Collections.unmodifiableMap( copy ) );
		} );
		this.labels = Collections.unmodifiableMap( all );
		this.colors = Collections.unmodifiableMap( new LinkedHashMap<>( colors ) );
	}

	private void requireInside( final String name, final List< Long > position, final Mask mask )
	{
		boolean inside = position.size() == axes.size() - 2 && mask.x() >= 0 && mask.y() >= 0
				&& mask.x() + mask.width() <= axes.get( 0 ).size() && mask.y() + mask.height() <= axes.get( 1 ).size();
		for ( int d = 2; inside && d < axes.size(); d++ )
			inside = position.get( d - 2 ) >= axes.get( d ).min() && position.get( d - 2 ) <= axes.get( d ).max();
		if ( !inside )
			throw new IllegalArgumentException( "The label \"" + name + "\" has pixels outside of the labeling." );
	}

	public List< Axis > axes()
	{
		return axes;
	}

	/** The labels' names, in order. */
	public Set< String > names()
	{
		return labels.keySet();
	}

	/** The planes that have pixels of a label; empty if there are none, or no such label. */
	public Map< List< Long >, Mask > planes( final String name )
	{
		return labels.getOrDefault( name, Collections.emptyMap() );
	}

	/** A label's pixels in one plane; empty if there are none. */
	public Mask mask( final String name, final List< Long > position )
	{
		return planes( name ).getOrDefault( position, Mask.EMPTY );
	}

	/** RGB by name; labels may have none. */
	public Map< String, Integer > colors()
	{
		return colors;
	}

	/** The sizes, for messages: 512 x 512 x 3. */
	public String describeSize()
	{
		final StringBuilder s = new StringBuilder();
		for ( final Axis axis : axes )
			s.append( s.length() == 0 ? "" : " x " ).append( axis.size() );
		return s.toString();
	}

	@Override
	public boolean equals( final Object o )
	{
		return o instanceof Labeling && ( ( Labeling ) o ).axes.equals( axes ) && ( ( Labeling ) o ).labels.equals( labels )
				&& new ArrayList<>( ( ( Labeling ) o ).names() ).equals( new ArrayList<>( names() ) )
				&& ( ( Labeling ) o ).colors.equals( colors );
	}

	@Override
	public int hashCode()
	{
		return Objects.hash( axes, labels, colors );
	}
}
