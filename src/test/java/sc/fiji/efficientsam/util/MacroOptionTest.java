// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.util;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

public class MacroOptionTest {

	private static String parse( final String options )
	{
		return MacroOption.parse( options ).stream().map( o -> o.key() + ":" + o.value() ).collect( Collectors.joining( "|" ) );
	}

	@Test
	public void optionsAreReadAsImageJRecordsThem()
	{
		assertEquals( "", parse( "  " ) );
		assertEquals( "imp:cells.tif|table:true", parse( "imp=cells.tif table=true " ) );
		assertEquals( "file:/my data/a.zip|pattern:|shard:1/1", parse( "file=[/my data/a.zip] pattern= shard=1/1" ) );
		assertEquals( "imp:a [1] b.tif|id:x y|table:null", parse( "Imp=[a [1] b.tif] id='x y'\ttable" ) );
		assertEquals( "suffix:|mask:10 10 4 2: 0 8", parse( "suffix=[] mask=[10 10 4 2: 0 8]" ) );
	}

	@Test
	public void titlesMayBeginWithABracketOrHoldAnEqualsSign()
	{
		assertEquals( "imp:[a].tif|labels:false", parse( "imp=[a].tif labels=false" ) );
		assertEquals( "imp:t=3.tif|file:/x objectsize=7/y.zip|objectsize:3",
				parse( "imp=t=3.tif file=[/x objectsize=7/y.zip] objectsize=3" ) );
	}

	@Test
	public void bracketsMustBeClosed()
	{
		for ( final String options : new String[] { "file=[/my data imp=a", "file=[a [b]", "imp='x" } )
			assertThrows( IllegalArgumentException.class, () -> parse( options ), options );
	}

	@Test
	public void theNearestWordIsFoundOnlyIfItIsNear()
	{
		final List< String > keys = Arrays.asList( "imp", "objectsize", "overlap", "folder", "table", "low" );
		assertEquals( "objectsize", Choices.nearest( "objectsise", keys ) );
		assertEquals( "objectsize", Choices.nearest( "size", keys ) );
		assertEquals( "overlap", Choices.nearest( "ovrelap", keys ) );
		assertEquals( "folder", Choices.nearest( "folders", keys ) );
		assertEquals( "table", Choices.nearest( "resultstable", keys ) );
		assertNull( Choices.nearest( "quality", keys ) );
		assertNull( Choices.nearest( "x", keys ) );
	}
}
