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

import java.util.Arrays;
import java.util.Locale;

/** Reads words that stand for choices, in any case, as in macros. NB: neither macros nor SciJava check choices, so that a typing error would go unnoticed. */
public final class Choices {

	private Choices()
	{}

	/**
	 * One of a parameter's values, as it is written in {@code legal}; what dialogs show for it ({@link Words}) is understood, too.
	 *
	 * @throws IllegalArgumentException
	 *             if the word is none of them; the message names all
	 */
	public static String of( final String parameter, final String word, final String... legal )
	{
		for ( final String l : legal )
			if ( word != null && ( l.equalsIgnoreCase( word.trim() ) || Words.isShown( word.trim(), parameter, l ) ) )
				return l;
		throw new IllegalArgumentException( "\"" + word + "\" is no value for " + parameter + ". Use one of: " + String.join( ", ", legal ) + "." );
	}

	/**
	 * The constant that a word names.
	 *
	 * @throws IllegalArgumentException
	 *             if there is none; the message names all
	 */
	public static < E extends Enum< E > > E of( final Class< E > type, final String parameter, final String word )
	{
		final String[] legal = Arrays.stream( type.getEnumConstants() ).map( e -> e.name().toLowerCase( Locale.ROOT ) ).toArray( String[]::new );
		return Enum.valueOf( type, of( parameter, word, legal ).toUpperCase( Locale.ROOT ) );
	}
}
