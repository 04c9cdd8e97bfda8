// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.labkit;

import java.util.Arrays;

import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.learn.PixelFeatures;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.segment.EmbeddedImage;

/**
 * What a model tells of each pixel of a plane, and the pixel's own colors: those say exactly where something ends. Safe for use by several
 * threads.
 */
final class PlaneFeatures {

	private static final int COLORS = 3;

	private final RgbImage plane;
	private final PixelFeatures features;

	/** @param objectSize size at which objects are seen best, in pixels; 0 if it is not known */
	PlaneFeatures( final RgbImage plane, final PromptableModel model, final double objectSize )
	{
		this.plane = plane;
		features = new PixelFeatures( new EmbeddedImage( plane, model ), objectSize > 0 ? objectSize : model.info().pointSize() );
	}

	float[] at( final int x, final int y )
	{
		final float[] f = Arrays.copyOf( features.at( x, y ), features.channels() + COLORS );
		System.arraycopy( plane.read( x, y, 1, 1 ), 0, f, features.channels(), COLORS );
		return f;
	}

	/** See {@link PixelFeatures#forEach}. */
	void forEach( final int x, final int y, final int width, final int height, final PixelFeatures.PixelVisitor visitor )
	{
		final float[] colors = plane.read( x, y, width, height ), f = new float[ features.channels() + COLORS ];
		final int n = width * height;
		features.forEach( x, y, width, height, 1, ( px, py, seen ) -> {
			System.arraycopy( seen, 0, f, 0, seen.length );
			for ( int c = 0; c < COLORS; c++ )
				f[ seen.length + c ] = colors[ c * n + ( py - y ) * width + px - x ];
			visitor.visit( px, py, f );
		} );
	}
}
