// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.FloatPolygon;

/**
 * Where in a stack selections belong: by hyperstack position, by the stack's index, or, in selections of the multi-point
 * tool, by a position of each point. Channels do not matter, as an object is the same in all of them.
 */
public final class RoiPositions {

	/** Property of a part of a multi-point selection: the numbers of its points in the whole selection, from 1. */
	static final String NUMBERS = "EfficientSAM.points";

	private RoiPositions()
	{}

	/**
	 * {z, t} of a selection, counted from 1; 0 where it belongs to all.
	 *
	 * @throws IllegalArgumentException
	 *             if the stack has no such position
	 */
	public static int[] of( final Roi roi, final SourceImage image )
	{
		if ( roi.hasHyperStackPosition() )
			return new int[] { roi.getZPosition(), roi.getTPosition() };
		return plane( roi.getPosition(), roi, image );
	}

	private static int[] plane( final int index, final Roi roi, final SourceImage image )
	{
		if ( index <= 0 || image.stackSize() == 1 )
			return new int[] { 0, 0 };
		if ( index > image.stackSize() )
			throw new IllegalArgumentException( "\"" + roi.getName() + "\" belongs to slice " + index + ", but \"" + image.title() +
					"\" has only " + image.stackSize() +
					" slices. Open the stack that it belongs to, or correct its position (ROI Manager > Properties...)." );
		final int[] czt = image.position( index );
		return new int[] { czt[ 1 ], czt[ 2 ] };
	}

	/**
	 * The parts of a selection that belong to different planes, in their order; most selections are one part, which is
	 * the selection itself.
	 */
	public static List< Roi > parts( final Roi roi, final SourceImage image )
	{
		if ( !( roi instanceof PointRoi ) || roi.hasHyperStackPosition() || image.stackSize() == 1 )
			return Collections.singletonList( roi );
		final PointRoi points = ( PointRoi ) roi;
		final int n = points.getFloatPolygon().npoints;
		final Map< Integer, List< Integer > > planes = new TreeMap<>();
		for ( int i = 0; i < n; i++ )
		{
			final int own = points.getPointPosition( i );
			final int[] zt = plane( own > 0 || n > 1 ? own : points.getPosition(), roi, image );
			planes.computeIfAbsent( zt[ 0 ] == 0 ? 0 : image.index( 1, zt[ 0 ], zt[ 1 ] ), p -> new ArrayList<>() ).add( i );
		}
		final List< Roi > parts = new ArrayList<>();
		planes.forEach( ( index, members ) -> parts.add( part( points, members, index, n ) ) );
		return parts;
	}

	private static Roi part( final PointRoi points, final List< Integer > members, final int index, final int n )
	{
		final FloatPolygon all = points.getFloatPolygon();
		final int k = members.size();
		final float[] x = new float[ k ], y = new float[ k ];
		final int[] counters = new int[ k ];
		final StringBuilder numbers = new StringBuilder();
		for ( int i = 0; i < k; i++ )
		{
			x[ i ] = all.xpoints[ members.get( i ) ];
			y[ i ] = all.ypoints[ members.get( i ) ];
			counters[ i ] = points.getCounter( members.get( i ) );
			numbers.append( i == 0 ? "" : " " ).append( members.get( i ) + 1 );
		}
		final PointRoi part = new PointRoi( x, y, k );
		part.setCounters( counters );
		part.setName( points.getName() );
		part.setPosition( index );
		if ( k < n )
			part.setProperty( NUMBERS, numbers.toString() );
		return part;
	}

	/** The numbers, from 1, of the points of a part in the whole selection; null if it is a whole one. */
	public static int[] numbers( final Roi roi )
	{
		final String words = roi.getProperty( NUMBERS );
		if ( words == null )
			return null;
		final String[] parts = words.trim().split( " " );
		final int[] numbers = new int[ parts.length ];
		for ( int i = 0; i < parts.length; i++ )
			numbers[ i ] = Integer.parseInt( parts[ i ] );
		return numbers;
	}

	/** The parts of selections that belong to a plane, or to no plane in particular. */
	public static List< Roi > on( final List< Roi > rois, final SourceImage image )
	{
		final List< Roi > here = new ArrayList<>();
		for ( final Roi roi : rois )
			for ( final Roi part : parts( roi, image ) )
				if ( image.slices() * image.frames() == 1 || matches( place( part, image ), image ) )
					here.add( part );
		return here;
	}

	/** NB: selections of other, longer stacks lie around in the ROI Manager; they are elsewhere, not wrong. */
	private static int[] place( final Roi roi, final SourceImage image )
	{
		return !roi.hasHyperStackPosition() && roi.getPosition() > image.stackSize() ? new int[] { -1, -1 } : of( roi, image );
	}

	private static boolean matches( final int[] zt, final SourceImage image )
	{
		return ( zt[ 0 ] == 0 || zt[ 0 ] == image.z() ) && ( zt[ 1 ] == 0 || zt[ 1 ] == image.t() );
	}

	/** How many points and other selections there are. */
	public static int count( final List< Roi > rois )
	{
		return rois.stream().mapToInt( r -> r instanceof PointRoi ? r.getFloatPolygon().npoints : 1 ).sum();
	}
}
