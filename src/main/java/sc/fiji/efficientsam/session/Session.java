// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import sc.fiji.efficientsam.mask.Mask;

/**
 * Objects of one image that are made step by step, with undo and redo of every
 * step: of prompts that were not accepted yet, and of everything done with
 * objects. Safe for use by several threads.
 */
public final class Session {

	/** Steps that can be undone. */
	static final int DEPTH = 1000;

	private static final class Moment
	{
		final SessionState state;
		final Draft draft;

		Moment( final SessionState state, final Draft draft )
		{
			this.state = state;
			this.draft = draft;
		}
	}

	private final List< Runnable > listeners = new CopyOnWriteArrayList<>();
	private Moment now = new Moment( SessionState.EMPTY, null );
	private final Deque< Moment > past = new ArrayDeque<>();
	private final Deque< Moment > future = new ArrayDeque<>();

	/** Is told after every change, by the thread that made it, which holds no lock then. */
	public void addListener( final Runnable listener )
	{
		listeners.add( listener );
	}

	public void removeListener( final Runnable listener )
	{
		listeners.remove( listener );
	}

	/** What was accepted. */
	public synchronized SessionState state()
	{
		return now.state;
	}

	/** The object that was not accepted yet, or null. */
	public synchronized Draft draft()
	{
		return now.draft;
	}

	/** Changes the object that was not accepted yet; null drops it. Can be undone. */
	public void setDraft( final Draft draft )
	{
		synchronized ( this )
		{
			if ( draft == now.draft )
				return;
			go( new Moment( now.state, draft ) );
		}
		tell();
	}

	/**
	 * Does a step; see {@link SessionState#apply}. An object that was not accepted
	 * yet is dropped by ACCEPT and DRAW, not by ADD.
	 *
	 * @throws IllegalArgumentException
	 *             if the step is not possible; nothing is changed then
	 */
	public void apply( final Step step, final Mask mask, final double score )
	{
		final boolean accepts = step.action() == Step.Action.ACCEPT || step.action() == Step.Action.DRAW;
		synchronized ( this )
		{
			go( new Moment( now.state.apply( step, mask, score ), accepts ? null : now.draft ) );
		}
		tell();
	}

	private void go( final Moment moment )
	{
		past.push( now );
		if ( past.size() > DEPTH )
			past.removeLast();
		future.clear();
		now = moment;
	}

	/** NB: not under the lock: a listener may ask, change or wait for another thread that does. */
	private void tell()
	{
		listeners.forEach( Runnable::run );
	}

	public synchronized boolean canUndo()
	{
		return !past.isEmpty();
	}

	public synchronized boolean canRedo()
	{
		return !future.isEmpty();
	}

	/**
	 * Takes the last step back.
	 *
	 * @return whether accepted objects or classes changed by that
	 */
	public boolean undo()
	{
		return move( past, future );
	}

	/**
	 * Does again what was undone last.
	 *
	 * @return whether accepted objects or classes changed by that
	 */
	public boolean redo()
	{
		return move( future, past );
	}

	private boolean move( final Deque< Moment > from, final Deque< Moment > to )
	{
		final boolean changed;
		synchronized ( this )
		{
			if ( from.isEmpty() )
				return false;
			final SessionState before = now.state;
			to.push( now );
			now = from.pop();
			changed = now.state != before;
		}
		tell();
		return changed;
	}

	/**
	 * Puts other objects and classes in the place of those that are there, and drops the object that was not accepted
	 * yet. Can be undone, as one step.
	 */
	public void restore( final SessionState state )
	{
		synchronized ( this )
		{
			go( new Moment( Objects.requireNonNull( state, "state" ), null ) );
		}
		tell();
	}
}
