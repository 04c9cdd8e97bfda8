// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import sc.fiji.efficientsam.segment.SegmentedObject;

/** All tracks of a stack, sorted by id. Immutable as far as its tracks are left alone. */
public final class Tracks {

	private final List< Track > all;
	private final boolean canceled;

	Tracks( final List< Track > all, final boolean canceled )
	{
		this.all = Collections.unmodifiableList( new ArrayList<>( all ) );
		this.canceled = canceled;
	}

	/** All tracks, also those for which nothing was found; unmodifiable. */
	public List< Track > all()
	{
		return all;
	}

	/** Whether the computation was canceled, so that these are only the slices up to there. */
	public boolean isCanceled()
	{
		return canceled;
	}

	/** Highest id, 0 if there are no tracks. */
	public int maxId()
	{
		return all.stream().mapToInt( Track::id ).max().orElse( 0 );
	}

	/** The objects of a slice by id. */
	public SortedMap< Integer, SegmentedObject > onSlice( final int slice )
	{
		final SortedMap< Integer, SegmentedObject > here = new TreeMap<>();
		for ( final Track t : all )
			if ( t.object( slice ) != null )
				here.put( t.id(), t.object( slice ) );
		return here;
	}

	/**
	 * The tracks in the text format of the Cell Tracking Challenge
	 * (man_track.txt, res_track.txt): one line {@code L B E P} per track that was
	 * found, with label, first and last frame counted from 0, and the parent's
	 * label or 0. A parent that was never found is written as 0.
	 */
	public String toCellTrackingChallenge()
	{
		final StringBuilder text = new StringBuilder();
		for ( final Track t : all )
			if ( t.isFound() )
			{
				final boolean hasParent = all.stream().anyMatch( p -> p.id() == t.parent() && p.isFound() );
				text.append( t.id() ).append( ' ' ).append( t.begin() ).append( ' ' ).append( t.end() ).append( ' ' ).append( hasParent
						? t.parent() : 0 ).append( '\n' );
			}
		return text.toString();
	}
}
