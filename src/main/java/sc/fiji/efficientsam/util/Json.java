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
