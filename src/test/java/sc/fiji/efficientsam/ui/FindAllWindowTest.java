// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Point;
import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import javax.swing.JLabel;
import javax.swing.JSlider;
import javax.swing.JTextArea;

import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import ij.ImageStack;
import ij.process.ImageProcessor;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.SlowLoading;
import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.mask.InnerPixels;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.session.ProposedObject;
import sc.fiji.efficientsam.session.SessionObject;
import sc.fiji.efficientsam.session.SessionSettings;

/** "Find All" proposes what everything mode finds; clicks accept one, a button those that are good enough. */
public class FindAllWindowTest extends RecorderTest {

	private Found found()
	{
		return tool.state().found;
	}

	/** Presses the key, and waits for the proposals. */
	private List< ProposedObject > find()
	{
		hand.key( imp, KeyEvent.VK_F );
		Hand.await( () -> !found().isSearching() );
		return Hand.edt( () -> new ArrayList<>( found().shown ) );
	}

	private static List< Mask > masks( final List< ProposedObject > proposals )
	{
		return proposals.stream().map( ProposedObject::mask ).collect( Collectors.toList() );
	}

	private List< Mask > accepted()
	{
		return tool.state().accepted().objects().stream().map( SessionObject::mask ).collect( Collectors.toList() );
	}

	/** A pixel deep inside. */
	private static Point in( final ProposedObject o )
	{
		final Prompt p = o.prompt();
		return new Point( ( int ) Math.round( p.points().get( 0 ).x() ), ( int ) Math.round( p.points().get( 0 ).y() ) );
	}

	private String count()
	{
		return Hand.edt( () -> ( ( JLabel ) Hand.find( tool.window(), "proposals" ) ).getText() );
	}

	private void open( final String name )
	{
		open( TestImages.open( name ) );
	}

	/** Two kinds of objects: nuclei on the left, and blobs on the right. */
	private static ImagePlus bothKinds()
	{
		final ImageProcessor left = TestImages.open( "nuclei-fluorescence" ).getProcessor().convertToByte( false ),
				right = TestImages.open( "blobs" ).getProcessor().convertToByte( false );
		final ImageProcessor both = new ByteProcessor( left.getWidth() + right.getWidth(), Math.max( left.getHeight(),
				right.getHeight() ) );
		both.insert( left, 0, 0 );
		both.insert( right, left.getWidth(), 0 );
		return new ImagePlus( "both.tif", both );
	}

	@Test
	public void objectsLikeAnAcceptedOneAreProposedAndANegativeClickRemovesAKind()
	{
		open( bothKinds() );
		hand.key( imp, KeyEvent.VK_L );
		Hand.await( () -> ( ( JTextArea ) Hand.find( tool.window(), "message" ) ).getText().contains( "Accept an object" ) );
		final int right = TestImages.open( "nuclei-fluorescence" ).getWidth();
		final Mask nucleus = TestImages.truth( "nuclei-fluorescence" ).get( 6 );
		final int[] p = InnerPixels.of( nucleus, 1 ).get( 0 );
		hand.click( imp, p[ 0 ], p[ 1 ] );
		Hand.awaitMask( tool );
		hand.enter( imp );
		Hand.awaitObjects( tool, 1 );
		hand.key( imp, KeyEvent.VK_L );
		Hand.await( () -> !found().isSearching() );
		final List< ProposedObject > alike = Hand.edt( () -> new ArrayList<>( found().shown ) );
		final List< ProposedObject > blobs = alike.stream().filter( o -> o.mask().x() >= right ).collect( Collectors.toList() );
		assertTrue( alike.size() - blobs.size() > 8, "nuclei: " + ( alike.size() - blobs.size() ) );
		assertTrue( blobs.size() > 3, "blobs: " + blobs.size() );
		hand.picture( "find-similar" );
		final Point blob = in( blobs.get( 0 ) );
		hand.click( imp, blob.x, blob.y, KeyEvent.VK_ALT );
		Hand.await( () -> !found().isSearching() && found().unlike.size() == 1 );
		final List< ProposedObject > kind = Hand.edt( () -> new ArrayList<>( found().shown ) );
		assertTrue( kind.stream().filter( o -> o.mask().x() >= right ).count() < blobs.size() / 2 );
		hand.picture( "find-similar-negative" );
		hand.key( imp, KeyEvent.VK_SHIFT, KeyEvent.VK_ENTER );
		Hand.awaitObjects( tool, 1 + kind.size() );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Z );
		Hand.awaitObjects( tool, 1 );
	}

	@Test
	public void acceptingAllGivesWhatEverythingModeGivesInOneStepThatMacrosRepeat()
	{
		open( "blobs" );
		imp.setTitle( "blobs.tif" );
		final ImagePlus copy = imp.duplicate();
		copy.setTitle( imp.getTitle() );
		record();
		final Set< Mask > expected = context.service( EfficientSamService.class ).everything( TestImages.open( "blobs" ) ).run().objects()
				.stream().map( SegmentedObject::mask ).collect( Collectors.toSet() );
		final List< ProposedObject > proposed = find();
		assertTrue( proposed.size() > 40 );
		assertEquals( expected, new HashSet<>( masks( proposed ) ) );
		assertEquals( proposed.size() + " of " + proposed.size(), count() );
		// They are no results: neither objects nor in the label image, and only seen.
		assertEquals( 0, tool.state().accepted().objects().size() );
		assertEquals( 2, imp.getOverlay().size() );
		hand.picture( "find-all" );
		// The slider leaves out what is least likely an object.
		final JSlider quality = ( JSlider ) Hand.find( tool.window(), "quality" );
		Hand.edt( () -> {
			quality.setValue( 30 );
			return null;
		} );
		final List< ProposedObject > better = Hand.edt( () -> new ArrayList<>( found().shown ) );
		assertEquals( better.size() + " of " + proposed.size(), count() );
		assertEquals( 0.7, ( double ) better.size() / proposed.size(), 0.03 );
		final double least = better.stream().mapToDouble( ProposedObject::quality ).min().getAsDouble();
		assertTrue( proposed.stream().allMatch( o -> better.contains( o ) == o.quality() >= least ) );
		hand.key( imp, KeyEvent.VK_SHIFT, KeyEvent.VK_ENTER );
		Hand.awaitObjects( tool, better.size() );
		assertEquals( masks( better ), accepted() );
		// What was left out is still there, and all of it is one step.
		assertEquals( "0 of " + ( proposed.size() - better.size() ), count() );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Z );
		Hand.awaitObjects( tool, 0 );
		assertEquals( better.size() + " of " + proposed.size(), count() );
		hand.key( imp, KeyEvent.VK_CONTROL, KeyEvent.VK_Y );
		Hand.awaitObjects( tool, better.size() );
		Hand.edt( () -> {
			quality.setValue( 0 );
			return null;
		} );
		hand.button( tool, "Accept All" );
		Hand.awaitObjects( tool, proposed.size() );
		assertEquals( expected, new HashSet<>( accepted() ) );
		assertFalse( found().isThere() );
		assertTrue( message().startsWith( "Accepted " + ( proposed.size() - better.size() ) + " object" ), message() );
		label( 10, 250 );
		hand.picture( "find-all-accepted" );
		final ImagePlus labels = tool.state().images().labels();
		final String macro = macro();
		assertTrue( macro.contains( "action=add" ) && macro.contains( "action=undo" ), macro );
		hand.close( tool );
		assertSame( labels, replay( copy, macro ) );
	}

	@Test
	public void aClickAcceptsWhatIsHighlightedAndElsewhereBeginsAnObject()
	{
		open( "blobs" );
		hand.move( imp, 5, 5 );
		final List< ProposedObject > proposed = find();
		final ProposedObject first = at( 73, 41 ), second = at( 174, 33 );
		assertEquals( "Click: an outline is accepted, else a new object", status() );
		hand.move( imp, 73, 41 );
		Hand.await( () -> found().pointed == first );
		assertTrue( status().startsWith( "Click accepts this proposal" ), status() );
		hand.picture( "find-all-pointed" );
		hand.click( imp, 73, 41 );
		final SessionObject accepted = Hand.awaitObjects( tool, 1 ).object( 1 );
		assertEquals( first.mask(), accepted.mask() );
		assertEquals( first.prompt(), accepted.prompt() );
		assertEquals( first.score(), accepted.score() );
		assertNull( draft() );
		assertEquals( proposed.size() - 1 + " of " + ( proposed.size() - 1 ), count() );
		// There is no proposal any more, so that a click makes an ordinary draft; so it does beside all of them.
		hand.move( imp, 75, 42 );
		assertTrue( status().startsWith( "Click: an outline" ), status() );
		hand.click( imp, 75, 42 );
		Hand.awaitMask( tool );
		hand.key( imp, KeyEvent.VK_ESCAPE );
		hand.click( imp, 120, 60 );
		Hand.awaitMask( tool );
		assertEquals( Prompt.point( 120, 60 ), draft().prompt() );
		// What is being prompted stays when a proposal is accepted, and both are undone one by one.
		hand.click( imp, 174, 33 );
		Hand.awaitObjects( tool, 2 );
		assertEquals( second.mask(), tool.state().accepted().object( 2 ).mask() );
		assertEquals( Prompt.point( 120, 60 ), draft().prompt() );
		hand.key( imp, KeyEvent.VK_ESCAPE );
		// With Shift and by a box a proposal is made anew, and hidden by what is made.
		hand.drag( imp, 57, 24, 88, 58 );
		Hand.awaitMask( tool );
		hand.key( imp, KeyEvent.VK_ESCAPE );
		final ProposedObject third = at( 108, 14 );
		hand.click( imp, 108, 14, KeyEvent.VK_SHIFT );
		Hand.awaitMask( tool );
		assertFalse( Hand.edt( () -> found().shown.contains( third ) ) );
		assertEquals( 2, tool.state().accepted().objects().size() );
		hand.key( imp, KeyEvent.VK_ESCAPE );
		assertTrue( Hand.edt( () -> found().shown.contains( third ) ) );
		// Where clicks mean something else, they accept nothing.
		hand.key( imp, KeyEvent.VK_B );
		hand.move( imp, 110, 15 );
		assertNull( Hand.edt( () -> found().pointed ) );
		hand.click( imp, 110, 15 );
		assertNotNull( Hand.edt( () -> tool.state().corner ) );
		hand.key( imp, KeyEvent.VK_ESCAPE );
		hand.key( imp, KeyEvent.VK_B );
		// An object that was deleted is not proposed again; one whose step was undone is.
		hand.click( imp, 174, 33, KeyEvent.VK_CONTROL );
		Hand.await( () -> tool.state().selected.size() == 1 );
		hand.key( imp, KeyEvent.VK_DELETE );
		Hand.awaitObjects( tool, 1 );
		assertFalse( Hand.edt( () -> found().shown.contains( second ) ) );
		for ( int i = 0; i < 20 && tool.state().accepted().objects().size() > 0; i++ )
			hand.button( tool, "Undo" );
		assertTrue( Hand.edt( () -> found().shown.contains( first ) && found().shown.contains( second ) ) );
		// Where a click for another object accepts the present one, so does this one.
		hand.click( imp, 120, 60 );
		Hand.awaitMask( tool );
		Hand.edt( () -> tool.state().acceptsOnClick = true );
		hand.click( imp, 174, 33 );
		Hand.awaitObjects( tool, 2 );
		assertNull( draft() );
		assertEquals( second.mask(), tool.state().accepted().object( 2 ).mask() );
	}

	private ProposedObject at( final int x, final int y )
	{
		return Hand.edt( () -> found().at( x, y ) );
	}

	@Test
	public void proposalsAreDismissedAndSearchesAreStopped()
	{
		try ( SlowLoading slow = new SlowLoading( context.service( EfficientSamService.class ) ) )
		{
			imp = threeSlices();
			imp.show();
			tool = Hand.edt( () -> Interactive.open( context.service( EfficientSamService.class ), imp, SessionSettings.of( "micro" ),
					hand ) );
			hand.button( tool, "Find All" );
			assertTrue( found().isSearching() );
			assertTrue( Hand.edt( () -> Hand.find( tool.window(), "searched" ).isShowing() ) );
			hand.button( tool, "Stop" );
			assertFalse( found().isThere() );
			// Other settings, and another slice.
			hand.button( tool, "Find All" );
			Hand.edt( () -> {
				tool.set( tool.state().settings.with( "objectsize", "20" ) );
				return null;
			} );
			assertFalse( found().isThere() );
			assertTrue( message().startsWith( "The search for objects was stopped, as the settings" ), message() );
			hand.button( tool, "Find All" );
			imp.setSlice( 2 );
			Hand.await( () -> tool.state().plane.z() == 2 && !found().isThere() );
			assertTrue( message().startsWith( "The image shows another slice. The search" ), message() );
			slow.go();
			Hand.await( () -> tool.state().view().isDone() );
		}
		IJ.wait( 300 );
		assertFalse( found().isThere() );
		Hand.edt( () -> {
			imp.getWindow().setLocation( 20, 300 );
			return null;
		} );
		final int n = find().size();
		assertTrue( n > 5 );
		// Settings change nothing for what was found; a click may want another size.
		Hand.edt( () -> {
			tool.set( tool.state().settings.with( "objectsize", "30" ) );
			return null;
		} );
		assertEquals( n + " of " + n, count() );
		hand.key( imp, KeyEvent.VK_ESCAPE );
		assertFalse( found().isThere() );
		assertNull( imp.getOverlay() );
		// Objects belong to their slice.
		final ProposedObject o = find().get( 1 );
		hand.click( imp, in( o ).x, in( o ).y );
		Hand.awaitObjects( tool, 1 );
		assertEquals( 2, tool.state().accepted().objects().get( 0 ).plane().z() );
		imp.setSlice( 3 );
		Hand.await( () -> !found().isThere() );
		assertTrue( message().startsWith( "The image shows another slice. The proposals are gone." ), message() );
		// So do other pixels.
		assertTrue( find().size() > 5 );
		imp.getProcessor().invert();
		imp.updateAndDraw();
		Hand.await( () -> !found().isThere() );
		assertTrue( message().startsWith( "The image has changed. The proposals are gone." ), message() );
		hand.button( tool, "Find All" );
		Hand.await( () -> !found().isSearching() );
		hand.button( tool, "Dismiss" );
		assertNull( imp.getOverlay() );
		hand.key( imp, KeyEvent.VK_SHIFT, KeyEvent.VK_ENTER );
		assertTrue( message().startsWith( "There are no proposals to accept." ), message() );
		// What is proposed goes with the tool.
		assertTrue( find().size() > 0 );
		Hand.edt( () -> {
			hand.answers.push( 2 );
			return tool.close( false );
		} );
		assertNull( imp.getOverlay() );
	}

	private static ImagePlus threeSlices()
	{
		final ImageStack stack = new ImageStack( 100, 80 );
		for ( int i = 0; i < 3; i++ )
		{
			final ImageProcessor ip = TestImages.open( "blobs" ).getProcessor();
			ip.setRoi( 0, 10 * i, 100, 80 );
			stack.addSlice( ip.crop() );
		}
		return new ImagePlus( "three", stack );
	}
}
