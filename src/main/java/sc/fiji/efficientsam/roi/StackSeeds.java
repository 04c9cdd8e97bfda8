// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.roi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import ij.gui.Roi;

import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.source.RoiPositions;
import sc.fiji.efficientsam.source.StackAxis;
import sc.fiji.efficientsam.track.Seed;

/** Turns selections on the slices of a stack into the prompts of objects, which get the ids 1, 2, 3... in their order. */
public final class StackSeeds {

	private final StackAxis axis;
	private final RoiPrompts prompts;
	private final boolean everySlice;
	private final boolean join;

	/**
	 * @param everySlice
	 *            whether selections without a position prompt every slice of the
	 *            range; else they belong to the current one
	 * @param join
	 *            whether selections of the same name on different slices are one
	 *            object
	 */
	public StackSeeds( final StackAxis axis, final RoiPrompts prompts, final boolean everySlice, final boolean join )
	{
		this.axis = Objects.requireNonNull( axis, "axis" );
		this.prompts = Objects.requireNonNull( prompts, "prompts" );
		this.everySlice = everySlice;
		this.join = join;
	}

	/**
	 * @param first
	 *            first slice of the range, from 0
	 * @param last
	 *            its last slice
	 * @throws IllegalArgumentException
	 *             if there is no selection, a selection is no prompt or belongs to
	 *             a slice that the image does not have, or all belong to other
	 *             positions of the other axis
	 */
	public List< Seed > of( final List< Roi > rois, final int first, final int last )
	{
		if ( rois.isEmpty() )
			throw new IllegalArgumentException( "There is nothing to segment: no selection was given. Draw one on a slice, or add " +
					"selections to the ROI Manager." );
		final List< Seed > seeds = new ArrayList<>();
		final Map< String, Integer > ids = new HashMap<>();
		int next = 1, number = 0;
		for ( final Roi roi : rois )
		{
			number++;
			final Roi named = roi.getName() == null || roi.getName().isEmpty() ? ( Roi ) roi.clone() : roi;
			if ( named != roi )
				named.setName( "ROI " + number );
			// NB: points of one selection on several slices are one object where they would be one on a slice.
			for ( final Roi part : RoiPositions.parts( named, axis.image() ) )
			{
				final int index = axis.index( part );
				if ( index == StackAxis.ELSEWHERE )
					continue;
				for ( final Prompt p : prompts.toPrompts( Collections.singletonList( part ) ) )
				{
					final String key = join ? p.name() : number + "\n" + p.name();
					final int id = ids.containsKey( key ) ? ids.get( key ) : next++;
					ids.put( key, id );
					if ( everySlice && !axis.hasPosition( part ) )
						for ( int s = first; s <= last; s++ )
							seeds.add( new Seed( id, s, p ) );
					else
						seeds.add( new Seed( id, index, p ) );
				}
			}
		}
		if ( seeds.isEmpty() )
			throw new IllegalArgumentException( "All " + rois.size() + " selections belong to " + ( axis.isTime() ? "slices" : "frames" ) +
					" other than the current one (" +
					( axis.isTime() ? axis.z( 0 ) : axis.t( 0 ) ) +
							"). Go there, or remove their positions (ROI Manager > More > Remove Positions...)." );
		return seeds;
	}
}
