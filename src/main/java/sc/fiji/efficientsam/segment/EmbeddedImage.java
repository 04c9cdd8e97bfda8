// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import java.util.Collection;
import java.util.Objects;
import java.util.function.BooleanSupplier;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.model.Embedding;
import sc.fiji.efficientsam.model.PromptableModel;

/**
 * An image together with the embeddings of those of its frames that were needed
 * so far, the least recently used ones dropped first. Safe for use by several
 * threads; a frame is encoded only once even if two threads ask for it. Valid as
 * long as the image's pixels stay as they are.
 */
public final class EmbeddedImage {

	/** Bytes of embeddings that an image keeps by default: 128 frames of the bundled model. */
	public static final long DEFAULT_CAPACITY = 256L << 20;

	private final RgbImage image;
	private final PromptableModel model;
	private final EmbeddingCache cache;

	/** An image that keeps {@value #DEFAULT_CAPACITY} bytes of embeddings. */
	public EmbeddedImage( final RgbImage image, final PromptableModel model )
	{
		this( image, model, new EmbeddingCache( DEFAULT_CAPACITY ) );
	}

	/**
	 * @param cache
	 *            holds this image's frames, and no other image's
	 */
	public EmbeddedImage( final RgbImage image, final PromptableModel model, final EmbeddingCache cache )
	{
		this.image = Objects.requireNonNull( image, "image" );
		this.model = Objects.requireNonNull( model, "model" );
		this.cache = Objects.requireNonNull( cache, "cache" );
	}

	public RgbImage image()
	{
		return image;
	}

	public PromptableModel model()
	{
		return model;
	}

	/**
	 * The embedding of a frame; encoded now if it was not kept. NB: a model encodes
	 * one frame at a time, as it uses all cores for it: two at once would only
	 * delay each other.
	 */
	public Embedding embedding( final Frame frame )
	{
		final int size = model.info().frameSize();
		return cache.get( frame, f -> {
			final float[] rgb = f.render( image, size );
			synchronized ( model )
			{
				return model.encode( rgb, f.filledWidth( size ), f.filledHeight( size ) );
			}
		} );
	}

	/**
	 * Encodes frames that are going to be asked for, one after the other. Frames that
	 * would fill more than a quarter of what the image may keep are left to their
	 * turn, all but the first: they could be dropped before they are used.
	 *
	 * @param goesOn
	 *            asked before each frame
	 */
	public void encodeAhead( final Collection< Frame > frames, final BooleanSupplier goesOn )
	{
		for ( final Frame f : frames )
			if ( !goesOn.getAsBoolean() || embedding( f ).bytes() * frames.size() > cache.capacity() / 4 )
				return;
	}

	/**
	 * The size for which prompts without a box are served: the one that is told, or
	 * else the typical one of the image's objects, which the model's instance head
	 * sees, if it can be trusted. Looking for it encodes some frames, once per image, and always ends with the
	 * same number, which can be told instead.
	 *
	 * @param told
	 *            long side of objects in pixels; 0 for automatic
	 * @return long side of objects in pixels; 0 if nothing was told and the model
	 *         has no such head, sees no object, or is {@link #isUnsureOfSize unsure}
	 */
	public double typicalSize( final double told )
	{
		return isUnsureOfSize( told ) ? 0 : likelySize( told );
	}

	/**
	 * Like {@link #typicalSize}, but the size that is most likely even where it cannot be trusted: for work that
	 * needs some size.
	 */
	public double likelySize( final double told )
	{
		return isFound( told ) ? size().size() : told;
	}

	/** Whether no size is told and what the model's instance head sees tells none that could be trusted; false if it has no such head. */
	public boolean isUnsureOfSize( final double told )
	{
		return isFound( told ) && !size().isSure();
	}

	private boolean isFound( final double told )
	{
		return told <= 0 && model.mapsInstances();
	}

	private SizeEstimate size()
	{
		return cache.size( () -> new TypicalSize( this ).estimate() );
	}

	/** Whether {@link #typicalSize} has its answer at hand. Never waits. */
	public boolean knowsTypicalSize( final double told )
	{
		return !isFound( told ) || cache.knowsSize();
	}

	/** The frames' embeddings. */
	public EmbeddingCache cache()
	{
		return cache;
	}
}
