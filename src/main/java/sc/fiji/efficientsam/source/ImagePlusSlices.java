// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.source;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import sc.fiji.efficientsam.image.ChannelImage;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.track.SliceSource;

/** The slices of an ImageJ image along an axis; virtual stacks are read slice by slice. Safe for use by several threads. */
public final class ImagePlusSlices implements SliceSource {

	private final StackAxis axis;
	private final ImagePlusReader reader;
	private final int channel;
	private final Function< ChannelImage, EmbeddedImage > embed;
	private final Map< Integer, Integer > hashes = new HashMap<>();

	/**
	 * @param channel
	 *            0 for what is displayed, else the channel to use, counted from 1
	 * @param embed
	 *            ties the pixels of a slice to a model
	 */
	public ImagePlusSlices( final StackAxis axis, final ImagePlusReader reader, final int channel, final Function< ChannelImage,
			EmbeddedImage > embed )
	{
		this.axis = Objects.requireNonNull( axis, "axis" );
		this.reader = Objects.requireNonNull( reader, "reader" );
		this.channel = channel;
		this.embed = Objects.requireNonNull( embed, "embed" );
	}

	@Override
	public int size()
	{
		return axis.size();
	}

	@Override
	public int width()
	{
		return axis.image().width();
	}

	@Override
	public int height()
	{
		return axis.image().height();
	}

	/** NB: one at a time, as embeddings are large. */
	@Override
	public synchronized EmbeddedImage slice( final int index )
	{
		return embed.apply( reader.read( plane( index ) ) );
	}

	/**
	 * The pixels of a slice.
	 *
	 * @throws IllegalStateException
	 *             if they are not what they were when the slice was read for the first time
	 */
	public synchronized SourcePlane plane( final int index )
	{
		final SourcePlane plane = axis.image().plane( channel, axis.z( index ), axis.t( index ) );
		final int hash = plane.hash();
		final Integer before = hashes.putIfAbsent( index, hash );
		if ( before != null && before != hash )
			throw new IllegalStateException( "The pixels of " + axis.noun() + " " + ( index + 1 ) + " of \"" + axis.image().title() +
					"\" were changed while it was segmented, so that labels and measurements would not agree. Run it again, and leave " +
							"the " +
							"image as it is meanwhile." );
		return plane;
	}
}
