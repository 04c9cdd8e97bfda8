// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.event.KeyEvent;

import org.scijava.Context;

import ij.ImagePlus;

/** Opens the interactive tool, labels some objects by mouse and keyboard, and closes it: a round of a soak test. */
public final class ToolRound {

	private ToolRound()
	{}

	/** Starts the virtual screen; before AWT is used. */
	public static void start()
	{
		VirtualScreen.require();
	}

	/** Works on an image, which is shown and closed. */
	public static void run( final Context context, final ImagePlus imp )
	{
		final Hand hand = new Hand();
		final Tool tool = hand.open( context, imp, 30 );
		try
		{
			for ( int n = 1; n <= 4; n++ )
			{
				final int id = tool.state().accepted().lastId() + 1;
				hand.click( imp, 20 + 45 * n, 30 + 30 * n );
				Hand.awaitMask( tool );
				hand.enter( imp );
				Hand.await( () -> tool.state().accepted().object( id ) != null || tool.state().draft() == null || !tool.window().isVisible()
						|| tool.state().proposal() != null );
			}
			hand.key( imp, KeyEvent.VK_ESCAPE );
		}
		finally
		{
			hand.close( tool );
		}
	}
}
