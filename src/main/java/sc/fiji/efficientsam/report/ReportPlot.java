// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import ij.gui.Plot;

/** Plots values from 0 to 1 by ImageJ's {@link Plot}, as groups of bars or as curves, with a legend beside them. Needs no screen. */
final class ReportPlot {

	private static final int HEIGHT = 340, BAR = 18, GAP = 30, LETTER = 9, LONGEST = 28;

	/** Okabe and Ito's colors, which people with any color vision can tell apart. */
	private static final Color[] COLORS = { new Color( 0x0072B2 ), new Color( 0xE69F00 ), new Color( 0x009E73 ), new Color( 0xCC79A7 ),
			new Color( 0x56B4E9 ), new Color( 0xD55E00 ), new Color( 0xF0E442 ), Color.GRAY };

	private ReportPlot()
	{}

	/**
	 * @param axis
	 *            what the values are
	 * @param values
	 *            by group and series; all groups with the same series
	 */
	static BufferedImage bars( final String axis, final Map< String, Map< String, Double > > values )
	{
		final List< String > groups = values.keySet().stream().map( ReportPlot::shorten ).collect( Collectors.toList() );
		final List< String > series = new ArrayList<>( values.values().iterator().next().keySet() );
		final int width = Math.max( series.size() * BAR + GAP, LETTER * longest( groups ) ), n = groups.size();
		final double bar = BAR / ( double ) width;
		final Plot plot = plot( "{" + String.join( ",", groups ) + "}", axis, width, -0.6, n - 0.4, series );
		for ( int s = 0; s < series.size(); s++ )
		{
			final double[] x = new double[ n + 1 ], y = new double[ n + 1 ];
			int g = 0;
			for ( final Map< String, Double > group : values.values() )
			{
				x[ g ] = g + ( s - ( series.size() - 1 ) / 2.0 ) * bar;
				y[ g++ ] = group.get( series.get( s ) );
			}
			// NB: ImageJ's bars are half as wide as the mean distance of values; a last one, of no height, sets that.
			x[ n ] = x[ 0 ] + 2 * bar * n;
			plot.setColor( COLORS[ s % COLORS.length ], COLORS[ s % COLORS.length ] );
			plot.add( "bar", x, y );
		}
		return finish( plot, series );
	}

	/**
	 * @param limits
	 *            the values of the horizontal axis, ascending
	 * @param curves
	 *            for each series one value per limit
	 */
	static BufferedImage curves( final String xAxis, final String yAxis, final double[] limits, final Map< String, double[] > curves )
	{
		final double first = limits[ 0 ], last = limits[ limits.length - 1 ];
		final Plot plot = plot( xAxis, yAxis, ( int ) ( 480 / ( last - first ) ), first, last, curves.keySet() );
		int s = 0;
		for ( final double[] curve : curves.values() )
		{
			plot.setColor( COLORS[ s++ % COLORS.length ] );
			plot.setLineWidth( 2.5f );
			plot.add( "line", limits, curve );
		}
		return finish( plot, curves.keySet() );
	}

	/** A plot with room for a legend on the right. */
	private static Plot plot( final String xAxis, final String yAxis, final int pixelsPerUnit, final double min, final double max,
			final Collection< String > series )
	{
		final double legend = ( 60 + LETTER * longest( series ) ) / ( double ) pixelsPerUnit;
		final Plot plot = new Plot( yAxis, xAxis, yAxis );
		plot.setFrameSize( ( int ) Math.round( ( max + legend - min ) * pixelsPerUnit ), HEIGHT );
		plot.setFontSize( 13 );
		plot.setFormatFlags( Plot.X_NUMBERS | Plot.Y_NUMBERS | Plot.Y_TICKS | Plot.Y_GRID );
		plot.setLimits( min, max + legend, 0, 1 );
		return plot;
	}

	private static BufferedImage finish( final Plot plot, final Collection< String > series )
	{
		plot.setColor( Color.BLACK );
		plot.setLineWidth( 1 );
		plot.setLegend( String.join( "\t", series ), Plot.TOP_RIGHT );
		return plot.getProcessor().convertToColorProcessor().getBufferedImage();
	}

	private static int longest( final Collection< String > texts )
	{
		return texts.stream().mapToInt( String::length ).max().orElse( 0 );
	}

	/** NB: ImageJ takes commas and braces for those between names. */
	private static String shorten( final String name )
	{
		final String plain = name.replaceAll( "[,{}]", " " );
		return plain.length() > LONGEST ? plain.substring( 0, LONGEST - 1 ) + "\u2026" : plain;
	}
}
