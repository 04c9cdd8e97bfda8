// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.io.File;
import java.util.List;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.export.Result;
import sc.fiji.efficientsam.roi.RoiSources;
import sc.fiji.efficientsam.session.SessionState;

/** Where commands put their results, if there is such a place. */
final class Outputs {

	/** The property of an image that holds the image of its labels. */
	private static final String LABELS = "EfficientSAM labels";

	private Outputs()
	{}

	/** Adds selections to the image's overlay. */
	static void toOverlay( final List< Roi > rois, final ImagePlus imp )
	{
		final Overlay all = imp.getOverlay() == null ? new Overlay() : imp.getOverlay().duplicate();
		rois.forEach( all::add );
		imp.setOverlay( all );
	}

	/**
	 * Adds selections to the ROI Manager, which is opened if need be.
	 *
	 * @throws IllegalArgumentException
	 *             if there is none and no screen to open it on
	 */
	static void toManager( final List< Roi > rois )
	{
		RoiManager manager = RoiSources.openManager();
		if ( manager == null && !GraphicsEnvironment.isHeadless() )
			manager = RoiManager.getRoiManager();
		if ( manager == null )
			throw new IllegalArgumentException( "There is no ROI Manager without a screen. Use folder=... to save the selections, or " +
					"leave manager out." );
		for ( final Roi roi : rois )
			manager.addRoi( roi );
	}

	/** Shows the labels of a session, in an image that follows it; the session's image stays the current one. */
	static void showLabels( final ImageSession session )
	{
		final Object known = session.image().getProperty( LABELS );
		final Object state = session.image().getProperty( LABELS + " state" );
		final SessionState shown = state instanceof SessionState ? ( SessionState ) state : SessionState.EMPTY;
		session.image().setProperty( LABELS + " state", session.state() );
		if ( known instanceof ImagePlus && WindowManager.getImage( ( ( ImagePlus ) known ).getID() ) != null )
			session.images().update( ( ImagePlus ) known, shown, session.state() );
		else
		{
			final ImagePlus labels = session.labels();
			session.image().setProperty( LABELS, labels );
			final boolean open = WindowManager.getImage( session.image().getID() ) != null;
			show( labels, null );
			if ( open )
				IJ.selectWindow( session.image().getID() );
		}
	}

	/**
	 * Shows what the user has asked for of a result.
	 *
	 * @param imp
	 *            the image, for the overlay
	 * @param folder
	 *            where the labels were saved, or null
	 */
	static void show( final Result result, final ImagePlus imp, final File folder, final boolean labels, final boolean manager,
			final boolean overlay, final boolean table )
	{
		if ( overlay )
			toOverlay( result.rois(), imp );
		if ( manager )
			toManager( result.rois() );
		if ( table )
			result.table().show( "EfficientSAM results" );
		if ( labels )
			show( result.labels(), folder );
	}

	/**
	 * Shows an image.
	 *
	 * @param folder
	 *            where it was saved, or null
	 * @throws IllegalArgumentException
	 *             if there is no screen and it was not saved
	 */
	static void show( final ImagePlus labels, final File folder )
	{
		try
		{
			// NB: not an output parameter: headless macros would not see it, and GUI macros would see it twice.
			labels.show();
		}
		catch ( final HeadlessException e )
		{
			// NB: Fiji and ImageJ macros know images without a screen; a bare JVM does not.
			if ( folder == null )
				throw new IllegalArgumentException( "There is no screen to show the labels on, and no folder was given. Use folder=... " +
						"to " +
						"keep the result.", e );
		}
	}
}
