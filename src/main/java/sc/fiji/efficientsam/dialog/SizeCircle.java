/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
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
		final Rectangle view = image.getCanvas() == null ? new Rectangle( image.getWidth(), image.getHeight() ) : image.getCanvas().getSrcRect();
		final Roi circle = new OvalRoi( view.x + ( view.width - diameter ) / 2, view.y + ( view.height - diameter ) / 2, diameter, diameter );
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
