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
