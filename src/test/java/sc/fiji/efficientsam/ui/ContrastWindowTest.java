// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;

import javax.swing.JComboBox;

import org.junit.jupiter.api.Test;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.plugin.HyperStackConverter;
import ij.process.ImageProcessor;

import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.SessionSettings;

/** The contrast that is set in ImageJ changes while the tool is at work: what is recorded with a mask is what the model saw. */
public class ContrastWindowTest extends RecorderTest {

	private static ImageProcessor pixels()
	{
		final ImageProcessor ip = TestImages.open( "blobs" ).getProcessor().convertToShort( false );
		ip.multiply( 100 );
		return ip;
	}

	/** The second channel is the first one as in a mirror. */
	private static ImagePlus twoChannels( final String mode )
	{
		final ImageStack stack = new ImageStack( 256, 254 );
		stack.addSlice( pixels() );
		stack.addSlice( pixels() );
		stack.getProcessor( 2 ).flipHorizontal();
		final ImagePlus image = HyperStackConverter.toHyperStack( new ImagePlus( "channels.tif", stack ), 2, 1, 1, mode );
		image.setTitle( "channels.tif" );
		assertTrue( image instanceof CompositeImage );
		return image;
	}

	/** Opens a 16-bit image that the model sees as it is displayed; its copy. */
	private ImagePlus openAsDisplayed( final ImagePlus image )
	{
		final ImagePlus copy = image.duplicate();
		copy.setTitle( image.getTitle() );
		open( image );
		( ( JComboBox< ? > ) Hand.find( tool.window(), "contrast" ) ).setSelectedItem( "display" );
		Hand.await( () -> tool.state().settings.values().get( "contrast" ).equals( "display" ) && tool.state().view().isDone() );
		return copy;
	}

	/** Changes the contrast at once, as the dialog "Brightness/Contrast" does. */
	private void show( final double min, final double max )
	{
		imp.setDisplayRange( min, max );
		imp.updateAndDraw();
	}

	/** What the model makes of a point in the contrast that the image has now. */
	private Mask expected( final int x, final int y )
	{
		final EmbeddedImage now = tool.state().images().embed( Plane.FIRST, tool.state().settings );
		return ImageSession.propose( now, Prompt.point( x, y ), 0, tool.state().settings ).object().mask();
	}

	@Test
	public void masksOfTheContrastBeforeAreRecordedWithIt()
	{
		final ImagePlus copy = openAsDisplayed( new ImagePlus( "contrast.tif", pixels() ) );
		record();
		final Mask before = expected( 73, 41 );
		hand.click( imp, 73, 41 );
		Hand.awaitMask( tool );
		assertEquals( before, mask() );
		// The contrast changes, and the mask is accepted before anybody could look at the image again.
		Hand.edt( () -> {
			show( 12000, 14000 );
			tool.run( Action.ACCEPT );
			return null;
		} );
		final Mask accepted = Hand.awaitObjects( tool, 1 ).object( 1 ).mask();
		assertEquals( before, accepted );
		assertNotEquals( before, expected( 73, 41 ) );
		// Later on, the contrast that there is now counts.
		IJ.wait( 1000 );
		final Mask after = expected( 174, 33 );
		assertEquals( after, label( 174, 33 ).mask() );
		final ImagePlus labels = tool.state().images().labels();
		hand.close( tool );
		assertSame( labels, replay( copy, macro() ) );
	}

	@Test
	public void eachMaskIsRecordedWithItsOwnContrast()
	{
		final ImagePlus copy = openAsDisplayed( new ImagePlus( "several.tif", pixels() ) );
		label( 73, 41 );
		Hand.edt( () -> {
			show( 12000, 14000 );
			return null;
		} );
		IJ.wait( 1000 );
		label( 174, 33 );
		// What was done before is recorded with the next step.
		record();
		label( 108, 14 );
		final ImagePlus labels = tool.state().images().labels();
		hand.close( tool );
		assertSame( labels, replay( copy, macro() ) );
	}

	@Test
	public void noChangeIsLostWhileTheImageIsBeingRead()
	{
		final CountDownLatch gate = new CountDownLatch( 1 ), reading = new CountDownLatch( 1 );
		final boolean[] slow = new boolean[ 1 ];
		openAsDisplayed( new ImagePlus( "slow.tif", new VirtualStack( 256, 254, 1 )
		{
			@Override
			public ImageProcessor getProcessor( final int n )
			{
				if ( slow[ 0 ] && Thread.currentThread().getName().startsWith( "EfficientSAM encoder" ) )
					try
					{
						reading.countDown();
						gate.await();
					}
					catch ( final InterruptedException e )
					{
						throw new IllegalStateException( e );
					}
				return pixels();
			}
		} ) );
		slow[ 0 ] = true;
		Hand.edt( () -> {
			show( 3000, 20000 );
			return null;
		} );
		Hand.await( () -> reading.getCount() == 0 );
		Hand.edt( () -> {
			show( 12000, 14000 );
			return null;
		} );
		IJ.wait( 500 );
		gate.countDown();
		slow[ 0 ] = false;
		final Mask expected = expected( 73, 41 );
		IJ.wait( 1000 );
		assertEquals( expected, label( 73, 41 ).mask() );
	}

	@Test
	public void masksOfTheChannelBeforeAreRecordedWithIt()
	{
		final ImagePlus image = twoChannels( "grayscale" );
		final ImagePlus copy = image.duplicate();
		copy.setTitle( image.getTitle() );
		open( image );
		record();
		imp.setC( 2 );
		IJ.wait( 1000 );
		final Mask second = label( 182, 41 ).mask();
		final EmbeddedImage seen = tool.state().images().embed( Plane.FIRST, SessionSettings.of( "micro" ).with( "channel", "2" ) );
		assertEquals( ImageSession.propose( seen, Prompt.point( 182, 41 ), 0, tool.state().settings ).object().mask(), second );
		hand.click( imp, 81, 33 );
		Hand.awaitMask( tool );
		Hand.edt( () -> {
			imp.setC( 1 );
			tool.run( Action.ACCEPT );
			return null;
		} );
		Hand.awaitObjects( tool, 2 );
		final ImagePlus labels = tool.state().images().labels();
		hand.close( tool );
		assertSame( labels, replay( copy, macro() ) );
	}

	@Test
	public void allChannelsThatAreDisplayedAreRecordedWithTheirContrast()
	{
		final ImagePlus copy = openAsDisplayed( twoChannels( "composite" ) );
		record();
		Hand.edt( () -> {
			imp.setC( 1 );
			show( 12000, 14000 );
			imp.setC( 2 );
			show( 1000, 60000 );
			return null;
		} );
		IJ.wait( 1000 );
		final Mask made = label( 73, 41 ).mask();
		assertEquals( expected( 73, 41 ), made );
		final ImagePlus labels = tool.state().images().labels();
		hand.close( tool );
		assertSame( labels, replay( copy, macro() ) );
	}
}
