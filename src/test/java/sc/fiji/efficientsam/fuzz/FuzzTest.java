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
package sc.fiji.efficientsam.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;

import org.junit.jupiter.api.Test;

/** A short run of {@link Fuzz}; {@code -Defficientsam.fuzz=20000} makes it long, {@code -Defficientsam.fuzz.seed=7} another one. */
public class FuzzTest {

	@Test
	public void nothingBreaksAPromise() throws Exception
	{
		final int cases = Integer.getInteger( "efficientsam.fuzz", 300 );
		final long first = Long.getLong( "efficientsam.fuzz.seed", 1 );
		try ( Lab lab = new Lab( Files.createTempDirectory( "fuzz" ) ) )
		{
			final Fuzz fuzz = new Fuzz( lab, "" );
			for ( long seed = first; seed < first + cases; seed++ )
				fuzz.run( seed );
			System.out.println( fuzz.summary() );
			assertTrue( fuzz.failures.isEmpty(), () -> fuzz.failures.size() + " cases failed; run one alone with -Defficientsam.fuzz=1 -Defficientsam.fuzz.seed=<seed>: " + fuzz.failures );
		}
	}
}
