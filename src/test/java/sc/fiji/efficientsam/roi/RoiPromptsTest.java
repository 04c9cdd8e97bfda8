// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.roi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import ij.gui.EllipseRoi;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;

import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;

/** Tests {@link RoiPrompts} with ImageJ's kinds of selections. */
public class RoiPromptsTest {

	private static final RoiPrompts STANDARD = new RoiPrompts();

	private static List< Prompt > prompts( final RoiPrompts prompts, final Roi... rois )
	{
		return prompts.toPrompts( Arrays.asList( rois ) );
	}

	private static PointRoi points( final int... counters )
	{
		final PointRoi roi = new PointRoi();
		for ( int i = 0; i < counters.length; i++ )
		{
			roi.setCounter( counters[ i ] );
			roi.addPoint( 10 * i + 0.7, 5.2 );
		}
		return roi;
	}

	@Test
	public void rectanglesAreBoxes()
	{
		final Roi roi = new Roi( 3, 5, 10, 20 );
		roi.setName( "cell" );
		assertEquals( Arrays.asList( Prompt.box( 3, 5, 10, 20 ).withName( "cell" ), Prompt.box( 0, 0, 2, 2 ).withName( "ROI 2" ) ),
				prompts( STANDARD, roi, new Roi( 0, 0, 2, 2 ) ) );
	}

	@Test
	public void everyPointIsAnObjectAndMeansItsPixel()
	{
		final List< Prompt > p = prompts( STANDARD, points( 0, 0, 0 ) );
		assertEquals( 3, p.size() );
		assertEquals( Arrays.asList( new PromptPoint( 20, 5, true ) ), p.get( 2 ).points() );
		assertEquals( "ROI 1 #3", p.get( 2 ).name() );
	}

	@Test
	public void countersChooseNegativePoints()
	{
		final List< Prompt > each = prompts( TestPrompts.of( PointMode.EACH, 1, 1, 3 ), points( 0, 1, 0 ) );
		assertEquals( 2, each.size() );
		assertEquals( Arrays.asList( new PromptPoint( 20, 5, true ), new PromptPoint( 10, 5, false ) ), each.get( 1 ).points() );
		final List< Prompt > together = prompts( TestPrompts.of( PointMode.TOGETHER, 1, 1, 3 ), points( 0, 1, 0, 1 ) );
		assertEquals( 1, together.size() );
		assertEquals( 2, together.get( 0 ).points().stream().filter( PromptPoint::isPositive ).count() );
		assertEquals( 4, together.get( 0 ).points().size() );
	}

	@Test
	public void countersGroupPoints()
	{
		final List< Prompt > p = prompts( TestPrompts.of( PointMode.COUNTER, -1, 1, 3 ), points( 0, 2, 0, 2, 2 ) );
		assertEquals( 2, p.size() );
		assertEquals( 2, p.get( 0 ).points().size() );
		assertEquals( 3, p.get( 1 ).points().size() );
	}

	@Test
	public void onlyNegativePointsAreAnError()
	{
		final String message = assertThrows( IllegalArgumentException.class,
				() -> prompts( TestPrompts.of( PointMode.EACH, 1, 1, 3 ), points( 1, 1 ) ) ).getMessage();
		assertTrue( message.contains( "no positive point" ) && message.contains( "counter 1" ), message );
	}

	@Test
	public void areasAreTheirBoxAndPointsInside()
	{
		final Roi triangle = new PolygonRoi( new float[] { 0, 40, 0 }, new float[] { 0, 0, 40 }, Roi.POLYGON );
		final Roi ring = new ShapeRoi( new OvalRoi( 0, 0, 60, 60 ) ).not( new ShapeRoi( new OvalRoi( 15, 15, 30, 30 ) ) );
		for ( final Roi roi : new Roi[] { new OvalRoi( 10, 10, 30, 20 ), triangle, ring, new EllipseRoi( 10, 10, 60, 50, 0.4 ),
				new Roi( 0, 0, 30, 20, 10 ) } )
		{
			final Prompt p = prompts( TestPrompts.of( PointMode.EACH, -1, 3, 3 ), roi ).get( 0 );
			assertTrue( p.hasBox() );
			assertEquals( roi.getFloatBounds().getWidth(), p.box().width(), 1e-6, roi.toString() );
			assertEquals( 3, p.points().size() );
			p.points().forEach( q -> assertTrue( roi.contains( ( int ) q.x(), ( int ) q.y() ), roi + " " + q ) );
			assertFalse( prompts( TestPrompts.of( PointMode.EACH, -1, 0, 3 ), roi ).get( 0 ).points().size() > 0 );
		}
		final Prompt oval = prompts( STANDARD, new OvalRoi( 10, 10, 31, 31 ) ).get( 0 );
		assertEquals( Arrays.asList( new PromptPoint( 25, 25, true ) ), oval.points() );
		assertEquals( Box.ofPixels( 10, 10, 31, 31 ), oval.box() );
	}

	@Test
	public void linesArePointsAlongThem()
	{
		final Prompt line = prompts( STANDARD, new Line( 0, 10, 90, 10 ) ).get( 0 );
		assertEquals( Arrays.asList( new PromptPoint( 15, 10, true ), new PromptPoint( 45, 10, true ), new PromptPoint( 75, 10, true ) ),
				line.points() );
		for ( final int type : new int[] { Roi.POLYLINE, Roi.FREELINE } )
		{
			final Roi path = new PolygonRoi( new float[] { 0, 30, 30 }, new float[] { 0, 0, 30 }, type );
			final Prompt p = prompts( TestPrompts.of( PointMode.EACH, -1, 1, 4 ), path ).get( 0 );
			assertFalse( p.hasBox() );
			assertEquals( 4, p.points().size() );
			assertEquals( 30, p.points().get( 3 ).x(), 1 );
		}
	}

	@Test
	public void textAndEmptySelectionsAreRefusedByName()
	{
		final Roi text = new TextRoi( 3, 3, "note" );
		text.setName( "my note" );
		assertFalse( RoiPrompts.isPrompt( text ) );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> prompts( STANDARD, text ) ).getMessage().contains( "my note" ) );
		final Roi empty = new PolygonRoi( new float[] { 3, 9 }, new float[] { 3, 3 }, Roi.POLYGON );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> prompts( STANDARD, empty ) ).getMessage()
				.contains( "empty selection" ) );
		assertThrows( IllegalArgumentException.class, () -> TestPrompts.of( PointMode.EACH, -1, -1, 3 ) );
		assertThrows( IllegalArgumentException.class, () -> TestPrompts.of( PointMode.EACH, -1, 1, 0 ) );
	}
}
