// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.InferenceException;
import sc.fiji.efficientsam.prompt.Prompt;

/**
 * Tests {@link FallbackModel}: a graphics card that fails is given up once and for good, and what it was
 * asked for is computed by the processor.
 */
public class FallbackModelTest {

	/** What happened, in order. */
	private final List< String > log = new ArrayList<>();

	private final Embedding embedding = TestModels.embedding( 4 );

	/** A model that says what it is asked for, and fails if there is something to fail with. */
	private PromptableModel model( final Device device, final Throwable failure )
	{
		return new PromptableModel() {

			private void run( final String what )
			{
				log.add( device + " " + what );
				if ( failure instanceof Error )
					throw ( Error ) failure;
				if ( failure != null )
					throw ( RuntimeException ) failure;
			}

			@Override
			public ModelInfo info()
			{
				return BundledModel.INFO;
			}

			@Override
			public Device device()
			{
				return device;
			}

			@Override
			public int maxPoints()
			{
				return 6;
			}

			@Override
			public boolean takesNegativePoints()
			{
				return true;
			}

			@Override
			public Embedding encode( final float[] rgb, final int width, final int height )
			{
				run( "encodes" );
				return embedding;
			}

			@Override
			public List< MaskCandidates > decode( final Embedding e, final List< Prompt > prompts )
			{
				run( "decodes" );
				return Collections.emptyList();
			}

			@Override
			public void close()
			{
				log.add( device + " closes" );
			}
		};
	}

	private FallbackModel fallback( final Throwable failure )
	{
		return new FallbackModel( model( Device.GPU, failure ), () -> {
			log.add( "loads" );
			return model( Device.CPU, null );
		}, e -> log.add( "gave up: " + e.getMessage() ) );
	}

	private Embedding encode( final FallbackModel m )
	{
		return m.encode( new float[ 3 ], 1, 1 );
	}

	private void assertLog( final String... expected )
	{
		assertEquals( Arrays.asList( expected ), log );
	}

	@Test
	public void aCardThatWorksIsKept()
	{
		final FallbackModel m = fallback( null );
		encode( m );
		m.decode( embedding, Collections.emptyList() );
		assertEquals( Device.GPU, m.device() );
		m.close();
		assertLog( "GPU encodes", "GPU decodes", "GPU closes" );
	}

	@Test
	public void aCardThatFailsIsAskedOnceOnly()
	{
		final FallbackModel m = fallback( new InferenceException( "out of memory" ) );
		assertSame( embedding, encode( m ) );
		assertEquals( Device.CPU, m.device() );
		encode( m );
		m.decode( embedding, Collections.emptyList() );
		m.close();
		assertLog( "GPU encodes", "gave up: out of memory", "loads", "CPU encodes", "CPU encodes", "CPU decodes", "GPU closes",
				"CPU closes" );
	}

	@Test
	public void librariesThatAreMissingAreAFailureOfTheCard()
	{
		final FallbackModel m = fallback( new UnsatisfiedLinkError( "no cudnn" ) );
		m.decode( embedding, Collections.emptyList() );
		assertLog( "GPU decodes", "gave up: no cudnn", "loads", "CPU decodes" );
	}

	@Test
	public void badPromptsAndCancelingAreNoFailureOfTheCard()
	{
		for ( final RuntimeException e : Arrays.asList( new IllegalArgumentException( "too many points" ), new CancellationException() ) )
		{
			log.clear();
			final FallbackModel m = fallback( e );
			assertSame( e, assertThrows( RuntimeException.class, () -> m.decode( embedding, Collections.emptyList() ) ) );
			assertEquals( Device.GPU, m.device() );
			assertLog( "GPU decodes" );
		}
	}

	@Test
	public void aModelThatWasClosedIsNotLoadedAgain()
	{
		final FallbackModel m = fallback( new InferenceException( "closed" ) );
		m.close();
		assertThrows( InferenceException.class, () -> encode( m ) );
		assertLog( "GPU closes", "GPU encodes" );
	}
}
