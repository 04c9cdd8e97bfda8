// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.util;

/** Is told how far a long computation is, and may stop it. Called from the computing thread. */
@FunctionalInterface
public interface ProgressListener {

	/** Listens to nothing and never stops anything. */
	ProgressListener NONE = ( done, total, message ) -> {};

	/**
	 * @param done
	 *            steps that are finished
	 * @param total
	 *            all steps, as far as known by now; may grow
	 * @param message
	 *            what is being done, in words
	 */
	void progress( long done, long total, String message );

	/** Asked between steps; where it answers true the computation ends with a {@link java.util.concurrent.CancellationException}. */
	default boolean isCanceled()
	{
		return false;
	}
}
