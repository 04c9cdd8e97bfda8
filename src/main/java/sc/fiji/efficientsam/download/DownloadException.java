// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.download;

/** A file is not available at any of its locations; the message says what was tried and what to do. */
public class DownloadException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public DownloadException( final String message, final Throwable cause )
	{
		super( message, cause );
	}
}
