// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
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
