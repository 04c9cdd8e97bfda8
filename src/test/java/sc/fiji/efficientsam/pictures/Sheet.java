// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.pictures;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import javax.imageio.ImageIO;

import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.MedianCut;

/** Pictures side by side, each with a line below it; saved with 256 colors, so that they are small. */
public final class Sheet {

	private static final int GAP = 6, LINE = 20;

	private static final Font TEXT = new Font( Font.SANS_SERIF, Font.PLAIN, 13 ), CODE = new Font( Font.MONOSPACED, Font.PLAIN, 12 );

	private static final Color PAPER = Color.WHITE, INK = new Color( 50, 50, 50 ), TERMINAL = new Color( 30, 32, 38 ),
			GLOW = new Color( 220, 223, 228 );

	private final List< BufferedImage > pictures = new ArrayList<>();

	private final List< String > captions = new ArrayList<>();

	/** @param caption what is seen; "" for nothing */
	public Sheet add( final BufferedImage picture, final String caption )
	{
		pictures.add( picture );
		captions.add( caption );
		return this;
	}

	/** All of them in rows of {@code columns}. */
	public BufferedImage draw( final int columns )
	{
		final int rows = ( pictures.size() + columns - 1 ) / columns;
		int w = 0, h = 0;
		for ( final BufferedImage p : pictures )
		{
			w = Math.max( w, p.getWidth() );
			h = Math.max( h, p.getHeight() );
		}
		final int line = captions.stream().allMatch( String::isEmpty ) ? 0 : LINE, n = Math.min( columns, pictures.size() );
		final BufferedImage sheet = new BufferedImage( n * w + ( n - 1 ) * GAP, rows * ( h + line ) + ( rows - 1 ) * GAP,
				BufferedImage.TYPE_INT_RGB );
		final Graphics2D g = graphics( sheet, PAPER );
		g.setFont( TEXT );
		g.setColor( INK );
		for ( int i = 0; i < pictures.size(); i++ )
		{
			final int x = i % columns * ( w + GAP ), y = i / columns * ( h + line + GAP );
			g.drawImage( pictures.get( i ), x, y, null );
			g.drawString( captions.get( i ), x + 2, y + h + 15 );
		}
		g.dispose();
		return sheet;
	}

	/** What a terminal shows; lines that are too long go on in the next one. */
	public static BufferedImage terminal( final int columns, final List< String > lines )
	{
		final List< String > wrapped = new ArrayList<>();
		for ( final String line : lines )
		{
			String rest = line.replace( "\t", "    " );
			while ( rest.length() > columns )
			{
				final int space = rest.lastIndexOf( ' ', columns ), cut = space > columns / 2 ? space : columns;
				wrapped.add( rest.substring( 0, cut ) );
				rest = "    " + rest.substring( cut ).trim();
			}
			wrapped.add( rest );
		}
		final FontMetrics m = graphics( new BufferedImage( 1, 1, BufferedImage.TYPE_INT_RGB ), TERMINAL ).getFontMetrics( CODE );
		final BufferedImage picture = new BufferedImage( columns * m.charWidth( 'm' ) + 24, wrapped.size() * m.getHeight() + 20,
				BufferedImage.TYPE_INT_RGB );
		final Graphics2D g = graphics( picture, TERMINAL );
		g.setFont( CODE );
		g.setColor( GLOW );
		for ( int i = 0; i < wrapped.size(); i++ )
			g.drawString( wrapped.get( i ), 12, 10 + m.getAscent() + i * m.getHeight() );
		g.dispose();
		return picture;
	}

	private static Graphics2D graphics( final BufferedImage image, final Color background )
	{
		final Graphics2D g = image.createGraphics();
		g.setRenderingHint( RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON );
		g.setRenderingHint( RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC );
		g.setColor( background );
		g.fillRect( 0, 0, image.getWidth(), image.getHeight() );
		return g;
	}

	/** As wide as wanted. */
	public static BufferedImage scaled( final BufferedImage picture, final int width )
	{
		final BufferedImage small = new BufferedImage( width, Math.round( ( float ) width * picture.getHeight() / picture.getWidth() ),
				BufferedImage.TYPE_INT_RGB );
		final Graphics2D g = graphics( small, PAPER );
		g.drawImage( picture, 0, 0, small.getWidth(), small.getHeight(), null );
		g.dispose();
		return small;
	}

	/** With at most {@code colors} colors, which are the first ones of its palette. */
	static BufferedImage indexed( final BufferedImage picture, final int colors )
	{
		final ColorProcessor rgb = new ColorProcessor( picture );
		final ImageProcessor bytes = new MedianCut( ( int[] ) rgb.getPixels(), rgb.getWidth(), rgb.getHeight() ).convertToByte( colors );
		final BufferedImage out = new BufferedImage( bytes.getWidth(), bytes.getHeight(), BufferedImage.TYPE_BYTE_INDEXED,
				( IndexColorModel ) bytes.getColorModel() );
		out.getRaster().setDataElements( 0, 0, bytes.getWidth(), bytes.getHeight(), bytes.getPixels() );
		return out;
	}

	/** Writes a PNG of 256 colors. */
	public static void save( final BufferedImage picture, final File file ) throws IOException
	{
		ImageIO.write( indexed( picture, 256 ), "png", file );
	}
}
