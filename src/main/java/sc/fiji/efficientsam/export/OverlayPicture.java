// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;

import ij.process.ColorProcessor;

import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.segment.SegmentedObject;

/**
 * Draws a picture to look at: the image as the model saw it, masks as
 * translucent colors with an outline, boxes and points of the prompts on top
 * (positive points white, negative points red). Needs no screen.
 */
public final class OverlayPicture {

	private static final double OPACITY = 0.4;

	private OverlayPicture()
	{}

	/**
	 * @param zoom
	 *            picture pixels per image pixel, 1 or more
	 */
	public static ColorProcessor draw( final RgbImage image, final List< SegmentedObject > objects, final int zoom )
	{
		return draw( image, objects, IntStream.rangeClosed( 1, objects.size() ).toArray(), zoom );
	}

	/** Draws object i in the color of the label {@code ids[ i ]}. */
	public static ColorProcessor draw( final RgbImage image, final List< SegmentedObject > objects, final int[] ids, final int zoom )
	{
		final int w = image.width(), h = image.height();
		final float[] rgb = image.read( 0, 0, w, h );
		final int[] pixels = new int[ w * h ];
		for ( int i = 0; i < pixels.length; i++ )
			pixels[ i ] = to8Bit( rgb[ i ] ) << 16 | to8Bit( rgb[ i + w * h ] ) << 8 | to8Bit( rgb[ i + 2 * w * h ] );
		for ( int k = 0; k < objects.size(); k++ )
			tint( pixels, w, objects.get( k ).mask(), LabelLut.color( ids[ k ] ) );
		ColorProcessor cp = new ColorProcessor( w, h, pixels );
		if ( zoom > 1 )
			cp = ( ColorProcessor ) cp.resize( w * zoom, h * zoom, false );
		for ( int k = 0; k < objects.size(); k++ )
			drawPrompt( cp, objects.get( k ), LabelLut.color( ids[ k ] ), zoom );
		return cp;
	}

	private static int to8Bit( final float v )
	{
		return Math.round( v * 255 );
	}

	private static void tint( final int[] pixels, final int width, final Mask m, final Color c )
	{
		m.forEach( ( x, y ) -> {
			final boolean edge = !m.contains( x - 1, y ) || !m.contains( x + 1, y ) || !m.contains( x, y - 1 ) || !m.contains( x, y + 1 );
			final int p = pixels[ y * width + x ];
			final double a = edge ? 1 : OPACITY;
			pixels[ y * width + x ] = mix( p >> 16, c.getRed(), a ) << 16 | mix( p >> 8, c.getGreen(), a ) << 8 | mix( p, c.getBlue(), a );
		} );
	}

	private static int mix( final int below, final int above, final double opacity )
	{
		return ( int ) Math.round( ( below & 0xff ) * ( 1 - opacity ) + above * opacity );
	}

	private static void drawPrompt( final ColorProcessor cp, final SegmentedObject object, final Color color, final int zoom )
	{
		final Box b = object.prompt().box();
		if ( b != null )
		{
			cp.setColor( color );
			final int x = ( int ) Math.round( ( b.minX() + 0.5 ) * zoom ), y = ( int ) Math.round( ( b.minY() + 0.5 ) * zoom );
			cp.drawRect( x, y, ( int ) Math.round( b.width() * zoom ), ( int ) Math.round( b.height() * zoom ) );
		}
		for ( final PromptPoint p : object.prompt().points() )
		{
			final int r = Math.max( 1, zoom );
			final int x = ( int ) ( ( p.x() + 0.5 ) * zoom ), y = ( int ) ( ( p.y() + 0.5 ) * zoom );
			cp.setColor( Color.BLACK );
			cp.fillOval( x - r - 1, y - r - 1, 2 * r + 3, 2 * r + 3 );
			cp.setColor( p.isPositive() ? Color.WHITE : Color.RED );
			cp.fillOval( x - r, y - r, 2 * r + 1, 2 * r + 1 );
		}
	}
}
