// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.exchange;

/** A file is not what it should be; the message says where. */
final class BrokenFileException extends RuntimeException {

	private static final long serialVersionUID = 1;

	BrokenFileException( final String message )
	{
		super( message );
	}
}
