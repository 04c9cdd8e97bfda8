// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import javax.swing.SwingUtilities;

import sc.fiji.efficientsam.everything.EverythingSettings;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.session.Draft;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.ProposedObject;
import sc.fiji.efficientsam.session.Proposals;
import sc.fiji.efficientsam.session.SessionState;
import sc.fiji.efficientsam.session.Step;
import sc.fiji.efficientsam.util.Daemons;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * Looks for all objects of the plane, in a thread of its own, and proposes them: they are accepted by clicks or all at once, or dismissed.
 * To be used from the event thread.
 */
final class FindAll implements ToolState.Observer {

	private final ToolState state;
	private final Labeling objects;
	private final Predicate< Throwable > reopens;
	private final Consumer< Throwable > failed;
	private final ExecutorService thread = Daemons.single( "EfficientSAM finder" );
	/** The search that is under way; null if there is none. */
	private Search running;
	/** What {@link #open} was computed of. */
	private SessionState seen;
	private Proposals of;
	private List< ProposedObject > open = Collections.emptyList();

	/** A search. NB: it is canceled by being forgotten, too. */
	private final class Search implements ProgressListener
	{
		private volatile boolean canceled;

		@Override
		public void progress( final long done, final long total, final String message )
		{
			SwingUtilities.invokeLater( () -> {
				if ( running == this )
				{
					state.found.done = total == 0 ? 0 : ( double ) done / total;
					state.found.doing = message;
					state.searching();
				}
			} );
		}

		@Override
		public boolean isCanceled()
		{
			return canceled;
		}
	}

	/**
	 * @param reopens
	 *            is asked, with what the model failed with, whether it is worth while to try it again
	 * @param failed
	 *            is told what else went wrong
	 */
	FindAll( final ToolState state, final Labeling objects, final Predicate< Throwable > reopens, final Consumer< Throwable > failed )
	{
		this.state = state;
		this.objects = objects;
		this.reopens = reopens;
		this.failed = failed;
	}

	// -- Looking for objects --

	/** Begins to look for all objects of the plane; proposals of an earlier search are dropped. */
	void find()
	{
		find( Collections.emptyList(), Collections.emptyList() );
	}

	/** Begins to look for objects that are like the selected ones, the present one, or the last ones of the class. */
	void findSimilar()
	{
		final Examples examples = Examples.of( state );
		if ( examples.like().isEmpty() )
			state.say( "Accept an object or select some first; then \"Similar\" (L) finds those that are like them.", false );
		else
			find( examples.like(), examples.unlike() );
	}

	/** Looks again without the kind of the proposal under the mouse; whether there is one, of a search by examples. */
	boolean reject( final int x, final int y )
	{
		final ProposedObject p = state.found.isSimilar() ? state.found.at( x, y ) : null;
		if ( p == null || running != null )
			return false;
		final List< Mask > unlike = new ArrayList<>( state.found.unlike );
		unlike.add( p.mask() );
		find( state.found.like, unlike );
		return true;
	}

	/** @param like none for all objects */
	private void find( final List< Mask > like, final List< Mask > unlike )
	{
		if ( running != null )
			return;
		forget();
		state.found.like = like;
		state.found.unlike = unlike;
		final Search mine = new Search();
		final Plane plane = state.plane;
		running = mine;
		state.found.done = 0;
		state.found.doing = "Looking for objects";
		state.say( "", false );
		state.refresh();
		state.view().whenCompleteAsync( ( view, e ) -> {
			if ( !mine.canceled )
				search( mine, view, plane, like, unlike, e );
		}, this::submit );
	}

	private void search( final Search mine, final View view, final Plane plane, final List< Mask > like, final List< Mask > unlike,
			final Throwable unread )
	{
		try
		{
			if ( unread != null )
				throw unread instanceof RuntimeException ? ( RuntimeException ) unread : new CompletionException( unread );
			final Proposals found = like.isEmpty() ? Proposals.find( view.image(), plane, view.settings(), mine )
					: Proposals.like( view.image(), plane, view.settings(), like, unlike, mine );
			SwingUtilities.invokeLater( () -> {
				if ( running == mine )
					propose( found );
			} );
		}
		catch ( final RuntimeException | Error e )
		{
			final Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
			SwingUtilities.invokeLater( () -> {
				if ( running != mine )
					return;
				stop();
				if ( reopens.test( cause ) )
				{
					find( like, unlike );
					return;
				}
				state.refresh();
				// NB: not by the user; then it would be another search that runs, or none.
				if ( !( cause instanceof CancellationException ) )
					failed.accept( cause );
				state.say( "Looking for objects did not succeed (" + ( cause.getMessage() == null ? cause : cause.getMessage() ) +
						"). " + again() + " tries it again.", true );
			} );
		}
	}

	private void propose( final Proposals found )
	{
		stop();
		state.found.all = found;
		state.refresh();
		final int n = state.found.open;
		if ( n > 0 )
			state.say( ( n == 1 ? "1 object is" : n + " objects are" ) + " proposed. A click accepts one, \"Accept All\" all that are " +
					"outlined.", false );
		else
			state.say( found.objects().isEmpty() ? state.found.isSimilar() ? "No other object is like the examples."
					: "No object was found. Set the object size, and look again."
					: "All that was found is labeled already.", false );
	}

	/** What begins the same search again. */
	private String again()
	{
		return state.found.isSimilar() ? "\"Similar\" (L)" : "\"Find All\" (F)";
	}

	private void submit( final Runnable r )
	{
		try
		{
			thread.execute( r );
		}
		catch ( final RejectedExecutionException e )
		{
			// NB: the window was closed meanwhile.
		}
	}

	/** Ends the search. */
	private void stop()
	{
		if ( running != null )
			running.canceled = true;
		running = null;
		state.found.done = -1;
	}

	private void forget()
	{
		stop();
		state.found.all = null;
		state.found.without = 0;
	}

	/** Drops what was proposed, or ends the search. */
	void dismiss()
	{
		forget();
		state.say( "", false );
		state.refresh();
	}

	void close()
	{
		forget();
		thread.shutdown();
	}

	// -- What happens meanwhile --

	/**
	 * The image shows something else than what was looked at.
	 *
	 * @param why
	 *            in words
	 */
	void imageChanged( final String why )
	{
		final boolean searching = state.found.isSearching();
		if ( !state.found.isThere() )
		{
			forget();
			return;
		}
		forget();
		state.refresh();
		state.say( why + ( searching ? " The search for objects was stopped." : " The proposals are gone." ) +
				" " + again() + " looks again.", false );
	}

	/** Proposals stay, but a search that is under way would give what nobody wants any more. */
	void settingsChanged()
	{
		if ( !state.found.isSearching() )
			return;
		stop();
		state.refresh();
		state.say( "The search for objects was stopped, as the settings have changed. " + again() + " looks again.", false );
	}

	/** Looks what of the proposals is shown now. */
	@Override
	public void refresh()
	{
		final Found f = state.found;
		if ( f.all != of || state.accepted() != seen )
		{
			of = f.all;
			seen = state.accepted();
			open = of == null ? Collections.emptyList() : of.open( seen );
		}
		final Draft d = state.draft();
		final Mask mask = d == null ? Mask.EMPTY : state.mask( d );
		final double least = of == null ? 0 : of.quality( f.without );
		f.open = open.size();
		f.shown = open.stream().filter( o -> o.quality() >= least && !EverythingSettings.isSame( o.mask(), mask ) )
				.collect( Collectors.toList() );
		f.pointed = state.mode() == Mode.INCLUDE ? f.at( state.mouse.x, state.mouse.y ) : null;
	}

	/**
	 * The mouse has moved to a pixel.
	 *
	 * @param plain
	 *            whether a click is on an object, and begins another one
	 */
	void hover( final int x, final int y, final boolean plain )
	{
		final ProposedObject now = plain && state.mode() == Mode.INCLUDE ? state.found.at( x, y ) : null;
		if ( now == state.found.pointed )
			return;
		state.found.pointed = now;
		state.pointed();
	}

	/** The mouse has left the image. */
	void leave()
	{
		hover( -1, -1, false );
	}

	// -- Accepting --

	/** Accepts the proposal under the mouse, if it holds a pixel; whether it does. NB: only what is seen to be meant. */
	boolean accept( final int x, final int y )
	{
		final ProposedObject p = state.found.pointed;
		final boolean meant = p != null && p.mask().contains( x, y );
		if ( meant && state.acceptsOnClick && state.hasMask() )
			objects.accept();
		if ( meant )
			accept( Collections.singletonList( p ) );
		return meant;
	}

	/**
	 * Leaves out the least likely proposals.
	 *
	 * @param part
	 *            of all, 0..1
	 */
	void leaveOut( final double part )
	{
		state.found.without = part;
		state.refresh();
	}

	/** Accepts all proposals that are shown. */
	void acceptAll()
	{
		final int before = state.accepted().objects().size();
		if ( state.found.shown.isEmpty() )
			state.say( "There are no proposals to accept. \"Find All\" (F) looks for objects.", false );
		else if ( accept( state.found.shown ) )
			state.say( "Accepted " + ( state.accepted().objects().size() - before ) + " object(s). Undo (" + Keys.shortcut( "Z" ) +
					") takes all of them back.", false );
	}

	private boolean accept( final List< ProposedObject > proposals )
	{
		return objects.commit( Step.add( state.plane, proposals, state.objectClass, state.conflict, state.found.all.settings() ),
				Mask.EMPTY, Double.NaN );
	}
}
