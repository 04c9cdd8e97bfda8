// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

/** Tests {@link PromptTable}. */
public class PromptTableTest {

	@Test
	public void linesOfOneObjectMakeOnePrompt()
	{
		final List< Prompt > p = PromptTable.parse( Arrays.asList( "\ufeffObject,X,Y,Width,Height,Positive", "cell 1,10,20,30,40,", "",
				"cell 2,55.5,80,,,", "cell 2,61,80,,,false", "cell 1,15,25,,,true" ) );
		assertEquals( 2, p.size() );
		assertEquals( Prompt.box( 10, 20, 30, 40 ).withPoint( 15, 25 ).withName( "cell 1" ), p.get( 0 ) );
		assertEquals( Prompt.point( 55.5, 80 ).withNegative( 61, 80 ).withName( "cell 2" ), p.get( 1 ) );
	}

	@Test
	public void withoutNamesEachLineIsAnObjectWhateverTheSeparator()
	{
		for ( final String separator : new String[] { ",", ";", "\t" } )
		{
			final List< Prompt > p = PromptTable.parse( Arrays.asList( String.join( separator, "y", "id", "x" ),
					String.join( separator, "1", "a", "2" ), String.join( separator, "3", "b", "\"4\"" ) ) );
			assertEquals( 2, p.size() );
			assertFalse( p.get( 0 ).hasBox() );
			assertEquals( 2, p.get( 0 ).points().get( 0 ).x() );
			assertEquals( 4, p.get( 1 ).points().get( 0 ).x() );
		}
	}

	@Test
	public void cellsMayBeInQuotationMarks()
	{
		final List< Prompt > p = PromptTable.parse( Arrays.asList( "\"object, named\",object,\"x\",y", "a,\"cell, big\",10,20",
				"b,\"say \"\"hello\"\"\", \"11\" ,21", "c,\"two", "lines\",12,22" ) );
		assertEquals( "[cell, big|say \"hello\"|two\nlines]", "[" + p.get( 0 ).name() + "|" + p.get( 1 ).name() + "|" + p.get( 2 ).name() +
				"]" );
		assertEquals( 11, p.get( 1 ).points().get( 0 ).x() );
	}

	@Test
	public void spreadsheetsInOtherLanguagesAreRead()
	{
		final List< Prompt > p = PromptTable.parse( "\ufeffobject;x;y;width;height\r\n\"a; b\";1,5;2;3,25;4\r\nc;7;,5;;\r\n" );
		assertEquals( Prompt.box( 1.5, 2, 3.25, 4 ).withName( "a; b" ), p.get( 0 ) );
		assertEquals( 0.5, p.get( 1 ).points().get( 0 ).y() );
		assertEquals( 2.5, PromptTable.parse( "x\ty\n1\t2,5" ).get( 0 ).points().get( 0 ).y() );
		assertEquals( 2.5, PromptTable.parse( "x;y\n1;2.5" ).get( 0 ).points().get( 0 ).y() );
	}

	private static void assertRefused( final String part, final String... lines )
	{
		final String message = assertThrows( IllegalArgumentException.class, () -> PromptTable.parse( Arrays.asList( lines ) ) )
				.getMessage();
		assertTrue( message.contains( part ), message );
	}

	@Test
	public void mistakesAreNamedWithTheirLine()
	{
		assertThrows( IllegalArgumentException.class, () -> PromptTable.parse( Collections.emptyList() ) );
		assertRefused( "columns x and y", "a,b", "1,2" );
		assertRefused( "no line below", "x,y" );
		assertRefused( "Line 3", "x,y", "1,2", "1,two" );
		assertRefused( "decimal point", "x;y;width;height", "1,5;2;3.5;4" );
		assertRefused( "decimal point", "x;y", "1,500,000;2" );
		assertRefused( "decimal point", "x,y", "\"1,5\",2" );
		assertRefused( "NaN", "x,y", "NaN,2" );
		assertRefused( "Line 4", "object,x,y", "\"two", "lines\",1,2", "b,one,2" );
		assertRefused( "\"\" is no number for height", "x,y,width,height", "1,2,3," );
		assertRefused( "second box", "object,x,y,width,height", "a,1,2,3,4", "a,1,2,3,4" );
		assertRefused( "no value for positive", "x,y,positive", "1,2,maybe" );
		assertRefused( "at least one positive", "x,y,positive", "1,2,false" );
	}
}
