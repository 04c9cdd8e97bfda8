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
import sc.fiji.efficientsam.session.Draft;
import sc.fiji.efficientsam.session.SessionObject;
import sc.fiji.efficientsam.session.SessionState;
import sc.fiji.efficientsam.session.Step;

/**
 * The accepted objects: what keys and buttons do with them. To be used from the
 * event thread.
 */
final class Labelling {

	private final Interactive tool;
	private final Prompting prompting;
	private final StepRecorder recorder;
	private final Set< Integer > selected = new TreeSet<>();
	private boolean acceptWhenReady;
	private boolean editing;

	Labelling( final Interactive tool, final Prompting prompting )
	{
		this.tool = tool;
		this.prompting = prompting;
		recorder = new StepRecorder( tool.image() );
	}

	/** Labels of the selected objects. */
	Set< Integer > selected()
	{
		return selected;
	}

	/** Whether the present object's mask is an ordinary selection just now, that ImageJ's tools change. */
	boolean isEditing()
	{
		return editing;
	}

	/** Ends what was begun: editing, and waiting for a mask. */
	void cancel()
	{
		editing = false;
		acceptWhenReady = false;
	}

	/** There is a mask now. */
	void proposed()
	{
		if ( acceptWhenReady )
			accept();
	}

	private Mask area( final Roi roi )
	{
		return MaskRois.toMask( roi ).crop( tool.image().getWidth(), tool.image().getHeight() );
	}

	/** Makes the present object a label; as soon as its mask is there. */
	void accept()
	{
		acceptWhenReady = false;
		final Draft d = prompting.here();
		final Roi roi = tool.image().getRoi();
		if ( d == null )
			tool.window().message( "There is no object to accept. Click on one, or draw a box.", false );
		else if ( editing && roi != null && roi.isArea() )
			commit( Step.draw( tool.plane(), area( roi ), d.id(), objectClass( d ), tool.window().conflict() ), Mask.EMPTY, Double.NaN );
		else if ( d.drawn() != null )
			commit( Step.draw( tool.plane(), d.drawn(), d.id(), objectClass( d ), tool.window().conflict() ), Mask.EMPTY, Double.NaN );
		else if ( prompting.proposal() != null )
			commit( Step.accept( tool.plane(), d.prompt(), d.choice(), d.id(), objectClass( d ), tool.window().conflict(), prompting.seen().settings() ), prompting.proposal().object().mask(), prompting.proposal().object().score() );
		else
			acceptWhenReady = d.prompt() != null;
	}

	private String objectClass( final Draft d )
	{
		final SessionObject old = d.id() == 0 ? null : tool.session().state().object( d.id() );
		return old == null ? tool.window().objectClass() : old.objectClass();
	}

	private boolean commit( final Step step, final Mask mask, final double score )
	{
		final SessionState before = tool.session().state();
		try
		{
			tool.session().apply( step, mask, score );
		}
		catch ( final IllegalArgumentException e )
		{
			tool.window().message( e.getMessage(), true );
			return false;
		}
		recorder.record( step, step.action() == Step.Action.ACCEPT ? prompting.seen() : null, before, tool.session().state() );
		if ( step.action() == Step.Action.ACCEPT || step.action() == Step.Action.DRAW )
		{
			editing = false;
			tool.image().deleteRoi();
			prompting.begun();
		}
		changed();
		return true;
	}

	/** Other objects have taken the place of those that were there. */
	void replaced()
	{
		cancel();
		recorder.recordAll( tool.session().state() );
		changed();
	}

	/** After objects have changed. */
	private void changed()
	{
		selected.removeIf( id -> tool.session().state().object( id ) == null );
		prompting.decode();
		tool.objectsChanged();
	}

	void undo()
	{
		move( "undo", tool.session().canUndo() );
	}

	void redo()
	{
		move( "redo", tool.session().canRedo() );
	}

	private void move( final String what, final boolean possible )
	{
		if ( !possible )
		{
			tool.window().message( "There is nothing to " + what + ".", false );
			return;
		}
		editing = false;
		acceptWhenReady = false;
		final SessionState before = tool.session().state();
		if ( what.equals( "undo" ) ? tool.session().undo() : tool.session().redo() )
		{
			final SessionState now = tool.session().state();
			recorder.record( what, before, now );
			// NB: neither what was brought back or changed nor what happens to lie under the mouse now was chosen by the user.
			selected.removeIf( id -> before.object( id ) != now.object( id ) );
			prompting.forgetMouse();
			changed();
		}
		else
		{
			prompting.decode();
			tool.refresh();
		}
		final Draft d = tool.session().draft();
		if ( d != null && !d.plane().equals( tool.plane() ) )
			tool.image().setPosition( tool.image().getC(), d.plane().z(), d.plane().t() );
	}

	/** Selects the accepted object at a pixel, or no longer. */
	void select( final int x, final int y )
	{
		final SessionObject o = tool.session().state().at( tool.plane(), x, y );
		if ( o == null )
			selected.clear();
		else if ( !selected.remove( o.id() ) )
			selected.add( o.id() );
		tool.refresh();
	}

	/** Selects objects, and goes to the plane of the first. */
	void select( final Set< Integer > ids )
	{
		if ( ids.equals( selected ) )
			return;
		selected.clear();
		selected.addAll( ids );
		final SessionObject first = ids.isEmpty() ? null : tool.session().state().object( ids.iterator().next() );
		if ( first != null && !first.plane().equals( tool.plane() ) )
		{
			tool.image().setPosition( tool.image().getC(), first.plane().z(), first.plane().t() );
			selected.addAll( ids );
		}
		tool.draw();
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
		final Set< Integer > ids = new TreeSet<>( selected );
		final SessionObject under = tool.session().state().at( tool.plane(), prompting.mouse().x, prompting.mouse().y );
		if ( ids.isEmpty() && under != null )
			ids.add( under.id() );
		if ( ids.isEmpty() )
			tool.window().message( "Select objects first: in the table, or by Ctrl-click in the image.", false );
		return ids;
	}

	void merge()
	{
		final Set< Integer > ids = chosen();
		if ( !ids.isEmpty() && commit( Step.merge( ids ), Mask.EMPTY, Double.NaN ) )
			selected.clear();
	}

	/** Makes an accepted object the present one, its mask an ordinary selection that ImageJ's tools can change. */
	void edit()
	{
		Draft d = prompting.here();
		if ( d == null )
		{
			final Set< Integer > ids = chosen();
			if ( ids.isEmpty() )
				return;
			d = Draft.edit( tool.session().state().object( ids.iterator().next() ) );
		}
		final Mask mask = prompting.mask( d );
		if ( mask.isEmpty() )
			return;
		tool.session().setDraft( d.withDrawn( mask ) );
		editing = true;
		selected.clear();
		final Roi roi = MaskRois.toRoi( mask );
		tool.image().setRoi( roi );
		IJ.setTool( "brush" );
		tool.window().message( "Change the selection with ImageJ's tools (brush; Alt takes away), then press Enter.", false );
		tool.refresh();
	}

	/** Adds the pixels of the ordinary selection to the present object, or takes them away from it. */
	void brush( final boolean add )
	{
		final Roi roi = tool.image().getRoi();
		if ( roi == null || !roi.isArea() )
		{
			tool.window().message( "Draw an area selection first, with any of ImageJ's tools.", false );
			return;
		}
		Draft d = prompting.withoutSelection();
		if ( d == null )
			d = selected.size() == 1 ? Draft.edit( tool.session().state().object( selected.iterator().next() ) ) : Draft.on( tool.plane() );
		final Mask area = area( roi ), now = prompting.mask( d );
		tool.session().setDraft( d.withDrawn( add ? now.union( area ) : now.minus( area ) ) );
		// NB: what is selected is seen as selected; this object is being changed now.
		selected.clear();
		tool.image().deleteRoi();
		prompting.decode();
		tool.refresh();
	}

	void classify( final String name )
	{
		if ( !selected.isEmpty() )
			commit( Step.classify( selected, name ), Mask.EMPTY, Double.NaN );
	}

	/** Makes a class, or gives one another colour. */
	void define( final String name, final Color color )
	{
		try
		{
			commit( Step.define( name, color.getRGB() ), Mask.EMPTY, Double.NaN );
		}
		catch ( final IllegalArgumentException e )
		{
			tool.window().message( e.getMessage(), true );
		}
	}
}
