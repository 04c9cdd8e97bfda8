// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.Color;
import java.awt.Image;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.File;
import java.util.Arrays;
import java.util.List;

import javax.imageio.ImageIO;
import javax.swing.UIManager;

import org.scijava.Context;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.efficientsam.TestImages;

/**
 * Makes a picture of the interactive tool on a virtual screen:
 * {@code mvn -q test-compile exec:exec@dev -Dtool="screenshot picture.png"}.
 * Arguments: where to, and the look and feel (-: Java's own). With "settings" as the third one, settings are unfolded.
 */
public final class MakeScreenshot {

	private MakeScreenshot()
	{}

	public static void main( final String[] args ) throws Exception
	{
		final Hand hand = new Hand();
		if ( args.length > 1 && !args[ 1 ].equals( "-" ) )
			UIManager.setLookAndFeel( args[ 1 ] );
		final Context context = new Context();
		final ImagePlus imp = TestImages.open( "nuclei-he" );
		final Tool tool = open( hand, context, imp );
		hand.answers.addAll( Arrays.asList( "Epithelium", new Color( 255, 204, 0 ), "Stroma", new Color( 0, 220, 120 ) ) );
		hand.button( tool, "New class..." );
		final int[][] first = { { 107, 186 }, { 175, 220 }, { 240, 109 }, { 57, 139 } }, second = { { 293, 101 }, { 23, 74 }, { 195, 63 } };
		for ( final int[] p : first )
			accept( hand, tool, imp, p );
		hand.button( tool, "New class..." );
		for ( final int[] p : second )
			accept( hand, tool, imp, p );
		hand.drag( imp, 198, 10, 272, 55 );
		Hand.awaitMask( tool );
		hand.click( imp, 235, 33, KeyEvent.VK_SHIFT );
		hand.click( imp, 262, 50, KeyEvent.VK_ALT );
		if ( args.length > 2 && args[ 2 ].equals( "settings" ) )
			hand.button( tool, "settings" );
		if ( args.length > 2 && args[ 2 ].equals( "keys" ) )
			hand.button( tool, "Keys" );
		IJ.wait( 1500 );
		final Rectangle all = imp.getWindow().getBounds().union( tool.window().getBounds() );
		ImageIO.write( capture( hand.robot, all ), "png", new File( args[ 0 ] ) );
		System.exit( 0 );
	}

	/** Opens the tool beside an image that is magnified. */
	static Tool open( final Hand hand, final Context context, final ImagePlus imp )
	{
		final Tool tool = hand.open( context, imp, 50 );
		Hand.edt( () -> {
			imp.getWindow().setLocation( 20, 20 );
			imp.getCanvas().zoomIn( 0, 0 );
			imp.getCanvas().zoomIn( 0, 0 );
			imp.getWindow().pack();
			return null;
		} );
		// NB: how large the window is then is known a little later.
		IJ.wait( 1000 );
		Hand.edt( () -> {
			tool.window().setLocation( imp.getWindow().getX() + imp.getWindow().getWidth() + 4, 20 );
			IJ.getInstance().setLocation( 20, ( int ) ( Toolkit.getDefaultToolkit().getScreenSize().height * 0.9 ) );
			return null;
		} );
		IJ.wait( 500 );
		return tool;
	}

	/** With all pixels of the screen, which scaling to 200 % has more of than Java 8 could see. */
	private static BufferedImage capture( final Robot robot, final Rectangle r ) throws Exception
	{
		try
		{
			final Object pictures = Robot.class.getMethod( "createMultiResolutionScreenCapture", Rectangle.class ).invoke( robot, r );
			final List< ? > all = ( List< ? > ) Class.forName( "java.awt.image.MultiResolutionImage" ).getMethod( "getResolutionVariants" )
					.invoke( pictures );
			final Image finest = ( Image ) all.get( all.size() - 1 );
			final BufferedImage copy = new BufferedImage( finest.getWidth( null ), finest.getHeight( null ), BufferedImage.TYPE_INT_RGB );
			copy.getGraphics().drawImage( finest, 0, 0, null );
			return copy;
		}
		catch ( final NoSuchMethodException e )
		{
			return robot.createScreenCapture( r );
		}
	}

	static void accept( final Hand hand, final Tool tool, final ImagePlus imp, final int[] at )
	{
		final int n = tool.state().accepted().objects().size();
		hand.click( imp, at[ 0 ], at[ 1 ] );
		Hand.awaitMask( tool );
		hand.enter( imp );
		Hand.awaitObjects( tool, n + 1 );
	}
}
