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
