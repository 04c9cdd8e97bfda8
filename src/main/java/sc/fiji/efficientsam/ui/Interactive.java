// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ij.ImagePlus;
import ij.gui.Toolbar;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.session.SessionSettings;

/** The interactive tools that are open, one for an image at most. */
public final class Interactive {

	private static final List< Tool > OPEN = new CopyOnWriteArrayList<>();

	private Interactive()
	{}

	/** Opens the tool for an image, or brings its window to the front. To be called from the event thread. */
	public static void open( final EfficientSamService sam, final ImagePlus imp, final SessionSettings settings )
	{
		open( sam, imp, settings, null );
	}

	/**
	 * @param asker
	 *            asks the user; null for dialogs
	 */
	static Tool open( final EfficientSamService sam, final ImagePlus imp, final SessionSettings settings, final Asker asker )
	{
		Tool tool = of( imp );
		if ( tool == null )
		{
			tool = new Tool( sam, imp, settings, asker );
			OPEN.add( tool );
		}
		CloseGuard.install();
		InteractiveTool.select();
		if ( Toolbar.getInstance() == null )
			tool.state().say( "ImageJ's toolbar is not open, so that clicks are not seen. Draw selections instead.", true );
		tool.window().toFront();
		return tool;
	}

	/** The tool of an image, or null; from any thread. */
	static Tool of( final ImagePlus imp )
	{
		return OPEN.stream().filter( t -> t.state().image == imp ).findFirst().orElse( null );
	}

	/** All tools, the oldest one first; from any thread. */
	static List< Tool > all()
	{
		return OPEN;
	}

	/** A tool was closed. */
	static void remove( final Tool tool )
	{
		OPEN.remove( tool );
	}
}
