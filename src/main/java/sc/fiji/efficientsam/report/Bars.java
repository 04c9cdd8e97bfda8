// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws groups of bars, or lines, of values from 0 to 1. Needs no screen. */
final class Bars {

	private static final int BAR = 16, GAP = 28, LEFT = 56, TOP = 56, PLOT = 300;

	/** Okabe and Ito's colours, which people with any colour vision can tell apart. */
	private static final Color[] COLORS = { new Color( 0x0072B2 ), new Color( 0xE69F00 ), new Color( 0x009E73 ), new Color( 0xCC79A7 ), new Color( 0x56B4E9 ), new Color( 0xD55E00 ), new Color( 0xF0E442 ), Color.GRAY };

	private final String title;

	Bars( final String title )
	{
		this.title = title;
	}

	/**
	 * @param values
	 *            by group and series; all groups with the same series
	 */
	BufferedImage draw( final Map< String, Map< String, Double > > values )
	{
		final List< String > series = new ArrayList<>( values.values().iterator().next().keySet() );
		final int groupWidth = series.size() * BAR + GAP;
		final int width = Math.max( 480, LEFT + 110 + values.size() * groupWidth ), labels = 150;
		final BufferedImage image = start( width, TOP + PLOT + labels + 22 * series.size() );
		final Graphics2D g = axes( image, width );
		int x = LEFT + GAP / 2;
		for ( final Map.Entry< String, Map< String, Double > > group : values.entrySet() )
		{
			for ( int s = 0; s < series.size(); s++ )
			{
				final int h = ( int ) Math.round( PLOT * Math.max( 0, Math.min( 1, group.getValue().get( series.get( s ) ) ) ) );
				g.setColor( COLORS[ s % COLORS.length ] );
				g.fillRect( x + s * BAR, TOP + PLOT - h, BAR - 2, h );
			}
			name( g, group.getKey(), x + series.size() * BAR / 2 );
			x += groupWidth;
		}
		legend( g, series, TOP + PLOT + labels );
		g.dispose();
		return image;
	}

	/**
	 * @param limits
	 *            the values of the horizontal axis, ascending
	 * @param curves
	 *            for each series one value per limit
	 */
	BufferedImage draw( final double[] limits, final Map< String, double[] > curves )
	{
		final int width = 560;
		final BufferedImage image = start( width, TOP + PLOT + 60 + 22 * curves.size() );
		final Graphics2D g = axes( image, width );
		final double first = limits[ 0 ], range = limits[ limits.length - 1 ] - first;
		for ( final double limit : limits )
			name( g, String.format( Locale.ROOT, "%.2f", limit ), at( limit, first, range, width ), 0 );
		int s = 0;
		g.setStroke( new BasicStroke( 2.5f ) );
		for ( final double[] curve : curves.values() )
		{
			g.setColor( COLORS[ s++ % COLORS.length ] );
			for ( int i = 1; i < limits.length; i++ )
				g.drawLine( at( limits[ i - 1 ], first, range, width ), TOP + PLOT - ( int ) ( PLOT * curve[ i - 1 ] ), at( limits[ i ], first, range, width ), TOP + PLOT - ( int ) ( PLOT * curve[ i ] ) );
		}
		legend( g, new ArrayList<>( curves.keySet() ), TOP + PLOT + 52 );
		g.dispose();
		return image;
	}

	private static int at( final double limit, final double first, final double range, final int width )
	{
		return LEFT + 20 + ( int ) ( ( width - LEFT - 60 ) * ( limit - first ) / range );
	}

	private static BufferedImage start( final int width, final int height )
	{
		return new BufferedImage( width, height, BufferedImage.TYPE_INT_RGB );
	}

	private Graphics2D axes( final BufferedImage image, final int width )
	{
		final Graphics2D g = image.createGraphics();
		g.setRenderingHint( RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON );
		g.setRenderingHint( RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON );
		g.setColor( Color.WHITE );
		g.fillRect( 0, 0, width, image.getHeight() );
		g.setColor( Color.BLACK );
		g.setFont( new Font( Font.SANS_SERIF, Font.BOLD, 15 ) );
		g.drawString( title, LEFT, 28 );
		g.setFont( new Font( Font.SANS_SERIF, Font.PLAIN, 12 ) );
		for ( int i = 0; i <= 10; i += 2 )
		{
			final int y = TOP + PLOT - PLOT * i / 10;
			g.setColor( i == 0 ? Color.BLACK : new Color( 0xDDDDDD ) );
			g.drawLine( LEFT, y, width - 12, y );
			g.setColor( Color.BLACK );
			g.drawString( i == 10 ? "1" : "0." + i, LEFT - 28, y + 4 );
		}
		return g;
	}

	private static void name( final Graphics2D g, final String text, final int x )
	{
		name( g, text, x, Math.toRadians( 35 ) );
	}

	private static void name( final Graphics2D g, final String text, final int x, final double angle )
	{
		final Graphics2D turned = ( Graphics2D ) g.create();
		turned.setColor( Color.BLACK );
		turned.translate( x, TOP + PLOT + 16 );
		turned.rotate( angle );
		final FontMetrics m = turned.getFontMetrics();
		final String shown = text.length() > 28 ? text.substring( 0, 27 ) + "\u2026" : text;
		turned.drawString( shown, angle == 0 ? -m.stringWidth( shown ) / 2 : 0, 0 );
		turned.dispose();
	}

	private static void legend( final Graphics2D g, final List< String > series, final int top )
	{
		for ( int s = 0; s < series.size(); s++ )
		{
			g.setColor( COLORS[ s % COLORS.length ] );
			g.fillRect( LEFT, top + 22 * s, 14, 14 );
			g.setColor( Color.BLACK );
			g.drawString( series.get( s ), LEFT + 22, top + 22 * s + 12 );
		}
	}
}
