// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

import javax.swing.AbstractButton;
import javax.swing.Icon;
import javax.swing.JButton;
import javax.swing.LookAndFeel;
import javax.swing.UIManager;

import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.NewImage;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.session.SessionSettings;

/** Where the window opens, how it looks, and what is asked before an image is closed. */
public class PlaceWindowTest extends WindowTest {

	private void open( final ImagePlus image, final int x, final int y )
	{
		imp = image;
		imp.show();
		Hand.edt( () -> {
			imp.getWindow().setLocation( x, y );
			return null;
		} );
		tool = Hand.edt( () -> Interactive.open( context.service( EfficientSamService.class ), imp, SessionSettings.of( "micro" ), hand ) );
		Hand.await( () -> tool.window().isPlaced() );
	}

	private Rectangle window()
	{
		return Hand.edt( () -> tool.window().getBounds() );
	}

	@Test
	public void theWindowNeverCoversTheImageAndComesBackToItsPlace()
	{
		Hand.forget( context );
		open( TestImages.open( "blobs" ), 1300, 200 );
		assertTrue( window().x + window().width <= 1300, window().toString() );
		hand.picture( "left" );
		// Where the user puts it, and as large, it opens again; unless it would cover the image.
		final Rectangle mine = new Rectangle( 300, 500, window().width + 40, window().height + 60 );
		Hand.edt( () -> {
			tool.window().setBounds( mine );
			return null;
		} );
		IJ.wait( 300 );
		hand.close( tool );
		open( TestImages.open( "blobs" ), 20, 100 );
		assertEquals( mine, window() );
		hand.close( tool );
		open( TestImages.open( "blobs" ), 400, 500 );
		IJ.wait( 1000 );
		assertFalse( window().intersects( imp.getWindow().getBounds() ) );
		assertEquals( mine.getSize(), window().getSize() );
		hand.close( tool );
		Hand.forget( context );
		open( NewImage.createByteImage( "wide", 1560, 600, 1, NewImage.FILL_RAMP ), 0, 0 );
		assertFalse( window().intersects( imp.getWindow().getBounds() ), window() + " " + imp.getWindow().getBounds() );
	}

	@Test
	public void theWindowIsGoodToSeeInLightAndDark() throws Exception
	{
		final LookAndFeel before = UIManager.getLookAndFeel();
		try
		{
			for ( final String look : new String[] { "javax.swing.plaf.metal.MetalLookAndFeel", "com.formdev.flatlaf.FlatLightLaf",
					"com.formdev.flatlaf.FlatDarkLaf" } )
			{
				UIManager.setLookAndFeel( look );
				open( TestImages.open( "nuclei-he" ) );
				label( 107, 186 );
				assertTrue( window().height <= 520, look + window() );
				hand.button( tool, "settings" );
				Arrivals.settle();
				// NB: on 1366 x 768 there are bars, too.
				assertTrue( window().height <= 720 && window().width <= 420, look + window() );
				assertTrue( Hand.edt( () -> Hand.find( tool.window(), "overlap" ).isShowing() ) );
				assertTidy( tool.window().getContentPane() );
				assertIconsAreSeen();
				hand.picture( "window-" + look.replaceAll( ".*\\.", "" ) );
				final int unfolded = window().height;
				hand.button( tool, "settings" );
				assertTrue( window().height < unfolded - 100 );
				hand.close( tool );
			}
		}
		finally
		{
			UIManager.setLookAndFeel( before );
		}
	}

	@Test
	public void settingsUnfoldWhereTheScreenHasRoom()
	{
		open( TestImages.open( "blobs" ), 20, 400 );
		Hand.edt( () -> {
			tool.window().setLocation( 600, 1200 - tool.window().getHeight() - 10 );
			return null;
		} );
		IJ.wait( 200 );
		final Rectangle before = window();
		hand.button( tool, "settings" );
		assertTrue( window().y < before.y - 100 && window().y + window().height <= 1200 && window().height > before.height + 100,
				window().toString() );
		assertTidy( tool.window().getContentPane() );
		hand.button( tool, "settings" );
		assertEquals( before, window() );
		// Not over the image, which lies above the window.
		Hand.edt( () -> {
			imp.getWindow().setLocation( 600, before.y - imp.getWindow().getHeight() - 5 );
			return null;
		} );
		IJ.wait( 200 );
		hand.button( tool, "settings" );
		assertFalse( window().intersects( imp.getWindow().getBounds() ) );
	}

	/** All parts are inside of what holds them, as large as they need to be, and do not overlap. */
	private static void assertTidy( final Container c )
	{
		final List< Component > parts = new ArrayList<>();
		for ( final Component p : c.getComponents() )
			if ( p.isVisible() && p.getWidth() > 0 )
				parts.add( p );
		for ( final Component p : parts )
		{
			assertTrue( new Rectangle( c.getSize() ).contains( p.getBounds() ), p + " in " + c );
			if ( p instanceof JButton && p.getName() != null )
				assertTrue( p.getWidth() >= p.getPreferredSize().width && p.getHeight() >= p.getPreferredSize().height, p.toString() );
			for ( final Component q : parts )
				assertTrue( p == q || !p.getBounds().intersects( q.getBounds() ), p + " and " + q );
			// NB: the inside of Swing's own parts is Swing's.
			if ( p instanceof Container && p.getClass().getName().matches( "sc\\.fiji.*|javax\\.swing\\.J(Panel|ToolBar)" )
					&& !( p instanceof ObjectTable ) )
				assertTidy( ( Container ) p );
		}
	}

	/** Icons that can be used are painted in a color that differs from what is behind them. */
	private void assertIconsAreSeen()
	{
		for ( final String name : new String[] { "Include", "Exclude", "Box", "Undo", "Keys", "Edit", "Merge", "Delete", "Next unlabeled",
				"More", "New class..." } )
		{
			final AbstractButton b = ( AbstractButton ) Hand.find( tool.window(), name );
			final Icon icon = b.getIcon();
			final BufferedImage picture = new BufferedImage( icon.getIconWidth(), icon.getIconHeight(), BufferedImage.TYPE_INT_ARGB );
			Hand.edt( () -> {
				icon.paintIcon( b, picture.getGraphics(), 0, 0 );
				return null;
			} );
			final double back = Looks.brightness( tool.window().getContentPane().getBackground() );
			int seen = 0;
			for ( int y = 0; y < picture.getHeight(); y++ )
				for ( int x = 0; x < picture.getWidth(); x++ )
				{
					final Color c = new Color( picture.getRGB( x, y ), true );
					// NB: lines are thinner than two pixels, and what is behind them shines through.
					seen += c.getAlpha() / 255.0 * Math.abs( Looks.brightness( c ) - back ) > 50 ? 1 : 0;
				}
			assertTrue( seen >= 12, name + " in " + UIManager.getLookAndFeel().getName() + ": " + seen );
		}
	}

	@Test
	public void closingTheImageCanBeCanceled()
	{
		open( TestImages.open( "blobs" ) );
		label( 73, 41 );
		// The window's own button, the key, and the menu, for this image and for all.
		hand.answers.push( 3 );
		Hand.edt( () -> {
			imp.getWindow().dispatchEvent( new WindowEvent( imp.getWindow(), WindowEvent.WINDOW_CLOSING ) );
			return null;
		} );
		Hand.await( () -> hand.questions.size() == 1 );
		hand.answers.push( 3 );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_W );
		Hand.await( () -> hand.questions.size() == 2 );
		hand.answers.push( 3 );
		IJ.doCommand( "Close All" );
		Hand.await( () -> hand.questions.size() == 3 );
		IJ.wait( 500 );
		assertSame( tool, Interactive.of( imp ) );
		assertTrue( imp.isVisible() );
		assertNotNull( imp.getProcessor() );
		assertEquals( 1, tool.state().accepted().objects().size() );
		label( 174, 33 );
		// Whoever discards them is not asked again.
		hand.answers.push( 2 );
		Hand.edt( () -> {
			imp.getWindow().dispatchEvent( new WindowEvent( imp.getWindow(), WindowEvent.WINDOW_CLOSING ) );
			return null;
		} );
		Hand.await( () -> !imp.isVisible() );
		IJ.wait( 500 );
		assertEquals( 4, hand.questions.size() );
		assertEquals( 0, WindowManager.getImageCount() );
	}

	@Test
	public void imagesWithoutNewObjectsAndOtherImagesCloseAtOnce()
	{
		open( TestImages.open( "blobs" ) );
		final ImagePlus other = TestImages.open( "blobs" );
		other.show();
		Hand.edt( () -> {
			other.getWindow().setLocation( 500, 700 );
			imp.getWindow().toFront();
			return null;
		} );
		label( 73, 41 );
		Hand.edt( () -> {
			other.getWindow().dispatchEvent( new WindowEvent( other.getWindow(), WindowEvent.WINDOW_CLOSING ) );
			return null;
		} );
		Hand.await( () -> !other.isVisible() );
		assertTrue( hand.questions.isEmpty() );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Z );
		Hand.awaitObjects( tool, 0 );
		Hand.edt( () -> {
			imp.getWindow().dispatchEvent( new WindowEvent( imp.getWindow(), WindowEvent.WINDOW_CLOSING ) );
			return null;
		} );
		Hand.await( () -> Interactive.of( imp ) == null );
		assertTrue( hand.questions.isEmpty() );
	}
}
