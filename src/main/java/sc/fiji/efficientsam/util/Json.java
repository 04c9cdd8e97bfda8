// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.util;

import java.io.Reader;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;

/** Reads JSON that others may have written. */
public final class Json {

	private Json()
	{}

	/**
	 * The object in a text.
	 *
	 * @return may be null, and so may all its fields
	 * @throws IllegalArgumentException
	 *             if it is no JSON, or does not have the type's form; the message says where
	 */
	public static < T > T read( final Reader text, final Class< T > type )
	{
		try
		{
			return new Gson().fromJson( text, type );
		}
		catch ( final JsonParseException | NumberFormatException e )
		{
			throw new IllegalArgumentException( Reasons.of( e ), e );
		}
	}
}
