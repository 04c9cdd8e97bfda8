// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.util;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

/** Settings: defaults, checks and their messages, words. */
public class SettingTest {

	private static final Setting< Double > SIZE = Setting.number( "size", 2, "Size", "How large" ).from( 0 );

	private static final Setting< Double > PART = Setting.fraction( "part", 0.5, "Part", "How much" );

	private static final Setting< Integer > COUNT = Setting.whole( "count", 3, "Count", "How many" ).from( 1 ).to( 9 );

	private static final Setting< Boolean > FLAG = Setting.flag( "flag", true, "Flag", "Whether" );

	private static final Setting< TimeUnit > UNIT = Setting.choice( "unit", TimeUnit.DAYS, "Unit", "Which", TimeUnit.DAYS, TimeUnit.HOURS );

	private static final Setting< String > WAY = Setting.choice( "way", "Way", "Where to", "left", "right" ).unsaid();

	private static void assertRefused( final String message, final Setting< ? > setting, final Object word )
	{
		assertEquals( message, assertThrows( IllegalArgumentException.class, () -> setting.parse( word ) ).getMessage() );
	}

	@Test
	public void messagesNameTheLegalValues()
	{
		assertRefused( "\"-1\" is no value for size. Use a number, 0 or more.", SIZE, -1 );
		assertRefused( "\"big\" is no value for size. Use a number, 0 or more.", SIZE, "big" );
		assertRefused( "\"NaN\" is no value for size. Use a number, 0 or more.", SIZE, Double.NaN );
		assertRefused( "\"Infinity\" is no value for size. Use a number, 0 or more.", SIZE, "Infinity" );
		assertRefused( "\"1.5\" is no value for part. Use a number from 0 to 1.", PART, 1.5 );
		assertRefused( "\"2.5\" is no value for count. Use a whole number from 1 to 9.", COUNT, 2.5 );
		assertRefused( "\"0\" is no value for count. Use a whole number from 1 to 9.", COUNT, "0" );
		assertRefused( "\"99999999999\" is no value for count. Use a whole number from 1 to 9.", COUNT, "99999999999" );
		assertRefused( "\"yes\" is no value for flag. Use one of: true, false.", FLAG, "yes" );
		assertRefused( "\"weeks\" is no value for unit. Use one of: days, hours.", UNIT, "weeks" );
		assertRefused( "\"up\" is no value for way. Use one of: left, right.", WAY, "up" );
		assertRefused( "\"7\" is no value for count. Use an even number.", COUNT.rule( v -> v % 2 == 0, "an even number" ), 7 );
		assertThrows( IllegalArgumentException.class, () -> new Settings().with( SIZE, -0.1 ) );
		assertThrows( NullPointerException.class, () -> new Settings().with( SIZE, null ) );
	}

	@Test
	public void wordsAndNumbersOfOtherTypesAreUnderstood()
	{
		assertEquals( 4.0, SIZE.parse( 4 ) );
		assertEquals( 4, COUNT.parse( "4.0" ) );
		assertEquals( TimeUnit.HOURS, UNIT.parse( " Hours " ) );
		assertEquals( TimeUnit.HOURS, UNIT.parse( TimeUnit.HOURS ) );
		assertEquals( false, FLAG.parse( "FALSE" ) );
		assertEquals( "days", UNIT.word() );
	}

	@Test
	public void copiesLeaveTheOriginalAlone()
	{
		final Settings all = new Settings(), changed = all.with( SIZE, 5.0 ).with( UNIT, TimeUnit.HOURS ).with( WAY, "right" );
		assertEquals( "size=2.0 part=0.5 count=3 flag=true unit=days", all.words( Settings.list( SIZE, PART, COUNT, FLAG, UNIT, WAY ) ) );
		assertEquals( "size=5.0 unit=hours", changed.words( Settings.list( SIZE, UNIT, WAY ) ) );
		assertEquals( "right", changed.get( WAY ) );
		assertEquals( "size=5.0 count=7", all.with( COUNT, 7 ).with( changed ).words( Settings.list( SIZE, COUNT ) ) );
		assertEquals( 0.0, COUNT.step() );
		assertEquals( Double.POSITIVE_INFINITY, SIZE.max() );
		COUNT.to( 2 ).from( 0 ).step( 1 ).byPreset();
		assertTrue( COUNT.max() == 9 && COUNT.min() == 1 && COUNT.step() == 0 && !COUNT.isByPreset() );
		assertFalse( WAY.isSaid() );
	}
}
