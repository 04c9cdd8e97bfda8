// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

import ij.ImagePlus;
import ij.gui.ImageCanvas;

import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.ImageSession.Proposal;
import sc.fiji.efficientsam.export.SessionImages;
import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.session.Conflict;
import sc.fiji.efficientsam.session.Draft;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.Session;
import sc.fiji.efficientsam.session.SessionObject;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.session.SessionState;

/**
 * What the interactive tool knows about its image: the session, the plane and how the model sees it, the draft and its mask, what is
 * selected, and what the user has set. All parts of the tool read it, change it and observe it, instead of knowing each other. Whoever
 * changes a field calls {@link #redraw()} or {@link #refresh()} afterwards. To be used from the event thread.
 */
final class ToolState {

	/** Is told, on the event thread and in the order in which observers were added, what has changed. */
	interface Observer
	{
		/** What is drawn over the image. */
		default void redraw()
		{}

		/** Anything. */
		default void refresh()
		{}

		/** Accepted objects or classes; {@link #refresh()} follows. */
		default void objectsChanged()
		{}

		/** All objects were replaced by others; {@link #objectsChanged()} follows. */
		default void objectsReplaced()
		{}

		/** What clicks mean; {@link #refresh()} follows. */
		default void modeChanged()
		{}

		/** Settings came from elsewhere, with a session. */
		default void settingsReplaced( final SessionSettings settings )
		{}

		/** How many frames of the plane are ready. */
		default void encoded( final int done, final int total )
		{}

		/** How much of a search for all objects is done. */
		default void searching()
		{}

		/** Which proposal a click accepts; {@link #redraw()} follows. */
		default void pointed()
		{}

		/** There is something to tell the user. */
		default void said( final String text, final boolean problem )
		{}
	}

	private static final Point NOWHERE = new Point( -1, -1 );

	final ImagePlus image;
	/** Labels of the selected objects. */
	final Set< Integer > selected = new TreeSet<>();
	/** Objects that the tool has found by itself. */
	final Found found = new Found();
	SessionSettings settings;
	Plane plane;
	boolean closed;

	/** Who gets the pixels that two objects share. */
	Conflict conflict = Conflict.FIRST;
	/** Class of new objects; "" for none. */
	String objectClass = "";
	boolean previews;
	/** Whether selections of ImageJ's are prompts. */
	boolean takesSelections = true;
	/** Whether a click or box for another object accepts the present one. */
	boolean acceptsOnClick;

	/** Whether the draft's mask is an ordinary selection just now, that ImageJ's tools change. */
	boolean editing;
	/** Whether the draft is to be accepted as soon as it has a mask. */
	boolean acceptWhenReady;
	/** The pixel on which the mouse was last; negative if there is none. */
	Point mouse = NOWHERE;
	/** The first corner of a box by two clicks, the middle of a pixel in ImageJ's frame; null if there is none. */
	Point2D corner;
	/** What a click would give. */
	Mask preview = Mask.EMPTY;
	/** The box that is being drawn; null if there is none. */
	Box rubberBand;
	/** Shows a size, in pixels of the image; null for none. */
	Ellipse2D circle;
	/** How many clicks have excluded something. */
	int exclusions;

	private final List< Observer > observers = new ArrayList<>();
	private ImageSession images;
	private CompletableFuture< View > view = new CompletableFuture<>();
	private Mode mode = Mode.INCLUDE;
	private Draft proposed;
	private Proposal proposal;
	private View seen;
	/** The draft that an ordinary selection made, and the one before it. */
	private Draft ofSelection;
	private Draft beforeSelection;

	ToolState( final ImagePlus image, final SessionSettings settings )
	{
		this.image = image;
		this.settings = settings;
	}

	// -- Observers --

	void observe( final Observer o )
	{
		observers.add( o );
	}

	void redraw()
	{
		observers.forEach( Observer::redraw );
	}

	void refresh()
	{
		observers.forEach( Observer::refresh );
	}

	void objectsChanged()
	{
		selected.removeIf( id -> accepted().object( id ) == null );
		observers.forEach( Observer::objectsChanged );
		refresh();
	}

	void objectsReplaced()
	{
		stopWaiting();
		observers.forEach( Observer::objectsReplaced );
		objectsChanged();
	}

	void settingsReplaced( final SessionSettings other )
	{
		observers.forEach( o -> o.settingsReplaced( other ) );
	}

	void encoded( final int done, final int total )
	{
		observers.forEach( o -> o.encoded( done, total ) );
	}

	void searching()
	{
		observers.forEach( Observer::searching );
	}

	void pointed()
	{
		observers.forEach( Observer::pointed );
		redraw();
	}

	void say( final String text, final boolean problem )
	{
		observers.forEach( o -> o.said( text, problem ) );
	}

	// -- The image --

	/** The objects and images of the session. */
	ImageSession images()
	{
		return images;
	}

	/** Takes up a session, on the plane that the image shows. */
	void begin( final ImageSession begun )
	{
		images = begun;
		plane = SessionImages.plane( image );
	}

	Session session()
	{
		return images.session();
	}

	/** What was accepted. */
	SessionState accepted()
	{
		return images.state();
	}

	/** Whether the image shows another plane than the tool. */
	boolean showsOtherPlane()
	{
		return image.getProcessor() != null && images.images().fits( image ) && !SessionImages.plane( image ).equals( plane );
	}

	/** Shows another plane of the image, which the tool follows. */
	void goTo( final Plane other )
	{
		if ( !other.equals( plane ) )
			image.setPosition( image.getC(), other.z(), other.t() );
	}

	boolean contains( final int x, final int y )
	{
		return x >= 0 && y >= 0 && x < image.getWidth() && y < image.getHeight();
	}

	/** The middle of what the user sees. */
	Point look()
	{
		final ImageCanvas canvas = image.getCanvas();
		final Rectangle r = canvas == null ? new Rectangle( image.getWidth(), image.getHeight() ) : canvas.getSrcRect();
		return new Point( ( int ) r.getCenterX(), ( int ) r.getCenterY() );
	}

	/**
	 * The plane as the model sees it; fails if it cannot be read. It is always completed: where the tool turned to another plane or was
	 * closed before, it is canceled.
	 */
	CompletableFuture< View > view()
	{
		return view;
	}

	void setView( final CompletableFuture< View > next )
	{
		// NB: nobody else will complete it, as its work is left out.
		view.cancel( false );
		view = next;
	}

	// -- What is selected --

	/** Selects the accepted object at a pixel, or no longer. */
	void select( final int x, final int y )
	{
		final SessionObject o = accepted().at( plane, x, y );
		if ( o == null )
			selected.clear();
		else if ( !selected.remove( o.id() ) )
			selected.add( o.id() );
		refresh();
	}

	/** Selects objects, and goes to the plane of the first. */
	void select( final Set< Integer > ids )
	{
		if ( ids.equals( selected ) )
			return;
		selected.clear();
		selected.addAll( ids );
		final SessionObject first = ids.isEmpty() ? null : accepted().object( ids.iterator().next() );
		if ( first != null && !first.plane().equals( plane ) )
		{
			goTo( first.plane() );
			selected.addAll( ids );
		}
		redraw();
	}

	// -- The object that is being prompted --

	/** The draft, if it is on the plane that is shown; else null. */
	Draft draft()
	{
		final Draft d = session().draft();
		return d != null && d.plane().equals( plane ) ? d : null;
	}

	/** The mask of a draft; empty as long as there is none. */
	Mask mask( final Draft d )
	{
		if ( d.drawn() != null )
			return d.drawn();
		return d != proposed || d.prompt() == null || proposal == null ? Mask.EMPTY : proposal.object().mask();
	}

	/** Whether there is a draft with a mask. */
	boolean hasMask()
	{
		return draft() != null && !mask( draft() ).isEmpty();
	}

	/** What the model made of the draft; null while it is being made. */
	Proposal proposal()
	{
		return proposed == null || proposed != draft() ? null : proposal;
	}

	/** What the model saw when it made {@link #proposal()}. */
	View seen()
	{
		return seen;
	}

	/** The model has made something of a draft; null for both as long as it has not. */
	void propose( final Draft draft, final View from, final Proposal made )
	{
		proposed = draft;
		seen = from;
		proposal = made;
	}

	/** An ordinary selection is about to make a draft. */
	void setOfSelection( final Draft made )
	{
		beforeSelection = draft() == null ? null : draft().withDrawn( mask( draft() ) );
		ofSelection = made;
	}

	/** The draft as it was before the ordinary selection became its prompt; null if there was none. */
	Draft withoutSelection()
	{
		return draft() != null && draft() == ofSelection ? beforeSelection : draft();
	}

	/** Ends what was begun: editing, and waiting for a mask. */
	void stopWaiting()
	{
		editing = false;
		acceptWhenReady = false;
	}

	/** What lies under the mouse is not meant any more, until the mouse moves. */
	void forgetMouse()
	{
		mouse = NOWHERE;
	}

	// -- What clicks mean --

	Mode mode()
	{
		return mode;
	}

	void setMode( final Mode changed )
	{
		if ( mode == changed )
			return;
		mode = changed;
		observers.forEach( Observer::modeChanged );
		refresh();
	}

	/** The next click begins another object: there is nothing yet to exclude from. */
	void beginNext()
	{
		if ( mode == Mode.EXCLUDE )
			setMode( Mode.INCLUDE );
	}
}
