// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import java.awt.Color;
import java.util.Collection;

import ij.process.LUT;

/**
 * Colors for labels: 0 is black, and any two neighbors among 1..255 differ
 * strongly. Hues follow the golden angle, so that each new one falls into the
 * widest gap; saturation and brightness change in steps.
 */
public final class LabelLut {

	/** (3 - sqrt 5) / 2 turns. */
	private static final double GOLDEN_ANGLE = ( 3 - Math.sqrt( 5 ) ) / 2;

	private static final float[] SATURATION = { 0.95f, 0.6f, 0.8f };

	private static final float[] BRIGHTNESS = { 1, 0.8f, 0.95f, 0.65f };

	private LabelLut()
	{}

	/** The color of a label, 1 or more; labels 255 apart share one. */
	public static Color color( final int label )
	{
		final int i = ( label - 1 ) % 255;
		return new Color( Color.HSBtoRGB( ( float ) ( i * GOLDEN_ANGLE % 1 ), SATURATION[ i % SATURATION.length ],
				BRIGHTNESS[ i % BRIGHTNESS.length ] ) );
	}

	/** A table of 256 entries. */
	public static LUT create()
	{
		final byte[] r = new byte[ 256 ], g = new byte[ 256 ], b = new byte[ 256 ];
		for ( int i = 1; i < 256; i++ )
		{
			final Color c = color( i );
			r[ i ] = ( byte ) c.getRed();
			g[ i ] = ( byte ) c.getGreen();
			b[ i ] = ( byte ) c.getBlue();
		}
		return new LUT( r, g, b );
	}

	/**
	 * A table for class images: black, and the colors (RGB) of the classes from 1 on.
	 *
	 * @throws IllegalArgumentException
	 *             if there are more than 255
	 */
	static LUT ofClasses( final Collection< Integer > colors )
	{
		if ( colors.size() > 255 )
			throw new IllegalArgumentException( "There are " + colors.size() + " classes; a class image has room for 255." );
		final byte[][] rgb = new byte[ 3 ][ 256 ];
		int n = 0;
		for ( final int color : colors )
		{
			n++;
			for ( int part = 0; part < 3; part++ )
				rgb[ part ][ n ] = ( byte ) ( color >> 16 - 8 * part );
		}
		return new LUT( rgb[ 0 ], rgb[ 1 ], rgb[ 2 ] );
	}
}
