/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
package sc.fiji.efficientsam.imagej;

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

	/**
	 * @param channel
	 *            0 for what is displayed, else the channel to use, counted from 1
	 * @param embed
	 *            ties the pixels of a slice to a model
	 */
	public ImagePlusSlices( final StackAxis axis, final ImagePlusReader reader, final int channel, final Function< ChannelImage, EmbeddedImage > embed )
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
		return axis.image().getWidth();
	}

	@Override
	public int height()
	{
		return axis.image().getHeight();
	}

	/** NB: one at a time, as virtual stacks need not be made for several threads. */
	@Override
	public synchronized EmbeddedImage slice( final int index )
	{
		return embed.apply( reader.read( axis.image(), channel, axis.z( index ), axis.t( index ) ) );
	}
}
