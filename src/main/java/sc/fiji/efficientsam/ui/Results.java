// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.util.concurrent.CompletableFuture;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.session.SessionState;

/**
 * Shows what accepted objects are for: the label image, which follows the tool, the class image, the table, and selections. To be used
 * from the event thread; everything is computed in other threads.
 */
final class Results {

	private final ImageSession images;
	private final Actions actions;
	private ImagePlus labelImage;
	private SessionState labelState;

	Results( final ToolState state, final Actions actions )
	{
		images = state.images();
		this.actions = actions;
	}

	/** Shows the labels in an image that follows the tool. */
	void showLabels()
	{
		if ( labelImage != null && labelImage.getWindow() != null )
		{
			labelImage.getWindow().toFront();
			return;
		}
		final SessionState state = images.state();
		actions.inBackground( () -> images.images().labels( state ), labels -> {
			labelImage = labels;
			labelState = state;
			labels.show();
			follow();
		} );
	}

	/** Objects may have changed, also while the label image was made. */
	void follow()
	{
		if ( labelImage != null && labelImage.getWindow() != null )
		{
			images.images().update( labelImage, labelState, images.state() );
			labelState = images.state();
		}
	}

	/**
	 * Shows the labels as they are now in an image of its own, which stays.
	 *
	 * @return completed on the event thread when it is shown
	 */
	CompletableFuture< Void > leave()
	{
		final SessionState state = images.state();
		return actions.inBackground( () -> images.images().labels( state ), ImagePlus::show );
	}

	void showClasses()
	{
		actions.inBackground( images::classes, ImagePlus::show );
	}

	void showTable()
	{
		actions.inBackground( images::table, t -> t.show( "EfficientSAM results" ) );
	}

	void toManager()
	{
		actions.inBackground( images::rois, rois -> {
			final RoiManager manager = RoiManager.getRoiManager();
			for ( final Roi roi : rois )
				manager.addRoi( roi );
		} );
	}
}
