// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

/** A model could not be loaded or run; the message says why and what to do. */
public class InferenceException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public InferenceException( final String message )
	{
		super( message );
	}

	public InferenceException( final String message, final Throwable cause )
	{
		super( message, cause );
	}
}
