// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Map;
import java.util.WeakHashMap;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;

import sc.fiji.efficientsam.export.SessionImages;
import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.roi.MaskRois;
import sc.fiji.efficientsam.session.Draft;
import sc.fiji.efficientsam.session.SessionObject;
import sc.fiji.efficientsam.session.SessionState;

/**
 * What the tool draws over the image: accepted objects translucent with outlines,
 * the draft with its prompts, proposals, and the preview. Elements of the overlay that are not the tool's own
 * are never touched.
 */
final class ObjectOverlay {

	private static final String OWN = "EfficientSAM";

	private static final Color DRAFT = new Color( 0, 255, 255 ), PREVIEW = new Color( 255, 255, 255 ), POSITIVE = new Color( 0, 230, 0 ),
			NEGATIVE = new Color( 255, 40, 40 ), SIZE = new Color( 255, 221, 0 );

	private final ImagePlus imp;
	private final SessionImages images;
	/** NB: tracing outlines takes longer than drawing them; they live as long as their masks. */
	private final Map< Mask, Roi > outlines = new WeakHashMap<>();
	private final ProposalOverlay proposals = new ProposalOverlay( this::outline );

	ObjectOverlay( final ImagePlus imp, final SessionImages images )
	{
		this.imp = imp;
		this.images = images;
	}

	/** The outline of a mask. */
	private Roi outline( final Mask mask )
	{
		return outlines.computeIfAbsent( mask, MaskRois::toRoi );
	}

	/** Draws what the tool knows. */
	void draw( final ToolState now )
	{
		final SessionState state = now.accepted();
		final Draft draft = now.editing ? null : now.draft();
		final Overlay overlay = foreign();
		for ( final SessionObject o : state.objects( now.plane ) )
		{
			final boolean selected = now.selected.contains( o.id() );
			if ( draft == null || draft.id() != o.id() )
				add( overlay, o.mask(), SessionImages.color( o, state ), selected ? 3 : 1, selected ? 110 : 60 );
		}
		proposals.draw( now.found, overlay );
		add( overlay, now.preview, PREVIEW, 1, 40 );
		if ( draft != null )
		{
			add( overlay, now.mask( draft ), DRAFT, 2, 80 );
			addPrompts( overlay, draft );
		}
		if ( now.rubberBand != null )
			overlay.add( box( now.rubberBand, DRAFT ) );
		if ( now.circle != null )
		{
			final Roi roi = own( new OvalRoi( now.circle.getX(), now.circle.getY(), now.circle.getWidth(), now.circle.getHeight() ) );
			roi.setStrokeColor( SIZE );
			roi.setUnscalableStrokeWidth( 2 );
			overlay.add( roi );
		}
		// NB: else ImageJ takes Alt-clicks and Ctrl-clicks on elements, and makes selections of them.
		overlay.selectable( false );
		imp.setOverlay( overlay.size() == 0 ? null : overlay );
	}

	private void add( final Overlay overlay, final Mask mask, final Color color, final float width, final int alpha )
	{
		if ( mask.isEmpty() )
			return;
		final Roi known = outline( mask );
		final Roi fill = own( ( Roi ) known.clone() ), line = own( ( Roi ) known.clone() );
		fill.setFillColor( new Color( color.getRed(), color.getGreen(), color.getBlue(), alpha ) );
		line.setStrokeColor( color );
		line.setUnscalableStrokeWidth( width );
		overlay.add( fill );
		overlay.add( line );
	}

	private static void addPrompts( final Overlay overlay, final Draft draft )
	{
		if ( draft.box() != null )
			overlay.add( box( draft.box(), POSITIVE ) );
		for ( final PromptPoint p : draft.points() )
		{
			// NB: ImageJ has integers at the corners of pixels.
			final PointRoi point = new PointRoi( p.x() + 0.5, p.y() + 0.5 );
			point.setPointType( p.isPositive() ? PointRoi.CROSSHAIR : PointRoi.CIRCLE );
			point.setSize( 3 );
			point.setStrokeColor( p.isPositive() ? POSITIVE : NEGATIVE );
			overlay.add( own( point ) );
		}
	}

	private static Roi box( final Box b, final Color color )
	{
		final Roi roi = own( new Roi( b.minX() + 0.5, b.minY() + 0.5, b.width(), b.height() ) );
		roi.setStrokeColor( color );
		roi.setUnscalableStrokeWidth( 1 );
		roi.setStroke( new BasicStroke( 1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] { 4, 3 }, 0 ) );
		return roi;
	}

	static Roi own( final Roi roi )
	{
		roi.setProperty( OWN, "view" );
		return roi;
	}

	/** What others have put into the overlay. */
	private Overlay foreign()
	{
		final Overlay others = new Overlay();
		final Overlay now = imp.getOverlay();
		if ( now != null )
			for ( int i = 0; i < now.size(); i++ )
				if ( now.get( i ).getProperty( OWN ) == null )
					others.add( now.get( i ) );
		return others;
	}

	/** Takes away all that is the tool's own. */
	void clear()
	{
		final Overlay others = foreign();
		imp.setOverlay( others.size() == 0 ? null : others );
	}

	/** Replaces all that is the tool's own by plain outlines of all planes, which stay. */
	void leave( final SessionState state )
	{
		final Overlay overlay = foreign();
		images.rois( state ).forEach( overlay::add );
		imp.setOverlay( overlay.size() == 0 ? null : overlay );
	}
}
