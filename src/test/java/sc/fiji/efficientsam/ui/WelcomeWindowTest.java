// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Component;
import java.awt.Container;
import java.awt.Frame;
import java.awt.Rectangle;
import java.awt.Robot;
import java.io.File;

import javax.imageio.ImageIO;
import javax.swing.JButton;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.prefs.PrefService;

/** The welcome is shown once, and waits for nobody. */
public class WelcomeWindowTest {

	@BeforeAll
	public static void start()
	{
		VirtualScreen.require();
	}

	private static Frame frame()
	{
		for ( final Frame frame : Frame.getFrames() )
			if ( frame.isShowing() && frame.getTitle().equals( Welcome.TITLE ) )
				return frame;
		return null;
	}

	private static JButton button( final Container in, final String name )
	{
		for ( final Component c : in.getComponents() )
		{
			final JButton found = c instanceof JButton && name.equals( c.getName() ) ? ( JButton ) c
					: c instanceof Container ? button( ( Container ) c, name ) : null;
			if ( found != null )
				return found;
		}
		return null;
	}

	@Test
	public void itIsShownOnceAndCloses() throws Exception
	{
		try (Context context = new Context())
		{
			Welcome.forget( context.service( PrefService.class ) );
			assertTrue( Welcome.once( context ) );
			Hand.await( () -> frame() != null );
			final Rectangle bounds = Hand.edt( () -> frame().getBounds() );
			assertTrue( bounds.width < 600 && bounds.height > 150, bounds.toString() );
			assertFalse( Welcome.once( context ), "a second time" );
			Thread.sleep( 300 );
			ImageIO.write( new Robot().createScreenCapture( bounds ), "png", new File( "target/windows/welcome.png" ) );
			Hand.edt( () -> {
				button( frame(), "Close" ).doClick();
				return null;
			} );
			Hand.await( () -> frame() == null );
		}
	}
}
