// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.Point;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Point2D;
import java.util.Collections;
import java.util.List;

import ij.IJ;
import ij.gui.Roi;

import sc.fiji.efficientsam.ImageSession.Proposal;
import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.roi.PointMode;
import sc.fiji.efficientsam.roi.RoiPrompts;
import sc.fiji.efficientsam.session.Draft;
import sc.fiji.efficientsam.util.Settings;

/**
 * The object that is being prompted: what clicks, boxes, selections and the mouse's moves make
 * of it. To be used from the event thread.
 */
final class Prompting implements Embedder.Listener {

	private final Interactive tool;
	private final Decoder decoder = new Decoder();
	/** What the model made of the present draft; null while it is being made. */
	private Proposal proposal;
	/** The draft that an ordinary selection made, and the one before it. */
	private Draft ofSelection;
	private Draft beforeSelection;
	private Point mouse = new Point( -1, -1 );
	/** The first corner of a box by two clicks, the middle of a pixel; null if there is none. */
	private Point2D corner;
	private int exclusions;

	Prompting( final Interactive tool )
	{
		this.tool = tool;
	}

	/** The present object, if it is on the plane that is shown. */
	Draft here()
	{
		final Draft d = tool.session().draft();
		return d != null && d.plane().equals( tool.plane() ) ? d : null;
	}

	/** The present mask of a draft; empty as long as there is none. */
	Mask mask( final Draft d )
	{
		return d.drawn() != null ? d.drawn() : proposal == null || d.prompt() == null ? Mask.EMPTY : proposal.object().mask();
	}

	/** What the model made of the present draft; null while it is being made. */
	Proposal proposal()
	{
		return proposal;
	}

	/** The pixel on which the mouse was last. */
	Point mouse()
	{
		return mouse;
	}

	@Override
	public void encoded( final int done, final int total )
	{
		tool.window().progress( done, total );
	}

	@Override
	public void changed()
	{
		decode();
		tool.draw();
	}

	@Override
	public void failed( final Throwable e )
	{
		tool.window().progress( 1, 1 );
		tool.computingFailed( e );
	}

	/** Drops work that is under way. */
	void cancel()
	{
		decoder.cancel();
	}

	void close()
	{
		decoder.close();
	}

	/**
	 * @param x
	 *            column of a pixel
	 * @param add
	 *            whether the point belongs to the present object; negative ones always do
	 */
	void click( final int x, final int y, final boolean positive, final boolean add )
	{
		if ( x < 0 || y < 0 || x >= tool.image().getWidth() || y >= tool.image().getHeight() )
			return;
		final Draft before = here();
		if ( positive && !add && tool.window().acceptsOnClick() && before != null && mask( before ).area() > 0 && !mask( before ).contains( x, y ) )
			tool.objects().accept();
		exclusions += positive ? 0 : 1;
		final Draft base = here() != null && ( add || !positive ) ? here() : Draft.on( tool.plane() );
		prompt( base.withPoint( new PromptPoint( x, y, positive ) ) );
	}

	/** How many clicks have excluded something. */
	int exclusions()
	{
		return exclusions;
	}

	/** The first corner of a box by two clicks, the middle of a pixel in ImageJ's frame; null if there is none. */
	Point2D corner()
	{
		return corner;
	}

	void setCorner( final Point2D first )
	{
		corner = first;
		IJ.showStatus( first == null ? "" : "Click on the opposite corner" );
	}

	/** A box round the object. */
	void box( final Box box, final boolean add )
	{
		if ( !add && tool.window().acceptsOnClick() && here() != null && mask( here() ).area() > 0 )
			tool.objects().accept();
		prompt( ( add && here() != null ? here() : Draft.on( tool.plane() ) ).withBox( box ) );
	}

	/** An ordinary selection becomes the prompt; the points of counter 1 of a multi-point selection are negative. */
	void selection( final Roi roi )
	{
		if ( tool.objects().isEditing() || !tool.window().takesSelections() || !RoiPrompts.isPrompt( roi ) )
			return;
		final List< Prompt > prompts = new RoiPrompts( new Settings().with( RoiPrompts.POINTS, PointMode.TOGETHER ).with( RoiPrompts.NEGATIVE, 1 ) ).toPrompts( Collections.singletonList( roi ) );
		final Prompt p = prompts.get( 0 );
		if ( !p.isInside( tool.image().getWidth(), tool.image().getHeight() ) )
			tool.window().message( "The selection lies outside of the image.", true );
		else if ( here() == null || !p.withName( "" ).equals( here().prompt() ) )
		{
			beforeSelection = here() == null ? null : here().withDrawn( mask( here() ) );
			final Draft draft = Draft.of( tool.plane(), p );
			ofSelection = draft;
			prompt( draft );
		}
	}

	/** The present object as it was before the ordinary selection became its prompt; null if there was none. */
	Draft withoutSelection()
	{
		return here() != null && here() == ofSelection ? beforeSelection : here();
	}

	void rubberBand( final Box box )
	{
		tool.overlay().setRubberBand( box );
		tool.draw();
	}

	private void prompt( final Draft draft )
	{
		tool.overlay().setPreview( Mask.EMPTY );
		if ( tool.objects().isEditing() )
			tool.image().deleteRoi();
		tool.objects().cancel();
		tool.session().setDraft( draft );
		decode();
		tool.refresh();
	}

	/** Clicks mean something else now. */
	void modeChanged()
	{
		leave();
		corner = null;
		rubberBand( null );
		tool.window().refresh();
		IJ.showStatus( tool.window().mode().hint() );
	}

	/** The next click begins another object: there is nothing yet to exclude from. */
	void begun()
	{
		if ( tool.window().mode() == Mode.EXCLUDE )
			tool.window().setMode( Mode.INCLUDE );
	}

	/**
	 * Shows how large objects are, where the mouse is or else in the middle of what is seen.
	 *
	 * @param size
	 *            diameter in pixels; 0 to show nothing
	 */
	void circle( final double size )
	{
		final Point p = mouse.x < 0 ? tool.look() : mouse;
		tool.overlay().setCircle( size <= 0 ? null : new Ellipse2D.Double( p.x + 0.5 - size / 2, p.y + 0.5 - size / 2, size, size ) );
		tool.draw();
	}

	/** Makes the mask of the present draft. */
	void decode()
	{
		proposal = null;
		final Draft d = here();
		if ( d == null || d.drawn() != null )
			return;
		if ( d.prompt() == null )
		{
			tool.window().message( "There is no object yet from which something could be excluded. Click on an object first, or draw a box.", false );
			return;
		}
		decoder.decode( tool.embedder().current(), d.prompt(), d.choice(), tool.settings(), p -> {
			if ( tool.session().draft() != d )
				return;
			proposal = p;
			tool.draw();
			tool.window().proposal( d, p );
			final String gpu = tool.sam().loader().announceGpuFailure();
			if ( gpu != null )
				tool.window().message( "The GPU does not work and the CPU is used instead: " + gpu + " (Plugins > EfficientSAM > GPU Setup... shows what is missing.)", true );
			tool.objects().proposed();
		}, tool::computingFailed );
	}

	/** Shows what a click would give. */
	void hover( final int x, final int y, final boolean positive, final boolean add )
	{
		mouse = new Point( x, y );
		final Draft d = here();
		final boolean more = d != null && ( add || !positive );
		if ( !tool.window().previews() || x < 0 || y < 0 || x >= tool.image().getWidth() || y >= tool.image().getHeight() || !positive && d == null )
			return;
		final Prompt p = ( more ? d : Draft.on( tool.plane() ) ).withPoint( new PromptPoint( x, y, positive ) ).prompt();
		if ( p != null )
			decoder.preview( tool.embedder().current(), p, tool.settings(), q -> preview( q.object().mask() ), tool::computingFailed );
	}

	/** What lies under the mouse is not meant any more, until the mouse moves. */
	void forgetMouse()
	{
		mouse = new Point( -1, -1 );
	}

	/** The mouse has left the image. */
	void leave()
	{
		forgetMouse();
		decoder.cancelPreview();
		preview( Mask.EMPTY );
	}

	private void preview( final Mask mask )
	{
		tool.overlay().setPreview( mask );
		tool.draw();
	}

	/** Takes another of the model's masks. */
	void cycle( final int direction )
	{
		final Draft d = here();
		if ( d == null || d.prompt() == null )
			return;
		// NB: how many there are is known once one was chosen; all families have three.
		final int n = proposal == null || proposal.candidates() == 0 ? 3 : proposal.candidates(), place = Math.max( 1, d.choice() ) - 1;
		tool.session().setDraft( d.withChoice( Math.floorMod( place + direction, n ) + 1 ) );
		decode();
		tool.refresh();
	}

	/** Drops the present object. */
	void discard()
	{
		tool.objects().cancel();
		corner = null;
		rubberBand( null );
		begun();
		tool.session().setDraft( null );
		tool.image().deleteRoi();
		decode();
		tool.refresh();
	}
}
