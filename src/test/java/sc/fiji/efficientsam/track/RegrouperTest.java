// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.SegmentedObject;

public class RegrouperTest {

	private static Mask block( final int x, final int y, final int w, final int h )
	{
		final BitSet bits = new BitSet();
		bits.set( 0, w * h );
		return Mask.of( x, y, w, h, bits );
	}

	private static SegmentedObject object( final Mask m )
	{
		return new SegmentedObject( Prompt.point( 1, 1 ), m, 0.9, 1 );
	}

	@Test
	public void anInstanceThatHoldsTwoObjectsIsDividedAndPiecesOfOneAreJoined()
	{
		final Mask left = block( 10, 10, 10, 10 ), right = block( 22, 10, 10, 10 ), both = block( 10, 10, 22, 10 );
		final List< SegmentedObject > apart = Regrouper.regroup( Collections.singletonList( object( both ) ),
				Arrays.asList( left, right ) );
		assertEquals( 2, apart.size() );
		assertEquals( 1, apart.get( 0 ).mask().intersection( left ) / left.area() );
		assertEquals( 1, apart.get( 1 ).mask().intersection( right ) / right.area() );
		assertEquals( both.area(), apart.get( 0 ).mask().area() + apart.get( 1 ).mask().area() );
		final List< SegmentedObject > together = Regrouper.regroup( Arrays.asList( object( left ), object( right ) ),
				Collections.singletonList( both ) );
		assertEquals( 1, together.size() );
		assertEquals( left.union( right ), together.get( 0 ).mask() );
		// what nobody follows stays as it is
		assertEquals( 2, Regrouper.regroup( Arrays.asList( object( left ), object( right ) ), Collections.singletonList( left ) ).size() );
	}
}
