// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.dialog;

import java.awt.Color;
import java.awt.Rectangle;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;

/** A circle in the middle of what is seen of an image, as large as the objects are said to be. The image gets its own overlay back. */
final class SizeCircle {

	private ImagePlus imp;

	private Overlay before, shown;

	/**
	 * @param diameter
	 *            in pixels; 0 for no circle
	 */
	void show( final ImagePlus image, final double diameter )
	{
		hide();
		if ( !( diameter > 0 ) )
			return;
		imp = image;
		before = image.getOverlay();
		shown = before == null ? new Overlay() : before.duplicate();
		final Rectangle view = image.getCanvas() == null ? new Rectangle( image.getWidth(), image.getHeight() ) : image.getCanvas()
				.getSrcRect();
		final Roi circle = new OvalRoi( view.x + ( view.width - diameter ) / 2, view.y + ( view.height - diameter ) / 2, diameter,
				diameter );
		circle.setStrokeColor( Color.YELLOW );
		shown.add( circle );
		image.setOverlay( shown );
	}

	/** Takes the circle away, unless somebody else changed the overlay. */
	void hide()
	{
		if ( imp != null && imp.getOverlay() == shown )
			imp.setOverlay( before );
		imp = null;
	}
}
