// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ij.ImagePlus;
import ij.gui.Roi;

/**
 * The slices of an image along z or t, at its current position on the other axis.
 * Slices are counted from 0 here, and positions from 1 as in ImageJ. Immutable as
 * far as the image is.
 */
public final class StackAxis {

	/** {@link #index(Roi)} of selections that lie on another plane of the other axis. */
	public static final int ELSEWHERE = -1;

	private final SourceImage image;
	private final boolean time;

	private StackAxis( final SourceImage image, final boolean time )
	{
		this.image = image;
		this.time = time;
	}

	/** {@link #of(SourceImage, String)} of an image as it is now. */
	public static StackAxis of( final ImagePlus imp, final String word )
	{
		return of( SourceImage.of( imp ), word );
	}

	/**
	 * @param word
	 *            "z", "t", or "auto" for the one that has more than one position
	 * @throws IllegalArgumentException
	 *             if the word is another, the image is no stack, has one
	 *             position along that axis only, or "auto" could mean both
	 */
	public static StackAxis of( final SourceImage image, final String word )
	{
		final String axis = word == null ? "" : word.trim().toLowerCase( Locale.ROOT );
		final int slices = image.slices(), frames = image.frames();
		final String title = "\"" + image.title() + "\"";
		if ( !axis.equals( "auto" ) && !axis.equals( "z" ) && !axis.equals( "t" ) )
			throw new IllegalArgumentException( "\"" + word + "\" is no value for axis. Use one of: auto, z, t." );
		if ( slices == 1 && frames == 1 )
			throw new IllegalArgumentException( title + ( image.channels() > 1
					? " has channels, but neither slices nor frames" : " is a single image, not a stack" ) +
					". Use Segment ROIs for it, or open a stack or series." );
		if ( axis.equals( "auto" ) && slices > 1 && frames > 1 )
			throw new IllegalArgumentException( title + " has " + slices + " slices and " + frames +
					" frames. Say along which to go: axis=z or axis=t." );
		if ( axis.equals( "z" ) && slices == 1 )
			throw new IllegalArgumentException( title + " has " + frames + " frames, but only one slice. Use axis=t." );
		if ( axis.equals( "t" ) && frames == 1 )
			throw new IllegalArgumentException( title + " has " + slices +
					" slices, but only one frame. Use axis=z, or tell ImageJ that they are frames (Image > Properties...)." );
		return new StackAxis( image, axis.equals( "t" ) || axis.equals( "auto" ) && frames > 1 );
	}

	public SourceImage image()
	{
		return image;
	}

	/** Whether the axis is t, not z. */
	public boolean isTime()
	{
		return time;
	}

	/** "slice" or "frame". */
	public String noun()
	{
		return time ? "frame" : "slice";
	}

	/** Number of slices along the axis. */
	public int size()
	{
		return time ? image.frames() : image.slices();
	}

	/** The z position of a slice, from 1. */
	public int z( final int index )
	{
		return time ? image.z() : index + 1;
	}

	/** The t position of a slice, from 1. */
	public int t( final int index )
	{
		return time ? index + 1 : image.t();
	}

	/** The current position along the axis, from 0. */
	public int current()
	{
		return ( time ? image.t() : image.z() ) - 1;
	}

	/** Whether a selection belongs to one position along the axis. */
	public boolean hasPosition( final Roi roi )
	{
		return position( roi )[ time ? 1 : 0 ] > 0;
	}

	/**
	 * The slice that a selection belongs to, from 0: its own position, else the
	 * current one; {@link #ELSEWHERE} if it belongs to another position on the other
	 * axis. Channels do not matter.
	 *
	 * @throws IllegalArgumentException
	 *             if the image has no such position
	 */
	public int index( final Roi roi )
	{
		final int[] p = position( roi );
		final int along = p[ time ? 1 : 0 ], other = p[ time ? 0 : 1 ];
		if ( along > size() )
			throw new IllegalArgumentException( "\"" + roi.getName() + "\" belongs to " + noun() + " " + along + ", but \"" +
					image.title() + "\" has only " + size() + " " + noun() +
					"s. Open the stack that it belongs to, or correct its position (ROI Manager > Properties...)." );
		if ( other > 0 && other != ( time ? image.z() : image.t() ) )
			return ELSEWHERE;
		return along > 0 ? along - 1 : current();
	}

	/** {z, t} of a selection, 0 for none. */
	private int[] position( final Roi roi )
	{
		return RoiPositions.of( roi, image );
	}

	/** Ties a selection to a slice. */
	public void tie( final Roi roi, final int index )
	{
		image.tie( roi, z( index ), t( index ) );
	}

	/** At most {@code n} slices, evenly spread over a range: {z, t} of each. */
	public List< int[] > sample( final int first, final int last, final int n )
	{
		final List< int[] > positions = new ArrayList<>();
		final int k = Math.min( n, last - first + 1 );
		for ( int i = 0; i < k; i++ )
		{
			final int index = k == 1 ? first : first + ( int ) ( ( long ) i * ( last - first ) / ( k - 1 ) );
			positions.add( new int[] { z( index ), t( index ) } );
		}
		return positions;
	}
}
