// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import java.util.Collections;
import java.util.List;

import sc.fiji.efficientsam.everything.Everything;
import sc.fiji.efficientsam.everything.EverythingSettings;
import sc.fiji.efficientsam.model.ModelInfo;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.KnownFrames;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.util.ProgressListener;

/** All objects that an instance head sees on one slice, and the frames that were encoded to see them. Immutable. */
final class Instances {

	/**
	 * Long sides of boxes, as a part of the model's favorite one, for which these frames are good enough.
	 */
	private static final double NEAR = 0.5, FAR = 2;

	private final List< SegmentedObject > objects;
	private final KnownFrames frames;

	private Instances( final List< SegmentedObject > objects, final KnownFrames frames )
	{
		this.objects = objects;
		this.frames = frames;
	}

	/**
	 * Looks for them. Blocks until done.
	 *
	 * @param image
	 *            by whose model objects are drawn
	 * @param finder
	 *            the same slice with a model that maps instances; may be {@code image}
	 * @param size
	 *            typical long side of the objects in pixels, above 0
	 * @throws IllegalArgumentException
	 *             if the finder's model has no instance head
	 */
	static Instances of( final EmbeddedImage image, final EmbeddedImage finder, final double size, final ProgressListener listener )
	{
		if ( !finder.model().mapsInstances() )
			throw new IllegalArgumentException( "The model \"" + finder.model().info().id() +
					"\" has no instance head, which tells all objects of a slice. Use instances=false, or a model that has one, as the " +
					"bundled one." );
		final Everything everything = new Everything( EverythingSettings.DEFAULT.with( EverythingSettings.OBJECT_SIZE, size ) );
		final ModelInfo info = image.model().info();
		final KnownFrames frames = new KnownFrames( finder == image ? everything.frames( finder ) : Collections.emptySet(),
				image.image().width(), image.image().height(), info, NEAR * info.boxSize(), FAR * info.boxSize() );
		return new Instances( everything.instances( finder, listener ), frames );
	}

	/** No two of them overlap. */
	List< SegmentedObject > objects()
	{
		return objects;
	}

	/** Frames from which prompts are served without encoding more. */
	KnownFrames frames()
	{
		return frames;
	}
}
