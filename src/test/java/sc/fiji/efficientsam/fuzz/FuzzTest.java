// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
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
			assertTrue( fuzz.failures.isEmpty(), () -> fuzz.failures.size() +
					" cases failed; run one alone with -Defficientsam.fuzz=1 -Defficientsam.fuzz.seed=<seed>: " + fuzz.failures );
		}
	}
}
