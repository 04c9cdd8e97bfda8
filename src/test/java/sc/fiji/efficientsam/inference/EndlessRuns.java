// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

import java.util.Collections;

import sc.fiji.efficientsam.model.BundledModel;
import sc.fiji.efficientsam.model.Embedding;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.prompt.Prompt;

/** A program that encodes and decodes in several threads until it is terminated; see {@link EndOfJvmTest}. */
public final class EndlessRuns {

	private EndlessRuns()
	{}

	/**
	 * @param args
	 *            number of threads that encode, and of those that decode
	 */
	public static void main( final String... args )
	{
		final PromptableModel model = BundledModel.open( new DjlBackend( 2 ), Device.CPU );
		final int size = model.info().frameSize();
		final Embedding e = model.encode( new float[ 3 * size * size ] );
		for ( int i = 0; i < Integer.parseInt( args[ 0 ] ); i++ )
			new Thread( () -> forEver( () -> model.encode( new float[ 3 * size * size ] ) ) ).start();
		for ( int i = 0; i < Integer.parseInt( args[ 1 ] ); i++ )
			new Thread( () -> forEver( () -> model.decode( e, Collections.singletonList( Prompt.point( 200, 200 ) ) ) ) ).start();
		System.out.println( "running" );
	}

	private static void forEver( final Runnable run )
	{
		while ( true )
			run.run();
	}
}
