// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.model.Embedding;
import sc.fiji.efficientsam.model.MaskCandidates;
import sc.fiji.efficientsam.model.ModelInfo;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.model.TestModels;
import sc.fiji.efficientsam.prompt.Prompt;

/**
 * A model whose masks are disks round the middle of the prompt's extent, one
 * candidate per given radius in frame pixels, all with the given scores: for tests
 * of what happens round a model. Frame of 128, grid of 64.
 */
public final class FakeModel implements PromptableModel {

	static final int FRAME = 128, GRID = 64;

	private final double[] radii;
	private final float[] scores;
	private final boolean negatives;
	final List< Prompt > seen = new ArrayList<>();
	int encoded;

	public FakeModel( final boolean negatives, final double[] radii, final float... scores )
	{
		this.negatives = negatives;
		this.radii = radii;
		this.scores = scores;
	}

	@Override
	public ModelInfo info()
	{
		return new ModelInfo( "fake", "fake", "none", FRAME, 32, 32 );
	}

	@Override
	public Device device()
	{
		return Device.CPU;
	}

	@Override
	public int maxPoints()
	{
		return 6;
	}

	@Override
	public boolean takesNegativePoints()
	{
		return negatives;
	}

	@Override
	public Embedding encode( final float[] rgb, final int width, final int height )
	{
		encoded++;
		return TestModels.embedding( 1 );
	}

	@Override
	public List< MaskCandidates > decode( final Embedding embedding, final List< Prompt > prompts )
	{
		final List< MaskCandidates > out = new ArrayList<>();
		for ( final Prompt p : prompts )
		{
			seen.add( p );
			final FloatBuffer logits = FloatBuffer.allocate( radii.length * GRID * GRID );
			for ( final double radius : radii )
				for ( int row = 0; row < GRID; row++ )
					for ( int col = 0; col < GRID; col++ )
						logits.put( ( float ) ( radius - Math.hypot( 2 * col + 0.5 - p.extent().centerX(),
								2 * row + 0.5 - p.extent().centerY() ) ) );
			logits.flip();
			out.add( TestModels.candidates( logits, GRID, scores ) );
		}
		return Collections.unmodifiableList( out );
	}

	@Override
	public void close()
	{}
}
