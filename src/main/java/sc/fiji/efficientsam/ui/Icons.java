// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.function.BiConsumer;
import java.util.function.Function;

import javax.swing.Icon;
import javax.swing.UIManager;

/**
 * Icons that are drawn, not loaded: in the color of the component's text, so that they go with light and dark
 * looks, and as sharp as the screen at any scale. Their shapes are on a grid of 24 x 24.
 */
enum Icons implements Icon {

	/** A point that belongs to the object. */
	INCLUDE( Looks::good, ( i, g ) -> {
		i.line( g, circle( 12, 12, 9 ) );
		i.line( g, path( 12, 8, 12, 16 ), path( 8, 12, 16, 12 ) );
	} ),
	/** A point that does not. */
	EXCLUDE( Looks::bad, ( i, g ) -> {
		i.line( g, circle( 12, 12, 9 ) );
		i.line( g, path( 8, 12, 16, 12 ) );
	} ),
	/** A box by two corners. */
	BOX( null, ( i, g ) -> {
		i.dashed( g, new Rectangle2D.Double( 4, 5, 16, 14 ) );
		g.fill( circle( 4, 5, 2.5 ) );
		g.fill( circle( 20, 19, 2.5 ) );
	} ),
	/** Another of the model's masks. */
	OTHER( null, ( i, g ) -> i.line( g, path( 12, 3, 3, 7.5, 12, 12, 21, 7.5, 12, 3 ), path( 3, 12, 12, 16.5, 21, 12 ),
			path( 3, 16.5, 12, 21, 21, 16.5 ) ) ),
	ACCEPT( Looks::good, ( i, g ) -> i.line( g, path( 4, 12.5, 9.5, 18, 20, 6.5 ) ) ),
	DROP( null, ( i, g ) -> i.line( g, path( 6, 6, 18, 18 ), path( 18, 6, 6, 18 ) ) ),
	UNDO( null, ( i, g ) -> i.line( g, path( 9, 14, 4, 9, 9, 4 ), path( 4, 9, 15, 9 ),
			new Arc2D.Double( 9.5, 9, 11, 10, 90, -180, Arc2D.OPEN ), path( 15, 19, 10, 19 ) ) ),
	REDO( null, ( i, g ) -> i.line( g, path( 15, 14, 20, 9, 15, 4 ), path( 20, 9, 9, 9 ),
			new Arc2D.Double( 3.5, 9, 11, 10, 90, 180, Arc2D.OPEN ), path( 9, 19, 14, 19 ) ) ),
	KEYS( null, ( i, g ) -> {
		i.line( g, circle( 12, 12, 9.5 ), new Arc2D.Double( 9, 6.5, 6, 6, 190, -235, Arc2D.OPEN ), path( 14, 11.6, 12, 13.4, 12, 14.2 ) );
		g.fill( circle( 12, 17.4, 1.3 ) );
	} ),
	DELETE( null, ( i, g ) -> i.line( g, path( 4, 6.5, 20, 6.5 ), path( 9, 6, 9, 3.5, 15, 3.5, 15, 6 ),
			path( 6, 7, 7, 20.5, 17, 20.5, 18, 7 ), path( 10, 11, 10, 16.5 ), path( 14, 11, 14, 16.5 ) ) ),
	MERGE( null, ( i, g ) -> {
		final Area both = new Area( circle( 8.5, 12, 6 ) );
		both.add( new Area( circle( 15.5, 12, 6 ) ) );
		i.tint( g, both );
		i.line( g, both );
	} ),
	EDIT( null, ( i, g ) -> i.line( g, path( 3.5, 20.5, 5, 15.5, 16.5, 4, 20, 7.5, 8.5, 19, 3.5, 20.5 ), path( 14, 6.5, 17.5, 10 ) ) ),
	/** The selection's pixels are added. */
	ADD_AREA( null, ( i, g ) -> {
		i.dashed( g, new Arc2D.Double( 3, 3, 15, 15, -20, 310, Arc2D.OPEN ) );
		i.line( g, path( 18, 14, 18, 22 ), path( 14, 18, 22, 18 ) );
	} ),
	/** The selection's pixels are cut off. */
	CUT_AREA( null, ( i, g ) -> {
		i.dashed( g, new Arc2D.Double( 3, 3, 15, 15, -20, 310, Arc2D.OPEN ) );
		i.line( g, path( 14, 18, 22, 18 ) );
	} ),
	/** To what is not labeled yet. */
	NEXT( null, ( i, g ) -> {
		i.line( g, path( 3, 12, 11, 12 ), path( 8, 8.5, 11.5, 12, 8, 15.5 ) );
		i.dashed( g, circle( 17.5, 12, 4.5 ) );
	} ),
	/** To all objects. */
	FIND( null, ( i, g ) -> {
		i.dashed( g, circle( 10, 10, 6.5 ) );
		i.line( g, path( 15, 15, 21, 21 ) );
	} ),
	LABELS( null, ( i, g ) -> {
		i.line( g, new RoundRectangle2D.Double( 3, 3, 18, 18, 4, 4 ) );
		g.setColor( new Color( 0x3d8bfd ) );
		g.fill( circle( 9, 9, 3.2 ) );
		g.setColor( new Color( 0xe8910c ) );
		g.fill( new Ellipse2D.Double( 11.5, 11.5, 6.5, 6 ) );
	} ),
	TABLE( null, ( i, g ) -> i.line( g, new RoundRectangle2D.Double( 3, 4, 18, 16, 3, 3 ), path( 3, 9.5, 21, 9.5 ),
			path( 3, 14.8, 21, 14.8 ), path( 10, 4, 10, 20 ) ) ),
	MORE( null, ( i, g ) -> {
		for ( int x = 5; x < 24; x += 7 )
			g.fill( circle( x, 12, 2 ) );
	} ),
	PLUS( null, ( i, g ) -> i.line( g, path( 12, 5, 12, 19 ), path( 5, 12, 19, 12 ) ) ),
	COLOR( null, ( i, g ) -> {
		final Path2D drop = new Path2D.Double();
		drop.moveTo( 12, 3 );
		drop.curveTo( 15.5, 7, 18.5, 10.5, 18.5, 14.5 );
		drop.curveTo( 18.5, 23, 5.5, 23, 5.5, 14.5 );
		drop.curveTo( 5.5, 10.5, 8.5, 7, 12, 3 );
		i.tint( g, drop );
		i.line( g, drop );
	} ),
	/** The long side of objects. */
	SIZE( null, ( i, g ) -> {
		i.dashed( g, circle( 12, 12, 9 ) );
		i.line( g, path( 6, 12, 18, 12 ), path( 8.5, 9.5, 6, 12, 8.5, 14.5 ), path( 15.5, 9.5, 18, 12, 15.5, 14.5 ) );
	} ),
	OPENED( null, ( i, g ) -> i.line( g, path( 6, 9, 12, 15, 18, 9 ) ) ),
	FOLDED( null, ( i, g ) -> i.line( g, path( 9, 6, 15, 12, 9, 18 ) ) );

	/** Pixels at a font of 12 points. */
	private static final double SIDE = 18;

	private static final double GRID = 24;

	private final Function< Component, Color > accent;
	private final BiConsumer< Icons, Graphics2D > painter;

	Icons( final Function< Component, Color > accent, final BiConsumer< Icons, Graphics2D > painter )
	{
		this.accent = accent;
		this.painter = painter;
	}

	private static Shape circle( final double x, final double y, final double r )
	{
		return new Ellipse2D.Double( x - r, y - r, 2 * r, 2 * r );
	}

	private static Shape path( final double... xy )
	{
		final Path2D p = new Path2D.Double();
		p.moveTo( xy[ 0 ], xy[ 1 ] );
		for ( int i = 2; i < xy.length; i += 2 )
			p.lineTo( xy[ i ], xy[ i + 1 ] );
		if ( xy.length > 4 && xy[ 0 ] == xy[ xy.length - 2 ] && xy[ 1 ] == xy[ xy.length - 1 ] )
			p.closePath();
		return p;
	}

	private void line( final Graphics2D g, final Shape... shapes )
	{
		g.setStroke( new BasicStroke( 2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND ) );
		for ( final Shape s : shapes )
			g.draw( s );
	}

	private void dashed( final Graphics2D g, final Shape shape )
	{
		g.setStroke( new BasicStroke( 1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] { 3.2f, 2.4f }, 0 ) );
		g.draw( shape );
	}

	/** Fills with a hint of the color. */
	private void tint( final Graphics2D g, final Shape shape )
	{
		final Color c = g.getColor();
		g.setColor( new Color( c.getRed(), c.getGreen(), c.getBlue(), 60 ) );
		g.fill( shape );
		g.setColor( c );
	}

	@Override
	public void paintIcon( final Component c, final Graphics graphics, final int x, final int y )
	{
		final Graphics2D g = ( Graphics2D ) graphics.create();
		g.setRenderingHint( RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON );
		g.setRenderingHint( RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE );
		g.translate( x, y );
		g.scale( getIconWidth() / GRID, getIconHeight() / GRID );
		g.setColor( color( c ) );
		painter.accept( this, g );
		g.dispose();
	}

	private Color color( final Component c )
	{
		if ( !c.isEnabled() )
		{
			final Color off = UIManager.getColor( "Label.disabledForeground" );
			return off == null ? Looks.mix( c.getForeground(), c.getBackground(), 0.6 ) : off;
		}
		return accent == null ? c.getForeground() : accent.apply( c );
	}

	@Override
	public int getIconWidth()
	{
		return Looks.scaled( SIDE );
	}

	@Override
	public int getIconHeight()
	{
		return Looks.scaled( SIDE );
	}
}
