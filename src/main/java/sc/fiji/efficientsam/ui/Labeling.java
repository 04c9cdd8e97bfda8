// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.Color;
import java.util.Set;
import java.util.TreeSet;

import ij.IJ;
import ij.gui.Roi;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.roi.MaskRois;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.session.Draft;
import sc.fiji.efficientsam.session.SessionObject;
import sc.fiji.efficientsam.session.SessionState;
import sc.fiji.efficientsam.session.Step;

/**
 * The accepted objects: what keys and buttons do with them. To be used from the
 * event thread.
 */
final class Labeling implements ToolState.Observer {

	private final ToolState state;
	private final StepRecorder recorder;

	Labeling( final ToolState state )
	{
		this.state = state;
		recorder = new StepRecorder( state.image );
	}

	private Mask area( final Roi roi )
	{
		return MaskRois.toMask( roi ).crop( state.image.getWidth(), state.image.getHeight() );
	}

	/** Makes the present object a label; as soon as its mask is there. */
	void accept()
	{
		state.acceptWhenReady = false;
		final Draft d = state.draft();
		final Roi roi = state.image.getRoi();
		if ( d == null )
			state.say( "There is no object to accept. Click on one, or draw a box.", false );
		else if ( state.editing && roi != null && roi.isArea() )
			commit( Step.draw( state.plane, area( roi ), d.id(), objectClass( d ), state.conflict ), Mask.EMPTY, Double.NaN );
		else if ( d.drawn() != null )
			commit( Step.draw( state.plane, d.drawn(), d.id(), objectClass( d ), state.conflict ), Mask.EMPTY, Double.NaN );
		else if ( state.proposal() != null )
		{
			final SegmentedObject o = state.proposal().object();
			commit( Step.accept( state.plane, d.prompt(), d.choice(), d.id(), objectClass( d ), state.conflict,
					state.proposal().used( state.seen().settings() ) ), o.mask(), o.score() );
		}
		else
			state.acceptWhenReady = d.prompt() != null;
	}

	private String objectClass( final Draft d )
	{
		final SessionObject old = d.id() == 0 ? null : state.accepted().object( d.id() );
		return old == null ? state.objectClass : old.objectClass();
	}

	/** Does a step, and records it; what is not possible is said. Whether it was done. */
	boolean commit( final Step step, final Mask mask, final double score )
	{
		final SessionState before = state.accepted();
		try
		{
			state.session().apply( step, mask, score );
		}
		catch ( final IllegalArgumentException e )
		{
			state.say( e.getMessage(), true );
			return false;
		}
		recorder.record( step, before, state.accepted() );
		if ( step.action() == Step.Action.ACCEPT || step.action() == Step.Action.DRAW )
		{
			state.editing = false;
			state.image.deleteRoi();
			state.beginNext();
		}
		state.objectsChanged();
		return true;
	}

	@Override
	public void objectsReplaced()
	{
		recorder.recordAll( state.accepted() );
	}

	void undo()
	{
		move( "undo", state.session().canUndo() );
	}

	void redo()
	{
		move( "redo", state.session().canRedo() );
	}

	private void move( final String what, final boolean possible )
	{
		if ( !possible )
		{
			state.say( "There is nothing to " + what + ".", false );
			return;
		}
		state.stopWaiting();
		final SessionState before = state.accepted();
		if ( what.equals( "undo" ) ? state.session().undo() : state.session().redo() )
		{
			final SessionState now = state.accepted();
			recorder.record( what, before, now );
			// NB: neither what was brought back or changed nor what happens to lie under the mouse now was chosen by the user.
			state.selected.removeIf( id -> before.object( id ) != now.object( id ) );
			state.forgetMouse();
			state.objectsChanged();
		}
		else
			state.refresh();
		final Draft d = state.session().draft();
		if ( d != null )
			state.goTo( d.plane() );
	}

	/** Deletes the selected objects, or the one under the mouse. */
	void delete()
	{
		final Set< Integer > ids = chosen();
		if ( !ids.isEmpty() )
			commit( Step.delete( ids ), Mask.EMPTY, Double.NaN );
	}

	private Set< Integer > chosen()
	{
		final Set< Integer > ids = new TreeSet<>( state.selected );
		final SessionObject under = state.accepted().at( state.plane, state.mouse.x, state.mouse.y );
		if ( ids.isEmpty() && under != null )
			ids.add( under.id() );
		if ( ids.isEmpty() )
			state.say( "Select objects first: in the table, or by Ctrl-click in the image.", false );
		return ids;
	}

	void merge()
	{
		final Set< Integer > ids = chosen();
		if ( !ids.isEmpty() && commit( Step.merge( ids ), Mask.EMPTY, Double.NaN ) )
			state.selected.clear();
	}

	/** Makes an accepted object the present one, its mask an ordinary selection that ImageJ's tools can change. */
	void edit()
	{
		Draft d = state.draft();
		if ( d == null )
		{
			final Set< Integer > ids = chosen();
			if ( ids.isEmpty() )
				return;
			d = Draft.edit( state.accepted().object( ids.iterator().next() ) );
		}
		final Mask mask = state.mask( d );
		if ( mask.isEmpty() )
			return;
		state.session().setDraft( d.withDrawn( mask ) );
		state.editing = true;
		state.selected.clear();
		final Roi roi = MaskRois.toRoi( mask );
		state.image.setRoi( roi );
		IJ.setTool( "brush" );
		state.say( "Change the selection with ImageJ's tools (brush; Alt takes away), then press Enter.", false );
		state.refresh();
	}

	/** Adds the pixels of the ordinary selection to the present object, or takes them away from it. */
	void brush( final boolean add )
	{
		final Roi roi = state.image.getRoi();
		if ( roi == null || !roi.isArea() )
		{
			state.say( "Draw an area selection first, with any of ImageJ's tools.", false );
			return;
		}
		Draft d = state.withoutSelection();
		if ( d == null )
			d = state.selected.size() == 1 ? Draft.edit( state.accepted().object( state.selected.iterator().next() ) )
					: Draft.on( state.plane );
		final Mask area = area( roi ), now = state.mask( d );
		state.session().setDraft( d.withDrawn( add ? now.union( area ) : now.minus( area ) ) );
		// NB: what is selected is seen as selected; this object is being changed now.
		state.selected.clear();
		state.image.deleteRoi();
		state.refresh();
	}

	/** Chooses a class for new objects and for those that are selected; "" for none. */
	void classify( final String name )
	{
		if ( !name.isEmpty() && !state.accepted().classes().containsKey( name ) )
			return;
		state.objectClass = name;
		if ( state.selected.isEmpty() )
			state.refresh();
		else
			commit( Step.classify( state.selected, name ), Mask.EMPTY, Double.NaN );
	}

	/** Makes a class, or gives one another color. */
	void define( final String name, final Color color )
	{
		try
		{
			commit( Step.define( name, color.getRGB() ), Mask.EMPTY, Double.NaN );
		}
		catch ( final IllegalArgumentException e )
		{
			state.say( e.getMessage(), true );
		}
	}
}
