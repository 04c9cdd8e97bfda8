// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;

import javax.swing.JComboBox;

import org.junit.jupiter.api.Test;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.gui.NewImage;
import ij.plugin.HyperStackConverter;
import ij.process.ImageConverter;
import ij.process.ImageProcessor;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.command.InteractiveCommand;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.session.SessionSettings;

/** The image is changed, of another kind, or gone, while the tool is open. */
public class ChangesWindowTest extends WindowTest {

	@Test
	public void pixelsThatChangeAreEncodedAnew()
	{
		open( TestImages.open( "blobs" ) );
		label( 73, 41 );
		hand.click( imp, 174, 33 );
		Hand.awaitMask( tool );
		final Mask before = tool.state().mask( tool.state().draft() );
		Hand.edt( () -> {
			imp.getProcessor().translate( 0, 20 );
			imp.updateAndDraw();
			return null;
		} );
		Hand.await( () -> tool.state().proposal() != null && !tool.state().mask( tool.state().draft() ).equals( before ) );
		assertEquals( segment( imp, Prompt.point( 174, 33 ) ), tool.state().mask( tool.state().draft() ) );
		assertEquals( 1, tool.state().accepted().objects().size() );
		// Changes that do not show to the model cost nothing: the same embeddings go on.
		final EmbeddedImage now = tool.state().view().join().image();
		imp.setDisplayRange( 10, 100 );
		imp.updateAndDraw();
		IJ.wait( 1000 );
		assertSame( now.cache(), tool.state().view().join().image().cache() );
		( ( JComboBox< ? > ) Hand.find( tool.window(), "contrast" ) ).setSelectedItem( "display" );
		Hand.await( () -> tool.state().view().isDone() && tool.state().view().join().image().cache() != now.cache() );
	}

	@Test
	public void typesCanChange()
	{
		open( TestImages.open( "blobs" ) );
		label( 73, 41 );
		for ( int i = 0; i < 3; i++ )
		{
			final int k = i;
			Hand.edt( () -> {
				final ImageConverter c = new ImageConverter( imp );
				if ( k == 0 )
					c.convertToGray32();
				else if ( k == 1 )
					c.convertToRGB();
				else
					c.convertToGray16();
				imp.updateAndDraw();
				return null;
			} );
			IJ.wait( 500 );
			label( new int[] { 174, 108, 20 }[ i ], new int[] { 33, 14, 14 }[ i ] );
		}
		assertEquals( 4, tool.state().accepted().objects().size() );
	}

	@Test
	public void anImageThatIsCroppedBeginsAnewAndItsLabelsAreKept()
	{
		open( TestImages.open( "blobs" ) );
		label( 73, 41 );
		final int area = tool.state().accepted().object( 1 ).mask().area();
		Hand.edt( () -> {
			imp.setRoi( 40, 10, 200, 150 );
			final ImageProcessor cropped = imp.getProcessor().crop();
			imp.deleteRoi();
			imp.setProcessor( cropped );
			imp.updateAndDraw();
			return null;
		} );
		Hand.await( () -> tool.state().accepted().objects().isEmpty() );
		final ImagePlus labels = Hand.image( "blobs-labels" );
		assertEquals( 256, labels.getWidth() );
		int n = 0;
		for ( final short v : ( short[] ) labels.getProcessor().getPixels() )
			n += v;
		assertEquals( area, n );
		assertTrue( message().contains( "another size" ), message() );
		Hand.edt( () -> {
			labels.close();
			imp.getWindow().toFront();
			return null;
		} );
		Hand.await( () -> tool.state().view().isDone() );
		label( 33, 31 );
		assertEquals( segment( imp, Prompt.point( 33, 31 ) ), tool.state().accepted().object( 1 ).mask() );
	}

	@Test
	public void closingWhileEncodingIsQuiet()
	{
		open( NewImage.createByteImage( "large", 3000, 3000, 1, NewImage.FILL_RAMP ) );
		Hand.edt( () -> {
			tool.click( 2900, 2900, true, false );
			imp.changes = false;
			imp.close();
			return null;
		} );
		Hand.await( () -> Interactive.of( imp ) == null );
		IJ.wait( 1500 );
		assertTrue( hand.questions.isEmpty() );
		assertTrue( IJ.getLog() == null || !IJ.getLog().contains( "large" ), IJ.getLog() );
	}

	@Test
	public void compositeHyperstacksWork()
	{
		final ImageStack stack = new ImageStack( 256, 254 );
		for ( int i = 0; i < 8; i++ )
		{
			final ImageProcessor ip = TestImages.open( "blobs" ).getProcessor().duplicate().convertToShort( false );
			ip.translate( 5 * ( i / 2 ), 0 );
			if ( i % 2 == 1 )
				ip.flipVertical();
			stack.addSlice( ip );
		}
		open( HyperStackConverter.toHyperStack( new ImagePlus( "hyper.tif", stack ), 2, 2, 2, "composite" ) );
		assertTrue( imp instanceof CompositeImage );
		label( 73, 41 );
		imp.setPosition( 1, 2, 2 );
		Hand.await( () -> tool.state().plane.z() == 2 && tool.state().plane.t() == 2 );
		label( 88, 41 );
		assertEquals( 2, tool.state().accepted().object( 2 ).plane().t() );
		// Another channel is the same plane: its labels stay.
		imp.setC( 2 );
		( ( CompositeImage ) imp ).setMode( IJ.GRAYSCALE );
		imp.updateAndDraw();
		IJ.wait( 1000 );
		label( 100, 200 );
		assertEquals( 2, tool.state().accepted().objects( tool.state().plane ).size() );
		final ImagePlus labels = tool.state().images().labels();
		assertEquals( 1, labels.getNChannels() );
		assertEquals( 2, labels.getNSlices() );
		assertEquals( 2, labels.getNFrames() );
		assertEquals( 1, labels.getStack().getProcessor( 1 ).getStats().max );
		assertEquals( 3, labels.getStack().getProcessor( 4 ).getStats().max );
		assertEquals( 0, labels.getStack().getProcessor( 2 ).getStats().max );
	}

	@Test
	public void rgbAndVirtualStacksWork()
	{
		final ImagePlus rgb = TestImages.open( "nuclei-he" );
		open( rgb );
		label( 107, 186 );
		assertEquals( segment( TestImages.open( "nuclei-he" ), Prompt.point( 107, 186 ) ), tool.state().accepted().object( 1 ).mask() );
		hand.close( tool );
		open( new ImagePlus( "virtual", new VirtualStack( 256, 254, 3 )
		{
			@Override
			public ImageProcessor getProcessor( final int n )
			{
				final ImageProcessor ip = TestImages.open( "blobs" ).getProcessor();
				ip.translate( 10 * ( n - 1 ), 0 );
				return ip;
			}
		} ) );
		label( 73, 41 );
		imp.setSlice( 3 );
		Hand.await( () -> tool.state().plane.z() == 3 );
		label( 93, 41 );
		assertEquals( tool.state().accepted().object( 1 ).mask().area(), tool.state().accepted().object( 2 ).mask().area(), 60 );
	}

	@Test
	public void twoImagesHaveTwoTools()
	{
		open( TestImages.open( "blobs" ) );
		final ImagePlus second = TestImages.open( "blobs" );
		second.getProcessor().flipHorizontal();
		second.show();
		final Tool other = Hand.edt( () -> Interactive.open( context.service( EfficientSamService.class ), second,
				SessionSettings.of( "micro" ), hand ) );
		Hand.edt( () -> {
			second.getWindow().setLocation( 400, 300 );
			second.getWindow().toFront();
			other.window().setLocation( 1100, 700 );
			return null;
		} );
		IJ.wait( 300 );
		assertSame( other, Hand.edt( () -> Interactive.open( context.service( EfficientSamService.class ), second,
				SessionSettings.of( "micro" ), hand ) ) );
		hand.click( imp, 73, 41 );
		hand.click( second, 182, 41 );
		Hand.awaitMask( tool );
		Hand.awaitMask( other );
		hand.enter( second );
		Hand.awaitObjects( other, 1 );
		assertEquals( 0, tool.state().accepted().objects().size() );
		hand.enter( imp );
		Hand.awaitObjects( tool, 1 );
		assertEquals( tool.state().accepted().object( 1 ).mask().area(), other.state().accepted().object( 1 ).mask().area(),
				0.1 * other.state().accepted().object( 1 ).mask().area() );
		assertNotEquals( tool.keeper().file(), other.keeper().file() );
		hand.close( other );
		assertNull( Interactive.of( second ) );
	}

	@Test
	public void theCommandOpensTheTool() throws Exception
	{
		imp = TestImages.open( "blobs" );
		imp.show();
		final ModuleService modules = context.service( ModuleService.class );
		final Module module = modules.createModule( modules.getModules().stream()
				.filter( m -> m.getDelegateClassName().equals( InteractiveCommand.class.getName() ) ).findFirst().get() );
		modules.run( module, false, Collections.singletonMap( "imp", imp ) ).get();
		tool = Interactive.of( imp );
		assertTrue( tool.window().isVisible() );
		assertTrue( InteractiveTool.isSelected() );
	}

	@Test
	public void modelsThatAreClosedAreOpenedAgain()
	{
		open( TestImages.open( "blobs" ) );
		label( 73, 41 );
		Hand.edt( () -> {
			tool.click( 174, 33, true, false );
			return null;
		} );
		// NB: this closes all models, while one is running.
		context.service( EfficientSamService.class ).useThreads( 1 );
		Hand.awaitMask( tool );
		assertEquals( segment( TestImages.open( "blobs" ), Prompt.point( 174, 33 ) ).area(),
				tool.state().mask( tool.state().draft() ).area(), 20 );
		context.service( EfficientSamService.class ).useThreads( 0 );
		hand.enter( imp );
		Hand.awaitObjects( tool, 2 );
	}

	@Test
	public void aModelThatIsNotThereIsSaidAndTheToolGoesOn()
	{
		imp = TestImages.open( "blobs" );
		imp.show();
		tool = Hand.edt( () -> Interactive.open( context.service( EfficientSamService.class ), imp, SessionSettings.of( "efficientsam-ti" ),
				hand ) );
		Hand.await( () -> message() != null && message().contains( "efficientsam-ti" ) );
		Hand.edt( () -> {
			tool.click( 73, 41, true, false );
			return null;
		} );
		IJ.wait( 300 );
		Hand.edt( () -> {
			tool.set( SessionSettings.of( "micro" ) );
			return null;
		} );
		Hand.awaitMask( tool );
	}
}
