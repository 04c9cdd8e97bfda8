// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.ShapeRoi;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.session.ProposedObject;

/**
 * Draws proposals: thin dashed lines of white on black, and nothing inside, so that they are told from objects, whose lines are whole and
 * whose pixels are tinted, by their form and on any image; colors are not needed. The one that a click accepts has a whole line.
 */
final class ProposalOverlay {

	private static final Color DASH = Color.WHITE, GAP = new Color( 0, 0, 0, 170 ), POINTED = new Color( 255, 255, 255, 70 );

	/** Pixels of the screen. */
	private static final float[] DASHES = { 4, 4 };

	private final Function< Mask, Roi > outlines;
	private List< ProposedObject > drawn = Collections.emptyList();
	/** NB: one for all, as moves of the mouse draw them again. */
	private Roi gaps;
	private Roi dashes;

	/**
	 * @param outlines
	 *            of masks; known ones
	 */
	ProposalOverlay( final Function< Mask, Roi > outlines )
	{
		this.outlines = outlines;
	}

	void draw( final Found found, final Overlay overlay )
	{
		if ( found.shown.isEmpty() )
		{
			drawn = Collections.emptyList();
			return;
		}
		if ( drawn != found.shown )
		{
			drawn = found.shown;
			final Path2D all = new Path2D.Double();
			drawn.forEach( o -> append( all, o ) );
			gaps = line( all, GAP, new BasicStroke( 1 ) );
			dashes = line( all, DASH, new BasicStroke( 1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, DASHES, 0 ) );
		}
		overlay.add( gaps );
		overlay.add( dashes );
		if ( found.pointed == null )
			return;
		final Path2D one = new Path2D.Double();
		append( one, found.pointed );
		final Roi fill = ObjectOverlay.own( new ShapeRoi( one ) );
		fill.setFillColor( POINTED );
		overlay.add( fill );
		overlay.add( line( one, GAP, new BasicStroke( 4 ) ) );
		overlay.add( line( one, DASH, new BasicStroke( 2 ) ) );
	}

	/** NB: shapes of ImageJ's begin at their own corner. */
	private void append( final Path2D path, final ProposedObject o )
	{
		final Path2D shape = new Path2D.Double( new ShapeRoi( outlines.apply( o.mask() ) ).getShape() );
		shape.transform( AffineTransform.getTranslateInstance( o.mask().x(), o.mask().y() ) );
		path.append( shape, false );
	}

	private static Roi line( final Path2D path, final Color color, final BasicStroke stroke )
	{
		final Roi roi = ObjectOverlay.own( new ShapeRoi( path ) );
		roi.setStrokeColor( color );
		roi.setUnscalableStrokeWidth( stroke.getLineWidth() );
		roi.setStroke( stroke );
		return roi;
	}
}
