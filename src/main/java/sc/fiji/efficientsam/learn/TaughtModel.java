// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.learn;

import java.util.List;

import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.model.Embedding;
import sc.fiji.efficientsam.model.FeatureMap;
import sc.fiji.efficientsam.model.InstanceMap;
import sc.fiji.efficientsam.model.MaskCandidates;
import sc.fiji.efficientsam.model.ModelInfo;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.EmbeddedImage;

/** A model whose instance head has been taught: it finds objects as a {@link Lesson} tells, and does all else as before. */
public final class TaughtModel implements PromptableModel {

	private final PromptableModel model;
	private final Lesson lesson;

	/**
	 * @param model
	 *            not closed with this one
	 * @throws IllegalArgumentException
	 *             if it has no instance head, or has other features than those that the lesson takes
	 */
	public TaughtModel( final PromptableModel model, final Lesson lesson )
	{
		if ( !model.mapsInstances() )
			throw new IllegalArgumentException( "The model " + model.info().id() +
					" has no instance head that could be taught. Use another model." );
		this.model = model;
		this.lesson = lesson;
	}

	/** An image whose objects are found as the lesson tells; embeddings are shared with the given one. */
	public static EmbeddedImage teach( final EmbeddedImage image, final Lesson lesson )
	{
		return new EmbeddedImage( image.image(), new TaughtModel( image.model(), lesson ), image.cache() );
	}

	@Override
	public ModelInfo info()
	{
		return model.info();
	}

	@Override
	public Device device()
	{
		return model.device();
	}

	@Override
	public int maxPoints()
	{
		return model.maxPoints();
	}

	@Override
	public boolean takesNegativePoints()
	{
		return model.takesNegativePoints();
	}

	@Override
	public boolean takesMasks()
	{
		return model.takesMasks();
	}

	@Override
	public Embedding encode( final float[] rgb, final int width, final int height )
	{
		return model.encode( rgb, width, height );
	}

	@Override
	public List< MaskCandidates > decode( final Embedding embedding, final List< Prompt > prompts )
	{
		return model.decode( embedding, prompts );
	}

	@Override
	public FeatureMap features( final Embedding embedding )
	{
		return model.features( embedding );
	}

	@Override
	public boolean mapsInstances()
	{
		return true;
	}

	/** What the head sees, corrected. */
	@Override
	public InstanceMap mapInstances( final Embedding embedding )
	{
		final FeatureMap features = model.features( embedding );
		final InstanceMap maps = model.mapInstances( embedding );
		if ( features.channels() + InstanceMap.Channel.values().length != lesson.features() )
			throw new IllegalArgumentException( "The lesson was taught with another kind of model than " + model.info().id() +
					". Teach again with this model." );
		return lesson.correct( features, maps, model.info().frameSize() );
	}

	/** Does nothing: the model is closed by whom it belongs to. */
	@Override
	public void close()
	{}
}
