// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static sc.fiji.efficientsam.mask.MaskTest.mask;

import java.util.Arrays;
import java.util.Map;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;

/** Tests {@link LabelObjects}. */
public class LabelObjectsTest {

	@Test
	public void labelsBecomeMasksInAscendingOrder()
	{
		final short[] pixels = {
				0, 9, 9, 0,
				2, 9, 0, 0,
				2, 0, 0, 2 };
		final Map< Integer, Mask > masks = LabelObjects.masks( ArrayImgs.unsignedShorts( pixels, 4, 3 ) );
		assertEquals( Arrays.asList( 2, 9 ), Arrays.asList( masks.keySet().toArray() ) );
		assertEquals( mask( 1, 0, "##", "#." ), masks.get( 9 ) );
		assertEquals( mask( 0, 1, "#...", "#..#" ), masks.get( 2 ) );
	}

	@Test
	public void promptsAreTheTightBoxAndTheDeepestPixel()
	{
		final Mask m = mask( 10, 20,
				"#####..",
				"#####..",
				"#######",
				"#####..",
				"#####.." );
		assertEquals( Box.ofPixels( 10, 20, 7, 5 ), LabelObjects.box( m ).box() );
		assertEquals( Prompt.point( 12, 22 ), LabelObjects.center( m ) );
		assertEquals( Prompt.point( 3, 4 ), LabelObjects.center( mask( 3, 4, "##", "##" ) ), "the first of several" );
	}
}
