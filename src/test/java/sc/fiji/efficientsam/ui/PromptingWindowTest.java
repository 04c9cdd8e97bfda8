// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.awt.event.KeyEvent;

import javax.swing.JCheckBox;

import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.session.SessionObject;
import sc.fiji.efficientsam.session.SessionSettings;

/** Clicks, boxes, keys and selections in a real window. */
public class PromptingWindowTest extends WindowTest {

	private static Mask direct( final String name, final Prompt prompt )
	{
		return segment( TestImages.open( name ), prompt );
	}

	private int drawn()
	{
		final Overlay o = imp.getOverlay();
		int n = 0;
		for ( int i = 0; o != null && i < o.size(); i++ )
			n += o.get( i ).getProperty( "EfficientSAM" ) == null ? 0 : 1;
		return n;
	}

	@Test
	public void aClickIsAPointAndEnterMakesALabel()
	{
		open( TestImages.open( "blobs" ) );
		hand.click( imp, 73, 41 );
		Hand.awaitMask( tool );
		assertEquals( Prompt.point( 73, 41 ), draft().prompt() );
		assertEquals( direct( "blobs", Prompt.point( 73, 41 ) ), mask() );
		assertTrue( drawn() >= 3 );
		assertTrue( status().matches( "Sure \\(0\\.\\d\\d\\), mask 1 \\(best\\)" ), status() );
		hand.picture( "click" );
		hand.enter( imp );
		final SessionObject o = Hand.awaitObjects( tool, 1 ).object( 1 );
		assertEquals( direct( "blobs", Prompt.point( 73, 41 ) ), o.mask() );
		assertNull( draft() );
		// NB: ImageJ's own meaning of clicks and Enter must not show.
		assertNull( imp.getRoi() );
	}

	@Test
	public void altIsNegativeShiftAddsAndADragIsABox()
	{
		open( TestImages.open( "blobs" ) );
		hand.click( imp, 73, 41 );
		Hand.awaitMask( tool );
		hand.click( imp, 78, 48, KeyEvent.VK_SHIFT );
		// NB: inside of the mask, where ImageJ would select the overlay's element.
		Hand.await( () -> tool.state().draft().points().size() == 2 && tool.state().proposal() != null );
		assertTrue( mask().contains( 68, 36 ) );
		hand.click( imp, 68, 36, KeyEvent.VK_ALT );
		final Prompt three = Prompt.point( 73, 41 ).withPoint( 78, 48 ).withNegative( 68, 36 );
		Hand.await( () -> tool.state().draft().points().size() == 3 && tool.state().proposal() != null );
		assertEquals( three, draft().prompt() );
		assertEquals( direct( "blobs", three ), mask() );
		hand.drag( imp, 57, 24, 88, 58 );
		Hand.awaitMask( tool );
		assertTrue( draft().points().isEmpty() );
		assertEquals( 32, draft().box().width(), 1.01 );
		assertEquals( direct( "blobs", draft().prompt() ), mask() );
		hand.drag( imp, 155, 15, 190, 50, KeyEvent.VK_SHIFT );
		hand.click( imp, 174, 33, KeyEvent.VK_SHIFT );
		Hand.awaitMask( tool );
		assertEquals( 36, draft().box().width(), 1.01 );
		assertEquals( 1, draft().points().size() );
		hand.picture( "prompts" );
		hand.rightClick( imp, 174, 33 );
		assertEquals( 1, Hand.awaitObjects( tool, 1 ).lastId() );
	}

	@Test
	public void candidatesAreCycledAndTheChosenOneIsAccepted()
	{
		open( TestImages.open( "nuclei-he" ) );
		hand.click( imp, 107, 186 );
		Hand.awaitMask( tool );
		final Mask best = mask();
		hand.key( imp, KeyEvent.VK_TAB );
		Hand.awaitMask( tool );
		assertEquals( 2, draft().choice() );
		final Mask second = mask();
		assertNotEquals( best, second );
		assertTrue( status().endsWith( "mask 2 of 3" ), status() );
		hand.key( imp, KeyEvent.VK_TAB );
		hand.key( imp, KeyEvent.VK_TAB );
		Hand.awaitMask( tool );
		assertEquals( best, mask() );
		hand.key( imp, KeyEvent.VK_SHIFT, KeyEvent.VK_TAB );
		hand.key( imp, KeyEvent.VK_SHIFT, KeyEvent.VK_TAB );
		Hand.awaitMask( tool );
		assertEquals( second, mask() );
		hand.enter( imp );
		assertEquals( second, Hand.awaitObjects( tool, 1 ).object( 1 ).mask() );
	}

	@Test
	public void everyPromptAndAcceptIsUndoneAndRedone()
	{
		open( TestImages.open( "blobs" ) );
		hand.click( imp, 73, 41 );
		hand.click( imp, 78, 48, KeyEvent.VK_SHIFT );
		Hand.awaitMask( tool );
		hand.enter( imp );
		Hand.awaitObjects( tool, 1 );
		hand.click( imp, 174, 33 );
		Hand.awaitMask( tool );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Z );
		assertNull( draft() );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Z );
		Hand.awaitObjects( tool, 0 );
		Hand.awaitMask( tool );
		assertEquals( 2, draft().points().size() );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Z );
		assertEquals( 1, draft().points().size() );
		for ( int i = 0; i < 3; i++ )
			hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Y );
		Hand.awaitObjects( tool, 1 );
		assertEquals( Prompt.point( 174, 33 ), draft().prompt() );
		hand.key( imp, KeyEvent.VK_ESCAPE );
		assertNull( draft() );
	}

	@Test
	public void ordinarySelectionsArePrompts()
	{
		open( TestImages.open( "blobs" ) );
		IJ.setTool( "rectangle" );
		hand.drag( imp, 57, 24, 88, 58 );
		Hand.awaitMask( tool );
		final Roi roi = imp.getRoi();
		assertEquals( Prompt.box( roi.getBounds().x, roi.getBounds().y, roi.getBounds().width, roi.getBounds().height ), draft().prompt() );
		hand.enter( imp );
		Hand.awaitObjects( tool, 1 );
		assertNull( imp.getRoi() );
		imp.setRoi( new OvalRoi( 155, 17, 36, 34 ) );
		Hand.await( () -> tool.state().draft() != null );
		assertEquals( 1, draft().points().size() );
		imp.setRoi( new PointRoi( new int[] { 73, 77 }, new int[] { 41, 45 }, 2 ) );
		Hand.await( () -> tool.state().draft().points().size() == 2 );
		( ( JCheckBox ) Hand.find( tool.window(), "selections" ) ).setSelected( false );
		imp.setRoi( new Roi( 1, 1, 50, 50 ) );
		IJ.wait( 500 );
		assertEquals( 2, draft().points().size() );
	}

	@Test
	public void thePreviewFollowsTheMouseAndChangesNothing()
	{
		open( TestImages.open( "blobs" ) );
		hand.key( imp, KeyEvent.VK_H );
		Hand.await( () -> tool.state().view().join().image().cache().size() > 0 );
		hand.move( imp, 70, 38 );
		hand.move( imp, 73, 41 );
		Hand.await( () -> drawn() == 2 );
		assertNull( draft() );
		hand.picture( "preview" );
		hand.click( imp, 73, 41 );
		Hand.awaitMask( tool );
		assertEquals( direct( "blobs", Prompt.point( 73, 41 ) ), mask() );
		hand.key( imp, KeyEvent.VK_H );
		hand.key( imp, KeyEvent.VK_ESCAPE );
		Hand.await( () -> drawn() == 0 );
	}

	@Test
	public void clicksMeanThePixelUnderTheMouseWhenZoomedAndMoved()
	{
		open( TestImages.open( "blobs" ) );
		Hand.edt( () -> {
			for ( int i = 0; i < 3; i++ )
				imp.getCanvas().zoomIn( imp.getCanvas().screenX( 174 ), imp.getCanvas().screenY( 33 ) );
			imp.getCanvas().setSourceRect( new Rectangle( 140, 10, 60, 60 ) );
			imp.draw();
			return null;
		} );
		IJ.wait( 300 );
		hand.click( imp, 174, 33 );
		Hand.awaitMask( tool );
		assertEquals( Prompt.point( 174, 33 ), draft().prompt() );
		hand.drag( imp, 160, 19, 188, 48 );
		Hand.await( () -> tool.state().draft().box() != null && tool.state().proposal() != null );
		assertEquals( 159.5, draft().box().minX(), 0.01 );
		assertEquals( 188.5, draft().box().maxX(), 0.01 );
	}

	@Test
	public void theNextClickAcceptsIfWanted()
	{
		open( TestImages.open( "blobs" ) );
		( ( JCheckBox ) Hand.find( tool.window(), "acceptonclick" ) ).setSelected( true );
		hand.click( imp, 73, 41 );
		Hand.awaitMask( tool );
		hand.click( imp, 174, 33 );
		Hand.awaitObjects( tool, 1 );
		assertEquals( Prompt.point( 174, 33 ), draft().prompt() );
	}

	@Test
	public void enterBeforeTheMaskIsThereAcceptsItAsSoonAsItIs()
	{
		imp = TestImages.open( "nuclei-fluorescence" );
		imp.show();
		tool = Hand.edt( () -> Interactive.open( context.service( EfficientSamService.class ), imp, SessionSettings.of( "micro" ), hand ) );
		Hand.edt( () -> {
			tool.click( 319, 75, true, false );
			tool.run( Action.ACCEPT );
			assertNull( tool.state().proposal() );
			return null;
		} );
		Hand.awaitObjects( tool, 1 );
	}

	@Test
	public void otherOverlaysAndTheImageStayAsTheyAre()
	{
		imp = TestImages.open( "blobs" );
		imp.setOverlay( new Overlay( new Roi( 5, 5, 9, 9 ) ) );
		final byte[] before = ( ( byte[] ) imp.getProcessor().getPixels() ).clone();
		tool = hand.open( context, imp, 0 );
		hand.click( imp, 73, 41 );
		Hand.awaitMask( tool );
		hand.enter( imp );
		Hand.awaitObjects( tool, 1 );
		assertEquals( imp.getOverlay().size(), drawn() + 1 );
		hand.answers.push( 2 );
		Hand.edt( () -> {
			tool.close( true );
			return null;
		} );
		assertEquals( 1, imp.getOverlay().size() );
		assertEquals( 9, imp.getOverlay().get( 0 ).getBounds().width );
		assertArrayEquals( before, ( byte[] ) imp.getProcessor().getPixels() );
		assertFalse( imp.getCanvas() == null );
	}
}
