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
package sc.fiji.efficientsam.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static sc.fiji.efficientsam.prompt.MaskTest.mask;

import java.util.Arrays;
import java.util.Map;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.prompt.Box;
import sc.fiji.efficientsam.prompt.Mask;
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
