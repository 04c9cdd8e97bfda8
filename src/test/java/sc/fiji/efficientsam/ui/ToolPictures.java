// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.MouseInfo;
import java.awt.Point;
import java.awt.Polygon;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.function.BiConsumer;

import javax.swing.JSlider;
import javax.swing.UIManager;

import org.scijava.Context;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.efficientsam.TestImages;

/** Works with the interactive tool as a user does, and takes pictures of it. */
public final class ToolPictures {

	private final Hand hand = new Hand();
	private final BiConsumer< BufferedImage, Double > film;
	private final ImagePlus imp = TestImages.open( "nuclei-he" );
	private Tool tool;

	private ToolPictures( final BiConsumer< BufferedImage, Double > film )
	{
		this.film = film;
	}

	/** To be called before anything asks for a screen. */
	public static void startScreen()
	{
		VirtualScreen.require();
	}

	/**
	 * @param film
	 *            is given the frames of a film of click, correct, accept, each with the
	 *            seconds that it is seen
	 * @return the tool with some objects
	 */
	public static BufferedImage make( final Context context, final BiConsumer< BufferedImage, Double > film ) throws Exception
	{
		UIManager.setLookAndFeel( "com.formdev.flatlaf.FlatLightLaf" );
		return new ToolPictures( film ).make( context );
	}

	/** The tool with proposals, one of which the mouse points at. */
	public static BufferedImage proposals( final Context context ) throws Exception
	{
		UIManager.setLookAndFeel( "com.formdev.flatlaf.FlatLightLaf" );
		return new ToolPictures( ( picture, seconds ) -> {} ).find( context );
	}

	private BufferedImage find( final Context context )
	{
		tool = MakeScreenshot.open( hand, context, imp );
		clickAndAccept( 107, 186 );
		clickAndAccept( 293, 101 );
		hand.button( tool, "Find All" );
		Hand.await( () -> !tool.state().found.isSearching() );
		final JSlider quality = ( JSlider ) Hand.find( tool.window(), "quality" );
		Hand.edt( () -> {
			quality.setValue( 20 );
			return null;
		} );
		hand.move( imp, 235, 110 );
		return screen();
	}

	private BufferedImage make( final Context context )
	{
		tool = MakeScreenshot.open( hand, context, imp );
		hand.answers.addAll( Arrays.asList( "Nucleus", new Color( 255, 204, 0 ) ) );
		hand.button( tool, "New class..." );
		hand.move( imp, 150, 125 );
		shoot( 0.8, "" );
		clickAndAccept( 107, 186 );
		clickAndAccept( 293, 101 );
		correct();
		final BufferedImage still = screen();
		accept();
		clickAndAccept( 57, 139 );
		shoot( 2.5, "" );
		return still;
	}

	private void clickAndAccept( final int x, final int y )
	{
		hand.move( imp, x, y );
		shoot( 0.5, "" );
		hand.click( imp, x, y );
		Hand.awaitMask( tool );
		shoot( 1.2, "Click" );
		accept();
	}

	/** A box that is drawn too large, and a point in what does not belong. */
	private void correct()
	{
		hand.move( imp, 198, 10 );
		shoot( 0.5, "" );
		hand.drag( imp, 198, 10, 272, 69 );
		Hand.awaitMask( tool );
		shoot( 1.2, "Drag a box" );
		hand.click( imp, 244, 56, KeyEvent.VK_ALT );
		Hand.awaitMask( tool );
		shoot( 1.6, "Alt-click: not this" );
	}

	private void accept()
	{
		final int n = tool.state().accepted().objects().size();
		hand.enter( imp );
		Hand.awaitObjects( tool, n + 1 );
		shoot( 1.0, "Enter: accepted" );
	}

	private BufferedImage screen()
	{
		Arrivals.settle();
		IJ.wait( 700 );
		final Rectangle all = imp.getWindow().getBounds().union( tool.window().getBounds() );
		final BufferedImage desktop = hand.robot.createScreenCapture( all ),
				picture = new BufferedImage( all.width, all.height, BufferedImage.TYPE_INT_RGB );
		final Graphics2D g = picture.createGraphics();
		g.setColor( Color.WHITE );
		g.fillRect( 0, 0, all.width, all.height );
		for ( final Rectangle w : new Rectangle[] { imp.getWindow().getBounds(), tool.window().getBounds() } )
		{
			g.setClip( w.x - all.x, w.y - all.y, w.width, w.height );
			g.drawImage( desktop, 0, 0, null );
		}
		g.dispose();
		return picture;
	}

	/** NB: the screen's own pointer is in no picture of it. */
	private void shoot( final double seconds, final String words )
	{
		final BufferedImage picture = screen();
		final Graphics2D g = picture.createGraphics();
		g.setRenderingHint( RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON );
		g.setRenderingHint( RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON );
		final Point p = MouseInfo.getPointerInfo().getLocation();
		p.translate( -imp.getWindow().getX(), -imp.getWindow().getY() );
		final Polygon arrow = new Polygon( new int[] { 0, 0, 4, 7, 10, 7, 12 }, new int[] { 0, 17, 13, 20, 19, 12, 12 }, 7 );
		arrow.translate( p.x, p.y );
		g.setColor( Color.WHITE );
		g.fill( arrow );
		g.setColor( Color.BLACK );
		g.draw( arrow );
		if ( !words.isEmpty() )
		{
			g.setFont( g.getFont().deriveFont( 20f ) );
			final int w = g.getFontMetrics().stringWidth( words );
			g.setColor( new Color( 30, 30, 30 ) );
			g.fillRoundRect( 14, picture.getHeight() - 54, w + 28, 38, 12, 12 );
			g.setColor( Color.WHITE );
			g.drawString( words, 28, picture.getHeight() - 28 );
		}
		g.dispose();
		film.accept( picture, seconds );
	}
}
