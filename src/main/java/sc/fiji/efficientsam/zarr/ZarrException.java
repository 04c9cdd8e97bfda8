// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.zarr;

import java.io.IOException;

/** Something of a Zarr folder is broken, or is of a kind that is not read here; the message says what. */
public final class ZarrException extends IOException {

	private static final long serialVersionUID = 1;

	public ZarrException( final String message )
	{
		super( message );
	}
}
