// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.util;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

/** Words for people and words for macros, and tables of texts. */
public class WordsTest {

	@Test
	public void choicesUnderstandWhatDialogsShow()
	{
		assertEquals( "each", Choices.of( "mode", "each", "each", "together" ) );
		assertEquals( "together", Choices.of( "mode", "One object per selection", "each", "together" ) );
		assertEquals( "delete", Choices.of( "action", "Delete objects", "accept", "delete" ) );
		final Exception e = assertThrows( IllegalArgumentException.class,
				() -> Choices.of( "mode", "One object per cell", "each", "together" ) );
		assertTrue( e.getMessage().contains( "each, together" ), e.getMessage() );
	}

	/** NB: macros may say what dialogs showed when they were written. */
	@Test
	public void whatDialogsShowedBeforeIsUnderstood()
	{
		assertEquals( "Smallest", Words.shown( "SegmentRoisCommand", "candidate", "smallest" ) );
		assertEquals( "smallest", Choices.of( "candidate", "The smallest", "score", "smallest" ) );
		assertEquals( "clear", Choices.of( "action", "Begin anew", "clear", "undo" ) );
	}

	@Test
	public void oneWordMayMeanTwoThings()
	{
		assertEquals( "Delete objects", Words.shown( "LabelObjectCommand", "action", "delete" ) );
		assertEquals( "Delete", Words.shown( "ModelsCommand", "action", "delete" ) );
		assertEquals( "preset", Words.shown( "AnyCommand", "quality", "-1" ) );
		assertEquals( "unheard", Words.shown( "AnyCommand", "quality", "unheard" ) );
		assertFalse( Words.isShown( "preset", "quality", "0" ) );
	}

	@Test
	public void tablesAreAligned()
	{
		final TextTable table = new TextTable( "Model", "State" ).add( "micro", "installed" ).add( "efficientsam-ti", "" );
		assertEquals( Arrays.asList( "Model            State", "micro            installed", "efficientsam-ti" ), table.lines() );
		assertThrows( IllegalArgumentException.class, () -> table.add( "one" ) );
	}
}
