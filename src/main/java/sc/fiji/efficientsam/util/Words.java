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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The words of parameters as dialogs show them: macros say {@code each}, people
 * read "One object per point". Numbers that stand for something have words, too:
 * -1 is "preset", for example. Thread-safe.
 */
public final class Words {

	private static final Properties WORDS = load();

	private Words()
	{}

	/**
	 * A parameter's value as people read it.
	 *
	 * @param command
	 *            simple name of the command's class; some words mean something else
	 *            in another command
	 * @return the value itself if nothing is known of it
	 */
	public static String shown( final String command, final String parameter, final String value )
	{
		final String key = parameter + "." + value;
		return WORDS.getProperty( key + "@" + command, WORDS.getProperty( key, value ) );
	}

	/** Whether a text is what people read, in some command, where a macro says this value. */
	public static boolean isShown( final String text, final String parameter, final String value )
	{
		final String key = parameter + "." + value;
		for ( final String name : WORDS.stringPropertyNames() )
			if ( ( name.equals( key ) || name.startsWith( key + "@" ) ) && WORDS.getProperty( name ).equalsIgnoreCase( text ) )
				return true;
		return false;
	}

	private static Properties load()
	{
		final Properties words = new Properties();
		try (InputStream in = Words.class.getResourceAsStream( "words.properties" ))
		{
			words.load( in );
			return words;
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( e );
		}
	}
}
