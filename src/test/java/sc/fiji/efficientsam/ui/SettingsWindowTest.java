// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Rectangle;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import javax.swing.JComboBox;
import javax.swing.JSlider;
import javax.swing.JSpinner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.prefs.PrefService;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.Overlay;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.ObjectSizes;
import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.session.SessionFile;
import sc.fiji.efficientsam.session.SessionSettings;

/** The object size and its circle, all other settings, and what comes with sessions. */
public class SettingsWindowTest extends WindowTest {

	@TempDir
	Path folder;

	private JComboBox< ? > box( final String name )
	{
		return ( JComboBox< ? > ) Hand.find( tool.window(), name );
	}

	private void spin( final String name, final Object value )
	{
		Hand.edt( () -> {
			( ( JSpinner ) Hand.find( tool.window(), name ) ).setValue( value );
			return null;
		} );
	}

	/** The circle on the image, or null. */
	private Rectangle circle()
	{
		return Hand.edt( this::find );
	}

	private Rectangle find()
	{
		final Overlay o = imp.getOverlay();
		for ( int i = 0; o != null && i < o.size(); i++ )
			if ( o.get( i ) instanceof OvalRoi )
				return o.get( i ).getBounds();
		return null;
	}

	@Test
	public void theSizeIsShownAsACircleAndRemembered()
	{
		open( TestImages.open( "blobs" ) );
		final JSlider slider = ( JSlider ) Hand.find( tool.window(), "sizeslider" );
		assertEquals( 0, slider.getValue() );
		Hand.edt( () -> {
			slider.setValue( 130 );
			return null;
		} );
		final double size = ( ( Number ) ( ( JSpinner ) Hand.find( tool.window(), "objectsize" ) ).getValue() ).doubleValue();
		assertTrue( size > 40 && size < 90, "" + size );
		// In the middle of the view, as large as told.
		final Rectangle c = circle();
		assertEquals( size, c.width, 1 );
		assertEquals( 128, c.getCenterX(), 2 );
		assertEquals( 127, c.getCenterY(), 2 );
		hand.picture( "circle" );
		Hand.await( () -> tool.state().settings.segment().objectSize() == size );
		Hand.await( () -> find() == null );
		assertEquals( Double.toString( size ), imp.getProp( ObjectSizes.PROPERTY ) );
		// Under the mouse, if it is over the image.
		hand.move( imp, 60, 200 );
		hand.move( imp, 61, 200 );
		spin( "objectsize", 33.0 );
		assertEquals( 61, circle().getCenterX(), 1.5 );
		assertEquals( 200, circle().getCenterY(), 1.5 );
		Hand.await( () -> tool.state().settings.segment().objectSize() == 33 );
		label( 73, 41 );
		assertTrue( tool.state().accepted().lastStep().toString().contains( "objectsize=33.0" ) );
		final ImagePlus first = imp;
		Hand.edt( () -> {
			hand.answers.push( 2 );
			tool.close( false );
			return null;
		} );
		// The next image begins with it; an image that has a size of its own with that.
		imp = TestImages.open( "nuclei-he" );
		imp.show();
		tool = Hand.edt( () -> Interactive.open( context.service( EfficientSamService.class ), imp, SessionSettings.of( "micro" ), hand ) );
		assertEquals( 33, tool.state().settings.segment().objectSize() );
		assertEquals( 33.0, ( ( JSpinner ) Hand.find( tool.window(), "objectsize" ) ).getValue() );
		spin( "objectsize", 70.0 );
		Hand.await( () -> tool.state().settings.segment().objectSize() == 70 );
		final Tool again = Hand.edt( () -> Interactive.open( context.service( EfficientSamService.class ), first,
				SessionSettings.of( "micro" ), hand ) );
		assertEquals( 33, again.state().settings.segment().objectSize() );
		assertEquals( 70, new ObjectSizes( context.service( PrefService.class ) ).recall( null ) );
		hand.close( again );
	}

	@Test
	public void theWindowHasAllSettings()
	{
		final ImageStack stack = new ImageStack( 256, 254 );
		for ( int i = 0; i < 2; i++ )
			stack.addSlice( TestImages.open( "blobs" ).getProcessor().duplicate() );
		final ImagePlus two = new ImagePlus( "two", stack );
		two.setDimensions( 2, 1, 1 );
		open( new CompositeImage( two, IJ.COMPOSITE ) );
		Hand.edt( () -> {
			box( "device" ).setSelectedItem( "cpu" );
			box( "contrast" ).setSelectedItem( "full" );
			box( "channel" ).setSelectedIndex( 2 );
			return null;
		} );
		spin( "low", 1.5 );
		spin( "high", 98.5 );
		spin( "fragments", 5 );
		spin( "holes", 7 );
		final SessionSettings wanted = SessionSettings.of( "micro" ).with( "device", "cpu" ).with( "contrast", "full" ).with( "channel",
				"2" ).with( "low", "1.5" ).with( "high", "98.5" ).with( "fragments", "5" ).with( "holes", "7" );
		Hand.await( () -> tool.state().settings.equals( wanted ) );
		// What makes no sense is said, and not used.
		spin( "low", 99.0 );
		Hand.await( () -> message() != null && message().contains( "lower percentile" ) );
		assertEquals( wanted, tool.state().settings );
		label( 73, 41 );
		// The size was found automatically, and is recorded as the number that it was.
		final SessionSettings recorded = tool.state().accepted().lastStep().settings();
		assertTrue( recorded.segment().objectSize() > 10 && recorded.segment().objectSize() < 60, recorded.toString() );
		assertEquals( wanted, recorded.with( "objectsize", "0.0" ) );
	}

	@Test
	public void classesComeWithASession()
	{
		open( TestImages.open( "blobs" ) );
		final File json = folder.resolve( "other.json" ).toFile();
		hand.answers.addAll( Arrays.asList( "Nucleus", Color.ORANGE, "Spot", Color.CYAN ) );
		hand.button( tool, "New class..." );
		hand.button( tool, "New class..." );
		label( 73, 41 );
		hand.answers.add( json );
		hand.button( tool, "Save session..." );
		Hand.await( () -> message() != null && message().startsWith( "Saved" ) );
		hand.close( tool );
		open( TestImages.open( "blobs" ) );
		hand.answers.addAll( Arrays.asList( "Dark", Color.RED, "Light", Color.GREEN ) );
		hand.button( tool, "New class..." );
		hand.button( tool, "New class..." );
		assertEquals( "Light", box( "classes" ).getSelectedItem() );
		// As many classes, but others.
		hand.answers.add( json );
		hand.button( tool, "Open session..." );
		Hand.awaitObjects( tool, 1 );
		assertEquals( 3, box( "classes" ).getItemCount() );
		assertEquals( "Nucleus", box( "classes" ).getItemAt( 1 ) );
		assertEquals( "Spot", box( "classes" ).getItemAt( 2 ) );
		assertEquals( "", tool.state().objectClass );
		Hand.edt( () -> {
			tool.classify( "Nucleus" );
			return null;
		} );
		assertEquals( "Nucleus", label( 174, 33 ).objectClass() );
	}

	@Test
	public void aModelThatIsNotThereStaysInTheSettings() throws Exception
	{
		open( TestImages.open( "blobs" ) );
		label( 73, 41 );
		final File json = folder.resolve( "s.json" ).toFile();
		hand.answers.add( json );
		hand.button( tool, "Save session..." );
		Hand.await( () -> message() != null && message().startsWith( "Saved" ) );
		final String text = new String( Files.readAllBytes( json.toPath() ), StandardCharsets.UTF_8 );
		assertTrue( text.contains( "\"micro\"" ) );
		Files.write( json.toPath(), text.replace( "\"micro\"", "\"of-a-colleague\"" ).replace( "\"objectsize\": \"0.0\"",
				"\"objectsize\": \"44.0\"" ).getBytes( StandardCharsets.UTF_8 ) );
		hand.answers.addAll( Arrays.asList( json, 0 ) );
		hand.button( tool, "Open session..." );
		Hand.await( () -> message() != null && message().contains( "of-a-colleague" ) );
		IJ.wait( 1000 );
		assertEquals( "of-a-colleague", tool.state().settings.model() );
		assertEquals( "of-a-colleague", box( "model" ).getSelectedItem() );
		assertEquals( 44, tool.state().settings.segment().objectSize() );
		// Other settings can be changed, and it is still in what is saved.
		spin( "holes", 9 );
		Hand.await( () -> tool.state().settings.segment().get( SegmentSettings.HOLES ) == 9 );
		assertEquals( "of-a-colleague", tool.state().settings.model() );
		final File again = folder.resolve( "again.json" ).toFile();
		hand.answers.add( again );
		hand.button( tool, "Save session..." );
		Hand.await( again::exists );
		assertEquals( "of-a-colleague", SessionFile.read( again.toPath() ).settings().model() );
		// Whoever has another one goes on with that.
		Hand.edt( () -> {
			box( "model" ).setSelectedItem( "micro" );
			return null;
		} );
		Hand.await( () -> tool.state().view().isDone() && !tool.state().view().isCompletedExceptionally() );
		assertFalse( label( 174, 33 ).mask().isEmpty() );
	}
}
