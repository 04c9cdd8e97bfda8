// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.session.SessionFile;
import sc.fiji.efficientsam.session.SessionState;

/**
 * Makes sure that no work is lost: keeps the session on disk, recovers it, saves and
 * opens sessions, and asks before objects are thrown away. To be used from the
 * event thread.
 */
final class Keeper {

	/** What the user wants to become of objects. */
	enum Answer
	{
		/** They are kept somewhere already. */
		KEEP,
		/** They go into a label image. */
		SHOW,
		/** They are thrown away. */
		DISCARD,
		/** The tool stays open. */
		CANCEL
	}

	private final ToolState state;
	private final Actions actions;
	private final Asker asker;
	private final ImageSession images;
	private final Autosave autosave;
	private volatile boolean unsaved;
	private boolean settled = true;
	private boolean closed;

	Keeper( final ToolState state, final Actions actions, final Asker asker )
	{
		this.state = state;
		this.actions = actions;
		this.asker = asker;
		images = state.images();
		autosave = new Autosave( images, actions::failed );
	}

	/** Where the session is kept. */
	Path file()
	{
		return autosave.file();
	}

	/** Offers what an earlier ImageJ has left behind, as soon as it was read. */
	void recover()
	{
		if ( !images.state().objects().isEmpty() )
			return;
		settled = false;
		autosave.leftover( this::offer );
	}

	/** Whether nothing is being looked for any more that could be offered. */
	boolean isSettled()
	{
		return settled;
	}

	private void offer( final SessionFile leftover )
	{
		settled = true;
		if ( closed || leftover == null || asker.choose( "ImageJ ended while \"" + images.images().name() + "\" was being labeled. Its " +
				leftover.state().objects().size() +
				" object(s) were kept.", "Restore them", "Begin anew" ) != 0 )
			return;
		images.restore( leftover );
		state.objectsReplaced();
	}

	/** Objects or classes are not as they were. */
	void changed()
	{
		unsaved = true;
		autosave.later( state.settings );
	}

	/** Asks for a file, and saves the session there. */
	boolean save()
	{
		final File file = asker.save( "Save Session", images.images().name() + ".session.json" );
		if ( file == null )
			return false;
		final SessionState saved = images.state();
		autosave.save( file, state.settings, () -> {
			unsaved &= images.state() != saved;
			state.say( "Saved " + file + " and " + Autosave.labels( file.toPath() ).getFileName() + ".", false );
		} );
		return true;
	}

	/** Asks for a file, and takes over its objects and settings. */
	void load()
	{
		final File file = asker.open( "Open Session" );
		if ( file == null || !images.state().objects().isEmpty()
				&& asker.choose( "The objects that are there will be replaced.", "Replace them", "Cancel" ) != 0 )
			return;
		actions.inBackground( () -> SessionFile.read( file.toPath() ), this::take );
	}

	private void take( final SessionFile session )
	{
		if ( closed )
			return;
		images.restore( session );
		state.settingsReplaced( session.settings() );
		actions.set( session.settings() );
		state.objectsReplaced();
	}

	/** Whether there is something to be asked before closing; from any thread. */
	boolean asks()
	{
		return unsaved && !images.state().objects().isEmpty();
	}

	/** Asks what is to become of objects that were not saved, and does it. */
	Answer ask( final boolean mayCancel )
	{
		if ( !asks() )
			return Answer.KEEP;
		final List< String > options = new ArrayList<>( Arrays.asList( "Show label image", "Save session...", "Discard them" ) );
		if ( mayCancel )
			options.add( "Cancel" );
		final int n = asker.choose( "What shall become of the " + images.state().objects().size() + " object(s) in \"" +
				images.images().name() + "\"?", options.toArray( new String[ 0 ] ) );
		if ( n == 2 )
			return Answer.DISCARD;
		if ( n == 1 && save() )
			return Answer.KEEP;
		if ( n != 0 && mayCancel )
			return Answer.CANCEL;
		return Answer.SHOW;
	}

	/** Ends; what was kept on disk for an accident is removed as soon as the user has it. */
	void close( final CompletableFuture< Void > kept )
	{
		closed = true;
		kept.thenRun( () -> {
			autosave.delete();
			autosave.close();
		} );
	}
}
