// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

import sc.fiji.efficientsam.segment.SegmentedObject;

/**
 * One object through the slices: at most one mask per slice, no two tracks'
 * masks overlapping. Not safe for use by several threads.
 */
public final class Track {

	private final int id;
	private final String name;
	private final int parent;
	private final NavigableMap< Integer, SegmentedObject > objects = new TreeMap<>();
	private final NavigableMap< Integer, Boolean > prompted = new TreeMap<>();
	private StopReason before = StopReason.END;
	private StopReason after = StopReason.END;

	Track( final int id, final String name, final int parent )
	{
		this.id = id;
		this.name = name;
		this.parent = parent;
	}

	/** The object's id, which is its label; 1 or more. */
	public int id()
	{
		return id;
	}

	/** The prompt's name; daughters have their mother's. */
	public String name()
	{
		return name;
	}

	/** Id of the track that divided into this one and another; 0 if there is none. */
	public int parent()
	{
		return parent;
	}

	/**
	 * The object on each slice where there is one, by index of the slice from 0;
	 * unmodifiable. On slices that the user prompted there always is one, which is
	 * empty if the model found nothing.
	 */
	public NavigableMap< Integer, SegmentedObject > objects()
	{
		return Collections.unmodifiableNavigableMap( objects );
	}

	/** The object on a slice, or null. */
	public SegmentedObject object( final int slice )
	{
		return objects.get( slice );
	}

	/** Whether the user prompted the object on this slice. */
	public boolean isPrompted( final int slice )
	{
		return prompted.containsKey( slice );
	}

	/** Whether there is at least one pixel on any slice. */
	public boolean isFound()
	{
		return objects.values().stream().anyMatch( SegmentedObject::isFound );
	}

	/** First slice with a pixel, from 0; -1 if there is none. */
	public int begin()
	{
		return objects.entrySet().stream().filter( e -> e.getValue().isFound() ).mapToInt( e -> e.getKey() ).findFirst().orElse( -1 );
	}

	/** Last slice with a pixel, from 0; -1 if there is none. */
	public int end()
	{
		return objects.descendingMap().entrySet().stream().filter( e -> e.getValue().isFound() ).mapToInt( e -> e.getKey() ).findFirst()
				.orElse( -1 );
	}

	/** Why there is nothing before {@link #begin()}. */
	public StopReason before()
	{
		return before;
	}

	/** Why there is nothing after {@link #end()}. */
	public StopReason after()
	{
		return after;
	}

	void put( final int slice, final SegmentedObject object )
	{
		objects.put( slice, object );
	}

	void prompt( final int slice, final SegmentedObject object )
	{
		prompted.put( slice, true );
		put( slice, object );
	}

	void remove( final int slice )
	{
		objects.remove( slice );
	}

	/** @param step 1 for the end of the track, -1 for its beginning */
	void stop( final int step, final StopReason reason )
	{
		if ( step > 0 )
			after = reason;
		else
			before = reason;
	}

	@Override
	public String toString()
	{
		return "track " + id + ", slices " + begin() + " (" + before.words() + ") to " + end() + " (" + after.words() + ")" +
				( parent == 0 ? "" : ", parent " + parent );
	}
}
