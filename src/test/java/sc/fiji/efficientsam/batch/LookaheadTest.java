// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

/** A batch whose disk does not answer can be canceled. */
public class LookaheadTest {

	@Test
	public void whoWaitsForAnImageThatNeverComesCanCancel() throws Exception
	{
		final CountDownLatch never = new CountDownLatch( 1 ), begun = new CountDownLatch( 1 );
		final AtomicInteger asked = new AtomicInteger(), opened = new AtomicInteger();
		final Lookahead ahead = new Lookahead( image -> {
			opened.incrementAndGet();
			begun.countDown();
			try
			{
				never.await( 1, TimeUnit.MINUTES );
			}
			catch ( final InterruptedException e )
			{
				throw new IllegalStateException( "Reading must not be interrupted: that breaks files that are read.", e );
			}
			throw new IllegalArgumentException( "the file is broken" );
		}, null, true, () -> asked.incrementAndGet() > 2 );
		final Future< BatchSlice > first = ahead.open( null ), second = ahead.open( null );
		assertTrue( begun.await( 1, TimeUnit.MINUTES ) );
		assertThrows( CancellationException.class, () -> ahead.take( first ) );
		assertEquals( 3, asked.get() );
		ahead.close();
		never.countDown();
		// What nobody wants any more is not opened, and nobody waits for it in vain.
		second.get( 1, TimeUnit.MINUTES );
		assertEquals( 1, opened.get() );
	}
}
