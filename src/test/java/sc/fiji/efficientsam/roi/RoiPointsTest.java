// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.roi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;

import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.source.SourceImage;

/** Tests {@link RoiPoints}. */
public class RoiPointsTest {

	private final ImagePlus imp = IJ.createImage( "three", 64, 64, 3, 8 );

	private List< PromptPoint > points( final Roi roi )
	{
		imp.setRoi( roi );
		return RoiPoints.of( imp, SourceImage.of( imp ) );
	}

	private static PromptPoint at( final int x, final int y )
	{
		return new PromptPoint( x, y, true );
	}

	@Test
	public void pointsArePixelsThatTheyLieIn()
	{
		final PointRoi roi = new PointRoi( new float[] { 3.2f, 10.9f }, new float[] { 4, 20.5f }, 2 );
		assertEquals( Arrays.asList( at( 3, 4 ), at( 10, 20 ) ), points( roi ) );
	}

	@Test
	public void pointsOfOtherSlicesDoNotCount()
	{
		final PointRoi roi = new PointRoi();
		imp.setSlice( 1 );
		roi.addPoint( imp, 5, 6 );
		imp.setSlice( 2 );
		roi.addPoint( imp, 7, 8 );
		assertEquals( Arrays.asList( at( 7, 8 ) ), points( roi ) );
		imp.setSlice( 3 );
		final String message = assertThrows( IllegalArgumentException.class, () -> points( roi ) ).getMessage();
		assertTrue( message.contains( "All 2 selections and points belong to other slices than the current one (3)" ), message );
	}

	@Test
	public void boxesGiveAPixelInTheirMiddle()
	{
		assertEquals( Arrays.asList( at( 12, 22 ) ), points( new Roi( 10, 20, 5, 5 ) ) );
		assertEquals( Arrays.asList( at( 11, 21 ) ), points( new Roi( 10, 20, 4, 4 ) ) );
		assertEquals( Arrays.asList( at( 10, 20 ) ), points( new Roi( 10, 20, 1, 1 ) ) );
	}

	@Test
	public void otherAreasGiveAPixelDeepInside()
	{
		// A horseshoe, whose middle is outside of it, and whose lower bar is thickest.
		final Roi horseshoe = new PolygonRoi( new int[] { 0, 10, 10, 40, 40, 50, 50, 0 }, new int[] { 0, 0, 30, 30, 0, 0, 50, 50 }, 8,
				Roi.POLYGON );
		final List< PromptPoint > inside = points( horseshoe );
		assertEquals( 1, inside.size() );
		assertEquals( 39.5, inside.get( 0 ).y(), 0.5 );
		assertTrue( horseshoe.contains( ( int ) inside.get( 0 ).x(), ( int ) inside.get( 0 ).y() ) );
	}

	@Test
	public void linesGiveTheirMiddle()
	{
		assertEquals( Arrays.asList( at( 20, 30 ) ), points( new Line( 10, 30, 30, 30 ) ) );
	}

	@Test
	public void withoutASelectionTheMessageSaysWhatToDo()
	{
		final String message = assertThrows( IllegalArgumentException.class, () -> points( null ) ).getMessage();
		assertTrue( message.contains( "\"three\" has no selection. Draw" ), message );
	}
}
