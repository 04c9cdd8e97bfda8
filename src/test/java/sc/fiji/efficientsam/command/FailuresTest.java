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
package sc.fiji.efficientsam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What is said of problems. */
public class FailuresTest {

	@Test
	public void dialogsHaveLinesThatFitOnTheScreenAndLoseNoWord()
	{
		final StringBuilder keys = new StringBuilder( "There is no parameter \"tabel\".\nDid you mean \"table\"? The keys are:" );
		for ( int i = 0; i < 60; i++ )
			keys.append( " key" ).append( i ).append( ',' );
		final String wrapped = Failures.wrapped( keys.toString() );
		for ( final String line : wrapped.split( "\n" ) )
			assertTrue( line.length() <= 100, line );
		assertEquals( keys.toString().replaceAll( "\\s", " " ), wrapped.replaceAll( "\\s", " " ) );
		assertEquals( "Short.", Failures.wrapped( "Short." ) );
	}

	@Test
	public void errorsSayWhatToDo()
	{
		assertTrue( Failures.reason( new OutOfMemoryError( "Java heap space" ) ).contains( "Memory & Threads" ) );
		assertTrue( Failures.reason( new NoSuchMethodError( "x" ) ).contains( "install the plugin again" ) );
		assertEquals( "Choose a folder.", Failures.reason( new IllegalArgumentException( "Choose a folder." ) ) );
	}
}
