// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import javax.swing.JLabel;
import javax.swing.JTextArea;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.scijava.Context;

import ij.ImagePlus;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.session.Draft;
import sc.fiji.efficientsam.session.SessionObject;

/**
 * What tests of the interactive tool in real windows share: a user's hand, an image and its tool, and a watch that the
 * event thread never waits.
 */
abstract class WindowTest {

	static Context context;

	final Hand hand = new Hand();

	Tool tool;

	ImagePlus imp;

	private EventThreadWatch watch;

	@BeforeAll
	public static void startContext()
	{
		VirtualScreen.require();
		context = new Context();
	}

	@AfterAll
	public static void stopContext()
	{
		if ( context != null )
			context.dispose();
	}

	@BeforeEach
	public void beginWatch()
	{
		watch = new EventThreadWatch();
	}

	@AfterEach
	public void close()
	{
		try
		{
			hand.close( tool );
		}
		finally
		{
			watch.close();
		}
	}

	/** Opens the tool for an image. */
	final void open( final ImagePlus image )
	{
		imp = image;
		tool = hand.open( context, imp, 0 );
	}

	/** Clicks on a pixel and accepts. */
	final SessionObject label( final int x, final int y )
	{
		final int id = tool.state().accepted().lastId() + 1;
		hand.click( imp, x, y );
		Hand.awaitMask( tool );
		hand.enter( imp );
		Hand.await( () -> tool.state().accepted().object( id ) != null );
		return tool.state().accepted().object( id );
	}

	/** What the service makes of a prompt, without the tool. */
	static Mask segment( final ImagePlus image, final Prompt p )
	{
		return context.service( EfficientSamService.class ).segment( image ).prompt( p ).run().objects().get( 0 ).mask();
	}

	/** The present object. */
	final Draft draft()
	{
		return Hand.edt( () -> tool.state().draft() );
	}

	/** The present object's mask. */
	final Mask mask()
	{
		return Hand.edt( () -> tool.state().mask( tool.state().draft() ) );
	}

	/** What the tool's window says of the present object. */
	final String status()
	{
		return ( ( JLabel ) Hand.find( tool.window(), "object" ) ).getText();
	}

	/** What the tool's window says. */
	final String message()
	{
		return ( ( JTextArea ) Hand.find( tool.window(), "message" ) ).getText();
	}
}
