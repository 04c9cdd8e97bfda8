// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.concurrent.CancellationException;

import sc.fiji.efficientsam.util.ProgressListener;

/** Counts what is done, tells the listener, and knows what a cancel means. Not safe for use by several threads. */
final class Work {

	private final ProgressListener listener;
	private final boolean partial;
	private long done;
	private long total;
	private boolean canceled;

	/**
	 * @param partial
	 *            whether a cancel ends the work with what there is, instead of an
	 *            exception
	 */
	Work( final ProgressListener listener, final boolean partial )
	{
		this.listener = listener;
		this.partial = partial;
	}

	/** More steps are known of now. */
	void expect( final long steps )
	{
		total += steps;
	}

	void done( final long steps, final String message )
	{
		done += steps;
		listener.progress( Math.min( done, total ), total, message );
	}

	/**
	 * Asked before each step.
	 *
	 * @throws CancellationException
	 *             if the listener canceled and nobody wants a part of the result
	 */
	boolean goesOn()
	{
		canceled |= listener.isCanceled();
		if ( canceled && !partial )
			throw new CancellationException( "Segmentation was canceled after " + done + " of " + total + " steps." );
		return !canceled;
	}

	boolean isCanceled()
	{
		return canceled;
	}
}
