// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.Point;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

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
final class Prompting implements ToolState.Observer {

	private final ToolState state;
	private final Actions actions;
	private final Supplier< String > gpuFailure;
	private final Consumer< Throwable > failed;
	private final Decoder decoder = new Decoder();
	/** The draft that the model was last asked about. */
	private Draft asked;

	/**
	 * @param gpuFailure
	 *            tells once why the GPU does not work, else null
	 * @param failed
	 *            is told what the model failed with
	 */
	Prompting( final ToolState state, final Actions actions, final Supplier< String > gpuFailure, final Consumer< Throwable > failed )
	{
		this.state = state;
		this.actions = actions;
		this.gpuFailure = gpuFailure;
		this.failed = failed;
	}

	@Override
	public void refresh()
	{
		if ( state.draft() != asked )
			decode();
	}

	/** The preview that the mouse has been waiting for. */
	@Override
	public void encoded( final int done, final int total )
	{
		if ( done == total && state.preview.isEmpty() && state.draft() == null )
			hover( state.mouse.x, state.mouse.y, true, false );
	}

	/** Makes the mask anew, and drops work that is under way. */
	void imageChanged()
	{
		decoder.cancel();
		decode();
	}

	void close()
	{
		decoder.close();
	}

	void click( final int x, final int y, final boolean positive, final boolean add )
	{
		if ( !state.contains( x, y ) )
			return;
		if ( positive && !add && state.acceptsOnClick && state.hasMask() && !state.mask( state.draft() ).contains( x, y ) )
			actions.run( Action.ACCEPT );
		state.exclusions += positive ? 0 : 1;
		prompt( present( add || !positive ).withPoint( new PromptPoint( x, y, positive ) ) );
	}

	void box( final Box box, final boolean add )
	{
		if ( !add && state.acceptsOnClick && state.hasMask() )
			actions.run( Action.ACCEPT );
		prompt( present( add ).withBox( box ) );
	}

	/** The present object if it is to go on and there is one, else a new one. */
	private Draft present( final boolean goesOn )
	{
		return goesOn && state.draft() != null ? state.draft() : Draft.on( state.plane );
	}

	/** An ordinary selection becomes the prompt; the points of counter 1 of a multi-point selection are negative. */
	void selection( final Roi roi )
	{
		if ( state.editing || !state.takesSelections || !RoiPrompts.isPrompt( roi ) )
			return;
		final List< Prompt > prompts = new RoiPrompts( new Settings().with( RoiPrompts.POINTS,
				PointMode.TOGETHER ).with( RoiPrompts.NEGATIVE, 1 ) ).toPrompts( Collections.singletonList( roi ) );
		final Prompt p = prompts.get( 0 );
		final Draft now = state.draft();
		if ( !p.isInside( state.image.getWidth(), state.image.getHeight() ) )
			state.say( "The selection lies outside of the image.", true );
		else if ( now == null || !p.withName( "" ).equals( now.prompt() ) )
		{
			final Draft made = Draft.of( state.plane, p );
			state.setOfSelection( made );
			prompt( made );
		}
	}

	private void prompt( final Draft draft )
	{
		state.preview = Mask.EMPTY;
		if ( state.editing )
			state.image.deleteRoi();
		state.stopWaiting();
		state.session().setDraft( draft );
		decode();
		state.refresh();
	}

	@Override
	public void modeChanged()
	{
		leave();
		state.corner = null;
		state.rubberBand = null;
		IJ.showStatus( state.mode().hint() );
	}

	/** Makes the mask of the present draft. */
	void decode()
	{
		final Draft d = state.draft();
		asked = d;
		state.propose( null, null, null );
		if ( d == null || d.drawn() != null )
			return;
		if ( d.prompt() == null )
		{
			state.say( "There is no object yet from which something could be excluded. Click on an object first, or draw a box.", false );
			return;
		}
		decoder.decode( state.view(), d.prompt(), d.choice(), ( view, p ) -> {
			if ( state.session().draft() != d )
				return;
			state.propose( d, view, p );
			state.refresh();
			final String gpu = gpuFailure.get();
			if ( gpu != null )
				state.say( gpu, true );
			if ( state.acceptWhenReady )
				actions.run( Action.ACCEPT );
		}, failed );
	}

	void hover( final int x, final int y, final boolean positive, final boolean add )
	{
		state.mouse = new Point( x, y );
		if ( !state.previews || !state.contains( x, y ) || !positive && state.draft() == null )
			return;
		// NB: a click would make no other object there.
		if ( state.found.pointed != null )
		{
			decoder.cancelPreview();
			preview( Mask.EMPTY );
			return;
		}
		final Prompt p = present( add || !positive ).withPoint( new PromptPoint( x, y, positive ) ).prompt();
		if ( p != null )
			decoder.preview( state.view(), p, ( view, q ) -> preview( q.object().mask() ), failed );
	}

	/** The mouse has left the image. */
	void leave()
	{
		state.forgetMouse();
		decoder.cancelPreview();
		preview( Mask.EMPTY );
	}

	private void preview( final Mask mask )
	{
		state.preview = mask;
		state.redraw();
	}

	void togglePreviews()
	{
		state.previews = !state.previews;
		leave();
		state.refresh();
	}

	/** Takes another of the model's masks. */
	void cycle( final int direction )
	{
		final Draft d = state.draft();
		if ( d == null || d.prompt() == null )
			return;
		final Proposal p = state.proposal();
		// NB: how many there are is known once one was chosen; all families have three.
		final int n = p == null || p.candidates() == 0 ? 3 : p.candidates(), place = Math.max( 1, d.choice() ) - 1;
		state.session().setDraft( d.withChoice( Math.floorMod( place + direction, n ) + 1 ) );
		state.refresh();
	}

	/** Drops the present object. */
	void discard()
	{
		state.stopWaiting();
		state.corner = null;
		state.rubberBand = null;
		state.beginNext();
		state.session().setDraft( null );
		state.image.deleteRoi();
		state.refresh();
	}
}
